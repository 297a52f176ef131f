"""Seats that were taken on the first day of a run (TRN-03)."""

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, or_

from metrics.facts.enrolments import may_have_been_there, was_there
from metrics.facts.fact import Adds, Place, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.ratio import Ratio
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    return _taken(rows), _offered(rows), _unclear(rows), _without_roster(rows)


def _taken(rows: Rows) -> Select:
    """What each place, in the state of its first attempt, adds to the seats taken."""
    roster, run, earlier, unclear = _tables(rows)
    same_place = (earlier.c.run == roster.c.run) & (earlier.c.participant_key == roster.c.participant_key)
    source = roster.join(run, run.c.run == roster.c.run)
    source = source.outerjoin(earlier, same_place & (earlier.c.attempt_no < roster.c.attempt_no))
    # Told by the run and not by the place: so it is asked once a run.
    source = source.outerjoin(unclear, (unclear.c.run == run.c.run) & may_have_been_there(unclear.c))
    counted = Adds(when(was_there(roster.c), func.coalesce(roster.c.headcount, 1)))
    place = _place(rows, source, run, roster.c.marking)
    return place.fact(counted, _has_seats(run), earlier.c.run.is_(None), unclear.c.run.is_(None))


def _offered(rows: Rows) -> Select:
    """The seats of each run whose places are all clear: once, with its first place."""
    roster, run, before, unclear = _tables(rows)
    source = roster.join(run, run.c.run == roster.c.run).outerjoin(before, _comes_before(before, roster))
    source = source.outerjoin(unclear, (unclear.c.run == run.c.run) & may_have_been_there(unclear.c))
    place = _place(rows, source, run, roster.c.marking)
    is_clear = before.c.run.is_(None) & unclear.c.run.is_(None)
    return place.fact(Adds(denominator=run.c.seats_offered), _has_seats(run), is_clear)


def _unclear(rows: Rows) -> Select:
    """The seats of each run with a place of which nobody knows whether it was taken: once, with the first such place."""
    roster, run, before, _ = _tables(rows)
    source = roster.join(run, run.c.run == roster.c.run)
    source = source.outerjoin(before, _comes_before(before, roster) & may_have_been_there(before.c))
    place = _place(rows, source, run, roster.c.marking)
    return place.fact(Adds(left_out=run.c.seats_offered), _has_seats(run), before.c.run.is_(None), may_have_been_there(roster.c))


def _without_roster(rows: Rows) -> Select:
    run, roster = rows.of("course_run"), rows.of("training_roster")
    place = _place(rows, run.outerjoin(roster, roster.c.run == run.c.run), run)
    return place.fact(Adds(left_out=run.c.seats_offered), _has_seats(run), roster.c.run.is_(None))


def _tables(rows: Rows) -> tuple[FromClause, FromClause, FromClause, FromClause]:
    """A roster, the runs, and the roster twice again."""
    roster, run = rows.of("training_roster"), rows.of("course_run")
    return roster, run, rows.of("training_roster"), rows.of("training_roster")


def _place(rows: Rows, source: FromClause, run: FromClause, *markings: ColumnElement) -> Place:
    return Place(
        source=source,
        month=rows.month(run.c.start_on),
        programme=run.c.programme,
        partner=run.c.host_partner,
        marking=rows.narrowest(run.c.marking, *markings),
        topic=run.c.course,
    )


def _has_seats(run: FromClause) -> ColumnElement:
    return (run.c.status == "HELD") & (run.c.seats_offered > 0) & run.c.start_on.is_not(None)


def _comes_before(one: FromClause, other: FromClause) -> ColumnElement:
    """An order of the places of a run."""
    is_same = one.c.participant_key == other.c.participant_key
    is_before = or_(
        one.c.participant_key < other.c.participant_key, and_(is_same, one.c.attempt_no < other.c.attempt_no)
    )
    return (one.c.run == other.c.run) & is_before


INDICATOR = Indicator(
    key="seat_fill",
    code="TRN-03",
    title="Seat fill",
    short_title="Seat fill",
    question="Are the seats we offer used, and do we offer what we can hold?",
    definition=(
        "Seats taken on the first day of course runs that were held, in percent of the seats offered. Below the band "
        "seats are wasted; above it a run was overbooked, or its number of seats is wrong. It is never capped at 100 %."
    ),
    numerator=(
        "Places in runs of the denominator whose participant was present, at least in part; where attendance is not "
        "recorded, whoever has completed the course was there. A row that stands for a group counts its headcount."
    ),
    denominator="Seats offered by runs held that began in the period and whose roster says of every place what became of it.",
    period_key="The first day of the run.",
    unit=Unit.PERCENT,
    direction=Direction.NEUTRAL,
    over_time=OverTime.SUM,
    topic_is="course",
    target=0.85,
    target_most=1.0,
    target_source="Proposed band, to be confirmed by the training manager",
    limitations=(
        "A run that is overbooked and one that is half empty add up to a full one: look at the courses, and at the "
        "warnings of rule TR-16 for single runs.",
        "Runs without a stated number of seats are not here. Runs without a roster, and those with a place of which "
        "nobody recorded what became of it, are left out, and their seats counted.",
        "A run counts for the partner that hosts it. A reader who may not see all places of a run sees it emptier "
        "than it was.",
        "Somebody who came on a later day counts as present on the first.",
    ),
    owner_role="Training manager",
    sources=("training_roster", "course_run"),
    facts=_facts,
    read=Ratio(
        left_out_because="seats of runs without a roster, or with a place of which the attendance is not known",
        above_one="more seats taken than offered: overbooked, or the number of seats is wrong",
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
