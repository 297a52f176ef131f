"""Intervals for figures that no formula covers, by drawing again from what was seen; the same every time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

DRAWS = 2000
SEED = 20_260_930
"""Fixed, so that a figure and its interval are the same on every screen and in every year."""
INTERVAL = (0.025, 0.975)

Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers], Numbers]


@dataclass(frozen=True)
class Estimate:
    """A figure and the ends of its 95 % interval, in its own unit; `n` is what was drawn from."""

    value: float
    low: float
    high: float
    n: int


def bootstrap_median(values: ArrayLike) -> Estimate | None:
    """Median of a sample, with its percentile interval.

    Args:
        values: one a case, any order, any unit; `nan` is passed over.

    Returns:
        the median; None without values. One value has an interval without width: a sample of one cannot say how
        sure it is, so show n beside it.

    Source: Efron (1979), Ann Stat 7:1; percentile interval of 2,000 draws. The order of the values changes nothing.
    `statistics.median` knows the same interval without drawing, and is what indicators use.
    """
    return _drawn_again(values, lambda drawn: np.median(drawn, axis=-1))


def bootstrap_mean(values: ArrayLike) -> Estimate | None:
    """Mean of a sample, with its percentile interval; arguments and result as `bootstrap_median`."""
    return _drawn_again(values, lambda drawn: drawn.mean(axis=-1))


def bootstrap_mean_of_shares(numerators: ArrayLike, n: ArrayLike) -> Estimate | None:
    """Mean of the shares of several items, each weighted alike, from their counts alone.

    Args:
        numerators, n: counts of each item; items without cases are passed over.

    Returns:
        the mean of the shares, 0 to 1; None where no item has a case. The value of `n` is the least of the items'.

    Raises:
        ValueError: a numerator is missing, below 0 or above its n, or an item has one of the two only.

    Each item's answers are drawn apart, as if by different people. Where the same people answer all items their answers
    go together and the interval is too narrow: then use `bootstrap_mean_of_answers`.
    """
    x, cases = np.asarray(numerators, float), np.asarray(n, float)
    if x.shape != cases.shape or not (np.all(x >= 0) and np.all(x <= cases)):
        raise ValueError("each item needs a numerator between 0 and its n")
    x, cases = x[cases > 0], cases[cases > 0]
    if not cases.size:
        return None
    chance = np.random.default_rng(SEED)
    drawn = chance.binomial(cases.astype(int), x / cases, (DRAWS, cases.size)) / cases
    return _estimate(float(np.mean(x / cases)), drawn.mean(axis=1), int(cases.min()))


def bootstrap_mean_of_answers(met: ArrayLike) -> Estimate | None:
    """Mean of the shares of several items, from every person's answers; persons are drawn, with all their answers.

    Args:
        met: shape (persons, items): 1 where the answer is in the two best boxes, 0 where not, `nan` where there is none.

    Returns:
        the mean over items of the share, 0 to 1; None where no item has an answer. An item that nobody of a draw
        answered is left out of that draw.

    Raises:
        ValueError: the answers are not persons by items, or one is neither 0 nor 1.
    """
    met = np.asarray(met, float)
    if met.size and (met.ndim != 2 or not np.isin(met[~np.isnan(met)], (0, 1)).all()):
        raise ValueError("answers must be persons by items, each 1, 0 or missing")
    met = met[np.isfinite(met).any(axis=1)][:, np.isfinite(met).any(axis=0)] if met.size else met
    if not met.size:
        return None
    met = met[np.lexsort(np.nan_to_num(met, nan=-1.0).T)]
    places = np.random.default_rng(SEED).integers(0, len(met), (DRAWS, len(met)))
    drawn = [_mean_share(met[place]) for place in places]
    return _estimate(_mean_share(met), np.array(drawn), len(met))


def _mean_share(met: Numbers) -> float:
    given = np.isfinite(met).sum(axis=0)
    shares = np.nansum(met, axis=0)[given > 0] / given[given > 0]
    return float(shares.mean())


def _drawn_again(values: ArrayLike, statistic: Statistic) -> Estimate | None:
    sample = np.sort(np.asarray(values, float).ravel())
    sample = sample[np.isfinite(sample)]
    if not sample.size:
        return None
    places = np.random.default_rng(SEED).integers(0, sample.size, (DRAWS, sample.size))
    return _estimate(float(statistic(sample)), statistic(sample[places]), sample.size)


def _estimate(value: float, drawn: Numbers, n: int) -> Estimate:
    low, high = np.quantile(drawn, INTERVAL)
    return Estimate(value, float(min(low, value)), float(max(high, value)), n)
