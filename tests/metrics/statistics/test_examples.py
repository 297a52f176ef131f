"""The example in a docstring is what a reader tries first."""

import doctest
import importlib
import pkgutil

import pytest

import metrics.statistics

MODULES = [each.name for each in pkgutil.iter_modules(metrics.statistics.__path__, "metrics.statistics.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
