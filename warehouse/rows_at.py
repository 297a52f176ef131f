"""The rows of the warehouse as one edition knows them: what cell statements and reads select from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Subquery,
    Table,
    TextualSelect,
    bindparam,
    literal_column,
    text,
)

from warehouse import sql
from warehouse.edition import OPEN_END

OPEN = literal_column(str(OPEN_END))
"""Written into the statement: SQLite uses a partial index only where it can read the number."""

_IN_THE_MAKING: ContextVar[int] = ContextVar("edition in the making")
IN_THE_MAKING = bindparam("edition_in_the_making", callable_=_IN_THE_MAKING.get, type_=Integer)
"""The number of the edition in the making, looked up when a statement is executed: so the statement can be kept."""


@contextmanager
def making_of(edition: int) -> Iterator[None]:
    """Let `IN_THE_MAKING` be *edition* for the length of the block."""
    before = _IN_THE_MAKING.set(edition)
    try:
        yield
    finally:
        _IN_THE_MAKING.reset(before)


def visible_in(table: Table, edition: int) -> ColumnElement[bool]:
    """Rows (or cells) that stand in an edition, whichever it is."""
    return (table.c.edition_from <= edition) & (table.c.edition_to > edition)


def rows_where(table: Table, condition: str, *given: BindParameter) -> TextualSelect:
    """The rows of a table for which a condition holds, with all their columns.

    Written out: where few rows changed, it costs more to spell each of the columns in every join than to run it.
    """
    return text(f'SELECT * FROM "{table.name}" WHERE {condition}').bindparams(*given).columns(*table.columns)


class RowsAt:
    """The rows of the newest edition, made or in the making (see `warehouse.facts.Rows`), remembering what it gave.

    Args:
        tables: row tables by dataset.
    """

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self.given: list[tuple[str, Subquery]] = []

    def of(self, dataset: str) -> FromClause:
        if dataset not in self._tables:
            raise KeyError(f"there is no dataset {dataset!r}; there are {', '.join(self._tables)}")
        table = self._tables[dataset]
        rows = self._standing(table).subquery(f"{dataset}_{len(self.given) + 1}")
        self.given.append((dataset, rows))
        return rows

    def month(self, day: ColumnElement) -> ColumnElement:
        return sql.month_number(day)

    def day_number(self, day: ColumnElement) -> ColumnElement:
        return sql.day_number(day)

    def narrowest(self, *markings: ColumnElement) -> ColumnElement:
        return sql.narrowest(*markings)

    def _standing(self, table: Table) -> TextualSelect:
        # Said with >=, so that SQLite does not walk through all rows in the order of the index of open rows.
        return rows_where(table, f"edition_to >= {OPEN_END}")
