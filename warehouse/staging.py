"""Temporary tables that live inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, MetaData, Table


@contextmanager
def staged(connection: Connection, name: str, *columns: Column) -> Iterator[Table]:
    """A temporary table for the length of the block. An error undoes it with the rest of the transaction."""
    table = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    table.create(connection, checkfirst=False)
    yield table
    table.drop(connection, checkfirst=False)


def measure(connection: Connection, *tables: Table) -> None:
    """Tell PostgreSQL how large tables are that this very transaction filled; it would guess. SQLite asks nobody."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f"ANALYZE {connection.dialect.identifier_preparer.format_table(table)}")
