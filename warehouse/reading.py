"""Read rows and cells of an edition, for somebody: only what the reader may see leaves the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Date, DateTime, Select, Table, Text, false, func, select, type_coerce

from expectations.dataset import Dataset
from vocabulary.scope import Scope
from warehouse import sql
from warehouse.facts import FACT_COLUMNS
from warehouse.rows_at import visible_in
from warehouse.schema import AMOUNTS, DIMENSIONS, cell, marking

_SHOWN = tuple(name for name in DIMENSIONS if name != "marking")
_NUMBERS = ("integer", "number", "percent")
_PROVENANCE = ("row_id", "row_key", "marking", "submission", "sheet", "source_row", "edition_from", "edition_to")
_COUNTS = ("row_id", "source_row", "edition_from", "edition_to")


@dataclass(frozen=True)
class Seen:
    """Who reads, and which edition. There is no read without it."""

    scope: Scope
    edition: int

    def __post_init__(self) -> None:
        if not isinstance(self.scope, Scope):
            raise TypeError(f"a read needs a Scope, not {self.scope!r}")

    def of(self, connection: Connection, table: Table) -> Any:
        """The condition that leaves what stands in the edition and what the reader may see."""
        stands = visible_in(table, self.edition)
        if self.scope.partner is None:
            return stands
        markings = [text for text in connection.scalars(select(marking.c.marking)) if self.scope.sees(text)]
        return stands & (table.c.marking.in_(markings) if markings else false())


def cells(connection: Connection, indicator: str, seen: Seen) -> pd.DataFrame:
    """The cells of an indicator, summed over the markings that the reader may see."""
    sums = [func.sum(cell.c[name]).cast(cell.c[name].type).label(name) for name in AMOUNTS]
    places = [cell.c[name] for name in _SHOWN]
    wanted = select(*places, *sums).where(cell.c.indicator == indicator, seen.of(connection, cell)).group_by(*places)
    frame = _frame(connection, wanted)
    numbers = ("bucket", "month", *AMOUNTS)
    names = [name for name in FACT_COLUMNS if name != "marking"]
    return frame.astype({name: "int64" if name in numbers else "str" for name in names})[names]


@dataclass(frozen=True)
class Asked:
    """Which rows of a dataset: all, or those whose *column* holds one of *values*; at most *limit*."""

    column: str = ""
    values: Iterable[str] = ()
    limit: int | None = None


def rows(connection: Connection, table: Table, dataset: Dataset, seen: Seen, asked: Asked) -> pd.DataFrame:
    """Rows of a dataset, typed as `expectations.known.Known` says, with where they came from."""
    names = [*dataset.column_names, *_PROVENANCE]
    wanted = select(*(_raw(connection, table, name) for name in names)).where(seen.of(connection, table))
    if asked.column:
        wanted = wanted.where(sql.is_one_of(table.c[asked.column], asked.values))
    return _typed(dataset, _frame(connection, wanted.order_by(table.c.row_id).limit(asked.limit)))


def _raw(connection: Connection, table: Table, name: str) -> Any:
    column = table.c[name]
    # The texts of SQLite's days are read by pandas in one go, not by SQLAlchemy one by one.
    if connection.dialect.name == "sqlite" and isinstance(column.type, (Date, DateTime)):
        return type_coerce(column, Text).label(name)
    return column


def _typed(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{column.name: _values(column.kind, frame[column.name]) for column in dataset.columns}).astype(
        {name: "int64" if name in _COUNTS else "str" for name in _PROVENANCE}
    )


def _values(kind: str, values: pd.Series) -> pd.Series:
    if kind in _NUMBERS:
        return values.astype("float64")
    if kind in ("date", "moment"):
        return pd.to_datetime(values, format="ISO8601").astype("datetime64[ns]")
    if kind == "boolean":
        return values.astype("boolean")
    return values.astype("str")


def _frame(connection: Connection, wanted: Select) -> pd.DataFrame:
    result = connection.execute(wanted)
    return pd.DataFrame.from_records(result.all(), columns=list(result.keys()))
