"""c charts: known limits, exactness against a plain sum of chances, laws, and how often steady counts are flagged."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.indicator import Direction
from metrics.statistics.c_chart import c_limits, exact_count_limits
from metrics.statistics.control import control, expected_false_signals
from metrics.statistics.plan import Plan

NAN = float("nan")
# Montgomery, Introduction to Statistical Quality Control, 26 samples of 100 printed circuit boards: 516 nonconformities.
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
counts = st.lists(st.integers(0, 40), min_size=1, max_size=40)


def chart(values, **told):
    return control(values, values, values, [False] * len(values), Direction.NEUTRAL, False, Plan(is_count=True, **told))


def chance_of_at_most(count: int, mean: float) -> float:
    return sum(math.exp(-mean) * mean**each / math.factorial(each) for each in range(count + 1))


def test_limits_agree_with_the_published_example():
    limits = c_limits(BOARDS)
    assert limits.centre == pytest.approx(19.85, abs=5e-3)
    assert limits.low == pytest.approx(6.48, abs=5e-3)
    assert limits.high == exact_count_limits(516 / 26)[1] > 33.22  # the book's three sigma; the exact one is wider above
    assert [each for each in BOARDS if not limits.low <= each <= limits.high] == [5, 39]


@given(st.floats(0.02, 30))
def test_exact_limits_are_where_counts_become_rarer_than_once_in_740(mean):
    low, high = exact_count_limits(mean)
    for count in range(61):
        assert (count > high) == (1 - chance_of_at_most(count - 1, mean) < 0.00135 - 1e-12)
        assert (count < low) == (chance_of_at_most(count, mean) < 0.00135 - 1e-12)


@given(counts)
def test_limits_hold_the_mean_and_are_never_narrower_than_three_sigma(values):
    limits, mean = c_limits(values), np.mean(values)
    assert limits.centre == pytest.approx(mean)
    assert limits.low <= mean - 3 * mean**0.5 + 1e-9
    assert limits.high >= mean + 3 * mean**0.5 - 1e-9
    assert c_limits(values[::-1]).high == pytest.approx(limits.high)


def test_one_count_none_all_nought_and_gaps_are_answers():
    assert c_limits([3]).sigma_z == c_limits([3, NAN, 3]).sigma_z == 1
    assert np.isnan(c_limits([]).centre)
    assert np.isnan(c_limits([NAN]).high)
    with np.errstate(all="raise"):
        assert (c_limits([0] * 13).low, c_limits([0] * 13).high) == (0, 0)


@pytest.mark.parametrize("values", [[-1, 2], [1.5]])
def test_what_is_no_count_is_an_error(values):
    with pytest.raises(ValueError, match="whole"):
        c_limits(values)


def test_small_counts_that_scatter_by_chance_get_a_c_chart_and_others_do_not():
    few = [2, 1, 3, 2, 4, 0, 2, 1, 3, 2, 1, 3, 2]
    assert chart(few).says.startswith("c chart, 13 points, not screened; limits are those of chance alone")
    assert chart([each + 20 for each in few]).method == "XmR"  # many
    assert chart([3] * 12 + [4]).method == "XmR"  # regular: their own ranges tell more
    assert chart([0, 9, 0, 8, 0, 9, 1, 9, 0, 9, 0, 8, 0]).method == "run chart"  # wider than chance
    assert control(few, few, few, [False] * 13, Direction.NEUTRAL, False).method != "c"  # no count


def test_what_is_beyond_chance_is_flagged_and_what_is_not_is_not():
    steady = [2, 1, 3, 2, 4, 0, 2, 1, 3, 2, 1, 3, 2, 2, 1]
    assert not chart([*steady, 6]).signals
    assert [each.rule for each in chart([*steady, 9]).signals] == ["beyond a limit"]


@pytest.mark.parametrize("mean", [0.5, 2, 4, 7])
def test_steady_counts_are_flagged_no_more_often_than_is_said(mean):
    draw = np.random.default_rng(7)
    charts = [chart([int(each) for each in draw.poisson(mean, 24)]) for _ in range(400)]
    latest = [
        each.run.is_signal if each.method == "run chart" else any(signal.index == 23 for signal in each.signals)
        for each in charts
    ]
    assert np.mean(latest) <= np.mean([expected_false_signals(each) for each in charts]) + 0.015


def test_a_baseline_without_any_event_makes_no_limits_of_nought():
    found = chart([0] * 12 + [1, 0, 0, 1, 0, 0, 1], baseline=12)
    assert found.method != "c"
    assert not [each for each in found.signals if each.rule == "beyond a limit"]
