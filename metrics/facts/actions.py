"""Where a corrective action counts, and when it is open: shared by the indicators that are made of actions."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, case, func

from metrics.facts.fact import Place
from warehouse.facts import Rows

MERGED = "MERGED"
ENDED_STATES = (MERGED, "CANCELLED", "NON_CONCURRED", "RISK_ACCEPTED")
"""States in which an action is over without having been implemented."""


def action_place(rows: Rows, actions: FromClause, day: ColumnElement, topic: str = "theme") -> Place:
    """The month of *day*, and the action's programme, responsible partner and organisation, and topic."""
    return Place(
        source=actions,
        month=rows.month(day),
        programme=actions.c.programme,
        partner=actions.c.responsible_partner,
        marking=actions.c.marking,
        unit=actions.c.responsible_organisation,
        topic=actions.c[topic],
    )


class Move(NamedTuple):
    """An action becomes open (`is_in`) or stops being open, on a day, where a condition holds."""

    day: ColumnElement
    condition: ColumnElement
    is_in: bool


class Opening(NamedTuple):
    """When actions are open.

    Args:
        opened_on: day of the endorsement. Not every register dates it; an action past the proposal without that day
            is open since it was proposed.
        done_on: day it was implemented or formally ended.
        was_open: true where it was ever open, between days that are known.
        was_taken_up: true where it was open, done, and taken up again.
        is_undated: ended, nobody knows when.
    """

    opened_on: ColumnElement
    done_on: ColumnElement
    was_open: ColumnElement
    was_taken_up: ColumnElement
    is_undated: ColumnElement


def opening(actions: FromClause) -> Opening:
    """When each action is open: from its endorsement until it is done, and again once it is taken up again."""
    action = actions.c
    opened_on = case(
        (action.state != "PROPOSED", func.coalesce(action.endorsed_on, action.proposed_on)), else_=action.endorsed_on
    )
    done_on = func.coalesce(action.implemented_on, action.ended_on)
    is_undated = action.state.in_(ENDED_STATES) & done_on.is_(None)
    was_open = opened_on.is_not(None) & ~is_undated & func.coalesce(done_on >= opened_on, True)
    was_taken_up = was_open & func.coalesce(action.reopened_on >= done_on, False)
    return Opening(opened_on, done_on, was_open, was_taken_up, opened_on.is_not(None) & is_undated)


def moves(actions: FromClause) -> tuple[Move, ...]:
    """The days on which actions became open, or stopped being open."""
    when, reopened_on = opening(actions), actions.c.reopened_on
    return (
        Move(when.opened_on, when.was_open, True),
        Move(when.done_on, when.was_open & when.done_on.is_not(None), False),
        Move(reopened_on, when.was_taken_up, True),
    )
