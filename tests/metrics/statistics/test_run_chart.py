import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from metrics.statistics.run_chart import run_chart

NAN = float("nan")
series = st.lists(st.integers(-9, 9).map(float), max_size=60)


@pytest.mark.parametrize(("length", "most_run", "least_crossings"), [(12, 7, 3), (24, 8, 8)])
def test_critical_values_agree_with_the_published_ones(length, most_run, least_crossings):
    found = run_chart(np.arange(length))
    assert (found.most_run, found.least_crossings) == (most_run, least_crossings)


def test_a_drift_has_a_long_run_and_few_crossings():
    found = run_chart(np.arange(24))
    assert (found.longest_run, found.crossings) == (12, 1)
    assert found.is_signal


def test_a_saw_tooth_is_no_signal():
    found = run_chart([1, 2] * 12)
    assert (found.longest_run, found.crossings) == (1, 23)
    assert not found.is_signal


def test_values_on_the_median_and_gaps_are_passed_over():
    found = run_chart([1, 2, NAN, 3, 2, 1, 3])
    assert found.median == 2
    assert found.useful == 4
    assert (found.longest_run, found.crossings) == (1, 3)


@pytest.mark.parametrize("values", [[], [NAN], [4.0], [4.0] * 20])
def test_nothing_that_varies_is_no_signal(values):
    assert not run_chart(values).is_signal


def test_fewer_than_six_points_can_never_signal():
    assert not any(run_chart(np.arange(length)).is_signal for length in range(6))


@given(st.integers(2, 200))
def test_the_fewest_crossings_agree_with_scipy(length):
    found = run_chart(np.arange(length))
    assert found.least_crossings == binom.ppf(0.05, found.useful - 1, 0.5)


@given(series, st.integers(-50, 50), st.integers(1, 9))
def test_shift_and_unit_change_nothing_but_the_median(values, shift, scale):
    before, after = run_chart(values), run_chart([value * scale + shift for value in values])
    assert (before.longest_run, before.crossings, before.is_signal) == (
        after.longest_run,
        after.crossings,
        after.is_signal,
    )


@given(series)
def test_up_and_down_and_there_and_back_are_alike(values):
    for other in ([-value for value in values], values[::-1]):
        assert run_chart(other).longest_run == run_chart(values).longest_run
        assert run_chart(other).crossings == run_chart(values).crossings


def test_a_frozen_median_rests_on_the_first_values_and_judges_all():
    found = run_chart([1, 2, 3, 9, 9, 9, 9], baseline=3)
    assert (found.median, found.longest_run, found.latest_run) == (2, 5, 5)


def test_the_latest_run_counts_down_below_the_median():
    assert run_chart([5, 6, 7, 1, 2, NAN, 1]).latest_run == -3
