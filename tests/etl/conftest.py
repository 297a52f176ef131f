"""A loader over a real warehouse, on both kinds of database.

The reference lists are loaded once a kind of database; each test gets a copy of that database and of its kept files.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.loader import Loader
from tests.conftest import BOTH
from tests.databases import another_database
from tests.etl.steward import load_references, opened


@pytest.fixture(scope="session")
def furnished(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], tuple[str, Path]]:
    """Call with "sqlite" or "postgresql": URL and home of a warehouse with the lists of `tests.etl.steward`, never changed."""
    made: dict[str, tuple[str, Path]] = {}

    def of(kind: str) -> tuple[str, Path]:
        if kind not in made:
            folder = tmp_path_factory.mktemp(f"furnished-{kind}")
            url = f"sqlite:///{folder / 'home' / 'warehouse.sqlite'}"
            if kind == "postgresql":
                url = another_database(request.getfixturevalue("postgresql_server"))
            loader = opened(url, folder / "home")
            load_references(loader, folder)
            loader.warehouse.close()
            made[kind] = url, folder / "home"
        return made[kind]

    return of


@pytest.fixture
def copy_of(request: pytest.FixtureRequest, furnished: Callable, tmp_path: Path) -> Callable[[str], tuple[str, Path]]:
    """Call with "sqlite" or "postgresql": URL and home of a copy of the furnished warehouse, another one each time."""
    numbers = itertools.count(1)

    def of(kind: str) -> tuple[str, Path]:
        made_from, furnished_home = furnished(kind)
        home = tmp_path / f"home{next(numbers)}"
        shutil.copytree(furnished_home, home)
        if kind == "sqlite":
            return f"sqlite:///{home / 'warehouse.sqlite'}", home
        return another_database(request.getfixturevalue("postgresql_server"), made_from), home

    return of


@pytest.fixture(params=BOTH)
def copied(request: pytest.FixtureRequest, copy_of: Callable) -> tuple[str, Path]:
    """URL and home of a copy of the furnished warehouse; a test that uses it runs on both kinds of database."""
    return copy_of(request.param)


@pytest.fixture
def desk(copied: tuple[str, Path]) -> Iterator[Loader]:
    """A loader whose warehouse holds the reference lists of `tests.etl.steward`."""
    loader = opened(*copied)
    yield loader
    loader.warehouse.close()


@pytest.fixture
def loader(url: str, tmp_path: Path) -> Iterator[Loader]:
    """A loader whose warehouse is empty."""
    empty = opened(url, tmp_path / "home")
    yield empty
    empty.warehouse.close()

