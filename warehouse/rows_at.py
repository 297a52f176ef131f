"""The rows of the warehouse as one edition knows them: what cell statements and reads select from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import ColumnElement, FromClause, Integer, Subquery, Table, bindparam, literal_column, select

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


class RowsAt:
    """The rows of one edition (see `warehouse.facts.Rows`), remembering what it gave.

    Args:
        tables: row tables by dataset.
        edition: the edition being made; a number, or `IN_THE_MAKING`.
        is_before: the rows as the edition before it knew them.
    """

    def __init__(self, tables: Mapping[str, Table], edition: int | ColumnElement[int], is_before: bool = False) -> None:
        self._tables, self._edition, self._is_before = tables, edition, is_before
        self.given: list[tuple[str, Subquery]] = []

    def of(self, dataset: str) -> FromClause:
        if dataset not in self._tables:
            raise KeyError(f"there is no dataset {dataset!r}; there are {', '.join(self._tables)}")
        table = self._tables[dataset]
        rows = select(table).where(self._stands(table)).subquery(f"{dataset}_{len(self.given) + 1}")
        self.given.append((dataset, rows))
        return rows

    def month(self, day: ColumnElement) -> ColumnElement:
        return sql.month_number(day)

    def day_number(self, day: ColumnElement) -> ColumnElement:
        return sql.day_number(day)

    def narrowest(self, *markings: ColumnElement) -> ColumnElement:
        return sql.narrowest(*markings)

    def _stands(self, table: Table) -> ColumnElement[bool]:
        # The edition being made is the newest: what stands in it is open. Said with >=, so that SQLite does not walk
        # through all rows in the order of the index of open rows.
        if not self._is_before:
            return table.c.edition_to >= OPEN
        return (table.c.edition_from < self._edition) & (table.c.edition_to >= self._edition)
