"""What the metrics floor hands the warehouse so that it can make cells: statements over rows.

A *fact* is one row of a select: it says to which month, programme, partner, unit and topic a record counts,
with which marking, and how much it adds to numerator, denominator and left out. Cells are facts summed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import ColumnElement, FromClause, Select

FACT_COLUMNS = (
    "kind",  # text: "count" unless an indicator keeps several things apart ("implemented", "open" ...)
    "bucket",  # integer: day number (days since 1970-01-01), a duration in days, an answer; 0 where not used
    "month",  # integer: 202503
    "programme",  # text, "" where not stated
    "partner",  # text, "" where not stated
    "unit",  # text, "" where not stated
    "topic",  # text: course, theme, type ...; "" where not stated
    "marking",  # text, canonical
    "numerator",  # integer
    "denominator",  # integer
    "left_out",  # integer
)
"""Every facts select labels exactly these columns, in this order."""


class Rows(Protocol):
    """The rows of the warehouse as one edition knows them."""

    def of(self, dataset: str) -> FromClause:
        """The rows of a dataset in this edition, to be joined; columns as declared, and `marking`.

        Join inner for what gives month, programme or partner: these three decide which cells a changed
        row touches, so they must not come from a table that is joined outer.
        """

    def month(self, day: ColumnElement) -> ColumnElement:
        """The month of a date column, as 202503."""

    def day_number(self, day: ColumnElement) -> ColumnElement:
        """Days since 1970-01-01 of a date column."""

    def narrowest(self, *markings: ColumnElement) -> ColumnElement:
        """The marking of a fact made of several rows: the common one, or `NONE` where they differ and none is `ALL`."""


@dataclass(frozen=True)
class CellStatement:
    """How one indicator's cells are made.

    Args:
        indicator: the indicator's key.
        sources: datasets whose change can change a cell.
        facts: given the rows of an edition, the selects whose rows are facts. It knows no clock: what depends on
            the day of reading (maturity, open items) is kept as day numbers in `bucket` and judged when read.
        sheet: the words of the definition, kept beside the editions that were made by it.
    """

    indicator: str
    sources: tuple[str, ...]
    facts: Callable[[Rows], tuple[Select, ...]]
    sheet: Mapping[str, str] = field(default_factory=dict)
