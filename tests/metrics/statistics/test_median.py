"""The median of a histogram and its interval: a published case, the drawn bootstrap, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.bootstrap import bootstrap_median
from metrics.statistics.median import median

# Efron and Tibshirani (1993), An Introduction to the Bootstrap, table 2.1: survival of treated mice in days.
TREATED_MICE = [94, 197, 16, 38, 99, 141, 23]
samples = st.lists(st.integers(-50, 50), min_size=6, max_size=40)


def of(values):
    return median(values, [1] * len(values))


def test_the_exact_bootstrap_of_the_treated_mice():
    """Efron (1979), section 3: the interval of the median of seven is from the second to the sixth."""
    found = of(TREATED_MICE)
    assert (found.value, found.low, found.high, found.n) == (94, 23, 141, 7)


def test_the_oracle_of_the_learning_gain():
    assert median([30, 37.5, 50, 55.56], [1, 1, 2, 1]).value == 50


def test_of_nothing_there_is_none_and_of_few_no_interval():
    assert of([]) == median([1, 2], [0, 0])
    assert (of([]).value, of([]).n) == (None, 0)
    few = of([1, 2, 3, 4, 5])
    assert (few.value, few.low, few.high) == (3, None, None)


@pytest.mark.parametrize("n", [7, 15, 31, 101])
def test_it_is_what_drawing_again_and_again_comes_to(n):
    values = np.random.default_rng(n).normal(size=n)
    exact, drawn = of(values), bootstrap_median(values)
    assert exact.value == pytest.approx(drawn.value)
    ordered = np.sort(values)
    for ends in ((exact.low, drawn.low), (exact.high, drawn.high)):
        positions = [int(np.argmin(abs(ordered - end))) for end in ends]
        assert abs(positions[0] - positions[1]) <= 1, "chance may move a drawn end by one value"


@given(samples, st.integers(-99, 99), st.integers(1, 9))
def test_it_moves_with_a_shift_and_a_scale(values, shift, scale):
    plain, moved = of(values), of([value * scale + shift for value in values])
    for one, other in ((plain.value, moved.value), (plain.low, moved.low), (plain.high, moved.high)):
        assert one * scale + shift == pytest.approx(other)


@given(samples)
def test_the_interval_holds_the_median_and_a_mirror_image_is_mirrored(values):
    found, mirrored = of(values), of([-value for value in values])
    assert found.low <= found.value <= found.high
    assert found.value == -mirrored.value


@given(samples, samples)
def test_histograms_may_be_added(one, other):
    assert of([*one, *other]) == median(*np.unique([*one, *other], return_counts=True)), (
        "in whatever order, and however often a value stands"
    )


def test_what_is_no_histogram_is_refused():
    with pytest.raises(ValueError, match="each value needs one count"):
        median([1, 2], [1])
    for values, counts in (([1], [-1]), ([1], [0.5]), ([1], [float("nan")]), ([float("nan")], [1]), ([float("inf")], [1])):
        with pytest.raises(ValueError, match="whole and 0 or more"):
            median(values, counts)


@pytest.mark.parametrize(("n", "holds"), [(6, 0.97), (7, 0.875), (10, 0.98), (20, 0.96), (50, 0.95)])
def test_how_often_the_interval_holds_the_median(n, holds):
    """docs/methods.md: 88 in 100 of seven values, whose interval is from the second to the sixth; 93 to 98 from eight on."""
    chance = np.random.default_rng(20260930)
    found = [of(chance.exponential(size=n)) for _ in range(1500)]
    assert np.mean([each.low <= np.log(2) <= each.high for each in found]) == pytest.approx(holds, abs=0.025)
