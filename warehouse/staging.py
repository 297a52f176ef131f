"""Temporary tables that a transaction fills, reads and leaves empty."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, MetaData, Table, delete
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from vocabulary.kept import Kept

_NAMES = MetaData()
_SPELLED = Kept(most=100)


def stage(name: str, *columns: Column) -> Table:
    """Declare a temporary table; made on a connection when it is first used there, and kept.

    Kept, because a database prepares every statement anew after any table was made or dropped, and preparing the
    statements of a small publication costs more than running them.
    """
    return Table(name, _NAMES, *columns, prefixes=["TEMPORARY"])


@contextmanager
def staged(connection: Connection, *tables: Table) -> Iterator[None]:
    """Temporary tables for the length of the block, empty at its beginning. An error undoes it with the transaction."""
    for table in tables:
        for statement in _SPELLED.get(
            (connection.dialect.name, table.name), lambda t=table: _made(t, connection.dialect)
        ):
            connection.exec_driver_sql(statement)
    yield
    for table in tables:
        empty(connection, table)


def _made(table: Table, dialect: Dialect) -> list[str]:
    made = [CreateTable(table, if_not_exists=True), *(CreateIndex(each, if_not_exists=True) for each in table.indexes)]
    return [str(each.compile(dialect=dialect)) for each in made]


def empty(connection: Connection, table: Table) -> None:
    """Forget the rows. PostgreSQL would keep the place of rows that are only deleted."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"TRUNCATE {connection.dialect.identifier_preparer.format_table(table)}")
    else:
        connection.execute(delete(table))


def measure(connection: Connection, *tables: Table) -> None:
    """Tell PostgreSQL how large tables are that this very transaction filled; it would guess. SQLite asks nobody."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f"ANALYZE {connection.dialect.identifier_preparer.format_table(table)}")
