"""Targets are checked by a list of codes on a floor that cannot see the indicators: here the two are compared."""

import pytest

from expectations.indicator_codes import CODES, DIRECTION, MEASURED_IN
from metrics.catalogue import field_indicators
from metrics.indicator import Direction

UNITS = {"SHARE": "PERCENT", "LEVELS": "COUNT", "POINTS": "COUNT"}
"""What targets of a unit are measured in, where it is not called as the unit is."""
ALL = pytest.mark.parametrize("indicator", field_indicators().values(), ids=field_indicators())


def test_the_field_has_forty_five_indicators():
    assert len(set(CODES)) == 45


@ALL
def test_targets_of_an_indicator_are_asked_for_in_its_direction(indicator):
    assert indicator.code in CODES
    assert DIRECTION[indicator.code] == Direction(indicator.direction).name


@ALL
def test_targets_of_an_indicator_are_asked_for_in_its_unit(indicator):
    assert UNITS.get(indicator.unit.name, indicator.unit.name) in MEASURED_IN[indicator.code]
