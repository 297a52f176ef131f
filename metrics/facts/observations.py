"""Where an observation counts: shared by the indicators that are made of observations."""

from sqlalchemy import ColumnElement, FromClause

from metrics.facts.fact import Place
from warehouse.facts import Rows

FINAL_STATES = ("REJECTED", "NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED")
NOT_ACCEPTED = ("SUBMITTED", "REJECTED")


def observation_place(rows: Rows, observations: FromClause, day: ColumnElement) -> Place:
    """The month of *day*, and the observation's programme, originator and theme."""
    return Place(
        source=observations,
        month=rows.month(day),
        programme=observations.c.programme,
        partner=observations.c.originator_partner,
        marking=observations.c.marking,
        unit=observations.c.originator_unit,
        topic=observations.c.theme,
    )
