"""The sentences that explain a verdict; each claims what the chart's numbers say, and no more."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from metrics.indicator import Indicator, OverTime, Unit
from metrics.series import Assurance, Control, Meaning, Point
from metrics.statistics import rules
from metrics.statistics.control import expected_false_signals
from metrics.words import (
    FEWEST_FOR_PERCENT,
    drawable,
    figure,
    month_of,
    months,
    named,
    number_word,
    told_apart,
    with_counts,
)

_TREND = ("seven rising", "seven falling")
_AS_A = {Meaning.IMPROVEMENT: "an improvement", Meaning.CONCERN: "a concern"}


class Judged(Protocol):
    """A judged series: what warnings look at."""

    indicator: Indicator
    points: tuple[Point, ...]
    latest: int

    def month(self, points_ago: int = 0) -> str: ...


class Seen:
    """A judged series, and where its latest stretch of each kind begins."""

    def __init__(self, indicator: Indicator, points: tuple[Point, ...], control: Control, latest: int) -> None:
        self.indicator, self.points, self.control, self.latest = indicator, points, control, latest
        self.signal = next((signal for signal in control.signals if signal.index == latest), None)
        self.values = _numbers(point.value if is_settled(point) else None for point in points)
        self.centre, self.low, self.high = (_numbers(line) for line in (control.centre, control.low, control.high))
        self.is_high = bool(self.signal and self.signal.is_high)
        self._sign = 1 if self.is_high else -1
        self._starts = [position for position, _ in control.rebases]
        self.where, self.limit = ("above", "upper") if self.is_high else ("below", "lower")
        self.long_run = control.least_runs[int(self.is_high)]

    @cached_property
    def _sides(self) -> rules.Sides:
        return rules.Sides.of(self.values, self.centre, self.low, self.high)

    @cached_property
    def beyond(self) -> NDArray[np.bool_]:
        """Which points lie beyond the limit on the side of the signal."""
        return (self._sides.high if self.is_high else self._sides.low) == self._sign

    @cached_property
    def same_side(self) -> NDArray[np.bool_]:
        """Which points lie on the side of the mean that the signal points to."""
        return self._sides.centre == self._sign

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """Which points are of two of three near a limit."""
        return self._sides.two_of_three(self._starts)

    @cached_property
    def steps(self) -> NDArray[np.bool_]:
        """Which points lie the way of the signal from the one before."""
        return rules.steps(self.values, self._starts) == self._sign

    @property
    def stretch(self) -> int:
        """How many points the latest signal is made of: of its trend, its run, its stay beyond a limit, its three."""
        if self.signal.rule in _TREND:
            return self.length(self.steps) + 1
        run, beyond = self.length(self.same_side), self.length(self.beyond)
        if run >= self.long_run or beyond:
            return run if run >= self.long_run else beyond
        return 3 if self.near[self.latest - 2] else 2

    def length(self, flags: NDArray[np.bool_]) -> int:
        """How many points up to the latest, without a break, are flagged; a segment never lies all on one side."""
        before = flags[: self.latest + 1][::-1]
        return int(before.size if before.all() else np.argmin(before))

    def month(self, points_ago: int = 0) -> str:
        return month_of(self.points[self.latest - points_ago])


def is_settled(point: Point) -> bool:
    """True for a point that is a number and will not change by waiting."""
    return point.state.is_number and not point.provisional


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], float)


def headline(seen: Seen, assurance: Assurance) -> str:
    """The finding, to follow the indicator's short title."""
    if seen.signal is None:
        tail = f" and {assurance}" if assurance in (Assurance.WILL_MEET, Assurance.WILL_MISS) else ""
        return "shows no change beyond chance" + tail.replace("target", "its target")
    began, beyond = seen.month(seen.stretch - 1), seen.length(seen.beyond)
    if seen.signal.rule in _TREND:
        return f"has {'risen' if seen.is_high else 'fallen'} every month since {began}"
    outside = f"{seen.where} its own range {'since' if beyond > 1 else 'in'} {seen.month(beyond - 1)}" if beyond else ""
    if seen.stretch >= seen.long_run and seen.stretch > beyond:
        return f"has been {seen.where} its mean since {began}" + (f", and {outside}" if beyond else "")
    if beyond:
        return f"{'has been' if beyond > 1 else 'was'} {outside}"
    return f"was unusually {'high' if seen.is_high else 'low'} in {_near(seen)} of the last three months"


def _near(seen: Seen) -> str:
    return number_word(int(seen.near[seen.latest - 2 : seen.latest + 1].sum()))


