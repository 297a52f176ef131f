"""Actions whose due date was moved (FBK-09)."""

from sqlalchemy import Select, case

from metrics.facts.actions import action_place, opening
from metrics.facts.fact import COUNT, Adds, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.slippage import Slippage
from metrics.measures.stock import came, went
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    actions = rows.of("corrective_action")
    action, when_open = actions.c, opening(actions)
    moved = rows.day_number(action.due_current_on) - rows.day_number(action.due_original_on)
    has_due = action.due_original_on.is_not(None)
    counted = Adds(when(moved > 0), when(has_due), when(~has_due))
    days = case((moved > 0, moved), else_=0)
    opened = action_place(rows, actions, when_open.opened_on)
    done = action_place(rows, actions, when_open.done_on)
    # Taken up again is open throughout: each action comes once and goes at most once.
    is_over = when_open.was_open & when_open.done_on.is_not(None) & ~when_open.was_taken_up
    return (
        opened.fact(counted, when_open.was_open, kind=came(COUNT), bucket=days),
        done.fact(counted, is_over, kind=went(COUNT), bucket=days),
        opened.fact(Adds(left_out=1), when_open.is_undated, kind=came(COUNT)),
    )


INDICATOR = Indicator(
    key="slippage",
    code="FBK-09",
    title="Actions whose due date slipped",
    short_title="Slippage",
    question="How often are due dates moved, and by how much?",
    definition=(
        "Of the corrective actions with an original due date that were open at some time in the period, those closed "
        "in it included, the share whose current due date is later than the original one. The median of the days by "
        "which those were moved stands beside it. In a quarter an action counts once."
    ),
    numerator="Actions of the denominator whose current due date is later than their original due date.",
    denominator="Actions with an original due date that were open, or were closed, in the period.",
    period_key="Every month from the one in which the action was endorsed to the one in which it was done or ended.",
    unit=Unit.SHARE,
    direction=Direction.DOWN,
    over_time=OverTime.RECOMPUTE,
    topic_is="theme",
    target=0.20,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "The register keeps the first and the present due date, not those between, nor when they were moved: an "
        "action that slipped counts as slipped in all its months. What an earlier edition knew is still there.",
        "Actions without an original due date, and those ended on a day not stated, are left out and counted.",
        "It is a stock: neighbouring months hold largely the same actions. An action taken up again is open throughout.",
        "Moving a date openly is better than missing it: read it with on-time implementation.",
    ),
    owner_role="Programme manager for corrective actions",
    sources=("corrective_action",),
    facts=_facts,
    read=Slippage(left_out_because="no original due date, or ended on a day not stated"),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
