"""A small real warehouse, and figures read from it as a screen reads them."""

from collections.abc import Iterator

import pytest

from expectations.catalogue import datasets
from metrics import read
from metrics.catalogue import indicator
from metrics.cube import Cubes
from metrics.series import Point, Series
from tests.conftest import BOTH
from tests.lending import Lender
from tests.metrics.shelf import publish
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.edition import Edition
from warehouse.store import Warehouse

PROGRAMME = "G1"


class Shelf:
    """A warehouse to fill, and short ways to read it."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse, self.cubes = warehouse, Cubes(warehouse)

    def fill(self, on: str, **tables) -> Edition:
        return publish(self.warehouse, on, **tables)

    def series(self, key: str, last: str, months: int = 3, scope: Scope | None = None, **chosen) -> Series:
        selection = self.selection(last, months, **chosen)
        return read.series(self.cubes, indicator(key), selection, scope or Scope.steward())

    def point(self, key: str, month: str, **chosen) -> Point:
        return self.series(key, month, 1, **chosen).points[0]

    def by_partner(self, key: str, last: str, scope: Scope | None = None, months: tuple = ()) -> dict[str, Point]:
        found = read.by_partner(self.cubes, indicator(key), self.selection(last), scope or Scope.steward(), months)
        return {point.partner: point for point in found}

    def by_topic(self, key: str, last: str) -> dict[str, Point]:
        found = read.by_topic(self.cubes, indicator(key), self.selection(last), Scope.steward())
        return {point.label: point for point in found}

    @staticmethod
    def selection(last: str, months: int = 3, partners: tuple[str, ...] = (), edition: int | None = None) -> Selection:
        return Selection.ending(PROGRAMME, Month.parse(last), months).narrowed(*partners).as_known_in(edition)


@pytest.fixture
def shelf(request: pytest.FixtureRequest, lender: Lender) -> Iterator[Shelf]:
    """An empty warehouse of the real catalogue, on SQLite; with `on_both_kinds`, on PostgreSQL too."""
    with lender.lent(getattr(request, "param", "sqlite"), datasets()) as warehouse:
        yield Shelf(warehouse)


on_both_kinds = pytest.mark.parametrize("shelf", BOTH, indirect=True)
"""For tests of the shelf."""
