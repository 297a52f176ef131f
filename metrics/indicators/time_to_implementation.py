"""Days from endorsement to implementation, open actions included (FBK-06)."""

from sqlalchemy import Select, case

from metrics.facts.actions import ENDED_STATES, MERGED, action_place
from metrics.facts.fact import Adds, when
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.measures.waiting import Kinds, Waiting
from warehouse.facts import Rows

IMPLEMENTED, WAITING = "implemented", "not implemented"
VALIDATED, UNVALIDATED = "validated", "not validated"
ENDED, ENDED_AFTER, NO_START = "ended", "ended after", "no endorsement day"
SERVICE_STANDARD_DAYS = 180
QUARTERS_POOLED = 8


def _facts(rows: Rows) -> tuple[Select, ...]:
    actions = rows.of("corrective_action")
    action = actions.c
    place = action_place(rows, actions, action.endorsed_on, topic="priority")
    undated = action_place(rows, actions, action.proposed_on, topic="priority")
    endorsed = rows.day_number(action.endorsed_on)
    is_in = action.endorsed_on.is_not(None) & (action.state != MERGED)
    is_done, is_proven = action.implemented_on.is_not(None), action.validated_on.is_not(None)
    is_over = action.ended_on.is_not(None) & ~is_done
    took = rows.day_number(action.implemented_on) - endorsed
    took_proof = rows.day_number(action.validated_on) - endorsed
    is_closed = is_done & is_proven
    days_to_end = rows.day_number(action.ended_on) - endorsed
    return (
        place.fact(
            Adds(when(is_done), 1),
            is_in,
            kind=case((is_done, IMPLEMENTED), (is_over, ENDED), else_=WAITING),
            bucket=case((is_done, took), else_=endorsed),
        ),
        place.fact(
            Adds(when(is_closed), 1),
            is_in,
            ~is_over,
            kind=case((is_closed, VALIDATED), else_=UNVALIDATED),
            bucket=case((is_closed, took_proof), else_=endorsed),
        ),
        place.fact(
            Adds(denominator=1),
            is_in,
            is_over,
            kind=ENDED_AFTER,
            bucket=case((days_to_end > 0, days_to_end), else_=0),
        ),
        undated.fact(
            Adds(left_out=1),
            action.endorsed_on.is_(None),
            action.proposed_on.is_not(None),
            action.state.not_in(("PROPOSED", *ENDED_STATES)),
            kind=NO_START,
        ),
    )


INDICATOR = Indicator(
    key="time_to_implementation",
    code="FBK-06",
    title="Median days from endorsement to implementation",
    short_title="Time to implementation",
    question="How long does it take until an endorsed action is implemented?",
    definition=(
        "The day by which half of the actions endorsed in a cohort were implemented (Kaplan-Meier), counting from the "
        "day each was endorsed. Actions that are still open are followed to the edition's day and count. A month's "
        "figure is of the actions endorsed in that month; the figure of the quarter under review is of all actions "
        "endorsed in the eight quarters that end with it. Where fewer than half were implemented the median is not "
        "reached, and that is what is said."
    ),
    numerator="Actions of the cohort that were implemented, with the days each took.",
    denominator="Actions endorsed in the cohort's months, without merged ones.",
    period_key="The day of endorsement.",
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    over_time=OverTime.RECOMPUTE,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="priority",
    target=float(SERVICE_STANDARD_DAYS),
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "A month without a figure is usually slow, not missing: more than half of its actions are still open. Its "
        "note says how many were implemented; its parts say how many within 90, 180 and 365 days.",
        f"Months in which an open action has been followed for less than {SERVICE_STANDARD_DAYS} days are provisional: "
        "among recent cohorts only the fast ones can have a median yet.",
        "Actions formally ended (cancelled, not concurred with, risk accepted) stay in the denominator as never "
        "implemented (cumulative incidence); taking them out would make the rest look faster. What share ended so within a "
        "year, of all and with its interval (Aalen-Johansen), stands in the note of the eight-quarter figure.",
        "A re-opened action keeps its first endorsement: the clock does not start again.",
        "Actions past the proposal without a day of endorsement cannot be timed; they are left out and counted, in the "
        "month in which they were proposed.",
        "Priorities are mixed unless one is chosen; compare like with like.",
        "Each month has its own actions, so months are independent; the eight-quarter figure is a number, not a chart, "
        "because neighbouring windows share seven eighths of their actions.",
    ),
    owner_role="Programme manager for corrective actions",
    sources=("corrective_action",),
    facts=_facts,
    read=Waiting(
        curves=(Kinds(IMPLEMENTED, IMPLEMENTED, WAITING), Kinds(VALIDATED, VALIDATED, UNVALIDATED)),
        ended=ENDED,
        settles_after=SERVICE_STANDARD_DAYS,
        quarters_pooled=QUARTERS_POOLED,
        ended_after=ENDED_AFTER,
    ),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-28",
            "The share of actions formally ended within a year stands in the note of the eight-quarter figure, which is the "
            "same.",
        ),
    ),
)
