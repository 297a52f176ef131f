"""Does a profile of ordered ratings get better over time? Never by a mean of letters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.proportion import Z_95

Numbers = NDArray[np.float64]
MOST_STEPS, CLOSE = 50, 1e-10
SMALLEST = 1e-12


@dataclass(frozen=True)
class OddsTrend:
    """The common trend of the cumulative odds of a better rating.

    Args:
        odds_ratio: by which the odds of a rating above any boundary are multiplied for each unit of time; 1 is no
            trend.
        low, high: its 95 % interval.
        log_odds, error: logarithm of the ratio, and its standard error.
        boundaries: cumulative log odds of a rating at or below each level but the best, at time 0.
        n: ratings.
    """

    odds_ratio: float
    low: float
    high: float
    log_odds: float
    error: float
    boundaries: tuple[float, ...]
    n: int


def shares_at_or_above(counts: ArrayLike) -> Numbers:
    """Share of ratings at each level or a better one, for each period.

    Args:
        counts: shape (periods, levels), the worst level first.

    Returns:
        shape (periods, levels), 0 to 1; the first column is 1, and a period without ratings is `nan`.

    Raises:
        ValueError: a count is negative, or counts are not two-dimensional.
    """
    counts = _checked(counts)
    of = counts.sum(axis=1, keepdims=True)
    return np.cumsum(counts[:, ::-1], axis=1)[:, ::-1] / np.where(of > 0, of, np.nan)


def cumulative_odds_trend(counts: ArrayLike, times: ArrayLike) -> OddsTrend | None:
    """Fit one trend to all boundaries between levels at once (proportional odds).

    Args:
        counts: shape (periods, levels), the worst level first. Levels that nobody was given are left out.
        times: one number a period, in the unit that the ratio is to be for (quarters).

    Returns:
        the trend; None where there is nothing to fit: one level or one period only, or a trend so strict that no
        finite one fits best.

    Raises:
        ValueError: as `shares_at_or_above`, or times and periods differ in number.

    Source: McCullagh (1980), J R Stat Soc B 42:109: log odds of a rating at or below level j = boundary_j - trend x
    time; maximum likelihood by Fisher scoring. It supposes the same ratio at each boundary: look at
    `shares_at_or_above` beside it.
    """
    counts, times = _checked(counts), np.asarray(times, float)
    if times.shape != counts.shape[:1]:
        raise ValueError("each period needs one time")
    is_rated = counts.sum(axis=1) > 0
    counts, times = counts[is_rated][:, counts.sum(axis=0) > 0], times[is_rated]
    if counts.shape[1:] < (2,) or np.unique(times).size < 2:
        return None
    below = np.cumsum(counts.sum(axis=0))[:-1] / counts.sum()
    parts = np.append(np.log(below / (1 - below)), 0.0)
    for _ in range(MOST_STEPS):
        slope, information = _score(counts, times - times.mean(), parts)
        try:
            step = np.linalg.solve(information, slope)
        except np.linalg.LinAlgError:
            return None
        parts = parts + step
        if np.any(np.diff(parts[:-1]) <= 0):
            return None
        if np.abs(step).max() < CLOSE:
            return _trend(parts, information, times.mean(), counts.sum())
    return None


def _score(counts: Numbers, times: Numbers, parts: Numbers) -> tuple[Numbers, Numbers]:
    """Slope of the log likelihood, and the expected information, at boundaries and trend *parts*."""
    levels = counts.shape[1]
    slope, information = np.zeros(levels), np.zeros((levels, levels))
    for given, time in zip(counts, times, strict=True):
        at_most = 1 / (1 + np.exp(-(parts[:-1] - parts[-1] * time)))
        density = at_most * (1 - at_most)
        chances = np.maximum(np.diff(np.concatenate([[0.0], at_most, [1.0]])), SMALLEST)
        change = np.zeros((levels, levels))  # of the chance of each level (row) with each part (column)
        edge = np.arange(levels - 1)
        change[edge, edge], change[edge + 1, edge] = density, -density
        change[:, -1] = -time * change[:, :-1].sum(axis=1)
        slope += change.T @ (given / chances)
        information += given.sum() * change.T @ (change / chances[:, None])
    return slope, information


def _trend(parts: Numbers, information: Numbers, shift: float, n: float) -> OddsTrend:
    log_odds, error = float(parts[-1]), float(np.sqrt(np.linalg.inv(information)[-1, -1]))
    ends = np.exp([log_odds, log_odds - Z_95 * error, log_odds + Z_95 * error])
    boundaries = tuple(float(each) for each in parts[:-1] + log_odds * shift)
    return OddsTrend(*(float(end) for end in ends), log_odds, error, boundaries, int(n))


def _checked(counts: ArrayLike) -> Numbers:
    counts = np.asarray(counts, float)
    if counts.ndim != 2 or not np.all(counts >= 0):
        raise ValueError("counts must be periods by levels, 0 or more, and none may be missing")
    return counts
