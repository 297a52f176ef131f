import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.statistics import rules

NAN = float("nan")
series = arrays(float, st.integers(0, 40), elements=st.integers(-6, 6).map(float))


def flagged(flags):
    return np.flatnonzero(flags).tolist()


class TestBeyondALimit:
    def test_no_points(self):
        assert rules.beyond_limits([], [], []).tolist() == []

    def test_only_strictly_beyond(self):
        assert flagged(rules.beyond_limits([-3.1, -3, 0, 3, 3.1], -3, 3)) == [0, 4]

    def test_limits_may_step_from_point_to_point(self):
        assert flagged(rules.beyond_limits([2, 2, 2], [-1, -3, -2], [1, 3, 2])) == [0]

    def test_a_gap_and_a_point_without_limits_are_not_flagged(self):
        assert flagged(rules.beyond_limits([NAN, 9], [-1, NAN], [1, NAN])) == []

    def test_a_difference_of_rounding_alone_is_not_beyond(self):
        assert flagged(rules.beyond_limits([0.1 + 0.2], 0.3, 0.3)) == []


class TestSevenOnOneSide:
    @pytest.mark.parametrize(("length", "expected"), [(0, []), (6, []), (7, list(range(7))), (8, list(range(8)))])
    def test_flags_all_of_seven_or_more(self, length, expected):
        assert flagged(rules.seven_on_one_side([1.0] * length, 0)) == expected
        assert flagged(rules.seven_on_one_side([-1.0] * length, 0)) == expected

    def test_a_point_on_the_mean_ends_the_run(self):
        assert flagged(rules.seven_on_one_side([1] * 6 + [0] + [1] * 6, 0)) == []

    def test_seven_on_the_mean_are_no_run(self):
        assert flagged(rules.seven_on_one_side([0] * 9, 0)) == []

    def test_a_run_does_not_cross_the_mean(self):
        assert flagged(rules.seven_on_one_side([1] * 6 + [-1] * 6, 0)) == []
        assert flagged(rules.seven_on_one_side([1] * 7 + [-1] * 6, 0)) == list(range(7))

    def test_a_gap_ends_the_run(self):
        assert flagged(rules.seven_on_one_side([1, 1, 1, NAN, 1, 1, 1, 1], 0)) == []

    def test_a_run_does_not_cross_a_rebase(self):
        assert flagged(rules.seven_on_one_side([1] * 8, 0, rebases=[4])) == []
        assert flagged(rules.seven_on_one_side([1] * 11, 0, rebases=[4])) == list(range(4, 11))

    def test_the_mean_may_step_from_point_to_point(self):
        assert flagged(rules.seven_on_one_side([5] * 14, [0] * 7 + [9] * 7)) == list(range(14))
        assert flagged(rules.seven_on_one_side([5] * 12, [0] * 6 + [9] * 6)) == []


class TestRunsNeeded:
    """Seven where at most 65 in 100 lie on that side; else so many that chance makes them less than once in twenty."""

    @pytest.mark.parametrize(("above", "needed"), [(50, 7), (65, 7), (66, 8), (75, 11), (80, 14), (95, 59), (99, 299)])
    def test_above(self, above, needed):
        assert (above / 100) ** needed <= 0.05 < (above / 100) ** (needed - 1) or needed == 7
        values = [1.0] * above + [-1.0] * (100 - above)
        assert rules.runs_needed(values, 0) == (7, needed)
        assert rules.runs_needed([-value for value in values], 0) == (needed, 7)

    def test_points_on_the_centre_and_gaps_are_on_no_side(self):
        assert rules.runs_needed([0.0] * 90 + [1.0] * 10, 0) == (7, 7)
        assert rules.runs_needed([1.0] * 7 + [-1.0] * 3 + [NAN] * 90, 0)[1] == 9

    def test_nothing_and_all_on_one_side_need_no_luck(self):
        assert rules.runs_needed([], 0) == (7, 7)
        assert rules.runs_needed([1.0] * 9, 0) == (7, 10)

    def test_a_run_shorter_than_needed_is_not_flagged(self):
        values = [1.0] * 8 + [-1.0] * 7
        assert rules.seven_on_one_side(values, 0, least=(7, 9)).tolist() == [False] * 8 + [True] * 7


