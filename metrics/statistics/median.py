"""The median of a histogram, and how far chance alone would move it."""

import statistics
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrc

LEAST_FOR_INTERVAL = 6
"""Of fewer values even the widest interval, the least to the greatest, holds the median less than 95 times in 100."""
TAIL = 0.025


@dataclass(frozen=True)
class Median:
    """A median with its 95 % interval, in the unit of the values.

    Args:
        value: midpoint of the two middle values; None of nothing.
        low, high: ends of the interval; None of fewer than six values.
        n: how many values.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


def middle(values: NDArray[np.float64]) -> float:
    """The median of values, none missing, as `np.median` gives it: its checks take longer than a series of ours."""
    return statistics.median(values.tolist()) + 0.0  # numpy adds up the middle ones from 0.0, so it never gives -0.0


def median(values: ArrayLike, counts: ArrayLike) -> Median:
    """Median of a histogram, which adds up where medians do not.

    Args:
        values, counts: values in any order, and how many there are of each; a value may stand more than once.

    Raises:
        ValueError: a count that is negative, missing or no whole number, a value that is missing, or values and counts
            of different length.

    Source: Efron (1979), Ann Stat 7:1, section 3: the bootstrap distribution of a median is known in closed form, so
    nothing is drawn by chance and the same data give the same interval. With an even number of values the lower end
    is that of the lower, the upper end that of the upper of the two middle values. docs/methods.md says how often the
    interval holds the median.

    Example:
        >>> median([30, 37.5, 50, 55.56], [1, 1, 2, 1]).value
        50.0
    """
    values, counts = np.asarray(values, float), np.asarray(counts, float)
    if values.shape != counts.shape:
        raise ValueError(f"{values.size} values and {counts.size} counts: each value needs one count")
    if not (np.isfinite(values).all() and np.all(counts >= 0) and np.all(counts == np.floor(counts))):
        raise ValueError("values must be numbers, counts whole and 0 or more")
    order = np.argsort(values, kind="stable")
    ordered = np.repeat(values[order], counts[order].astype(np.int64))
    n = ordered.size
    if not n:
        return Median(None, None, None, 0)
    lower, upper = (n - 1) // 2, n // 2
    value = float(ordered[lower] + ordered[upper]) / 2
    if n < LEAST_FOR_INTERVAL:
        return Median(value, None, None, n)
    low = ordered[_bootstrap_position(n, lower, TAIL)]
    return Median(value, float(low), float(ordered[_bootstrap_position(n, upper, 1 - TAIL)]), n)


def _bootstrap_position(n: int, middle: int, share: float) -> int:
    """Position of the value below or at which the *middle*-th value of a sample drawn with replacement lies with
    chance *share*: it does where at least middle + 1 of the n draws do."""
    reached: NDArray[np.float64] = bdtrc(middle, n, np.arange(1, n + 1) / n)
    return int(np.argmax(reached >= share))
