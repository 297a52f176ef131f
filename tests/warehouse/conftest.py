"""A warehouse of two small datasets."""

from collections.abc import Iterator

import pytest

from tests.conftest import BOTH
from tests.lending import Lender
from tests.warehouse.small import DATASETS
from warehouse.store import Warehouse


@pytest.fixture(params=BOTH)
def small(request: pytest.FixtureRequest, lender: Lender) -> Iterator[Warehouse]:
    """An empty warehouse of two small datasets, on both kinds of database."""
    with lender.lent(request.param, DATASETS) as lent:
        yield lent
