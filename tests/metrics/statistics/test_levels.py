import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.levels import spread_of_levels

levels = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=20)


def test_quartiles_are_those_of_r():
    """R: quantile(c(1, 2, 2, 3, 4, 5), c(.25, .5, .75)) is 2.00 2.50 3.75 (type 7, its default)."""
    found = spread_of_levels([1, 2, 2, 3, 4, 5])
    assert (found.low_quartile, found.median, found.high_quartile) == (2, 2.5, 3.75)
    assert found.quartile_range == 1.75


def test_the_first_quartile_is_that_of_the_spreadsheet():
    """Microsoft's page of QUARTILE.INC: of 1, 2, 4, 7, 8, 9, 10 and 12 the first quartile is 3.5."""
    assert spread_of_levels([1, 2, 4, 7, 8, 9, 10, 12]).low_quartile == 3.5


def test_the_median_may_rise_while_the_gap_stays():
    before, after = spread_of_levels([1, 1, 2, 3, 3]), spread_of_levels([2, 2, 3, 4, 4])
    assert after.median == before.median + 1
    assert after.quartile_range == before.quartile_range


def test_two_levels_below_the_median_is_far_behind():
    assert spread_of_levels([1, 2, 3, 3, 3, 4]).far_behind == 1


@pytest.mark.parametrize("none", [[], [float("nan")]])
def test_nobody_assessed(none):
    found = spread_of_levels(none)
    assert (found.n, found.far_behind) == (0, 0)
    assert np.isnan(found.quartile_range)


def test_one_partner_has_no_spread():
    assert spread_of_levels([3]).quartile_range == 0


@pytest.mark.parametrize("counts", [[1], [1, -1]])
def test_impossible_counts_are_an_error(counts):
    with pytest.raises(ValueError, match="one count"):
        spread_of_levels([1, 2], counts)


@given(levels, st.integers(-3, 3))
def test_a_shift_moves_the_median_and_not_the_spread(values, shift):
    found, moved = spread_of_levels(values), spread_of_levels([value + shift for value in values])
    assert moved.median == found.median + shift
    assert (moved.quartile_range, moved.far_behind) == (found.quartile_range, found.far_behind)


@given(levels)
def test_a_histogram_is_its_levels(values):
    distinct, counts = np.unique(values, return_counts=True)
    assert spread_of_levels(distinct, counts) == spread_of_levels(values)
