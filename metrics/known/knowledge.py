"""What was known when: a figure as first published, as known on a day, and what moved between two editions."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from metrics.catalogue import indicators
from metrics.cells import month_of
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.known.bridge import Bridge, bridge
from metrics.reading import Reading
from metrics.series import Point
from vocabulary.errors import Unavailable
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.edition import Edition

NUMBERS = (State.VALUE, State.ZERO)


@dataclass(frozen=True)
class Published:
    """A figure as one edition published it."""

    edition: Edition
    figure: Point


@dataclass(frozen=True)
class Moved:
    """One figure that two editions know differently.

    Args:
        why_not: why there is no bridge, "" where there is one.
    """

    indicator: Indicator
    programme: str
    quarter: Quarter
    before: Point
    after: Point
    bridge: Bridge | None
    why_not: str = ""


def as_known_on(cubes: Cubes, selection: Selection, day: dt.date) -> Selection:
    """The selection, read in the newest edition published by the end of *day*.

    Raises:
        Unavailable: nothing was published by then.
    """
    return selection.as_known_in(cubes.known_on(day).number)


def first_published(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> Published | None:
    """The figure of the quarter under review as it was first published once the quarter was over.

    While the quarter runs, editions show a part of it; these are no first publication. None where no edition up to the
    one selected has a figure.
    """
    newest = cubes.edition(selection.edition)
    over = selection.quarter.last.last_day
    for edition in _candidates(cubes, indicator, selection, scope, over):
        if edition.number > newest.number:
            return None
        reading = Reading.of(cubes, indicator, selection.as_known_in(edition.number), scope)
        figure = reading.quarter_point(selection.partners, selection.quarter)
        if figure.state in NUMBERS:
            return Published(edition, figure)
    return None


def moved_between(cubes: Cubes, since: int, until: int, scope: Scope) -> Iterator[Moved]:
    """Every quarter's figure of every indicator and programme that two editions know differently, all partners pooled.

    Raises:
        Unavailable: there is no such edition.
    """
    start, end = cubes.edition(since), cubes.edition(until)
    programmes = sorted({each.code for at in (start, end) for each in cubes.references(at, scope).programmes})
    for indicator in sorted(indicators().values(), key=lambda each: each.code):
        for programme in programmes:
            yield from _moved(cubes, indicator, programme, (start, end), scope)


def _candidates(
    cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, over: dt.date
) -> Iterator[Edition]:
    """The first edition after the quarter, and those that changed a cell since."""
    moved = cubes.editions_that_moved(indicator.key, selection.programme, scope)
    earlier = [edition for edition in moved if edition.as_of <= over]
    later = [edition for edition in moved if edition.as_of > over]
    first = cubes.first_after(over)
    if first is not None and (earlier or first.number in {edition.number for edition in later}):
        yield first
    yield from (edition for edition in later if first is None or edition.number != first.number)


def _moved(
    cubes: Cubes, indicator: Indicator, programme: str, between: tuple[Edition, Edition], scope: Scope
) -> Iterator[Moved]:
    start, end = between
    quarters = _quarters(cubes, indicator, programme, between, scope)
    for quarter in quarters:
        before, after = (_figure(cubes, indicator, _of(programme, quarter, at), scope) for at in between)
        if _told(before) == _told(after):
            continue
        why_not, way = "", None
        try:
            way = bridge(cubes, indicator, _of(programme, quarter, end), scope, start.number)
        except Unavailable as none:
            why_not = str(none)
        yield Moved(indicator, programme, quarter, before, after, way, why_not)


def _quarters(
    cubes: Cubes, indicator: Indicator, programme: str, between: tuple[Edition, Edition], scope: Scope
) -> list[Quarter]:
    """The quarters in which either edition has a cell."""
    found: set[Quarter] = set()
    for at in between:
        months = set(cubes.cube(indicator.key, at, scope).programme(programme).month.tolist())
        found |= {Quarter.of(month_of(count)) for count in months}
    return sorted(found)


def _of(programme: str, quarter: Quarter, at: Edition) -> Selection:
    return Selection(programme, quarter.first, quarter.last, (), at.number)


def _figure(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> Point:
    return Reading.of(cubes, indicator, selection, scope).quarter_point((), selection.quarter)


def _told(figure: Point) -> tuple:
    return figure.state, figure.value, figure.numerator, figure.n, figure.left_out
