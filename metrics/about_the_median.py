"""The sentences of a run chart: where the series stands about its median, and whether that is more than chance."""

from collections.abc import Iterator

import numpy as np

from metrics.indicator import Indicator
from metrics.series import Control, Point
from metrics.statistics import rules
from metrics.statistics.control import expected_false_signals
from metrics.words import figure, month_of, months, number_word, with_counts
from vocabulary.period import Month


class Median:
    """A series about its median, and the run that its latest settled month belongs to."""

    def __init__(self, indicator: Indicator, points: tuple[Point, ...], control: Control, settled: list[int]) -> None:
        self.indicator, self.points, self.control = indicator, points, control
        start = control.rebases[-1][0] if control.rebases else 0
        self.settled = [at for at in settled if at >= start]
        self.latest = self.settled[-1]
        self.values = np.array([points[at].value for at in self.settled], float)
        self.sides = rules.side(self.values, control.run.median)

    @property
    def is_high(self) -> bool:
        """Whether the latest run lies above the median."""
        return self.control.run.latest_run > 0

    @property
    def is_judged(self) -> bool:
        """Whether a pattern about the median would be a signal: not of a stock, nor where most months lie on it."""
        return not self.control.is_stock and self.control.run.is_judged

    @property
    def run(self) -> int:
        """How many months the latest run has, those on the median not counted."""
        return abs(self.control.run.latest_run)

    @property
    def began(self) -> Point:
        """First point of the latest run; of the series where all lie on the median."""
        useful = [at for at, side in zip(self.settled, self.sides, strict=True) if side]
        return self.points[useful[-self.run] if self.run else self.settled[0]]

    @property
    def since(self) -> Month | None:
        return self.began.month

    @property
    def side(self) -> str:
        return {1: "above", -1: "below", 0: "at"}[int(self.sides[-1])]

    def month(self, points_ago: int = 0) -> str:
        return month_of(self.points[self.latest - points_ago])

    def said(self, value: float) -> str:
        return figure(value, self.indicator.unit)


def median_headline(seen: Median) -> str:
    """The finding, to follow the indicator's short title."""
    run, median = seen.control.run, seen.said(seen.control.run.median)
    if not seen.is_judged:
        latest = with_counts(seen.points[seen.latest], seen.indicator.unit)
        return f"stands at {latest}, {seen.side} its median of {median}"
    if not run.is_signal:
        return "shows no change beyond chance"
    if seen.run > run.most_run:
        return f"has been {'above' if seen.is_high else 'below'} its median since {month_of(seen.began)}"
    return f"is not scattered about its median of {median} by chance alone"


def median_reasons(seen: Median) -> Iterator[str]:
    """Where the latest month stands, and the two counts that the chart is judged by."""
    run, latest = seen.control.run, seen.points[seen.latest]
    low, high = seen.said(seen.values.min()), seen.said(seen.values.max())
    figures = f"the median of {months(seen.control.points)} is {seen.said(run.median)}"
    yield f"{seen.month()} is {with_counts(latest, seen.indicator.unit)}; {figures}, they lie between {low} and {high}."
    if not seen.is_judged:
        if not seen.control.is_stock:
            yield f"{run.on_median} of {months(seen.control.points)} lie on it: too many for a pattern to be told from chance."
        return
    if run.longest_run > run.most_run:
        yield f"{months(run.longest_run)} in a row lie on one side of it; chance explains {number_word(run.most_run)}."
    if run.crossings < run.least_crossings:
        yield (
            f"the months cross it {_times(run.crossings)}; chance alone would make them cross it "
            f"at least {_times(run.least_crossings)}."
        )
    if not run.is_signal:
        yield (
            f"the longest stay on one side of it is {months(run.longest_run)} and they cross it {_times(run.crossings)}: "
            "chance explains both."
        )
        return
    once_in = round(1 / expected_false_signals(seen.control))
    yield f"chance alone does so in about one of {once_in} charts like this."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{number_word(count)} times")
