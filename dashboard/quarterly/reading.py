"""What the quarterly review reads: the scorecard as it is known, and as it was first reported."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from dashboard import points
from dashboard.address import Asked
from dashboard.desk import Desk
from metrics.indicator import Indicator
from metrics.series import Point, Series, Variation
from metrics.signed.signing import newest
from metrics.statistics.control import expected_false_signals
from vocabulary.errors import Unavailable
from vocabulary.period import Quarter
from vocabulary.selection import Selection
from warehouse.minutes import Comment

Rows = tuple[tuple[Indicator, Series], ...]

_SIGNALS = (Variation.WORSENING, Variation.SPECIAL_LOW, Variation.SPECIAL_HIGH, Variation.IMPROVING)
_UNJUDGED = (Variation.NOT_JUDGED, Variation.TOO_FEW, Variation.NO_DATA)


@dataclass(frozen=True)
class Review:
    """A quarter as one edition knows it.

    Args:
        rows: indicators and their series, the most pressing first.
        reported: quarter figures of the edition that first reported the quarter, by indicator key; empty where
            that edition is the one shown, or is not known.
        reported_edition: its number.
        comments: what the owners of indicators say of the quarter, by indicator key; "" is the quarter as a whole.
    """

    asked: Asked
    rows: Rows
    reported: dict[str, Point]
    reported_edition: int | None
    comments: dict[str, Comment]

    @property
    def signals(self) -> Rows:
        """The rows whose latest point chance alone does not explain."""
        return tuple(row for row in self.rows if row[1].verdict.variation in _SIGNALS)

    @property
    def judged(self) -> int:
        """How many indicators have enough points for a signal."""
        return sum(series.verdict.variation not in _UNJUDGED for _, series in self.rows)

    @property
    def expected_by_chance(self) -> float:
        return sum(expected_false_signals(series.control) for _, series in self.rows)

    def restated(self, indicator: Indicator, now: Point) -> tuple[str, str] | None:
        """The figure as first reported and now, or their counts where only these differ; None where nothing does."""
        before = self.reported.get(indicator.key)
        if before is None:
            return None
        for say in (points.figure, points.counts):
            said = say(before, indicator.unit), say(now, indicator.unit)
            if said[0] != said[1]:
                return said
        return None


def review(desk: Desk, asked: Asked) -> Review:
    """Read the quarter under review."""
    rows = desk.scorecard(asked.selection)
    number = reported_edition(desk, asked.selection)
    reported = {}
    if number is not None and number < asked.selection.edition:
        earlier = desk.scorecard(asked.selection.as_known_in(number))
        reported = {indicator.key: series.quarter for indicator, series in earlier}
    return Review(asked, rows, reported, number, _comments(desk, asked.selection))


def _comments(desk: Desk, selection: Selection) -> dict[str, Comment]:
    """Commentary is the steward's alone: nobody said to whom else it may be shown."""
    if desk.scope.partner is not None:
        return {}
    return {each.indicator: each for each in desk.warehouse.comments(selection.programme, str(selection.quarter))}


def reported_edition(desk: Desk, selection: Selection) -> int | None:
    """The edition that reported the quarter: the one that was signed, else the newest known when its period was locked.

    Before that day: the newest known when its reports were due. Where neither day is stated: the first edition
    published after the quarter ended.
    """
    signed = newest(desk.warehouse, selection.programme, selection.quarter)
    if signed is not None:
        return signed.edition
    days = _days(desk, selection, selection.quarter)
    if not days:
        ended = selection.quarter.last.last_day
        later = [edition.number for edition in desk.warehouse.editions() if edition.as_of > ended]
        return min(later, default=None)
    as_of = desk.edition(selection.edition).as_of
    past = [day for day in days.values() if day <= as_of]
    return _newest_on(desk, max(past)) if past else None


def _newest_on(desk: Desk, day: dt.date) -> int | None:
    try:
        return desk.warehouse.edition_known_on(day).number
    except Unavailable:  # nothing was published by then, so nothing was reported
        return None


def next_due(desk: Desk, selection: Selection) -> tuple[Quarter, dt.date] | None:
    """The quarter after the one under review, and the day its reports are due."""
    following = selection.quarter + 1
    due_on = _days(desk, selection, following).get("due_on")
    return None if due_on is None else (following, due_on)


def _days(desk: Desk, selection: Selection, quarter: Quarter) -> dict[str, dt.date]:
    """The days that the list of periods states for a quarter."""
    row = desk.warehouse.rows("period", desk.scope, selection.edition, "period", [str(quarter)])
    stated = {name: row[name].iloc[0] for name in ("due_on", "locked_on") if len(row)}
    return {name: day.date() for name, day in stated.items() if not pd.isna(day)}
