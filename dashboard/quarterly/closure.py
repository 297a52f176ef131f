"""Two panels on closing the loop: how long what was agreed stays open, and how long what is open is overdue."""

from dataclasses import dataclass, replace

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.evidence.address import figure_link
from dashboard.screen import Drawn, Table, linked
from dashboard.svg.bars import Bar, bars
from dashboard.svg.curves import closure_curves
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator, Unit
from metrics.measures.stock_share import BAND_NAMES, NO_DUE_DATE, PAST_ORIGINAL
from metrics.measures.waiting import SHARES_WITHIN, NamedCurve
from metrics.series import Point, Series
from vocabulary.errors import Unavailable
from vocabulary.period import Month

TIME_TO_CLOSE = "FBK-06"
OVERDUE = "FBK-07"


@dataclass(frozen=True)
class Closing:
    """Times to closure: the indicator, and its series with curves."""

    indicator: Indicator
    series: Series

    def behind(self, curve: NamedCurve) -> str:
        """The way to the rows of one year's starts, as far as their months are shown."""
        chosen, year = self.series.selection, int(_year(curve))
        first, last = max(chosen.since, Month(year, 1)), min(chosen.until, Month(year, 12))
        return figure_link(Sought(self.indicator, replace(chosen, since=first, until=last), is_run=True))


@dataclass(frozen=True)
class Ageing:
    """What is open and overdue, at the end of this quarter and of the one before, each as its evidence knows it."""

    now: Point
    before: Point
    sought_now: Sought
    sought_before: Sought


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
    year = _year(latest)
    if latest.median is None:
        title = f"Fewer than half of the actions of {year} are {latest.of} so far"
    else:
        title = f"Half of the actions of {year} are {latest.of} within {words.amount(latest.median, Unit.DAYS)}ays"
    note = f"Share still open (Kaplan-Meier), by days since the action was endorsed; one line a year. {_followed(curves)}."
    aloud = f"{title}. {note}"
    return Drawn(title, note, closure_curves(curves, found.series.target, aloud, found.behind), _curve_table(found), aloud)


def ageing(desk: Desk, asked: Asked) -> Ageing:
    """Read the overdue stock of two quarters."""
    indicator = desk.indicator(OVERDUE)
    earlier = (asked.selection.quarter + -1).last
    before = replace(asked.selection, since=min(asked.selection.since, earlier), until=earlier)
    now = desk.series(indicator, asked.selection).quarter
    if not now.state.is_number:
        raise Unavailable(f"No open actions are known at the end of {now.label}.")
    earlier_point = desk.series(indicator, before).quarter
    return Ageing(now, earlier_point, Sought(indicator, asked.selection), Sought(indicator, before))


def draw_ageing(found: Ageing) -> Drawn:
    """Bars for the bands of age, now against a quarter ago."""
    now, before = found.now, found.before
    long_overdue = now.parts.get(BAND_NAMES[-1], 0)
    title = f"{now.numerator:,} of {now.n:,} open actions are overdue"
    if long_overdue:
        title += f", {long_overdue:,} for more than a year"
    note = f"Open actions at the end of {now.label}, by days past their due date."
    bands = [_bar(found, name) for name in (*BAND_NAMES, NO_DUE_DATE)]
    past = now.parts.get(PAST_ORIGINAL)
    if past is not None:
        note += f" {past:,} are past the date first agreed."
    total = Bar("All open", now.n, before.n if before.state.is_number else None, *_ways(found, ""))
    table = Table(
        f"Open actions at the end of {now.label} and of {before.label}",
        ("Days overdue", now.label, before.label),
        tuple(
            (each.name, linked(f"{each.count:,}", each.there),
             "–" if each.earlier is None else linked(f"{each.earlier:,}", each.there_earlier))
            for each in (*bands, total)
        ),
    )  # fmt: skip
    links = (("Rows behind it", figure_link(found.sought_now)),)
    return Drawn(title, note, bars(bands, now.label, before.label), table, f"{title}.", links)


def _bar(found: Ageing, name: str) -> Bar:
    earlier = found.before.parts.get(name, 0) if found.before.state.is_number else None
    return Bar(_band(name), found.now.parts.get(name, 0), earlier, *_ways(found, name))


def _ways(found: Ageing, part: str) -> tuple[str | None, str | None]:
    """The ways to the rows of a band now and before; none where nothing is in it."""
    counts = [of.parts.get(part, 0) if part else of.n for of in (found.now, found.before)]
    sought = [replace(each, part=part) for each in (found.sought_now, found.sought_before)]
    now, before = (figure_link(each) if count else None for each, count in zip(sought, counts, strict=True))
    return now, before


def _main(found: Closing) -> tuple[NamedCurve, ...]:
    of = found.series.curve[0].of if found.series.curve else ""
    return tuple(curve for curve in found.series.curve if curve.of == of and curve.drawn > 1)


def _followed(curves: tuple[NamedCurve, ...]) -> str:
    return words.listed([f"{curve.n:,} followed from {_year(curve)}" for curve in curves])


def _year(curve: NamedCurve) -> str:
    return curve.name.rpartition(" ")[2]


def _curve_table(found: Closing) -> Table:
    head = ("Endorsed in", "Followed", "Ended", "Median", *(f"Within {day} d" for day in SHARES_WITHIN))
    rows = tuple(
        (
            _year(curve),
            linked(f"{curve.n:,}", found.behind(curve)),
            f"{curve.events:,}",
            words.amount(curve.median, Unit.DAYS),
            *map(_share, curve.ended_within),
        )
        for curve in _main(found)
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
