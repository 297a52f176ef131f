"""Invitations answered by the day asked for (PEN-02)."""

from sqlalchemy import Select, false, func

from metrics.facts.fact import Adds, Place, adds, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

NO_ANSWER, LATE = "no answer", "late"
SILENT = "NONE"


def _facts(rows: Rows) -> tuple[Select, ...]:
    invitations, engagements = rows.of("invitation"), rows.of("engagement")
    invited, engagement = invitations.c, engagements.c
    places = [
        Place(
            source=invitations.join(engagements, engagement.engagement == invited.engagement),
            month=rows.month(day),
            programme=engagement.programme,
            partner=invited.partner,
            marking=rows.narrowest(invited.marking, engagement.marking),
            unit=invited.unit,
            topic=engagement.kind,
        )
        for day in (invited.rsvp_due_on, engagement.start_on)
    ]
    is_asked = ~func.coalesce(invited.is_withdrawn_by_host, false())
    is_due = is_asked & invited.rsvp_due_on.is_not(None)
    has_answered = func.coalesce(invited.response, "") != SILENT
    # An answer that is there without its day may have come in time or not.
    is_undated = has_answered & invited.response.is_not(None) & invited.responded_on.is_(None)
    in_time = has_answered & func.coalesce(invited.responded_on <= invited.rsvp_due_on, false())
    is_late = has_answered & func.coalesce(invited.responded_on > invited.rsvp_due_on, false())
    due, undue = rows.day_number(invited.rsvp_due_on), rows.day_number(engagement.start_on)
    is_silent = ~is_undated & ~in_time & ~is_late
    return (
        places[0].fact(adds(in_time, ~is_undated), is_due, bucket=due),
        places[0].fact(Adds(denominator=when(is_late)), is_due, is_late, kind=LATE, bucket=due),
        places[0].fact(Adds(denominator=1), is_due, is_silent, kind=NO_ANSWER, bucket=due),
        places[1].fact(
            Adds(left_out=1), is_asked, invited.rsvp_due_on.is_(None), engagement.start_on.is_not(None), bucket=undue
        ),
    )


INDICATOR = Indicator(
    key="timely_response",
    code="PEN-02",
    title="Invitations answered in time",
    short_title="Timely response",
    question="Do partners answer when they are invited?",
    definition=(
        "Of the invitations that asked for an answer by a day in the period, the share that was answered on or before "
        "that day, with whatever answer. No answer is not in time. Invitations that the host took back do not count."
    ),
    numerator="Invitations of the denominator whose answer came on or before the day by which it was asked for.",
    denominator="Invitations not withdrawn by the host whose answer was due in the period, by the edition's day.",
    period_key="The day by which an answer was asked for.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of engagement",
    target=0.85,
    target_source="Proposed default, to be confirmed by the partnership coordinator",
    limitations=(
        "Accepting and declining are alike: it says that a partner answers, not that it comes.",
        "An invitation without a day for the answer is a fault of the log. It is left out and counted in the month of "
        "the engagement, and so is an answer whose day is not stated.",
        "What came late and what never came are counted beside it.",
        "It does not matter here whether the engagement was held in the end.",
    ),
    owner_role="Partnership coordinator",
    sources=("invitation", "engagement"),
    facts=_facts,
    read=Share(
        matures_after=0,
        left_out_because="no day for the answer, or the answer's day not stated",
        immature_because="answer not due yet",
        beside={LATE: "answered late", NO_ANSWER: "not answered"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