class TestTrend:
    @pytest.mark.parametrize(("length", "expected"), [(0, []), (6, []), (7, list(range(7))), (8, list(range(8)))])
    def test_seven_points_are_six_steps_and_all_are_flagged(self, length, expected):
        assert flagged(rules.seven_rising(np.arange(length))) == expected
        assert flagged(rules.seven_falling(-np.arange(length))) == expected
        assert flagged(rules.seven_trend(np.arange(length))) == expected

    def test_a_tie_ends_the_trend(self):
        assert flagged(rules.seven_trend([1, 2, 3, 4, 4, 5, 6, 7])) == []

    def test_a_gap_ends_the_trend(self):
        assert flagged(rules.seven_trend([1, 2, 3, NAN, 4, 5, 6, 7])) == []

    def test_a_trend_may_cross_the_mean_and_keeps_its_direction(self):
        values = np.arange(-3, 4)
        assert flagged(rules.seven_rising(values)) == list(range(7))
        assert flagged(rules.seven_falling(values)) == []

    def test_a_trend_does_not_cross_a_rebase(self):
        assert flagged(rules.seven_trend(np.arange(8), rebases=[1])) == list(range(1, 8))
        assert flagged(rules.seven_trend(np.arange(8), rebases=[4])) == []

    def test_the_top_belongs_to_the_rise_and_to_the_fall(self):
        values = [*range(7), *range(5, -1, -1)]
        assert flagged(rules.seven_rising(values)) == list(range(7))
        assert flagged(rules.seven_falling(values)) == list(range(6, 13))


class TestTwoOfThree:
    def near(self, values, rebases=()):
        return flagged(rules.two_of_three(values, 0, -3, 3, rebases))

    @pytest.mark.parametrize("values", [[], [2.5], [2.5, 2.5]])
    def test_fewer_than_three_points_are_never_flagged(self, values):
        assert self.near(values) == []

    def test_flags_the_two_and_not_the_third(self):
        assert self.near([2.5, 1, 2.5]) == [0, 2]
        assert self.near([1, -2.5, -1, -2.5, -1]) == [1, 3]

    def test_flags_all_three_when_all_are_near(self):
        assert self.near([2.5, 2.2, 2.9]) == [0, 1, 2]

    def test_all_three_must_be_on_one_side_of_the_mean(self):
        assert self.near([2.5, 2.5, -0.1]) == []
        assert self.near([2.5, -2.5, 2.5]) == []
        assert self.near([2.5, 2.5, 0]) == []

    def test_a_point_beyond_the_limit_counts_as_near_it(self):
        assert self.near([3.5, 1, 2.5]) == [0, 2]

    def test_a_point_exactly_two_thirds_of_the_way_is_not_near(self):
        assert self.near([2, 1, 2.5]) == []

    def test_a_gap_ends_the_three(self):
        assert self.near([2.5, NAN, 2.5, 1]) == []

    def test_three_do_not_cross_a_rebase(self):
        assert self.near([2.5, 1, 2.5], rebases=[1]) == []
        assert self.near([2.5, 1, 2.5], rebases=[2]) == []
        assert self.near([0, 2.5, 1, 2.5], rebases=[1]) == [1, 3]

    def test_limits_may_step_from_point_to_point(self):
        assert flagged(rules.two_of_three([2.5, 1, 2.5], [0] * 3, [-9, -3, -3], [9, 3, 3])) == []


def every_rule(values, centre, low, high):
    return [
        rules.beyond_limits(values, low, high),
        rules.seven_on_one_side(values, centre),
        rules.seven_trend(values),
        rules.two_of_three(values, centre, low, high),
    ]


@given(series, st.integers(-50, 50), st.integers(1, 9))
def test_no_rule_cares_for_shift_or_unit(values, shift, scale):
    moved = every_rule(values * scale + shift, shift, -4 * scale + shift, 4 * scale + shift)
    assert np.array_equal(every_rule(values, 0, -4, 4), moved)


@given(series)
def test_up_and_down_are_treated_alike(values):
    assert np.array_equal(every_rule(values, 0, -4, 4), every_rule(-values, 0, -4, 4))


@given(series)
def test_forwards_and_backwards_are_treated_alike(values):
    backwards = [flags[::-1] for flags in every_rule(values[::-1], 0, -4, 4)]
    assert np.array_equal(every_rule(values, 0, -4, 4), backwards)


@given(st.integers(0, 30), st.floats(-1e6, 1e6))
def test_a_series_that_stands_still_is_never_flagged(length, level):
    assert not np.any(every_rule(np.full(length, level), level, level, level))


@given(series, st.integers(0, 40))
def test_a_rebase_is_the_same_as_two_series(values, at):
    at = min(at, values.size)
    lines = (0, -4, 4)
    for rule in (
        lambda v, r=(): rules.seven_on_one_side(v, 0, r),
        lambda v, r=(): rules.seven_trend(v, r),
        lambda v, r=(): rules.two_of_three(v, *lines, r),
    ):
        assert np.array_equal(rule(values, [at]), np.concatenate([rule(values[:at]), rule(values[at:])]))
