"""Temporary tables that live inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, MetaData, Table

_TABLES: dict[tuple, Table] = {}


@contextmanager
def staged(connection: Connection, name: str, *columns: Column) -> Iterator[Table]:
    """A temporary table for the length of the block. An error undoes it with the rest of the transaction."""
    table = _table(name, columns)
    table.create(connection, checkfirst=False)
    yield table
    table.drop(connection, checkfirst=False)


def _table(name: str, columns: tuple[Column, ...]) -> Table:
    """The same table object for the same declaration: SQLAlchemy remembers a compiled statement by its tables, and
    compiling the statements of a small publication anew costs more than running them."""
    declaration = (name, *((column.name, str(column.type), column.nullable, column.primary_key) for column in columns))
    if declaration not in _TABLES:
        _TABLES[declaration] = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    return _TABLES[declaration]


def measure(connection: Connection, *tables: Table) -> None:
    """Tell PostgreSQL how large tables are that this very transaction filled; it would guess. SQLite asks nobody."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f"ANALYZE {connection.dialect.identifier_preparer.format_table(table)}")
