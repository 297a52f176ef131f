"""What an edition changed, counted in its rows."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, func, select

from warehouse.rows_at import OPEN

FEW_ROWS = 10_000
LARGE_SHARE = 0.3
"""Where more of a dataset than this changed, computing all its facts anew costs less than finding the changed ones."""


def changed(connection: Connection, tables: Mapping[str, Table], edition: int) -> dict[str, bool]:
    """The datasets of which the edition opened or closed row versions; true where that is a large share of them."""
    counts = {dataset: _versions_changed(connection, table, edition) for dataset, table in tables.items()}
    return {d: _is_large(connection, tables[d], count) for d, count in counts.items() if count}


def _versions_changed(connection: Connection, table: Table, edition: int) -> int:
    opened = connection.scalar(select(func.count()).select_from(table).where(table.c.edition_from == edition))
    closed = (table.c.edition_to == edition) & (table.c.edition_to < OPEN)
    return opened + connection.scalar(select(func.count()).select_from(table).where(closed))


def _is_large(connection: Connection, table: Table, count: int) -> bool:
    if count < FEW_ROWS:
        return False
    standing = connection.scalar(select(func.count()).select_from(table).where(table.c.edition_to == OPEN))
    return count > LARGE_SHARE * standing