def reasons(seen: Seen) -> Iterator[str]:
    """Why the latest month is flagged, or why not; the figures it is judged by; what chance does."""
    unit, latest = seen.indicator.unit, seen.points[seen.latest]
    low, high = (figure(drawable(line[seen.latest], unit), unit) for line in (seen.low, seen.high))
    if seen.signal is None:
        stands_still = rules.side(seen.low[seen.latest], seen.high[seen.latest]) == 0
        within = "as the months before it" if stands_still else f"within the limits of {low} and {high}"
        yield f"{seen.month()} is {with_counts(latest, unit)}, {within}; no rule flags it."
        yield from _earlier(seen)
        return
    yield _reason(seen)
    mean = figure(seen.centre[seen.latest], unit)
    yield f"{seen.month()} is {with_counts(latest, unit)}; the mean is {mean}, the limits are {low} and {high}."
    if seen.signal.meaning is not Meaning.NEUTRAL:
        yield f"{seen.indicator.direction}, so this is {_AS_A[seen.signal.meaning]}."
    once_in = round(1 / expected_false_signals(seen.control), -1)
    yield f"chance alone flags the latest month of a chart like this about once in {once_in:.0f} charts."


def _reason(seen: Seen) -> str:
    if seen.signal.rule in _TREND:
        compared = "higher" if seen.is_high else "lower"
        return f"each of the last {months(seen.length(seen.steps))} was {compared} than the month before."
    beyond, run = seen.length(seen.beyond), seen.length(seen.same_side)
    if run >= seen.long_run:
        outside = int(seen.beyond[seen.latest - run + 1 : seen.latest + 1].sum())
        if outside == run:
            return f"{months(run)} in a row {seen.where} the {seen.limit} limit."
        tail = f", {number_word(outside)} of them {seen.where} the {seen.limit} limit" if outside else ""
        return f"{months(run)} in a row {seen.where} the mean{tail}."
    if beyond > 1:
        return f"{months(beyond)} in a row {seen.where} the {seen.limit} limit."
    if beyond:
        return f"the latest month lies {seen.where} the {seen.limit} limit."
    return (
        f"the last three months all lie {seen.where} the mean, and {_near(seen)} of them "
        f"more than two thirds of the way to the {seen.limit} limit."
    )


def _earlier(seen: Seen) -> Iterator[str]:
    flagged = [signal.index for signal in seen.control.signals]
    if flagged:
        verb = "is" if len(flagged) == 1 else "are"
        last = month_of(seen.points[flagged[-1]])
        tail = f": {last}" if len(flagged) == 1 else f", the last of them {last}"
        yield f"{months(len(flagged)).replace('month', 'earlier month')} {verb} flagged{tail}."


def warnings(seen: "Judged", quarter: Point) -> Iterator[str]:
    """What a reader must know before leaning on the latest month or the quarter."""
    later = seen.points[seen.latest + 1 :]
    provisional = [point for point in later if point.state.is_number]
    missing = [point for point in later if not point.state.is_number]
    if provisional:
        yield f"{named(provisional)} {'is' if len(provisional) == 1 else 'are'} provisional and not judged."
    if missing:
        have = "has" if len(missing) == 1 else "have"
        yield f"{named(missing)} {have} no figure, so the verdict is of {seen.month()}."
    if not quarter.state.is_number:
        yield f"{quarter.label} as a whole has no figure ({quarter.note or quarter.state})."
    elif seen.indicator.unit is Unit.SHARE and quarter.n < FEWEST_FOR_PERCENT:
        yield f"{quarter.label} rests on {quarter.numerator} of {quarter.n}: read it as a count."
    if seen.indicator.over_time is OverTime.LAST:
        yield (
            "each month counts much the same items as the month before, so limits and runs would flag it though "
            "nothing changed: look at what came in and what went out."
        )


def target_said(seen: Seen, assurance: Assurance) -> Iterator[str]:
    """Why the target will, will not, or may be met."""
    if assurance is Assurance.NONE:
        return
    unit, target = seen.indicator.unit, seen.indicator.target
    if assurance is Assurance.MAY_OR_MAY_NOT:
        wanted = figure(target, unit)
        yield f"the target, {wanted}, is not outside the limits: neither meeting nor missing it can be counted on."
        return
    is_above = rules.side(target, seen.high[seen.latest]) > 0
    limit = drawable(seen.high[seen.latest] if is_above else seen.low[seen.latest], unit)
    wanted, limit_said = told_apart(target, limit, unit)
    where = f"above the upper limit, {limit_said}" if is_above else f"below the lower limit, {limit_said}"
    done = "met" if assurance is Assurance.WILL_MEET else "missed"
    yield f"the target, {wanted}, lies {where}: it will keep being {done} unless something changes."
