"""A warehouse of two small datasets."""

from collections.abc import Iterator

import pytest

from tests.warehouse.small import DATASETS
from warehouse.store import Warehouse


@pytest.fixture
def small(url: str) -> Iterator[Warehouse]:
    """An empty warehouse of two small datasets, on both kinds of database."""
    opened = Warehouse.open(url, DATASETS)
    yield opened
    opened.close()
