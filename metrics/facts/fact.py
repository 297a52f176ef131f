"""Write the facts of an indicator: one select, every column labelled, constants inlined."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Integer, Select, Text, case, cast, func, literal, select

COUNT = "count"
"""The kind of the facts that numerator and denominator are summed from, unless an indicator says otherwise."""
_SIGNS = " \t\n\r\u00a0.,;:!?-_/\\()[]{}<>+*=#'\"…–—"
_TO_BE = ("added", "advised", "confirmed", "decided", "defined", "determined")
_PLACEHOLDERS = (
    "", "na", "n/a", "n /a", "n/ a", "n / a", "n a", "none", "nil", "null", "unknown", "tba", "tbc", "tbd", "todo",
    "to do", "pending", "see above", "test", *(f"to be {done}" for done in _TO_BE),
)  # fmt: skip


class Adds(NamedTuple):
    """What one record adds to its cell: integers or integer columns."""

    numerator: Any = 0
    denominator: Any = 0
    left_out: Any = 0


@dataclass(frozen=True)
class Place:
    """Where a record counts: the rows it comes from, its month, programme, partner, unit, topic and marking.

    Month, programme and partner must not come from a table that `source` joins outer (see `warehouse.facts.Rows`).
    A unit or topic that is not stated becomes "".
    """

    source: FromClause
    month: ColumnElement
    programme: ColumnElement
    partner: ColumnElement
    marking: ColumnElement
    unit: Any = ""
    topic: Any = ""

    def fact(self, adds: Adds, *where: ColumnElement, kind: Any = COUNT, bucket: Any = 0) -> Select:
        """The select of the records for which every one of *where* holds, in the order of `FACT_COLUMNS`."""
        return (
            select(
                _text(kind).label("kind"),
                _integer(bucket).label("bucket"),
                self.month.label("month"),
                _text(self.programme).label("programme"),
                _text(self.partner).label("partner"),
                _text(self.unit).label("unit"),
                _text(self.topic).label("topic"),
                self.marking.label("marking"),
                _integer(adds.numerator).label("numerator"),
                _integer(adds.denominator).label("denominator"),
                _integer(adds.left_out).label("left_out"),
            )
            .select_from(self.source)
            .where(*where)
        )


def adds(is_hit: ColumnElement, is_known: ColumnElement, amount: Any = 1) -> Adds:
    """A case that counts where it is known, in the numerator where it is a hit, and is left out where it is not known.

    Both conditions must be true or false for every record, never unknown.
    """
    return Adds(when(is_hit, amount), when(is_known, amount), case((is_known, 0), else_=amount))


def when(condition: ColumnElement, amount: Any = 1) -> ColumnElement:
    """*amount* where the condition is true, 0 where it is false or unknown."""
    return case((condition, amount), else_=0)


def is_filled(column: ColumnElement) -> ColumnElement:
    """True where a text is there and not blank."""
    return func.trim(func.coalesce(column, "")) != ""


def is_stated(column: ColumnElement) -> ColumnElement:
    """True where a text says something: "TBD", "n/a", dots and crosses fill a cell and say nothing.

    The words are those of `expectations.texts.PLACEHOLDER`, whatever signs stand around them.
    """
    said = func.trim(func.lower(func.coalesce(column, "")), _SIGNS)
    return said.not_in(_PLACEHOLDERS) & (func.trim(said, "x") != "")


def _text(value: Any) -> ColumnElement:
    if isinstance(value, str):
        return cast(literal(value, literal_execute=True), Text)
    return func.coalesce(value, "")


def _integer(value: Any) -> ColumnElement:
    if isinstance(value, int):
        return literal(value, Integer, literal_execute=True)
    return value
