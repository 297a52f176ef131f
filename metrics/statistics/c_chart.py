"""Limits of ordinary variation for small counts (c charts): what chance alone makes of a steady number of events."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import pdtr

from metrics.statistics.p_chart import BEYOND_THREE_SIGMA, SIGMAS
from metrics.statistics.xmr import RANGE_TO_SIGMA, moving_ranges


@dataclass(frozen=True)
class CountLimits:
    """Centre and limits of one segment of counts, unclipped.

    Args:
        centre: mean; `nan` without counts.
        low, high: limits; on the centre where every count is 0.
        sigma_z: how much wider than Poisson the counts spread; 1 where it cannot be said (no two neighbours, or all 0).
    """

    centre: float
    low: float
    high: float
    sigma_z: float


def c_limits(counts: ArrayLike) -> CountLimits:
    """Limits of counts that scatter as chance alone makes them: mean -/+ 3 sqrt(mean), or the exact ones where wider.

    Args:
        counts: one a period, oldest first; a gap is `nan`.

    Raises:
        ValueError: a count is negative or not whole.

    Source: Montgomery, Introduction to Statistical Quality Control (c chart). Exact limits at the chance that three sigma
    leave out of a normal distribution, 1 in 740, as `p_chart.sparse_p_limits`: of two events a month seven or more lie
    beyond three sigma, and come once in 220 months.

    Example:
        >>> limits = c_limits([2, 1, 3, 2, 4, 0, 2, 1, 3, 2, 1, 3])
        >>> limits.centre, round(limits.low, 2), round(limits.high, 2), round(limits.sigma_z, 2)
        (2.0, -2.24, 7.93, 1.08)
    """
    values = np.asarray(counts, float)
    present = values[np.isfinite(values)]
    if np.any(present < 0) or np.any(present != np.floor(present)):
        raise ValueError("counts must be whole and 0 or more")
    if not present.size:
        return CountLimits(np.nan, np.nan, np.nan, 1.0)
    mean = float(present.mean())
    if mean == 0:
        return CountLimits(0.0, 0.0, 0.0, 1.0)
    reach, ranges = SIGMAS * mean**0.5, moving_ranges(values) / mean**0.5
    sigma_z = float(ranges.mean()) / RANGE_TO_SIGMA if ranges.size else 1.0
    low, high = exact_count_limits(mean)
    return CountLimits(mean, min(mean - reach, low), max(mean + reach, high), sigma_z)


def exact_count_limits(mean: float, chance: float = BEYOND_THREE_SIGMA) -> tuple[float, float]:
    """Exact Poisson limits, interpolated so that they move smoothly with the mean.

    A count lies below the low limit exactly where so few or fewer have less than this chance, above the high one where so
    many or more have. Where even 0 has more, the low limit lies below 0.

    Raises:
        ValueError: a mean that is not above 0, or a chance outside 0..0.5.

    Source: as `funnel.exact_limits` (Spiegelhalter 2005, A.1.1), of a Poisson distribution.

    Example:
        >>> [round(end, 2) for end in exact_count_limits(2.0)]
        [-0.99, 7.93]
    """
    if not (mean > 0 and 0 < chance < 0.5):
        raise ValueError("a mean above 0 and a chance of 0 to one half are needed")
    counts = np.arange(-1, int(mean + 10 * mean**0.5) + 30)
    at_most = np.where(counts < 0, 0.0, pdtr(counts, mean))
    at_least = np.concatenate([[1.0], 1 - at_most[:-1]])
    least = int(np.argmax(at_most >= chance))
    most = int(np.flatnonzero(at_least >= chance)[-1])
    below, upto, upon, above = *at_most[least - 1 : least + 1], *at_least[most : most + 2]
    low = counts[least] - (upto - chance) / (upto - below)
    return float(low), float(counts[most] + (upon - chance) / (upon - above))
