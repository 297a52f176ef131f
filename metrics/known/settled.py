"""When figures of few persons are shown to a partner: once a quarter, as they stood when its answers had come to rest.

Whoever reads a figure in one edition and again in the next sees what came between; where that is one answer, they have
read it. No rule about the size of either figure helps. So a partner sees one state of a quarter and no other, in whatever
edition it is read: the first that stood still for so long, counted from the end of the quarter. What comes later is for
the steward.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from metrics.cells import month_count
from vocabulary.period import Month, Quarter

QUIET_DAYS = 30
"""For so long no edition may have changed a cell of a quarter before partners see its figures."""


@dataclass(frozen=True)
class Rest:
    """Which quarters of one programme a partner sees.

    Args:
        shown: the edition in which each quarter came to rest.
        waiting: quarters that have cells and have not come to rest.
        moved_on: quarters that came to rest, and of which more, or something else, is known since.
    """

    shown: Mapping[Quarter, int] = field(default_factory=dict)
    waiting: frozenset[Quarter] = frozenset()
    moved_on: frozenset[Quarter] = frozenset()


NOTHING_WAITS = Rest()


def rests(changes: pd.DataFrame, day_of: Callable[[int], dt.date], today: dt.date) -> Mapping[str, Rest]:
    """What a partner sees of each programme.

    Args:
        changes: columns programme, month (202607), edition and opened: cells that the edition opened, less those it closed.
        day_of: the day of an edition.
        today: the day of the edition that is read; the changes are those up to it.
    """
    quarters = [Quarter.of(Month(*divmod(int(month), 100))) for month in changes["month"]]
    told = changes.assign(quarter=quarters)
    found: dict[str, Rest] = {}
    for programme, mine in told.groupby("programme"):
        at = {quarter: _came_to_rest(quarter, part, day_of, today) for quarter, part in mine.groupby("quarter")}
        shown = {quarter: edition for quarter, edition in at.items() if edition is not None}
        newest = mine.groupby("quarter")["edition"].max()
        moved_on = frozenset(quarter for quarter, edition in shown.items() if newest[quarter] > edition)
        found[str(programme)] = Rest(MappingProxyType(shown), frozenset(at) - frozenset(shown), moved_on)
    return MappingProxyType(found)


def is_touched(quarters: frozenset[Quarter], first: Month, last: Month) -> bool:
    """Whether a run of months has one of these quarters."""
    ends = month_count(first), month_count(last)
    return any(month_count(each.first) <= ends[1] and month_count(each.last) >= ends[0] for each in quarters)


def _came_to_rest(
    quarter: Quarter, changes: pd.DataFrame, day_of: Callable[[int], dt.date], today: dt.date
) -> int | None:
    """The edition whose state of a quarter was the first to stand still, with something in it; None while there is none."""
    over = quarter.last.last_day
    for (edition, count), after in itertools.pairwise([*_states(changes), None]):
        since = max(day_of(edition), over)
        until = today if after is None else day_of(after[0])
        if count and (until - since).days >= QUIET_DAYS:
            return edition
    return None


def _states(changes: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """The editions that changed a quarter, oldest first, and how many cells it had then."""
    balance = changes.groupby("edition", sort=True)["opened"].sum().cumsum()
    yield from zip(map(int, balance.index), map(int, balance), strict=True)
