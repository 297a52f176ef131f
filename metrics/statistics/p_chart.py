"""Limits of ordinary variation for shares whose n changes from month to month (p and p' charts)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.funnel import exact_limits
from metrics.statistics.xmr import RANGE_TO_SIGMA, moving_ranges

SIGMAS = 3.0
SPARSE = 1.0
"""Where fewer cases than this go the other way in a month, three sigma leaves out far more than 1 in 740 on that side."""
BEYOND_THREE_SIGMA = 0.00135


@dataclass(frozen=True)
class ShareLimits:
    """Centre and limits of one segment of shares, one value a point, unclipped.

    Args:
        centre: pooled share, the same at every point; `nan` at a point without cases.
        low, high: limits; they step with n. Unclipped, because the rules measure distances on them.
        sigma_z: how much wider than binomial the shares spread; 1 where it cannot be said (no two
            neighbours, or every case alike).
    """

    centre: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    sigma_z: float


def p_limits(numerators: ArrayLike, n: ArrayLike) -> ShareLimits:
    """Binomial limits: pooled share -/+ 3 sqrt(p (1 - p) / n).

    Args:
        numerators: cases that count; `nan` for a point that is drawn but does not shape the limits.
        n: cases. A point with n of 0 or `nan` has no share, no centre and no limits.

    Returns:
        the limits. When all cases are alike (0 % or 100 %) they lie on the centre.

    Raises:
        ValueError: a count is negative, or a numerator is above its n.

    Source: Montgomery, Introduction to Statistical Quality Control. Nothing is clipped to 0..1; see
    docs/methods.md.

    Example:
        >>> limits = p_limits([18, 40, 27, 60, 22, 35, 70, 45], [20, 50, 30, 80, 25, 40, 100, 48])
        >>> round(float(limits.centre[0]), 4), round(float(limits.low[6]), 4), round(limits.sigma_z, 4)
        (0.8066, 0.6881, 2.0686)
    """
    pooled, sigma, sigma_z = _parts(numerators, n)
    return _around(pooled, sigma * SIGMAS, sigma_z)


def sparse_p_limits(numerators: ArrayLike, n: ArrayLike) -> ShareLimits:
    """Those of `p_limits`, widened to the exact binomial limit where fewer than one case a month goes the other way.

    Arguments, result and errors as `p_limits`. Never narrower than three sigma.

    Source: `funnel.exact_limits` (Spiegelhalter 2005) at the chance that three sigma leave out of a normal distribution.
    One missed of five, where one in a hundred is missed, lies beyond three sigma, and happens in every twentieth month.
    """
    return exact_where_sparse(p_limits(numerators, n), n)


def exact_where_sparse(limits: ShareLimits, n: ArrayLike) -> ShareLimits:
    """As `sparse_p_limits`, from the limits that `p_limits` gave."""
    shares = limits.centre[np.isfinite(limits.centre)]
    if not shares.size or shares[0] in (0.0, 1.0):
        return limits
    share, cases, is_drawn = float(shares[0]), np.asarray(n, float), np.isfinite(limits.centre)
    few = is_drawn & is_sparse(np.where(is_drawn, cases, 0), share)
    low, high = limits.low.copy(), limits.high.copy()
    exact = exact_limits(share, cases[few].astype(int), BEYOND_THREE_SIGMA)
    low[few], high[few] = np.minimum(low[few], exact[0]), np.maximum(high[few], exact[1])
    return ShareLimits(limits.centre, low, high, limits.sigma_z)


def is_sparse(n: NDArray[np.float64] | float, share: float) -> NDArray[np.bool_]:
    """Where fewer than one case of *n* is expected to go the other way.

    A fifth of five is one: rounded, because 1 - 4/5 is a little less than 1/5, and a share and its complement are alike.
    """
    return np.round(np.multiply(n, min(share, 1 - share)), 9) < SPARSE


def p_prime_limits(numerators: ArrayLike, n: ArrayLike) -> ShareLimits:
    """Laney's limits: those of `p_limits`, widened by sigma_z, and never narrower.

    Arguments, result and errors as `p_limits`.

    Source: Laney (2002), Qual Eng 14:531. sigma_z below 1 is held at 1; see docs/methods.md.
    """
    pooled, sigma, sigma_z = _parts(numerators, n)
    return _around(pooled, sigma * SIGMAS * max(sigma_z, 1.0), sigma_z)


def _parts(numerators: ArrayLike, n: ArrayLike) -> tuple[float, NDArray[np.float64], float]:
    x, n = np.broadcast_arrays(np.asarray(numerators, float), np.asarray(n, float))
    if ((x < 0) | (n < 0) | (x > n)).any():
        raise ValueError("a numerator must lie between 0 and its n")
    cases = np.where(n > 0, n, np.nan)
    counted = np.isfinite(x) & np.isfinite(cases)
    if not counted.any():
        return np.nan, cases * np.nan, 1.0
    pooled = float(x[counted].sum() / cases[counted].sum())
    sigma = np.sqrt(pooled * (1 - pooled) / cases)
    return pooled, sigma, _sigma_z(x / cases, pooled, sigma)


def _sigma_z(shares: NDArray[np.float64], pooled: float, sigma: NDArray[np.float64]) -> float:
    if pooled in (0.0, 1.0):
        return 1.0
    ranges = moving_ranges((shares - pooled) / sigma)
    return float(ranges.mean()) / RANGE_TO_SIGMA if ranges.size else 1.0


def _around(pooled: float, reach: NDArray[np.float64], sigma_z: float) -> ShareLimits:
    centre = np.where(np.isfinite(reach), pooled, np.nan)
    return ShareLimits(centre, centre - reach, centre + reach, sigma_z)
