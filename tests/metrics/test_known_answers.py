"""Every indicator of the field gives the answer that was worked out by hand for a few rows."""

import importlib

import pytest

from metrics.catalogue import field_indicators
from tests.metrics.conftest import on_both_kinds


@on_both_kinds
@pytest.mark.parametrize("key", list(field_indicators()))
def test_the_known_answer(shelf, key):
    importlib.import_module(f"tests.metrics.known.{key}").answer(shelf)
