"""Where the items of an assessment count: shared by the indicators that are made of assessments."""

from sqlalchemy import ColumnElement, FromClause

from metrics.facts.fact import Place, is_filled
from warehouse.facts import Rows

MONTHS_VALID = 18
"""An assessment as old as this is stale."""


def assessed_place(rows: Rows, assessed: FromClause) -> Place:
    """The month of the assessment, and the partner and domain that it is of."""
    return Place(
        source=assessed,
        month=rows.month(assessed.c.assessed_on),
        programme=assessed.c.programme,
        partner=assessed.c.partner,
        marking=assessed.c.marking,
        topic=assessed.c.domain,
    )


def is_national(assessed: FromClause) -> ColumnElement:
    """True for a partner as a whole: levels of its units are another thing, and the two are not mixed."""
    return assessed.c.assessed_on.is_not(None) & ~is_filled(assessed.c.unit)
