"""Course runs that several partners, and both military and law-enforcement units, attended (TRN-06)."""

from sqlalchemy import ColumnElement, FromClause, Select, case, func, or_

from metrics.facts.enrolments import may_have_been_there, was_there
from metrics.facts.fact import Adds, Place
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures import joint
from warehouse.facts import Rows

SERVICES = {
    "MILITARY": joint.MILITARY, "LAW_ENFORCEMENT": joint.LAW_ENFORCEMENT, "JOINT": joint.JOINT, "CIVIL": joint.CIVIL,
}  # fmt: skip


def _facts(rows: Rows) -> tuple[Select, ...]:
    return _runs(rows), _places(rows)


def _runs(rows: Rows) -> Select:
    run = rows.of("course_run")
    return _place(rows, run, run).fact(Adds(denominator=1), _was_held(run), kind=joint.HELD)


def _places(rows: Rows) -> Select:
    """One fact a place that was taken, or may have been, with the partner and the services of who came."""
    roster, run, unit = (rows.of(dataset) for dataset in ("training_roster", "course_run", "unit"))
    source = roster.join(run, run.c.run == roster.c.run).outerjoin(unit, unit.c.unit == roster.c.unit)
    partner = func.coalesce(roster.c.partner, unit.c.partner, "")
    services = case(SERVICES, value=unit.c.kind, else_=joint.NOT_STATED)
    came, perhaps = was_there(roster.c), may_have_been_there(roster.c)
    begin = case((came, joint.ATTENDED), else_=joint.PERHAPS)
    return _place(rows, source, run, roster.c.marking, unit.c.marking).fact(
        Adds(denominator=1), _was_held(run), or_(came, perhaps), kind=begin + partner, bucket=services
    )


def _place(rows: Rows, source: FromClause, run: FromClause, *markings: ColumnElement) -> Place:
    return Place(
        source=source,
        month=rows.month(run.c.end_on),
        programme=run.c.programme,
        partner=run.c.host_partner,
        marking=rows.narrowest(run.c.marking, *markings),
        unit=run.c.run,
        topic=run.c.course,
    )


def _was_held(run: FromClause) -> ColumnElement:
    return (run.c.status == "HELD") & run.c.end_on.is_not(None)


INDICATOR = Indicator(
    key="joint_training",
    code="TRN-06",
    title="Joint-training share",
    short_title="Joint training",
    question="Do partners, and their military and law-enforcement units, train together?",
    definition=(
        "Of the course runs held that ended in the period, the share that was attended by units of at least two "
        "partners and by both military and law-enforcement units. How many had the one, and how many the other, "
        "stands beside it. Attended means present, at least in part: who was only invited does not count. Where attendance "
        "was not recorded, whoever completed the course was there, as in the seat fill."
    ),
    numerator="Runs of the denominator with participants of two partners or more, and of both services.",
    denominator="Runs held whose last day is in the period and of which it is known who came.",
    period_key="The last day of the run.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="course",
    target=None,
    target_source="none: to be set from the baseline of the first year",
    limitations=(
        "A run without anybody recorded as present is left out and counted. So is a run that is not joint by what is "
        "stated but could be by what is not: rows without a unit, and units without a kind, say no service, and a place "
        "of which nobody recorded what became of it may have been taken.",
        "A unit of the kind joint stands for both services, a civil one for neither.",
        "One participant of a second partner makes a run joint; it says nothing of how much they did together.",
        "A run counts for the partner that hosts it. A reader who may not see all places of a run sees it less joint "
        "than it was.",
    ),
    owner_role="Training manager",
    sources=("course_run", "training_roster", "unit"),
    facts=_facts,
    read=joint.Joint(),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-22",
            "Whoever completed the course counts as having attended where attendance was not recorded; a run that is not joint "
            "only because of places of which nothing was recorded is left out. Seat fill (TRN-03) always counted so.",
        ),
    ),
    headline=False,
)
