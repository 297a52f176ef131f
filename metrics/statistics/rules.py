"""The four rules that tell a signal from chance: each from values and lines to one yes or no a point.

Everywhere: values are oldest first; a gap is `nan`, is never flagged, and ends a run, a trend and a group of
three, because "seven months in a row" must be seven months. `rebases` are positions from which centre and
limits were computed afresh; nothing is counted across them. Centre and limits are one number, or one a
point. A value that differs from a line by rounding alone lies on it.

Source: NHS "Making Data Count" as coded in NHSRplotthedots 0.2.2; docs/methods.md lists our departures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

RUN = 7
"""Points of a run, and of a trend (which has one step fewer)."""
RARE = 0.05
"""A run that chance makes more often than this, given how many points lie on its side, is no signal."""
NEAR = 2 / 3
"""Beyond two thirds of the way to a limit, which is two sigma, a point is near it."""
OF_THREE = 3
ROUNDING = 1e-9
"""A value nearer to a line than this part of it lies on it; a mean is a sum of rounded numbers."""
SMALLEST = 1e-3
"""Lines nearer to zero than this are given the rounding of this."""

Flags = NDArray[np.bool_]
Signs = NDArray[np.int8]


def beyond_limits(values: ArrayLike, low: ArrayLike, high: ArrayLike) -> Flags:
    """Points strictly beyond a limit."""
    return (side(values, low) < 0) | (side(values, high) > 0)


def seven_on_one_side(
    values: ArrayLike,
    centre: ArrayLike,
    rebases: Sequence[int] = (),
    least: tuple[ArrayLike, ArrayLike] = (RUN, RUN),
) -> Flags:
    """Every point of a run of seven or more strictly on one side of the centre; a point on it ends the run.

    Args:
        least: points that a run below and one above must have, as `runs_needed` says; one number, or one a point.
    """
    return long_runs(side(values, centre), least, rebases)


def long_runs(signs: Signs, least: tuple[ArrayLike, ArrayLike], rebases: Sequence[int] = ()) -> Flags:
    """As `seven_on_one_side`, where it is known already on which side of the centre each point lies."""
    below, above = least
    return _long_runs(signs, np.where(signs > 0, above, below), rebases)


def runs_needed(values: ArrayLike, centre: ArrayLike) -> tuple[int, int]:
    """How many points in a row below the centre, and above it, are more than chance; seven, or more.

    The centre of a measure that is at 100 % in four months of five lies below nearly all its points, and seven in a row
    above it are nothing unusual. A run is as long as needed where the share of the points on its side, to the power of
    its length, is at most 5 %: seven where at most 65 in 100 lie there, 14 at 80 in 100.
    """
    signs = side(values, centre)
    points = max(int(np.isfinite(np.asarray(values, float)).sum()), 1)
    below, above = (_run_needed(int((signs == way).sum()) / points, points) for way in (-1, 1))
    return below, above


def _run_needed(share: float, points: int) -> int:
    if share in (0, 1):
        return RUN if share == 0 else points + 1
    return max(RUN, math.ceil(math.log(RARE) / math.log(share) - ROUNDING))


def seven_trend(values: ArrayLike, rebases: Sequence[int] = ()) -> Flags:
    """Every point of seven or more, each strictly above, or each strictly below, the one before."""
    rising, falling = trends(values, rebases)
    return rising | falling


def seven_rising(values: ArrayLike, rebases: Sequence[int] = ()) -> Flags:
    """Every point of seven or more, each strictly above the one before; a tie ends the trend."""
    return trends(values, rebases)[0]


def seven_falling(values: ArrayLike, rebases: Sequence[int] = ()) -> Flags:
    """Every point of seven or more, each strictly below the one before; a tie ends the trend."""
    return trends(values, rebases)[1]


def trends(values: ArrayLike, rebases: Sequence[int] = ()) -> tuple[Flags, Flags]:
    """Seven rising and seven falling, found in one look at the steps."""
    taken = steps(values, rebases)
    is_long = _long_runs(taken, RUN - 1)
    return _with_first_points(is_long & (taken > 0)), _with_first_points(is_long & (taken < 0))


def two_of_three(
    values: ArrayLike, centre: ArrayLike, low: ArrayLike, high: ArrayLike, rebases: Sequence[int] = ()
) -> Flags:
    """Of three neighbours, all on one side of the centre, the two or three that are near its limit or beyond it."""
    return Sides.of(values, centre, low, high).two_of_three(rebases)


@dataclass(frozen=True)
class Sides:
    """On which side of each line of a chart its points lie, as `side` says it; asked of all lines at once.

    Args:
        near_low, near_high: of the lines two thirds of the way from the centre to a limit.
    """

    centre: Signs
    low: Signs
    high: Signs
    near_low: Signs
    near_high: Signs

    @classmethod
    def of(cls, values: ArrayLike, centre: ArrayLike, low: ArrayLike, high: ArrayLike) -> "Sides":
        """Sides of values, oldest first; each line one number, or one a point."""
        values, centre, low, high = (np.asarray(each, float) for each in (values, centre, low, high))
        lines = np.empty((5, values.size))
        for row, line in enumerate((centre, low, high, centre + NEAR * (low - centre), centre + NEAR * (high - centre))):
            lines[row] = line
        return cls(*side(values, lines))

    def beyond_limits(self) -> Flags:
        """See `rules.beyond_limits`."""
        return (self.low < 0) | (self.high > 0)

    def two_of_three(self, rebases: Sequence[int] = ()) -> Flags:
        """See `rules.two_of_three`."""
        near = (self.near_low < 0) | (self.near_high > 0)
        if near.size < OF_THREE:
            return np.zeros(near.size, bool)
        is_found = (np.abs(_in_threes(self.centre)) == OF_THREE) & (_in_threes(near.view(np.int8)) >= OF_THREE - 1)
        for rebase in rebases:
            is_found[max(rebase - OF_THREE + 1, 0) : max(rebase, 0)] = False
        of_a_three = np.zeros(near.size, bool)
        for place in range(OF_THREE):
            of_a_three[place : place + is_found.size] |= is_found
        return near & of_a_three


def _in_threes(signs: Signs) -> Signs:
    """The sum of each point and the two after it."""
    return signs[:-2] + signs[1:-1] + signs[2:]


def side(values: ArrayLike, line: ArrayLike) -> Signs:
    """Above the line 1, below it -1, on it or where either is missing 0."""
    line = np.asarray(line, float)
    distance = np.asarray(values, float) - line
    rounding = ROUNDING * np.maximum(np.abs(line), SMALLEST)
    return (distance > rounding).astype(np.int8) - (distance < -rounding).astype(np.int8)


def steps(values: ArrayLike, rebases: Sequence[int] = ()) -> Signs:
    """Up from the point before 1, down -1; 0 at a tie, a gap, a first point and a rebase."""
    values = np.asarray(values, float)
    signs = np.zeros(values.size, np.int8)
    signs[1:] = side(values[1:], values[:-1])
    _set(signs, rebases, 0)
    return signs


def _set(each: NDArray, rebases: Sequence[int], value: int) -> None:
    """Write *value* at the rebases that lie within the series."""
    for rebase in rebases:
        if 0 <= rebase < each.size:
            each[rebase] = value


def _long_runs(signs: Signs, least: ArrayLike, rebases: Sequence[int] = ()) -> Flags:
    if not signs.size:
        return np.zeros(0, bool)
    starts = np.ones(signs.size, bool)
    starts[1:] = signs[1:] != signs[:-1]
    _set(starts, rebases, 1)
    run = starts.cumsum() - 1
    return (np.bincount(run)[run] >= least) & (signs != 0)


def _with_first_points(flags: Flags) -> Flags:
    flags[:-1] |= flags[1:].copy()
    return flags
