"""Where a corrective action counts: shared by the indicators that are made of actions."""

from sqlalchemy import ColumnElement, FromClause

from metrics.facts import Place
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
