"""Proportions and their differences, with the interval that chance alone would give."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z_95 = 1.959964
"""Two-sided 95 % point of the normal distribution."""

Numbers = float | NDArray[np.float64]


def wilson(successes: ArrayLike, n: ArrayLike, z: float = Z_95) -> tuple[Numbers, Numbers]:
    """Wilson's score interval of a proportion.

    Args:
        successes, n: counts, scalars or arrays that broadcast; `nan` where not known.
        z: normal quantile of the interval; 1.959964 is 95 %.

    Returns:
        low and high, 0 to 1, in the shape of the arguments; `nan` where n is 0 or not known. Exactly 0 is
        the low end of none of n and exactly 1 the high end of all of n.

    Raises:
        ValueError: a count is negative, or there are more successes than cases. A share above 1 is a
            defect of the counting and must not be drawn.

    Source: Wilson (1927), JASA 22:209. The closed form strays below 0 and above 1 in floating point
    (statsmodels GH 7386), so the two ends that are known exactly are set.

    Example:
        >>> [round(end, 4) for end in wilson(18, 20)]
        [0.699, 0.9721]
    """
    x, n = np.broadcast_arrays(np.asarray(successes, float), np.asarray(n, float))
    if ((x < 0) | (n < 0) | (x > n)).any():
        raise ValueError("successes must lie between 0 and n")
    cases = np.where(n > 0, n, np.nan)
    share, spread = x / cases, z * z / cases
    centre = (share + spread / 2) / (1 + spread)
    half = np.sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    low = np.where(x == 0, cases * 0, np.maximum(centre - half, 0))
    high = np.where(x == n, cases * 0 + 1, np.minimum(centre + half, 1))
    return _as_given(low), _as_given(high)


def newcombe_difference(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> tuple[Numbers, Numbers, Numbers]:
    """Difference of two independent proportions, first minus second, with its 95 % interval.

    Args:
        x1, n1: successes and cases of the first group ("now").
        x2, n2: the same for the second ("before"). The groups must not hold the same people or items.

    Returns:
        difference, low, high, each -1 to 1; `nan` where either n is 0.

    Raises:
        ValueError: as `wilson`.

    Source: Newcombe (1998), Stat Med 17:873, method 10 (hybrid score): the distances from each share to
    the ends of its Wilson interval, squared and added.

    Example:
        >>> [round(float(part), 4) for part in newcombe_difference(56, 70, 48, 80)]
        [0.2, 0.0524, 0.3339]
    """
    first, second = _share(x1, n1), _share(x2, n2)
    low_1, high_1 = wilson(x1, n1)
    low_2, high_2 = wilson(x2, n2)
    difference = first - second
    low = difference - np.hypot(first - low_1, high_2 - second)
    high = difference + np.hypot(high_1 - first, second - low_2)
    return _as_given(difference), _as_given(np.clip(low, -1, 1)), _as_given(np.clip(high, -1, 1))


def _share(x: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    n = np.asarray(n, float)
    return np.asarray(x, float) / np.where(n > 0, n, np.nan)


def _as_given(numbers: NDArray[np.float64]) -> Numbers:
    return float(numbers) if np.ndim(numbers) == 0 else numbers
