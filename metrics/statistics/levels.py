"""How far apart partners stand on a scale of levels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

FAR = 2
"""Levels below the median from which a partner is counted as far behind."""


@dataclass(frozen=True)
class Spread:
    """The spread of levels, one a partner, in levels.

    Args:
        median, low_quartile, high_quartile: `nan` without partners.
        far_behind: partners two levels or more below the median.
        n: partners assessed.
    """

    median: float
    low_quartile: float
    high_quartile: float
    far_behind: int
    n: int

    @property
    def quartile_range(self) -> float:
        """Interquartile range: the middle half of the partners lie so many levels apart."""
        return self.high_quartile - self.low_quartile


def spread_of_levels(levels: ArrayLike, counts: ArrayLike | None = None) -> Spread:
    """Median, quartiles and those far behind.

    Args:
        levels: one a partner, or the levels of a histogram; `nan` is passed over where there are no counts.
        counts: partners at each of *levels*; None for one each.

    Raises:
        ValueError: levels and counts differ in length, or a count is negative.

    Source: quartiles by linear interpolation (type 7 of Hyndman and Fan 1996, Am Stat 50:361; the default of R and
    numpy). With few partners show every one: the range of four partners rests on two.

    Example:
        >>> spread_of_levels([1, 2, 3, 4, 4]).quartile_range
        2.0
    """
    seen = np.asarray(levels, float)
    if counts is not None:
        given = np.asarray(counts, int)
        if given.shape != seen.shape or np.any(given < 0):
            raise ValueError("each level needs one count of 0 or more")
        seen = np.repeat(seen, given)
    seen = seen[np.isfinite(seen)]
    if not seen.size:
        return Spread(np.nan, np.nan, np.nan, 0, 0)
    low, median, high = np.quantile(seen, [0.25, 0.5, 0.75])
    return Spread(float(median), float(low), float(high), int((seen <= median - FAR).sum()), seen.size)
