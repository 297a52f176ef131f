"""What moved an indicator between two quarters: mix, rate, entry, exit, and what became known since.

Everything said here follows from figures that are shown elsewhere: what is hidden is pooled before anything is split.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from metrics import read
from metrics.changes.split import Split, split, topic_of, why_no_split
from metrics.cube import Cubes
from metrics.indicator import Direction, Indicator, OverTime, Unit
from metrics.known.bridge import Part, bridge, difference
from metrics.known.knowledge import Published, first_published
from metrics.measures.share import AnswerShare, Share
from metrics.sentences import is_settled
from metrics.series import Point, Series, Variation, Verdict
from metrics.statistics.proportion import newcombe_difference
from metrics.words import FEWEST_FOR_PERCENT
from vocabulary.errors import Unavailable
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection

PARTNER = "partner"
_HIGH = (Variation.SPECIAL_HIGH,)
_LOW = (Variation.SPECIAL_LOW,)


class Against(StrEnum):
    """Which quarter a quarter is set against."""

    QUARTER_BEFORE = "the quarter before"
    YEAR_BEFORE = "the same quarter a year before"

    def of(self, quarter: Quarter) -> Quarter:
        """The earlier quarter."""
        return quarter + (-1 if self is Against.QUARTER_BEFORE else -4)


class Judged(StrEnum):
    """What the control chart says of the quarter's latest settled month, set beside the way the figure went."""

    SIGNAL = "flagged, the way the figure went"
    OTHERWISE = "flagged, and not the way the figure went"
    CHANCE = "nothing beyond chance"
    UNJUDGED = "cannot be judged"


@dataclass(frozen=True)
class Restated:
    """The earlier quarter as it was first published, beside what is known of it now.

    Args:
        now: its figure in the edition that is read.
        causes: what moved it from the one to the other; they add up to `change`.
        why_not: why there are no causes; "" where there are, or nothing moved.
    """

    first: Published
    now: Point
    causes: tuple[Part, ...] = ()
    why_not: str = ""

    @property
    def change(self) -> float | None:
        """In the indicator's unit: the part of what a reader of the first publication sees that is no change at all."""
        return difference(self.first.figure, self.now)


@dataclass(frozen=True)
class Changed:
    """One indicator, one quarter against an earlier one, in one edition.

    Args:
        judged, verdict: of the chart that ends with the quarter.
        change: after less before, in the indicator's unit; None where one of them is no number.
        low, high: 95 % interval of the change (Newcombe 1998); None where `why_no_interval` says why.
        splits: over partners and over topics, in this order.
        restated: None where the earlier quarter was never published before, or has no figure.
    """

    indicator: Indicator
    selection: Selection
    against: Against
    before: Point
    after: Point
    judged: Judged
    verdict: Verdict
    change: float | None
    low: float | None
    high: float | None
    why_no_interval: str
    splits: tuple[Split, Split]
    restated: Restated | None

    @property
    def is_small(self) -> bool:
        """Whether one of the two shares is of so few cases that only its counts are said."""
        numbers = [end for end in (self.before, self.after) if end.state.is_number]
        return self.indicator.unit is Unit.SHARE and any(end.n < FEWEST_FOR_PERCENT for end in numbers)

    @property
    def since_published(self) -> float | None:
        """The figure less the earlier one as first published: the change, and what became known since."""
        if self.restated is None:
            return None
        return difference(self.restated.first.figure, self.after)


def change(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, against: Against) -> Changed:
    """What moved an indicator from an earlier quarter to the quarter under review.

    Sources: `statistics.mix_and_rate` (Kitagawa 1955), `statistics.proportion.newcombe_difference` (Newcombe 1998),
    `metrics.known.bridge` for what became known since.
    """
    asked = _Asked(cubes, indicator, selection, scope, against)
    series = read.series(cubes, indicator, selection, scope)
    before, after = asked.earlier.quarter, series.quarter
    moved = difference(before, after)
    low, high, why = _interval(indicator, before, after)
    return Changed(
        indicator, series.selection, against, before, after, _judged(series, indicator, moved), series.verdict, moved,
        low, high, why, (_by_partner(asked, (before, after)), _by_topic(asked, (before, after))), _restated(asked),
    )  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    cubes: Cubes
    indicator: Indicator
    selection: Selection
    scope: Scope
    against: Against

    @property
    def of_earlier(self) -> Selection:
        """The same selection, up to the end of the earlier quarter."""
        quarter = self.against.of(self.selection.quarter)
        return replace(self.selection, since=min(self.selection.since, quarter.first), until=quarter.last)

    @property
    def earlier(self) -> Series:
        return read.series(self.cubes, self.indicator, self.of_earlier, self.scope)

    @property
    def ends(self) -> tuple[Selection, Selection]:
        return self.of_earlier, self.selection


