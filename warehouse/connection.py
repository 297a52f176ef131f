"""Open connections: one engine that writes, one that cannot, for each kind of database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from vocabulary.errors import Busy, NoRoom, Refused

SECONDS_TO_WAIT = 30
"""How long a writer waits for another one before it is told that the warehouse is busy."""

STATEMENTS_KEPT = 4000
"""Compiled statements that an engine remembers. Cells alone need some thirty for each indicator; with SQLAlchemy's usual
500 each file would compile them all anew, which costs more than running them."""

_CHECK = "check the settings FULL_CIRCLE_DATABASE and FULL_CIRCLE_HOME"
_URLS = (
    "Write FULL_CIRCLE_DATABASE as postgresql://user@host/name or sqlite:////folder/warehouse.sqlite, or leave it out for "
    "a SQLite file in FULL_CIRCLE_HOME"
)

_FULL_WORDS = ("disk is full", "No space left on device")
_BUSY_WORDS = ("database is locked", "database table is locked")
"""As SQLite says it; a server says a number, for its words are in the language of its machine."""
_FULL_STATES = ("53100",)
_BUSY_STATES = ("55P03",)


@dataclass(frozen=True)
class Engines:
    """The two doors of one database. `writer` is None where the warehouse was opened for reading only; `file` is that
    of SQLite; `address` is the URL as a person may be shown it."""

    reader: Engine
    writer: Engine | None
    file: Path | None = None
    address: str = ""

    @classmethod
    def of(cls, url: str, read_only: bool = False) -> "Engines":
        """Engines for a SQLAlchemy URL. Nothing is asked of the database yet: see `reach`.

        Raises:
            Refused: this is no URL, or none of a database that can be a warehouse.
        """
        parsed = _parsed(url)
        make = _sqlite if parsed.get_backend_name() == "sqlite" else _server
        file = Path(parsed.database).resolve() if make is _sqlite and parsed.database else None
        writer = None if read_only else make(parsed, reads=False)
        return cls(make(parsed, reads=True), writer, file, parsed.render_as_string(hide_password=True))

    def reach(self) -> None:
        """Speak to the database once, so that one that cannot be used is named before anything is asked of it.

        Raises:
            Refused: nobody answers, or lets us in, or what is there is no database.
            Busy: another process holds it shut.
        """
        door = self.reader if self.is_there else self.writer
        if door is None:
            raise _refused(self.address, "nobody has made this warehouse yet", f"Load something into it first, or {_CHECK}")
        try:
            with door.connect():
                pass  # both kinds look into the database as they connect
        except DatabaseError as error:
            said = _said(error, error.orig)
            if said is not error:
                raise said from error
            why = f"the database cannot be used, it says: {' '.join(str(error.orig).split()).rstrip('.?')}"
            raise _refused(self.address, why, f"See that it runs and lets you in, and {_CHECK}") from error

    @property
    def is_there(self) -> bool:
        """False for a SQLite file that nobody has made yet: it cannot be opened for reading."""
        return self.file is None or self.file.exists()

    def close(self) -> None:
        """Give every connection back."""
        self.reader.dispose()
        if self.writer is not None:
            self.writer.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the database and cannot write."""
        with self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes; committed at the end, rolled back by any error.

        Raises:
            Busy: another process writes for longer than `SECONDS_TO_WAIT`.
            NoRoom: its disk is full.
        """
        if self.writer is None:
            raise TypeError("this warehouse was opened for reading only")
        try:
            with self.writer.begin() as connection:
                yield connection
        except (OperationalError, sqlite3.OperationalError) as error:  # the bulk paths speak to the driver itself
            raise _said(error, getattr(error, "orig", error)) from error

    @contextmanager
    def rehearsing(self) -> Iterator[Connection]:
        """The same, always rolled back."""
        with self.writing() as connection:
            yield connection
            connection.rollback()


def _said(error: Exception, cause: BaseException) -> Exception:
    state, words = getattr(cause, "sqlstate", None), str(cause)
    if state in _FULL_STATES or any(word in words for word in _FULL_WORDS):
        return NoRoom(
            "the disk of the warehouse is full. Nothing of this was published and nothing before it is lost: make room, "
            "then load it again, or let the worker go on"
        )
    if state in _BUSY_STATES or any(word in words for word in _BUSY_WORDS):
        return Busy("another process is writing to the warehouse; try again in a moment")
    return error


def _refused(address: str, why: str, mend: str) -> Refused:
    return Refused("the warehouse", why, mend, where=address)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:  # the latter of a port that is no number
        # Not shown: it may hold a password, and what cannot be read cannot be told apart.
        raise _refused("FULL_CIRCLE_DATABASE", "this is no SQLAlchemy URL of a database", _URLS) from error


def _server(url: URL, reads: bool) -> Engine:
    if url.get_backend_name() != "postgresql":
        return _other_server(url)
    url = url.set(drivername="postgresql+psycopg")
    # The reader cannot write, whatever statement reaches it; and it sees one state for a whole transaction.
    options = "-c default_transaction_read_only=on" if reads else f"-c lock_timeout={SECONDS_TO_WAIT}s"
    isolation = "REPEATABLE READ" if reads else "READ COMMITTED"
    return create_engine(
        url,
        pool_pre_ping=True,
        query_cache_size=STATEMENTS_KEPT,
        isolation_level=isolation,
        connect_args={"options": options, "connect_timeout": 10},
    )


def _other_server(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, query_cache_size=STATEMENTS_KEPT)
    except (NoSuchModuleError, ModuleNotFoundError) as error:  # SQLAlchemy does not know it, or its driver is not here
        why = f"no driver for {url.drivername} is installed"
        raise _refused(url.render_as_string(hide_password=True), why, _URLS) from error


def _sqlite(url: URL, reads: bool) -> Engine:
    address = url.render_as_string(hide_password=True)
    if not url.database or url.database == ":memory:":
        why = "a SQLite warehouse is a file; a database in memory cannot be read while it is written"
        raise _refused(address, why, _URLS)
    path = Path(url.database).resolve()
    if not reads:
        _make_folder(path.parent, address)
    mode = "ro" if reads else "rwc"

    def connect() -> sqlite3.Connection:
        address = f"file:{quote(str(path))}?mode={mode}"
        # isolation_level None: SQLAlchemy begins transactions itself (below), the driver must not.
        return sqlite3.connect(
            address, uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, query_cache_size=STATEMENTS_KEPT)
    pragmas = ("query_only=ON",) if reads else ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY")
    event.listen(engine, "connect", lambda connection, _record: _say(connection, pragmas))
    begin = "BEGIN" if reads else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _make_folder(folder: Path, address: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        why = f"its folder {folder} cannot be made: {error.strerror}"
        raise _refused(address, why, f"Name another folder, or {_CHECK}") from error


def _say(connection: Any, pragmas: tuple[str, ...]) -> None:
    cursor = connection.cursor()
    for pragma in (*pragmas, "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
