import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.xmr import moving_ranges, screen, xmr_limits

NAN = float("nan")
ORACLE = [71, 74, 69, 72, 75, 70, 73, 76, 72, 74, 71, 73]
series = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=40)


def test_limits_agree_with_the_worked_example():
    limits = xmr_limits(ORACLE)
    assert limits.centre == 72.5
    assert limits.mean_range == pytest.approx(3.2727, abs=5e-5)
    assert (limits.low, limits.high) == pytest.approx((63.795, 81.205), abs=5e-4)
    assert limits.screened_out == 0


def test_a_range_above_the_screen_limit_is_left_out_once_and_its_points_stay_in_the_mean():
    values = [*ORACLE, 110]
    limits = xmr_limits(values)
    assert limits.screened_out == 1
    assert limits.mean_range == pytest.approx(3.2727, abs=5e-5)
    assert limits.centre == pytest.approx(np.mean(values))
    assert xmr_limits(values, screened=False).mean_range == pytest.approx((36 + 37) / 12)


def test_a_range_of_exactly_the_screen_limit_is_left_out():
    ranges = np.array([1.0] * 9 + [3.267 * 9 / (10 - 3.267)])
    assert screen(ranges).size == 9


def test_a_gap_breaks_the_range_on_both_sides():
    assert moving_ranges([1, 2, NAN, 9, 10]).tolist() == [1, 1]
    assert xmr_limits([1, 2, NAN, 9, 10]).centre == 5.5


def test_a_constant_series_has_limits_on_its_mean():
    limits = xmr_limits([1.0] * 20)
    assert (limits.low, limits.centre, limits.high, limits.screened_out) == (1, 1, 1, 0)


def test_screening_never_leaves_nothing_but_zeros():
    limits = xmr_limits([1.0] * 12 + [0.9] + [1.0] * 12)
    assert limits.screened_out == 0
    assert limits.low < 1 < limits.high


@pytest.mark.parametrize("values", [[], [NAN, NAN]])
def test_no_values_have_no_limits(values):
    limits = xmr_limits(values)
    assert np.isnan([limits.centre, limits.low, limits.high]).all()


@pytest.mark.parametrize("values", [[5.0], [5.0, NAN, 5.0]])
def test_without_neighbours_there_is_a_mean_and_no_limits(values):
    limits = xmr_limits(values)
    assert limits.centre == 5
    assert np.isnan([limits.low, limits.high]).all()


def test_a_baseline_counts_values_not_gaps_and_later_points_are_only_judged():
    assert xmr_limits([*ORACLE, 500, 600], baseline=12) == xmr_limits(ORACLE)
    assert xmr_limits([NAN, *ORACLE, 500], baseline=12) == xmr_limits(ORACLE)


def test_a_short_baseline_is_an_error():
    with pytest.raises(ValueError, match="at least 12"):
        xmr_limits(ORACLE, baseline=11)


@given(series, st.integers(-100, 100), st.integers(1, 8))
def test_limits_move_with_a_shift_and_scale_with_the_unit(values, shift, scale):
    # Factors are powers of two, so that a range at the screen limit stays at it in floating point.
    before, after = xmr_limits(values), xmr_limits([value * 2**scale + shift for value in values])
    for end in ("centre", "low", "high"):
        assert getattr(after, end) == pytest.approx(getattr(before, end) * 2**scale + shift, abs=1e-6)


@given(series)
def test_limits_do_not_care_which_way_time_runs_or_which_way_is_up(values):
    limits, backwards, negated = xmr_limits(values), xmr_limits(values[::-1]), xmr_limits([-v for v in values])
    assert (limits.low, limits.high) == pytest.approx((backwards.low, backwards.high))
    assert (limits.low, limits.high) == pytest.approx((-negated.high, -negated.low))


@given(series)
def test_the_mean_lies_halfway_between_the_limits(values):
    limits = xmr_limits(values)
    assert limits.low <= limits.centre <= limits.high
    assert limits.low + limits.high == pytest.approx(2 * limits.centre, abs=1e-9)


def test_montgomerys_mortgage_loans():
    """Montgomery, Introduction to Statistical Quality Control, example 6.5: cost of twenty loans, no range screened."""
    costs = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
    limits = xmr_limits(costs)
    assert (limits.centre, limits.low, limits.high) == pytest.approx((300.5, 279.78, 321.22), abs=5e-3)
    assert (limits.mean_range, limits.screened_out) == (pytest.approx(7.79, abs=5e-3), 0)