def _judged(series: Series, indicator: Indicator, moved: float | None) -> Judged:
    settled = [point for point in series.points if is_settled(point)]
    is_of_quarter = bool(settled) and Quarter.of(settled[-1].month) == series.selection.quarter
    variation = series.verdict.variation
    if variation is Variation.COMMON and is_of_quarter and moved is not None:
        return Judged.CHANCE
    improves = (Variation.IMPROVING,) if indicator.direction is Direction.UP else (Variation.WORSENING,)
    worsens = (Variation.WORSENING,) if indicator.direction is Direction.UP else (Variation.IMPROVING,)
    is_high, is_low = variation in (*improves, *_HIGH), variation in (*worsens, *_LOW)
    if not (is_high or is_low) or not is_of_quarter or moved is None:
        return Judged.UNJUDGED
    return Judged.SIGNAL if moved * (1 if is_high else -1) > 0 else Judged.OTHERWISE


def _interval(indicator: Indicator, before: Point, after: Point) -> tuple[float | None, float | None, str]:
    """The interval of a difference of two shares, where the cases of both are other cases and hang on nobody twice."""
    if difference(before, after) is None:
        return None, None, "one of the two quarters has no figure"
    measure = indicator.read
    if not measure.is_share:
        return None, None, "it is no share of cases"
    if measure.is_stock or indicator.over_time is not OverTime.SUM or measure.quarters_pooled > 1:
        return None, None, "both quarters hold much the same cases"
    if isinstance(measure, AnswerShare) or not isinstance(measure, Share):
        return None, None, "its cases hang together: several are of one person or one group"
    _, low, high = newcombe_difference(after.numerator, after.n, before.numerator, before.n)
    return low, high, ""


def _by_partner(asked: _Asked, totals: tuple[Point, Point]) -> Split:
    if len(asked.selection.partners) == 1:
        return Split(PARTNER, why_not="one partner is chosen")
    why_not = why_no_split(asked.indicator, totals)
    if why_not:
        return Split(PARTNER, why_not=why_not)
    sides = [read.by_partner(asked.cubes, asked.indicator, each, asked.scope) for each in asked.ends]
    return split(asked.indicator, PARTNER, sides, totals)


def _by_topic(asked: _Asked, totals: tuple[Point, Point]) -> Split:
    by = topic_of(asked.indicator)
    why_not = why_no_split(asked.indicator, totals) or ("" if by else "it has no topics")
    if why_not:
        return Split(by, why_not=why_not)
    try:
        sides = [read.by_topic(asked.cubes, asked.indicator, at, asked.scope) for at in asked.ends]
    except Unavailable as unavailable:
        return Split(by, why_not=str(unavailable))
    named = [tuple(replace(each, partner=each.label) for each in side) for side in sides]
    return split(asked.indicator, by, named, totals)


def _restated(asked: _Asked) -> Restated | None:
    """The earlier quarter as first published, and the bridge from there."""
    was, now = asked.of_earlier, asked.earlier.quarter
    first = first_published(asked.cubes, asked.indicator, was, asked.scope)
    if first is None or now.value is None:
        return None
    if (first.figure.value, first.figure.numerator, first.figure.n) == (now.value, now.numerator, now.n):
        return Restated(first, now)
    try:
        way = bridge(asked.cubes, asked.indicator, was, asked.scope, first.edition.number)
    except Unavailable as unavailable:
        return Restated(first, now, why_not=str(unavailable))
    return Restated(first, now, way.parts)
