"""Places in course runs, each counted once, in its last state: shared by the indicators of training."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func

from metrics.facts.fact import Place
from warehouse.facts import Rows

CAME = ("PRESENT", "PARTIAL")
UNKNOWN, WITHDRAWN = "UNKNOWN", "WITHDRAWN"
COMPLETED = ("COMPLETED_PASS", "COMPLETED_UNGRADED", "COMPLETED_FAIL")


def was_there(roster: Any) -> ColumnElement:
    """Present, at least in part; where attendance is not known, whoever went through the course to its end was."""
    return roster.attendance.in_(CAME) | ((roster.attendance == UNKNOWN) & roster.outcome.in_(COMPLETED))


def may_have_been_there(roster: Any) -> ColumnElement:
    """Nobody recorded what became of the place."""
    return (roster.attendance == UNKNOWN) & roster.outcome.not_in((*COMPLETED, WITHDRAWN))


@dataclass(frozen=True)
class Enrolments:
    """The rows of a roster that stand for a place in a run, and where they count.

    Args:
        place: for writing facts.
        is_place: the condition every fact needs: last attempt, run not cancelled.
        roster, run: columns.
        headcount: persons the row stands for.
    """

    place: Place
    is_place: ColumnElement
    roster: Any
    run: Any
    headcount: ColumnElement

    @property
    def is_held(self) -> ColumnElement:
        return self.run.status == "HELD"


def enrolments(rows: Rows, dated_by: str) -> tuple[Enrolments, ...]:
    """Enrolments by the month of a date of the run.

    There are two kinds, to be counted together: with the partner on the roster, and with the partner of the unit.
    A person who took several attempts in a run has one place, in the state of the last attempt.
    """
    return _stating_partner(rows, dated_by), _with_partner_of_unit(rows, dated_by)


def _stating_partner(rows: Rows, dated_by: str) -> Enrolments:
    roster = rows.of("training_roster")
    states_partner = roster.c.partner.is_not(None) | roster.c.unit.is_(None)
    return _enrolments(rows, roster, dated_by, states_partner)


def _with_partner_of_unit(rows: Rows, dated_by: str) -> Enrolments:
    roster, unit = rows.of("training_roster"), rows.of("unit")
    needs_unit = roster.c.partner.is_(None)
    return _enrolments(rows, roster, dated_by, needs_unit, unit)


def _enrolments(
    rows: Rows, roster: FromClause, dated_by: str, which: ColumnElement, unit: FromClause | None = None
) -> Enrolments:
    run, later = rows.of("course_run"), rows.of("training_roster")
    same_place = (later.c.run == roster.c.run) & (later.c.participant_key == roster.c.participant_key)
    source = roster.join(run, run.c.run == roster.c.run)
    markings = [roster.c.marking, run.c.marking]
    if unit is not None:
        source = source.join(unit, unit.c.unit == roster.c.unit)
        markings.append(unit.c.marking)
    source = source.outerjoin(later, same_place & (later.c.attempt_no > roster.c.attempt_no))
    place = Place(
        source=source,
        month=rows.month(run.c[dated_by]),
        programme=run.c.programme,
        partner=(roster if unit is None else unit).c.partner,
        marking=rows.narrowest(*markings),
        unit=roster.c.unit,
        topic=run.c.course,
    )
    is_place = which & later.c.run.is_(None) & (run.c.status != "CANCELLED") & run.c[dated_by].is_not(None)
    return Enrolments(place, is_place, roster.c, run.c, func.coalesce(roster.c.headcount, 1))
