"""An edition in the making, and what it changed, counted in its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, Row, Select, Table, exists, func, select

from vocabulary.kept import Kept
from warehouse.rows_at import OPEN, making_of
from warehouse.stages import Stage, touched

FEW_ROWS = 10_000
LARGE_SHARE = 0.3
"""Where more of a dataset than this changed, computing all its facts anew costs less than finding the changed ones."""
_COUNTS = Kept(most=10)
_FILLED = Kept(most=10)


@dataclass(frozen=True)
class Change:
    """How many row versions of a dataset an edition opened and closed.

    Args:
        is_large: so many that computing all facts anew costs less than finding those that changed.
    """

    opened: int = 0
    closed: int = 0
    is_large: bool = False


ALL_ANEW = Change(is_large=True)


@dataclass(frozen=True)
class Making:
    """An edition in the making.

    Args:
        tables: row tables by dataset.
        edition: its number.
        changed: the datasets of which it opened or closed versions.
    """

    connection: Connection
    tables: Mapping[str, Table]
    edition: int
    changed: Mapping[str, Change]

    @property
    def is_many(self) -> bool:
        """True where more than few rows changed, so that what is staged should be summed first."""
        return any(change.is_large or change.opened + change.closed > FEW_ROWS for change in self.changed.values())

    @cached_property
    def never_filled(self) -> frozenset[str]:
        """The datasets of which there has never been a row: a fact that needs one need not be looked for."""
        found = self.connection.execute(_FILLED.get(tuple(self.tables.values()), lambda: _filled(self.tables))).one()
        return frozenset(dataset for dataset in self.tables if not getattr(found, dataset))


def of_rows(connection: Connection, tables: Mapping[str, Table], edition: int) -> Making:
    """The edition whose rows are written by now."""
    with making_of(edition):
        counts = connection.execute(_COUNTS.get(tuple(tables.values()), lambda: _counted(tables))).one()
    found = {dataset: _change(connection, table, counts) for dataset, table in tables.items()}
    return Making(connection, tables, edition, {key: each for key, each in found.items() if each.opened or each.closed})


def of_all_anew(connection: Connection, tables: Mapping[str, Table], edition: int) -> Making:
    """An edition of the same rows, whose cells are computed anew."""
    return Making(connection, tables, edition, dict.fromkeys(tables, ALL_ANEW))


def _counted(tables: Mapping[str, Table]) -> Select:
    """One statement for all datasets: most of them an edition leaves as they are."""
    counts = []
    for dataset, table in tables.items():
        for name, stage in (("opened", Stage.NOW), ("closed", Stage.BEFORE)):
            count = select(func.count()).select_from(table).where(touched(dataset, table, stage)).scalar_subquery()
            counts.append(count.label(f"{dataset}_{name}"))
    return select(*counts)


def _filled(tables: Mapping[str, Table]) -> Select:
    return select(*(exists(select(table.c.row_id)).label(dataset) for dataset, table in tables.items()))


def _change(connection: Connection, table: Table, counts: Row) -> Change:
    opened, closed = (getattr(counts, f"{table.name}_{name}") for name in ("opened", "closed"))
    return Change(opened, closed, opened + closed >= FEW_ROWS and _is_large(connection, table, opened + closed))


def _is_large(connection: Connection, table: Table, count: int) -> bool:
    standing = connection.scalar(select(func.count()).select_from(table).where(table.c.edition_to == OPEN))
    return count > LARGE_SHARE * standing
