"""Warehouses lent to one test after the other, each time as empty as the first.

An engine remembers the statements that it compiled. Over a new one those of 45 indicators are compiled anew, which costs
more than what most tests ask; and tables are made quicker by copying an empty database than by making them.
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from expectations.dataset import Dataset
from tests.databases import another_database, copy_database
from warehouse.store import Warehouse
from warehouse.tables import Catalogue


class Lender:
    """Lends warehouses of both kinds.

    Args:
        folder: gives a new folder.
        server: gives the URL of PostgreSQL; asked only where it is needed.
    """

    def __init__(self, folder: Callable[[], Path], server: Callable[[], str]) -> None:
        self._folder, self._server = folder, server
        self._free: dict[tuple, list[tuple[Warehouse, str]]] = defaultdict(list)
        self._blanks: dict[tuple, str] = {}

    @contextmanager
    def lent(self, kind: str, datasets: Mapping[str, Dataset]) -> Iterator[Warehouse]:
        """A warehouse of these datasets that holds nothing."""
        key = kind, id(Catalogue.of(datasets))  # which stay as long as a warehouse of them does
        if key not in self._blanks:
            self._blanks[key] = self._new(kind)
            Warehouse.open(self._blanks[key], datasets).close()
        if self._free[key]:
            warehouse, url = self._free[key].pop()
            self._empty(kind, self._blanks[key], url)
        else:
            url = self._new(kind)
            self._empty(kind, self._blanks[key], url)
            warehouse = Warehouse.open(url, datasets)
        yield warehouse
        warehouse.close()
        self._free[key].append((warehouse, url))  # after a test that failed too: it is emptied all the same

    def _new(self, kind: str) -> str:
        if kind == "postgresql":
            return another_database(self._server())
        return f"sqlite:///{self._folder() / 'warehouse.sqlite'}"

    def _empty(self, kind: str, blank: str, url: str) -> None:
        if kind == "postgresql":
            copy_database(self._server(), blank, url)
            return
        path = Path(make_url(url).database)
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        shutil.copy(make_url(blank).database, path)
