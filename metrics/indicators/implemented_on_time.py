"""Actions implemented by the due date they were first given (FBK-05)."""

from sqlalchemy import Select, case

from metrics.facts.actions import MERGED, action_place
from metrics.facts.fact import Adds, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

ENDED_BEFORE, ENDED_LATER = "ended before due", "ended after due"


def _facts(rows: Rows) -> tuple[Select, ...]:
    actions = rows.of("corrective_action")
    action = actions.c
    place = action_place(rows, actions, action.due_original_on)
    is_due = action.due_original_on.is_not(None) & (action.state != MERGED)
    was_ended = action.ended_on.is_not(None) & action.implemented_on.is_(None)
    is_before = was_ended & (action.ended_on < action.due_original_on)
    due_day = rows.day_number(action.due_original_on)
    on_time = when(action.implemented_on <= action.due_original_on)
    ended = case((is_before, ENDED_BEFORE), else_=ENDED_LATER)
    return (
        place.fact(Adds(on_time, 1), is_due, ~is_before, bucket=due_day),
        place.fact(Adds(denominator=1), is_due, was_ended, kind=ended, bucket=due_day),
    )


INDICATOR = Indicator(
    key="implemented_on_time",
    code="FBK-05",
    title="Actions implemented by their original due date",
    short_title="On-time implementation",
    question="Do we do what we said we would, by the day we said?",
    definition=(
        "Of the corrective actions whose original due date falls in the period, the share that was implemented on or "
        "before that date. Moving the due date changes nothing. An action that was formally ended before it was due "
        "(cancelled, not concurred with, risk accepted) does not count; one ended on the day or later counts as not "
        "implemented. Merged actions count through the action that took them over."
    ),
    numerator="Actions of the denominator with an implementation date on or before the original due date.",
    denominator=(
        "Actions with an original due date in the period that has passed on the edition's day, without merged actions "
        "and without those formally ended before that date."
    ),
    period_key="The original due date.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=0.75,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "Actions without an original due date are not here; they are a band of their own among the open actions.",
        "Read it with the number formally ended after they were due, which is shown beside it: ending late items "
        "does not help the figure, but ending items shortly before they are due does.",
        "An action that was implemented, re-opened and implemented again is judged by its latest implementation.",
        "It says nothing of whether the action worked; see the validated closure share.",
    ),
    owner_role="Programme manager for corrective actions",
    sources=("corrective_action",),
    facts=_facts,
    read=Share(
        matures_after=0,
        immature_because="not due yet",
        beside={ENDED_BEFORE: "formally ended before due", ENDED_LATER: "formally ended when due or later"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
)
