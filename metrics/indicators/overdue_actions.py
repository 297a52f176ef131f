"""The overdue share of open actions at the end of a month (FBK-07)."""

from sqlalchemy import ColumnElement, Select, func

from metrics.facts.actions import action_place, moves, opening
from metrics.facts.fact import Adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.stock_share import (
    CLOSED,
    CLOSED_ORIGINAL,
    NO_DAY,
    OPENED,
    OPENED_ORIGINAL,
    UNDATED_END,
    StockShare,
)
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    actions = rows.of("corrective_action")
    action = actions.c
    original = {OPENED: OPENED_ORIGINAL, CLOSED: CLOSED_ORIGINAL}
    facts = []
    for move in moves(actions):
        place, kind = action_place(rows, actions, move.day), OPENED if move.is_in else CLOSED
        facts.append(place.fact(Adds(0, 1), move.condition, kind=kind, bucket=_due(rows, action.due_current_on)))
        due = _due(rows, action.due_original_on)
        facts.append(place.fact(Adds(0, 1), move.condition, kind=original[kind], bucket=due))
    when = opening(actions)
    undated = action_place(rows, actions, when.opened_on)
    facts.append(undated.fact(Adds(left_out=1), when.is_undated, kind=UNDATED_END))
    return tuple(facts)


def _due(rows: Rows, day: ColumnElement) -> ColumnElement:
    return func.coalesce(rows.day_number(day), NO_DAY)


INDICATOR = Indicator(
    key="overdue_actions",
    code="FBK-07",
    title="Overdue share of open actions",
    short_title="Overdue share",
    question="How much of what is open is overdue, and for how long?",
    definition=(
        "Of the corrective actions open at the end of the month, the share whose current due date lies before that "
        "day. An action is open from its endorsement until it is implemented or formally ended, and again from the day "
        "it is taken up again. The quarter's figure is that of its last month. Beside it: how many are past their "
        "original due date, how long the overdue ones are overdue, and how many have no due date at all."
    ),
    numerator="Open actions whose current due date is before the last day of the month.",
    denominator="Actions open at the end of the month; for the month still running, on the edition's day.",
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.DOWN,
    over_time=OverTime.LAST,
    topic_is="theme",
    target=0.10,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "What is only proposed is not open yet: nobody has agreed to do it, and a proposal that waits long is a matter of "
        "triage, not of overdue work.",
        "It is a stock: neighbouring months hold largely the same actions, so chance flags it more often than a flow.",
        "Moving a due date lowers it; that is why the number past the original due date stands beside it.",
        "An action without a due date is open and never overdue; it has a band of its own.",
        "The register keeps one due date, and one day of ending, for each action: past months are counted with the "
        "current due date, and an action re-opened without its first implementation date counts as open throughout.",
        "Actions past the proposal without a day of endorsement count from the day they were proposed. Actions ended "
        "on a day not stated are left out and counted.",
    ),
    owner_role="Programme manager for corrective actions",
    sources=("corrective_action",),
    facts=_facts,
    read=StockShare(),
    change_log=(Change("2026-01-01", "First definition."),),
)
