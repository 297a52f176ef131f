"""Coordination meetings that were held and written down in time (SED-06)."""

from sqlalchemy import Select, case, func

from metrics.facts.fact import Adds, Place, when
from metrics.facts.working_days import tenth_working_day
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

HELD, RAISED, CLOSED = "held", "actions raised", "actions closed"


def _facts(rows: Rows) -> tuple[Select, ...]:
    engagements = rows.of("engagement")
    meeting = engagements.c
    place = Place(
        source=engagements,
        month=rows.month(meeting.planned_on),
        programme=meeting.programme,
        partner=meeting.host_partner,
        marking=meeting.marking,
        topic=meeting.planned_series,
    )
    is_planned = (meeting.kind == "MEETING") & meeting.planned_on.is_not(None)
    was_held = (meeting.status == "HELD") & meeting.start_on.is_not(None)
    ended = rows.day_number(func.coalesce(meeting.end_on, meeting.start_on))
    day = tenth_working_day(rows, engagements, case((was_held, ended), else_=rows.day_number(meeting.planned_on)))
    in_time = was_held & (rows.day_number(meeting.minutes_issued_on) <= day)
    counts = ((HELD, 1), (RAISED, meeting.actions_raised_count), (CLOSED, meeting.actions_closed_count))
    return (
        place.fact(Adds(when(in_time), 1), is_planned, bucket=day),
        *(
            place.fact(Adds(denominator=func.coalesce(count, 0)), is_planned, was_held, kind=kind, bucket=day)
            for kind, count in counts
        ),
    )


INDICATOR = Indicator(
    key="coordination_rhythm",
    code="SED-06",
    title="Coordination meetings held, with minutes in time",
    short_title="Coordination rhythm",
    question="Do the meetings that keep the work together take place, and is it written down what they agreed?",
    definition=(
        "Of the coordination meetings planned for the period, the share that was held and whose minutes were issued "
        "within ten working days of its end. A meeting counts in the month for which the approved plan had it, on "
        "whatever day it was held; it counts once ten working days have passed since it was held or was to be held. "
        "Working days are Monday to Friday, without the holidays of the programme office."
    ),
    numerator="Meetings of the denominator held, with minutes issued by the tenth working day after the last day.",
    denominator="Meetings that the approved plan had in the period, cancelled and postponed ones included.",
    period_key="The day for which the approved plan had the meeting.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="series of meetings",
    target=0.90,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "Meetings are no success of their own: what they raised, and what of it was closed by the next meeting, is "
        "counted beside it.",
        "A meeting that is moved counts with its planned day; one that was never in the plan does not count.",
        "Weekends and holidays of single partners are not taken out, those of the programme office are.",
        "A meeting counts with its host; one without a host is in the figure of the whole programme only.",
    ),
    owner_role="Partnership coordinator",
    sources=("engagement", "holiday"),
    facts=_facts,
    read=Share(
        matures_after=0,
        immature_because="ten working days have not passed",
        beside={HELD: HELD, RAISED: "actions raised", CLOSED: "actions closed by the next meeting"},
    ),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-22",
            "Holidays of the programme office are no working days any more, and a meeting counts from the tenth working day on, "
            "not after two weeks.",
        ),
    ),
    headline=False,
)
