"""One series as arrays, as the charts look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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

    @property
    def count(self) -> int:
        """How many settled points there are."""
        return int(np.isfinite(self.judged).sum())

    @property
    def pooled(self) -> float:
        """Numerators of the settled points over their cases; `nan` without cases."""
        is_counted = np.isfinite(self.numerators)
        cases = self.n[is_counted].sum()
        return float(self.numerators[is_counted].sum() / cases) if cases else np.nan

    def part(self, stretch: slice) -> "Readings":
        """One segment of the series."""
        return Readings(self.shown[stretch], self.judged[stretch], self.numerators[stretch], self.n[stretch])

    def first(self, points: int | None) -> "Readings":
        """As long as before, with only the first so many settled points left to shape centre and limits."""
        if points is None:
            return self
        is_kept = np.cumsum(np.isfinite(self.judged)) <= points
        judged, numerators = (np.where(is_kept, each, np.nan) for each in (self.judged, self.numerators))
        return Readings(self.shown, judged, numerators, self.n)
