"""Limits of ordinary variation for one value a period (an XmR chart)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_BASELINE = 12
"""Fewer points do not fix limits well enough to judge later ones by."""
RANGE_TO_SIGMA = 1.128
"""d2 for ranges of two: mean moving range over this estimates sigma."""
RANGE_TO_LIMIT = 2.66
"""3 / d2, as the tables print it."""
RANGE_SCREEN = 3.267
"""D4 for ranges of two: a moving range this many times the mean is no ordinary range."""


@dataclass(frozen=True)
class Limits:
    """Centre and limits of one segment, in the unit of the values, unclipped.

    Args:
        centre: mean; `nan` without values.
        low, high: limits; `nan` where no two neighbours have a value.
        mean_range: mean moving range that the limits rest on.
        screened_out: how many ranges were left out of it as too large to be ordinary.
    """

    centre: float
    low: float
    high: float
    mean_range: float
    screened_out: int


def xmr_limits(values: ArrayLike, baseline: int | None = None, screened: bool = True) -> Limits:
    """Limits of ordinary variation.

    Args:
        values: one number a period, oldest first. A gap is `nan` and breaks the moving range on both sides.
        baseline: take the limits from the first so many values, and only judge the later ones.
        screened: leave out, once, the ranges of at least 3.267 times their mean.

    Returns:
        the limits; where every range is zero they equal the mean.

    Raises:
        ValueError: a baseline of fewer than 12 values.

    Source: Nelson (1982), J Qual Technol 14:172, and NHS "Making Data Count" as coded in NHSRplotthedots
    0.2.2. Where we depart from it, docs/methods.md says so.

    Example:
        >>> limits = xmr_limits([71, 74, 69, 72, 75, 70, 73, 76, 72, 74, 71, 73])
        >>> round(limits.centre, 1), round(limits.low, 3), round(limits.high, 3)
        (72.5, 63.795, 81.205)
    """
    used = _baseline(np.asarray(values, float), baseline)
    present = used[np.isfinite(used)]
    if not present.size:
        return Limits(np.nan, np.nan, np.nan, np.nan, 0)
    centre = float(present.mean())
    ranges = moving_ranges(used)
    if not ranges.size:
        return Limits(centre, np.nan, np.nan, np.nan, 0)
    kept = screen(ranges) if screened else ranges
    mean_range = float(kept.mean())
    reach = RANGE_TO_LIMIT * mean_range
    return Limits(centre, centre - reach, centre + reach, mean_range, ranges.size - kept.size)


def moving_ranges(values: ArrayLike) -> NDArray[np.float64]:
    """Absolute differences of neighbours that both have a value, oldest first."""
    ranges = np.abs(np.diff(np.asarray(values, float)))
    return ranges[np.isfinite(ranges)]


def screen(ranges: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ranges that are ordinary, screened once.

    Where nothing but zeros would be left, all are kept: screening would put the limits on the mean, and
    the chart of a measure that stands still but for one month would flag every point.
    """
    kept = ranges[ranges < RANGE_SCREEN * ranges.mean()]
    return kept if kept.any() else ranges


def _baseline(values: NDArray[np.float64], baseline: int | None) -> NDArray[np.float64]:
    if baseline is None:
        return values
    if baseline < LEAST_BASELINE:
        raise ValueError(f"a baseline needs at least {LEAST_BASELINE} values; {baseline} were asked for")
    return values[np.cumsum(np.isfinite(values)) <= baseline]
