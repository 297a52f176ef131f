"""One series as arrays, as the charts look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from metrics.statistics.p_chart import ShareLimits, p_limits
from metrics.statistics.xmr import moving_ranges

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Readings:
    """The series as arrays of one length, `nan` where there is no number.

    Args:
        shown: every value, in the indicator's unit.
        judged: the same without the provisional ones.
        numerators, n: the counts behind the judged values, behind all values.
    """

    shown: Numbers
    judged: Numbers
    numerators: Numbers
    n: Numbers

    @classmethod
    def of(
        cls,
        values: Sequence[float | None],
        numerators: Sequence[int],
        n: Sequence[int],
        provisional: Sequence[bool],
    ) -> "Readings":
        """Readings from lists.

        Raises:
            ValueError: the lists differ in length, or a value is infinite.
        """
        if not len(values) == len(numerators) == len(n) == len(provisional):
            raise ValueError("values, numerators, n and provisional must be equally long")
        shown = np.array([np.nan if value is None else value for value in values], float)
        if np.isinf(shown).any():
            raise ValueError("values must be finite, or None where there is no number")
        judged = np.where(np.array(provisional, bool), np.nan, shown)
        counted = np.where(np.isfinite(judged), np.array(numerators, float), np.nan)
        return cls(shown, judged, counted, np.array(n, float))

    @cached_property
    def is_settled(self) -> NDArray[np.bool_]:
        """Which points are settled."""
        return np.isfinite(self.judged)

    @cached_property
    def settled(self) -> Numbers:
        """The values of the settled points alone."""
        return self.judged[self.is_settled]

    @property
    def count(self) -> int:
        """How many settled points there are."""
        return self.settled.size

    @cached_property
    def ranges(self) -> Numbers:
        """Moving ranges of neighbours that are both settled."""
        return moving_ranges(self.judged)

    @cached_property
    def by_chance(self) -> ShareLimits:
        """The limits that chance alone gives these shares: asked for the choice of a method, and then for its lines."""
        return p_limits(self.numerators, self.n)

    @property
    def pooled(self) -> float:
        """Numerators of the settled points over their cases; `nan` without cases."""
        is_counted = np.isfinite(self.numerators)
        cases = self.n[is_counted].sum()
        return float(self.numerators[is_counted].sum() / cases) if cases else np.nan

    def part(self, stretch: slice) -> "Readings":
        """One segment of the series."""
        if stretch == slice(0, self.shown.size):
            return self
        return Readings(self.shown[stretch], self.judged[stretch], self.numerators[stretch], self.n[stretch])

    def first(self, points: int | None) -> "Readings":
        """As long as before, with only the first so many settled points left to shape centre and limits."""
        if points is None:
            return self
        is_kept = np.cumsum(self.is_settled) <= points
        judged, numerators = (np.where(is_kept, each, np.nan) for each in (self.judged, self.numerators))
        return Readings(self.shown, judged, numerators, self.n)
