"""Open actions that say all that an action must say (FBK-04)."""

from sqlalchemy import ColumnElement, Select, and_

from metrics.facts.actions import action_place, moves, opening
from metrics.facts.fact import COUNT, Adds, is_stated, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.stock import Stock, came, went
from warehouse.facts import Rows

LACKS = {
    "responsible_organisation": "without a responsible organisation",
    "poc_role": "without a role to ask",
    "due_original_on": "without an original due date",
    "success_criterion": "without a success criterion",
    "capability_element": "without a capability element",
}
"""What an action must say, and how an action is called that does not."""


def _facts(rows: Rows) -> tuple[Select, ...]:
    actions = rows.of("corrective_action")
    says = {name: _says(actions.c[name], name) for name in LACKS}
    facts = []
    for move in moves(actions):
        place, of_kind, day = action_place(rows, actions, move.day), came if move.is_in else went, move.day
        bucket = rows.day_number(day)
        all_said = Adds(when(and_(*says.values())), 1)
        facts.append(place.fact(all_said, move.condition, kind=of_kind(COUNT), bucket=bucket))
        facts += [
            place.fact(Adds(denominator=1), move.condition, ~said, kind=of_kind(name), bucket=bucket)
            for name, said in says.items()
        ]
    when_open = opening(actions)
    place = action_place(rows, actions, when_open.opened_on)
    opened = rows.day_number(when_open.opened_on)
    facts.append(place.fact(Adds(left_out=1), when_open.is_undated, kind=came(COUNT), bucket=opened))
    return tuple(facts)


def _says(column: ColumnElement, name: str) -> ColumnElement:
    return column.is_not(None) if name in ("due_original_on", "capability_element") else is_stated(column)


INDICATOR = Indicator(
    key="action_definition",
    code="FBK-04",
    title="Open actions that are fully defined",
    short_title="Action definition",
    question="Does every open action say who does it, until when, and how we will know that it worked?",
    definition=(
        "Of the corrective actions open at the end of the month, the share that says all of: the responsible "
        "organisation, the role to ask, the original due date, the success criterion, and the capability element. An "
        "action is open from its endorsement until it is implemented or formally ended, and again from the day it is "
        "taken up again: what is only proposed is not open yet. "
        "The quarter's figure is that of its last month. How many lack each stands beside it."
    ),
    numerator="Open actions of which all five are filled with more than a placeholder.",
    denominator="Actions open at the end of the month; for the month still running, on the edition's day.",
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    topic_is="theme",
    target=1.0,
    target_source="Proposed default: an action that nobody owns, or that has no end, is none",
    limitations=(
        "What is only proposed is not open: whoever proposes need not know yet who will do it and until when.",
        "Actions past the proposal without a day of endorsement count as open from the day they were proposed.",
        "TBD, n/a, dots and the like count as not filled; a sentence that says nothing counts as filled.",
        "It is a stock: neighbouring months hold largely the same actions.",
        "The register keeps one state for each action: past months are judged by what it says now. Ended actions "
        "whose day is not stated are left out and counted.",
    ),
    owner_role="Programme manager for corrective actions",
    sources=("corrective_action",),
    facts=_facts,
    read=Stock(left_out_because="ended on a day not stated", beside=LACKS),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
