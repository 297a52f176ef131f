"""Limits around a common share for each number of cases, and how much wider than chance groups spread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
INNER, OUTER = 0.025, 0.001
"""Chance beyond each limit: 95 % and 99.8 % lie within."""
NORMAL = {INNER: 1.959964, OUTER: 3.090232}
WINSORISED = 0.1
"""Part of the scores on each side that is drawn in before their spread is measured."""
NARROWEST, MOST_CHANCES = 64, 100_000
"""How many chances a line, and how many in all, are computed in one table of numbers of cases."""


@dataclass(frozen=True)
class Dispersion:
    """How much wider than binomial groups spread.

    Args:
        phi: mean square of the winsorised scores; 1 where chance alone spreads them. `nan` without groups.
        tau: standard deviation between the groups that explains it, in the unit of the share; 0 where none is needed.
        is_clear: phi is more than two of its standard errors, sqrt(2 / groups), above 1.
    """

    phi: float
    tau: float
    is_clear: bool


def exact_limits(centre: float, n: ArrayLike, chance: float = INNER) -> tuple[Numbers, Numbers]:
    """Exact binomial limits, interpolated so that they fall smoothly with n.

    Args:
        centre: the common share, 0 to 1.
        n: cases, whole and 1 or more.
        chance: of a group beyond one of the two limits; 0.025 is the 95 % limit, 0.001 the 99.8 % limit.

    Returns:
        low and high, 0 to 1, in the shape of *n*. A group lies below the low limit exactly where so few or fewer have
        less than this chance, above the high one where so many or more have. Both lie on a centre of 0 or 1.

    Raises:
        ValueError: a centre outside 0..1, an n below 1 or not whole, or a chance outside 0..0.5.

    Source: Spiegelhalter (2005), Stat Med 24:1185, appendix A.1.1: with r the least count whose cumulative chance
    reaches p, (r - (F(r) - p) / (F(r) - F(r - 1))) / n. As printed the high limit would put 1 of 1 beyond the 95 % limit
    of a common share of 0.8; ours is the low limit of the complement, so that a share and its complement are judged alike.

    Example:
        >>> [round(float(end), 4) for end in exact_limits(0.8, 20)]
        [0.5839, 0.9883]
    """
    return exact_limits_for(centre, n, (chance,))[0]


def exact_limits_for(centre: float, n: ArrayLike, chances: Sequence[float]) -> list[tuple[Numbers, Numbers]]:
    """`exact_limits` for each of several chances, at little more than the price of one; errors as there."""
    sizes = np.asarray(n, float)
    is_whole = np.all(sizes >= 1) and np.all(sizes == np.floor(sizes))
    if not (is_whole and 0 <= centre <= 1 and all(0 < chance < 0.5 for chance in chances)):
        raise ValueError("a centre of 0 to 1, whole cases, at least one, and a chance of 0 to one half are needed")
    distinct, places = np.unique(sizes.ravel().astype(np.int64), return_inverse=True)
    low, high = (_lows(share, distinct, chances)[:, places] for share in (centre, 1 - centre))
    shape = (len(chances), *sizes.shape)
    return list(zip(low.reshape(shape), (1 - high).reshape(shape), strict=True))


def widened_limits(centre: float, n: ArrayLike, tau: float, chance: float = INNER) -> tuple[Numbers, Numbers]:
    """Limits where groups differ beyond chance: centre -/+ z sqrt(p (1 - p) / n + tau^2), cut to 0..1.

    Args:
        centre, n, chance: as `exact_limits`; chance is 0.025 or 0.001.
        tau: as `dispersion` gives it; 0 gives the plain normal limits.

    Raises:
        ValueError: another chance, a centre outside 0..1, an n below 1, or a tau below 0.

    Source: Spiegelhalter (2005), Stat Med 24:1185, additive random effects; normal approximation.
    """
    if chance not in NORMAL or not (0 <= centre <= 1 and np.all(np.asarray(n, float) >= 1) and tau >= 0):
        raise ValueError("a chance of 0.025 or 0.001, a centre of 0 to 1, at least one case and no negative tau are needed")
    reach = NORMAL[chance] * np.sqrt(centre * (1 - centre) / np.asarray(n, float) + tau**2)
    return np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)


def dispersion(numerators: ArrayLike, n: ArrayLike, centre: float) -> Dispersion:
    """How much wider than binomial groups spread about a common share.

    Args:
        numerators, n: counts of each group; groups without cases are passed over.
        centre: the common share. At 0 or 1, where every case is alike, nothing can spread.

    Raises:
        ValueError: a numerator is missing, below 0 or above its n, a group has one of the two only, or a centre
            outside 0..1.

    Source: Spiegelhalter (2005), Stat Med 24:1185: scores z = (share - centre) / sqrt(p (1 - p) / n), the least and the
    largest tenth drawn in (winsorised) so that a few outlying groups do not hide themselves; phi = mean of z^2;
    tau^2 = (groups phi - (groups - 1)) / (sum w - sum w^2 / sum w), w = n / (p (1 - p)), 0 where that is negative.
    """
    x, cases = np.asarray(numerators, float), np.asarray(n, float)
    if x.shape != cases.shape or not (np.all(x >= 0) and np.all(x <= cases) and 0 <= centre <= 1):
        raise ValueError("each group needs a numerator between 0 and its cases, and the centre must lie between 0 and 1")
    x, cases = x[cases > 0], cases[cases > 0]
    if not cases.size:
        return Dispersion(np.nan, 0.0, is_clear=False)
    if centre in (0, 1):
        return Dispersion(1.0, 0.0, is_clear=False)
    weights = cases / (centre * (1 - centre))
    scores = (x / cases - centre) * np.sqrt(weights)
    drawn_in = np.clip(scores, *np.quantile(scores, [WINSORISED, 1 - WINSORISED]))
    phi, groups = float(np.mean(drawn_in**2)), cases.size
    between = weights.sum() - (weights**2).sum() / weights.sum()
    excess = groups * phi - (groups - 1)
    tau = float(np.sqrt(excess / between)) if groups > 1 and excess > 0 else 0.0
    return Dispersion(phi, tau, bool(phi > 1 + 2 * np.sqrt(2 / groups)))


def _lows(share: float, sizes: NDArray[np.int64], chances: Sequence[float]) -> Numbers:
    """The low limits of each size (rising, each once) for each chance, a line a chance."""
    if share in (0, 1):
        return np.full((len(chances), sizes.size), float(share))
    found = [_lows_of_like(share, group, chances) for group in _of_like_size(sizes)]
    return np.concatenate(found, axis=1) if found else np.zeros((len(chances), 0))


def _of_like_size(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Rising sizes in groups whose table of chances is at least half full, and no larger than need be."""
    start = 0
    while start < sizes.size:
        widest = max(2 * int(sizes[start]), NARROWEST)
        most = start + max(MOST_CHANCES // widest, 1)
        end = min(most, int(np.searchsorted(sizes, widest, side="right")))
        yield sizes[start:end]
        start = end


def _lows_of_like(share: float, sizes: NDArray[np.int64], chances: Sequence[float]) -> Numbers:
    """The low limit lies between the least count that is not beyond it, and the one before."""
    cumulative, rows = _cumulative(share, sizes), np.arange(sizes.size)
    lows = []
    for chance in chances:
        count = (cumulative < chance).sum(axis=1)
        reached = cumulative[rows, count]
        before = np.where(count > 0, cumulative[rows, count - 1], 0.0)
        lows.append(np.maximum((count - (reached - chance) / (reached - before)) / sizes, 0.0))
    return np.array(lows)


def _cumulative(share: float, sizes: NDArray[np.int64]) -> Numbers:
    """Binomial chances of at most 0, 1 ... n, a line for each n; a shorter line ends in ones."""
    counts = np.arange(sizes[-1] + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(counts[1:]))])
    others = sizes[:, np.newaxis] - counts
    ways = logs[sizes][:, np.newaxis] - logs - logs[np.maximum(others, 0)]
    chances = np.exp(np.where(others >= 0, ways + counts * np.log(share) + others * np.log1p(-share), -np.inf))
    return np.minimum(np.cumsum(chances, axis=1), 1.0)
