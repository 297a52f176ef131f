"""Read rows and cells of an edition, for somebody: only what the reader may see leaves the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, Table, false, func, select, true

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
        return visible_in(table, self.edition) & self.may_see(connection, table)

    def may_see(self, connection: Connection, table: Table) -> Any:
        """The condition that leaves what the reader may see, whatever the edition."""
        if self.scope.partner is None:
            return true()
        markings = [text for text in connection.scalars(select(marking.c.marking)) if self.scope.sees(text)]
        return table.c.marking.in_(markings) if markings else false()


def cells(
    connection: Connection, indicator: str, seen: Seen, months: tuple[int, int] | None = None, by_marking: bool = False
) -> pd.DataFrame:
    """The cells of an indicator, of all months or from one to another, summed over the markings that the reader may see.

    With *by_marking* they are told apart by it, and the frame has all of `FACT_COLUMNS`.
    """
    sums = [func.sum(cell.c[name]).cast(cell.c[name].type).label(name) for name in AMOUNTS]
    places = [cell.c[name] for name in (DIMENSIONS if by_marking else _SHOWN)]
    wanted = select(*places, *sums).where(cell.c.indicator == indicator, seen.of(connection, cell)).group_by(*places)
    wanted = wanted.where(cell.c.month.between(*months)) if months else wanted
    return cell_frame(connection, wanted)[[name for name in FACT_COLUMNS if by_marking or name != "marking"]]


def cell_frame(connection: Connection, wanted: Select) -> pd.DataFrame:
    """What a select of cells gives, numbers as int64 and all else as text."""
    found, columns = _columns(connection, wanted)
    numbers = ("bucket", "month", "edition", *AMOUNTS)
    return pd.DataFrame(
        {name: _values("count" if name in numbers else None, part) for name, part in zip(found, columns, strict=True)}
    )


@dataclass(frozen=True)
class Asked:
    """Which rows of a dataset: all, or those whose *column* holds one of *values*; at most *limit*."""

    column: str = ""
    values: Iterable[str] = ()
    limit: int | None = None


def rows(connection: Connection, table: Table, dataset: Dataset, seen: Seen, asked: Asked) -> pd.DataFrame:
    """Rows of a dataset, typed as `expectations.known.Known` says, with where they came from."""
    names = [*dataset.column_names, *_PROVENANCE]
    wanted = select(*(table.c[name] for name in names)).where(seen.of(connection, table))
    if asked.column:
        wanted = wanted.where(sql.is_one_of(table.c[asked.column], asked.values))
    return _typed(dataset, *_columns(connection, wanted.order_by(table.c.row_id).limit(asked.limit)))


def _typed(dataset: Dataset, names: list[str], columns: list[Sequence[Any]]) -> pd.DataFrame:
    kinds = {column.name: column.kind for column in dataset.columns} | dict.fromkeys(_COUNTS, "count")
    return pd.DataFrame({name: _values(kinds.get(name), part) for name, part in zip(names, columns, strict=True)})


def _values(kind: str | None, values: Sequence[Any]) -> Any:
    if kind in _NUMBERS:
        return np.array(values, dtype=np.float64)  # missing becomes NaN
    if kind in ("date", "moment"):
        return _days(values)
    if kind == "boolean":
        return pd.array(np.array(values, dtype=np.float64), dtype="Float64").astype("boolean")
    return np.array(values, dtype=np.int64) if kind == "count" else pd.array(values, dtype="str")


def _days(values: Sequence[Any]) -> np.ndarray:
    """Read each distinct day once; SQLite gives texts, PostgreSQL days and moments."""
    codes, distinct = pd.factorize(np.array(values, dtype=object))
    days = np.append(np.array(pd.to_datetime(distinct, format="ISO8601"), dtype="datetime64[ns]"), np.datetime64("NaT", "ns"))
    return days[codes]  # the code of a missing value is -1, the last place


def _columns(connection: Connection, wanted: Select) -> tuple[list[str], list[Sequence[Any]]]:
    """Names and values, column by column, as the driver gives them: a row of SQLAlchemy costs ten times a tuple."""
    result = connection.execute(wanted)
    names = list(result.keys())
    return names, list(zip(*result.cursor.fetchall(), strict=True)) or [()] * len(names)
