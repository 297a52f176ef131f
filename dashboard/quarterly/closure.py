"""Two panels on closing the loop: how long what was agreed stays open, and how long what is open is overdue."""

from dataclasses import dataclass, replace

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.screen import Drawn, Table
from dashboard.svg.bars import bars
from dashboard.svg.curves import closure_curves
from metrics.indicator import Indicator, Unit
from metrics.measures.stock_share import BAND_NAMES, NO_DUE_DATE, PAST_ORIGINAL
from metrics.measures.waiting import SHARES_WITHIN, NamedCurve
from metrics.series import Point, Series
from vocabulary.errors import Unavailable

TIME_TO_CLOSE = "FBK-06"
OVERDUE = "FBK-07"


@dataclass(frozen=True)
class Closing:
    """Times to closure: the indicator, and its series with curves."""

    indicator: Indicator
    series: Series


@dataclass(frozen=True)
class Ageing:
    """What is open and overdue, at the end of this quarter and of the one before."""

    now: Point
    before: Point


def closing(desk: Desk, asked: Asked) -> Closing:
    """Read the curves of the main end that is waited for; raises Unavailable where nothing is followed."""
    indicator = desk.indicator(TIME_TO_CLOSE)
    found = Closing(indicator, desk.series(indicator, asked.selection))
    if not _main(found):
        raise Unavailable("No action was endorsed in the months shown, so there is nothing to follow.")
    return found


def draw_closing(found: Closing) -> Drawn:
    """One curve a year of endorsement."""
    curves = _main(found)
    latest = curves[-1]
    year = latest.name.rpartition(" ")[2]
    if latest.median is None:
        title = f"Fewer than half of the actions of {year} are {latest.of} so far"
    else:
        title = f"Half of the actions of {year} are {latest.of} within {words.amount(latest.median, Unit.DAYS)}ays"
    note = f"Share still open, by days since the action was endorsed; one line a year. {_followed(curves)}."
    aloud = f"{title}. {note}"
    return Drawn(title, note, closure_curves(curves, found.series.target, aloud), _curve_table(curves), aloud)


def ageing(desk: Desk, asked: Asked) -> Ageing:
    """Read the overdue stock of two quarters."""
    indicator = desk.indicator(OVERDUE)
    earlier = (asked.selection.quarter + -1).last
    before = replace(asked.selection, since=min(asked.selection.since, earlier), until=earlier)
    now = desk.series(indicator, asked.selection).quarter
    if not now.state.is_number:
        raise Unavailable(f"No open actions are known at the end of {now.label}.")
    return Ageing(now, desk.series(indicator, before).quarter)


def draw_ageing(found: Ageing) -> Drawn:
    """Bars for the bands of age, now against a quarter ago."""
    now, before = found.now, found.before
    long_overdue = now.parts.get(BAND_NAMES[-1], 0)
    title = f"{now.numerator:,} of {now.n:,} open actions are overdue"
    if long_overdue:
        title += f", {long_overdue:,} for more than a year"
    note = f"Open actions at the end of {now.label}, by days past their due date."
    rows = [(_band(name), now.parts.get(name, 0), _earlier(before, name)) for name in (*BAND_NAMES, NO_DUE_DATE)]
    past = now.parts.get(PAST_ORIGINAL)
    if past is not None:
        note += f" {past:,} are past the date first agreed."
    table = Table(
        f"Open actions at the end of {now.label} and of {before.label}",
        ("Days overdue", now.label, before.label),
        tuple((name, f"{count:,}", "–" if earlier is None else f"{earlier:,}") for name, count, earlier in rows),
    )
    return Drawn(title, note, bars(rows, now.label, before.label), table, f"{title}.")


def _main(found: Closing) -> tuple[NamedCurve, ...]:
    of = found.series.curve[0].of if found.series.curve else ""
    return tuple(curve for curve in found.series.curve if curve.of == of and curve.drawn > 1)


def _followed(curves: tuple[NamedCurve, ...]) -> str:
    return words.listed([f"{curve.n:,} followed from {curve.name.rpartition(' ')[2]}" for curve in curves])


def _curve_table(curves: tuple[NamedCurve, ...]) -> Table:
    head = ("Endorsed in", "Followed", "Ended", "Median", *(f"Within {day} d" for day in SHARES_WITHIN))
    rows = tuple(
        (
            curve.name.rpartition(" ")[2],
            f"{curve.n:,}",
            f"{curve.events:,}",
            words.amount(curve.median, Unit.DAYS),
            *map(_share, curve.ended_within),
        )
        for curve in curves
    )
    said = "Share of actions implemented, with open actions followed to the day of the edition, and its 95 % interval"
    return Table(said, head, rows)


def _share(ended: tuple[float, float, float] | None) -> str:
    """`36 % (26 to 48 %)`; `–` where nobody was followed so long."""
    if ended is None:
        return "–"
    share, low, high = (words.amount(end, Unit.SHARE) for end in ended)
    return f"{share} ({low.split(words.SPACE)[0]} to {high})"


def _band(name: str) -> str:
    return words.sentence(name.removeprefix("overdue ").replace("-", "–"))[:-1]


def _earlier(point: Point, name: str) -> int | None:
    return point.parts.get(name, 0) if point.state.is_number else None
