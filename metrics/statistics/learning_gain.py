"""How much of what could be learnt was learnt."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.median import Median, median


@dataclass(frozen=True)
class Gain:
    """Normalised gain of persons with both tests.

    Args:
        median: with its bootstrap interval; its value is None where nobody is paired.
        paired: persons with both tests who could still gain.
        at_ceiling: persons with both tests who had every mark before; they could not gain and are left out.
        unpaired: persons with one test only.
    """

    median: Median
    paired: int
    at_ceiling: int
    unpaired: int

    @property
    def pairing_rate(self) -> float | None:
        """Share of tested persons who have both tests; show it beside the median. None where nobody was tested."""
        both = self.paired + self.at_ceiling
        return both / (both + self.unpaired) if both + self.unpaired else None


def normalised_gains(before: ArrayLike, after: ArrayLike, most: float) -> NDArray[np.float64]:
    """(after - before) / (most - before) of each person; `nan` where a test is missing or *before* is the most.

    Args:
        before, after: marks of one person at one place, `nan` where not tested.
        most: the most marks that the test can give.

    Returns:
        at most 1; below 0 where marks were lost.

    Raises:
        ValueError: the arrays differ in shape, or a mark is below 0 or above the most.

    Source: Hake (1998), Am J Phys 66:64, per person.

    Example:
        >>> normalised_gains([40, 55, 60, 70, 50], [70, 80, 75, 85, 65], 100).round(4).tolist()
        [0.5, 0.5556, 0.375, 0.5, 0.3]
    """
    before, after = np.asarray(before, float), np.asarray(after, float)
    if before.shape != after.shape:
        raise ValueError("each person needs a place in both tests")
    if any(np.any((marks < 0) | (marks > most)) for marks in (before, after)):
        raise ValueError(f"marks must lie between 0 and {most:g}")
    room = np.where(before < most, most - before, np.nan)
    return (after - before) / room


def learning_gain(before: ArrayLike, after: ArrayLike, most: float) -> Gain:
    """Median normalised gain; arguments and errors as `normalised_gains`.

    A median of gains, not a gain of means: the two differ, and the second hides who learnt nothing.
    """
    gains = normalised_gains(before, after, most)
    before, after = np.asarray(before, float), np.asarray(after, float)
    has_both = np.isfinite(before) & np.isfinite(after)
    has_one = np.isfinite(before) ^ np.isfinite(after)
    paired = int(np.isfinite(gains).sum())
    known = gains[np.isfinite(gains)]
    return Gain(median(known, np.ones(known.size)), paired, int(has_both.sum()) - paired, int(has_one.sum()))
