"""The first attempt of a person in a run that holds what is asked for: shared by the indicators of tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, or_

from metrics.facts.fact import Place
from warehouse.facts import Rows

SOURCES = ("training_roster", "course_run", "unit")
Holds = Callable[[Any], ColumnElement]
"""Given the columns of a roster: whether an attempt holds what is asked for; true or false, never unknown."""


@dataclass(frozen=True)
class Attempts:
    """Attempts, and where they count: in the month in which they were completed, else that of the run's last day.

    Args:
        place: for writing facts.
        is_first: the condition every fact needs: no earlier attempt of the person in the run holds it, the run was
            not cancelled. Whether the attempt itself holds it is for the fact to say.
        roster: columns.
        headcount: persons the row stands for.
    """

    place: Place
    is_first: ColumnElement
    roster: Any
    headcount: ColumnElement


def first_attempts(rows: Rows, holds: Holds, unless: Holds | None = None) -> tuple[Attempts, ...]:
    """First attempts for which *holds*, of persons who have no attempt at all in the run for which *unless* holds.

    There are two kinds, to be counted together: with the partner on the roster, and with the partner of the unit.
    """
    return _first(rows, holds, unless, by_unit=False), _first(rows, holds, unless, by_unit=True)


def _first(rows: Rows, holds: Holds, unless: Holds | None, by_unit: bool) -> Attempts:
    roster, run, earlier = rows.of("training_roster"), rows.of("course_run"), rows.of("training_roster")
    source: FromClause = roster.join(run, run.c.run == roster.c.run)
    sender, markings = roster, [roster.c.marking, run.c.marking]
    lacks_partner = roster.c.partner.is_(None) & roster.c.unit.is_not(None)
    if by_unit:
        sender = rows.of("unit")
        source = source.join(sender, sender.c.unit == roster.c.unit)
        markings.append(sender.c.marking)
    same_place = (earlier.c.run == roster.c.run) & (earlier.c.participant_key == roster.c.participant_key)
    is_earlier = (earlier.c.attempt_no < roster.c.attempt_no) & holds(earlier.c)
    is_before = is_earlier if unless is None else or_(is_earlier, unless(earlier.c))
    place = Place(
        source=source.outerjoin(earlier, same_place & is_before),
        month=rows.month(func.coalesce(roster.c.completed_on, run.c.end_on)),
        programme=run.c.programme,
        partner=sender.c.partner,
        marking=rows.narrowest(*markings),
        unit=roster.c.unit,
        topic=run.c.course,
    )
    is_first = earlier.c.run.is_(None) & (run.c.status != "CANCELLED") & run.c.end_on.is_not(None)
    is_mine = lacks_partner if by_unit else ~lacks_partner
    return Attempts(place, is_first & is_mine, roster.c, func.coalesce(roster.c.headcount, 1))
