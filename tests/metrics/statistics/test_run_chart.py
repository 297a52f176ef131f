import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from metrics.statistics.run_chart import chance_of_signal, run_chart

NAN = float("nan")
series = st.lists(st.integers(-9, 9).map(float), max_size=60)


# Vignette of qicharts2 (Anhoej), appendix 2: 10 to 100 useful observations, longest run and fewest crossings.
LONGEST = [6] * 2 + [7] * 11 + [8] * 23 + [9] * 45 + [10] * 10
CROSSINGS = [
    2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14, 14, 14, 15, 15, 16,
    16, 17, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 25, 26, 26, 27, 27, 28, 28, 29, 29,
    29, 30, 30, 31, 31, 32, 32, 33, 33, 34, 34, 34, 35, 35, 36, 36, 37, 37, 38, 38, 39, 39, 39, 40, 40, 41, 41,
]  # fmt: skip


@pytest.mark.parametrize("useful", range(10, 101))
def test_critical_values_are_those_published(useful):
    found = run_chart([-1.0, 1.0] * 4 + [2.0] * (useful - 8), baseline=8)  # a frozen median, with nothing on it
    assert found.useful == useful
    assert (found.most_run, found.least_crossings) == (LONGEST[useful - 10], CROSSINGS[useful - 10])


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


class TestUnevenMedian:
    """Where many values lie on the median, the others lie mostly on one side, and both rules fail."""

    @pytest.mark.parametrize(("above", "below"), [(0, 8), (2, 6), (4, 4), (3, 7), (6, 5), (1, 1), (0, 1)])
    @pytest.mark.parametrize(("most_run", "least_crossings"), [(6, 2), (3, 1), (2, 4)])
    def test_the_chance_of_a_signal_is_that_of_all_orders(self, above, below, most_run, least_crossings):
        flagged = []
        for places in itertools.combinations(range(above + below), above):
            sides = [place in places for place in range(above + below)]
            runs = [len(list(run)) for _, run in itertools.groupby(sides)]
            flagged.append(max(runs) > most_run or len(runs) - 1 < least_crossings)
        assert chance_of_signal(above, below, most_run, least_crossings) == pytest.approx(np.mean(flagged))

    @pytest.mark.parametrize(
        ("runs", "chance"), [(5, 0.004), (6, 0.019), (7, 0.051), (8, 0.128), (9, 0.242), (10, 0.414)]
    )
    def test_the_chance_of_so_few_runs_is_that_of_swed_and_eisenhart(self, runs, chance):
        """Swed and Eisenhart (1943), Ann Math Stat 14:66, ten above and ten below; fewer crossings than runs by one."""
        assert chance_of_signal(10, 10, most_run=10, least_crossings=runs) == pytest.approx(chance, abs=5.1e-4)

    def test_with_half_on_each_side_it_is_what_was_simulated(self):
        """docs/methods.md: 1.1, 3.4, 4.2 and 4.4 in 100 of 13, 24, 36 and 60 points; qicharts2's rules, without ties."""
        found = [run_chart(np.arange(length)).chance for length in (13, 24, 36, 60)]
        assert found == pytest.approx([0.011, 0.034, 0.042, 0.044], abs=0.004)

    def test_most_at_the_median_are_not_judged(self):
        found = run_chart([1.0] * 14 + [0.9] * 10)
        assert (found.longest_run, found.most_run, found.on_median) == (10, 6, 14)
        assert not found.is_judged
        assert not found.is_signal

    def test_a_side_that_few_lie_on_is_not_judged(self):
        found = run_chart([0.0] * 9 + [1, 2, 3, 1, 2, 3, 1, 2, 3, -1])
        assert (found.useful, found.on_median) == (10, 9)
        assert not found.is_judged

    def test_a_few_at_the_median_change_nothing(self):
        assert run_chart([*range(12), 5.5, 5.5, 5.5]).is_signal

    @given(series)
    def test_the_chance_is_one(self, values):
        assert 0 <= run_chart(values).chance <= 1
