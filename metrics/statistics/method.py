"""Which chart a series gets, and how that is said."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.statistics.c_chart import c_limits
from metrics.statistics.median import middle
from metrics.statistics.p_chart import is_sparse
from metrics.statistics.plan import Plan
from metrics.statistics.readings import Readings
from metrics.statistics.rules import NEAR
from metrics.statistics.xmr import RANGE_SCREEN, RANGE_TO_LIMIT

LEAST_FOR_LIMITS = 6
LEAST_FOR_SIGNALS = 13
LEAST_RANGES = LEAST_FOR_LIMITS - 1
SMALL_N = 50
"""Below this many cases a month chance moves a share more than the process does."""
OVERDISPERSED = 1.5
"""sigma_z above this is clearly not 1 at the length of our series; see docs/methods.md."""
FEW = 10.0
"""Of fewer events a month counts are as skewed as chance makes them, and limits from their ranges mislead."""
STEADIER = 0.3
"""sigma_z of counts below this is clearly not chance alone: they are regular, and their own ranges tell more."""
METHODS = "2026-11-28"
"""The day since which charts are judged as they are. It is signed with a quarter: verdicts judged otherwise later are
then told apart from figures that moved. A test holds verdicts of reference series against it."""
RUN_CHART, XMR, P, P_PRIME, C = "run chart", "XmR", "p", "p'", "c"


@dataclass(frozen=True)
class Method:
    """The chart of a series.

    Args:
        name: "run chart", "XmR", "p", "p'" or "c".
        why: what a reader must know of the choice, to follow the number of points; "" if nothing.
        is_for_want_of_months: a run chart only until there are more neighbouring months.
    """

    name: str
    why: str = ""
    is_for_want_of_months: bool = False


def method_of(readings: Readings, unit_is_share: bool, plan: Plan) -> Method:
    """The first that fits, of the order in docs/methods.md, "Which chart"; *readings* are of one segment."""
    count = readings.count
    if plan.is_stock:
        return Method(RUN_CHART, "no limits, because each month holds much the same cases as the one before")
    if count < LEAST_FOR_LIMITS:
        there = "there is 1" if count == 1 else f"there are {count}"
        return Method(RUN_CHART, f"limits need {LEAST_FOR_LIMITS} points, {there}", is_for_want_of_months=True)
    if unit_is_share and middle(readings.n[readings.is_settled]) < SMALL_N:
        return _share_method(readings, plan)
    if plan.is_count and _is_by_chance(readings, plan):
        return Method(C, "limits are those of chance alone, because there are few each month")
    if readings.ranges.size < LEAST_RANGES:
        return Method(RUN_CHART, "too few neighbouring months have figures for limits", is_for_want_of_months=True)
    return _cramped_method(readings, unit_is_share, plan) if _is_cramped(readings, unit_is_share, plan) else Method(XMR)


def _is_by_chance(readings: Readings, plan: Plan) -> bool:
    """Whether counts are small, and scatter neither more nor less than chance alone makes them."""
    used = readings.first(plan.baseline)
    is_small = 0 < used.settled.mean() < FEW  # of none at all any first event would lie beyond a limit
    return bool(is_small and STEADIER <= c_limits(used.judged).sigma_z <= OVERDISPERSED)


def _cramped_method(readings: Readings, unit_is_share: bool, plan: Plan) -> Method:
    if unit_is_share:
        return _share_method(readings, plan)
    return Method(RUN_CHART, "no limits, because the values crowd against zero, where limits mean little")


def _share_method(readings: Readings, plan: Plan) -> Method:
    used = readings.first(plan.baseline)
    sigma_z = used.by_chance.sigma_z
    if sigma_z > OVERDISPERSED:
        return Method(P_PRIME, f"months spread {sigma_z:.1f} times as wide as chance alone; limits step with n")
    share, n = used.pooled, middle(used.n[used.is_settled])
    if 0 < share < 1 and is_sparse(n, share):
        return Method(P, "limits step with n and are exact, because hardly any case goes the other way")
    return Method(P, "limits step with n")


def _is_cramped(readings: Readings, unit_is_share: bool, plan: Plan) -> bool:
    """Whether two sigma from the middle lies where no value can be: the shape is skewed, and XmR limits mislead.

    Middle and sigma are the median and the screened ranges, so that one exceptional month changes neither.
    """
    used = readings.first(plan.baseline)
    ranges = used.ranges
    ordinary = ranges[ranges < RANGE_SCREEN * ranges.mean()] if ranges.any() else ranges
    reach = NEAR * RANGE_TO_LIMIT * (ordinary.mean() if ordinary.size else 0.0)
    centre = middle(used.settled)
    shown = readings.shown[np.isfinite(readings.shown)]
    is_below = shown.min() >= 0 and _is_at_end(centre - reach, 0 - centre, shown)
    return bool(is_below or (unit_is_share and _is_at_end(1 - centre - reach, centre - 1, shown)))


def _is_at_end(room: float, beyond: float, shown: NDArray[np.float64]) -> bool:
    """Whether two sigma reach past the end of the scale, or most months lie on it and some, of all shown, do not."""
    return room < 0 or (beyond == 0 and np.ptp(shown) > 0)
