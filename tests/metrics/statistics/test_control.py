import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.indicator import Direction
from metrics.series import Meaning
from metrics.statistics.control import control, expected_false_signals

STEADY = [71, 74, 69, 72, 75, 70, 73, 76, 72, 74, 71, 73, 72]
small_counts = st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30)


def days(values, provisional=None, direction=Direction.UP):
    """Control of a series that is no share."""
    nobody = [0] * len(values)
    return control(values, nobody, nobody, provisional or [False] * len(values), direction, False)


def shares(numerators, n, provisional=None, direction=Direction.UP):
    """Control of a series of shares; no cases give no value."""
    values = [x / cases if cases else None for x, cases in zip(numerators, n, strict=True)]
    return control(values, numerators, n, provisional or [False] * len(n), direction, True)


def flagged(chart):
    return {signal.index: signal.rule for signal in chart.signals}


class TestWhichChart:
    @pytest.mark.parametrize("values", [[], [None, None]])
    def test_no_values_give_no_chart(self, values):
        chart = days(values)
        assert chart.method == ""
        assert chart.says == "No chart: no month has a settled figure."
        assert chart.signals == ()

    @pytest.mark.parametrize(
        ("length", "method"), [(1, "run chart"), (5, "run chart"), (6, "XmR"), (12, "XmR"), (13, "XmR")]
    )
    def test_the_method_follows_the_number_of_points(self, length, method):
        assert days(STEADY[:length]).method == method

    def test_a_run_chart_has_a_median_and_no_limits(self):
        chart = days([1.0, 2.0, 9.0])
        assert chart.centre == (2.0,) * 3
        assert chart.low == chart.high == (None,) * 3

    def test_below_13_points_limits_are_trial_limits_and_nothing_is_flagged(self):
        values = [*STEADY[:11], 500]
        assert days(values).is_trial
        assert days(values).signals == ()
        assert days(values).says == "XmR chart, trial limits from 12 points, screened."
        assert flagged(days([*STEADY[:12], 86])) == {12: "beyond a limit"}

    def test_shares_of_few_cases_get_a_p_chart(self):
        chart = shares([18, 17, 19, 18, 16, 18, 17, 19, 20, 17, 18, 18, 19], [20] * 13)
        assert chart.method == "p"
        assert chart.says == "p chart, 13 points; limits step with n."
        assert not chart.is_screened

    def test_shares_of_few_cases_that_spread_wider_than_chance_get_a_p_prime_chart(self):
        chart = shares([20, 8] * 7, [20] * 14)
        assert chart.method == "p'"
        assert "times as wide as chance alone" in chart.says

    def test_shares_of_many_cases_get_an_xmr_chart(self):
        chart = shares([180] * 13, [200] * 13)
        assert chart.method == "XmR"
        assert chart.is_screened

    def test_counts_are_looked_at_for_shares_only(self):
        assert control(STEADY, [5] * 13, [3] * 13, [False] * 13, Direction.UP, False).method == "XmR"

    def test_values_that_are_never_neighbours_get_no_limits(self):
        assert days([1.0, None] * 13).method == "run chart"
        assert days([1.0, None] * 13).is_trial

    def test_lists_of_different_length_are_an_error(self):
        with pytest.raises(ValueError, match="equally long"):
            control([1.0], [1], [1, 2], [False], Direction.UP, False)


class TestLines:
    def test_xmr_limits_are_those_of_the_worked_example(self):
        chart = days(STEADY[:12])
        assert (chart.low[0], chart.centre[0], chart.high[0]) == pytest.approx((63.795, 72.5, 81.205), abs=5e-4)

    def test_a_month_without_a_number_has_no_lines(self):
        chart = days([*STEADY, None])
        assert (chart.centre[-1], chart.low[-1], chart.high[-1]) == (None, None, None)
        assert len(chart.low) == 14
        assert chart.points == 13

    def test_limits_of_shares_step_with_n(self):
        chart = shares([9, 18] * 7, [10, 20] * 7)
        assert chart.low[0] < chart.low[1]
        assert chart.high[0] > 1

    def test_a_provisional_point_is_shown_and_neither_judged_nor_counted(self):
        chart = days([*STEADY, 500], [False] * 13 + [True])
        assert chart.points == 13
        assert chart.centre == pytest.approx((*days(STEADY).centre, days(STEADY).centre[0]))
        assert chart.signals == ()

    def test_a_provisional_share_does_not_move_the_limits(self):
        chart = shares([18] * 13 + [0], [20] * 14, [False] * 13 + [True])
        assert chart.centre == pytest.approx((0.9,) * 14)
        assert chart.signals == ()

    @pytest.mark.parametrize("n", [10, 500])
    def test_always_all_has_limits_and_no_signal(self, n):
        chart = shares([n] * 20, [n] * 20)
        assert chart.low == chart.centre == chart.high == (1.0,) * 20
        assert chart.signals == ()


class TestSignals:
    def test_the_first_rule_that_flags_a_point_is_named(self):
        chart = days([10, 11] * 10 + [12, 13, 14, 15, 16, 17, 18])
        assert flagged(chart)[26] == "beyond a limit"
        assert flagged(chart)[20] == "seven rising"

    def test_two_of_three_is_named_before_a_run(self):
        chart = days([10, 12] * 10 + [11.6] * 5 + [15, 15.2])
        assert flagged(chart)[26] == "two of three near a limit"
        assert flagged(chart)[20] == "seven on one side"

    @pytest.mark.parametrize(
        ("direction", "meaning"),
        [(Direction.UP, Meaning.CONCERN), (Direction.DOWN, Meaning.IMPROVEMENT), (Direction.NEUTRAL, Meaning.NEUTRAL)],
    )
    def test_what_a_low_point_means_follows_from_the_direction(self, direction, meaning):
        (signal,) = days([*STEADY, 60], direction=direction).signals
        assert (signal.index, signal.is_high, signal.meaning) == (13, False, meaning)

    @pytest.mark.parametrize(("sign", "rule"), [(1, "seven falling"), (-1, "seven rising")])
    def test_a_trend_points_where_it_goes_whatever_the_side_of_the_mean(self, sign, rule):
        values = [0, 60] * 10 + [36, 35, 34, 33, 32, 31.5, 31] + [0, 60] * 4
        trend = [signal for signal in days([value * sign for value in values]).signals if signal.rule == rule]
        assert len(trend) == 9  # from the 60 before to the 0 after
        assert all(signal.is_high == (sign < 0) for signal in trend)

    def test_a_gap_parts_a_run(self):
        values = [10, 11] * 10 + [11.2] * 7
        assert any(rule == "seven on one side" for rule in flagged(days(values)).values())
        values[23] = None
        assert "seven on one side" not in flagged(days(values)).values()

    @given(small_counts)
    def test_judging_what_is_better_mirrors_the_complement(self, cases):
        x, n = [x for x, _ in cases], [n for _, n in cases]
        up = shares(x, n, direction=Direction.UP)
        down = shares([cases - count for count, cases in zip(x, n, strict=True)], n, direction=Direction.DOWN)
        assert [(s.index, s.rule, s.meaning) for s in up.signals if "ing" not in s.rule] == [
            (s.index, s.rule, s.meaning) for s in down.signals if "ing" not in s.rule
        ]

    @given(st.lists(st.integers(0, 20).map(float), min_size=13, max_size=30), st.integers(-99, 99))
    def test_signals_do_not_move_with_a_shift(self, values, shift):
        assert flagged(days(values)) == flagged(days([value + shift for value in values]))


class TestFalseAlarms:
    """With a fixed seed: the figures of docs/methods.md, within what 2,000 series can tell."""

    def latest_flagged(self, charts):
        charts = list(charts)
        latest = [bool(c.signals) and c.signals[-1].index == len(c.centre) - 1 for c in charts]
        return np.mean(latest), np.mean([bool(c.signals) for c in charts]), expected_false_signals(charts[0])

    def test_of_independent_normal_months(self):
        chance = np.random.default_rng(20260930)
        latest, any_month, expected = self.latest_flagged(days(list(chance.normal(size=24))) for _ in range(2000))
        assert latest == pytest.approx(expected, abs=0.006)
        assert any_month == pytest.approx(0.19, abs=0.03)

    def test_of_shares_of_about_twenty_cases(self):
        chance = np.random.default_rng(20260930)

        def chart():
            n = chance.poisson(20, 24)
            return shares(list(chance.binomial(n, 0.8)), list(n))

        latest, any_month, expected = self.latest_flagged(chart() for _ in range(2000))
        assert latest == pytest.approx(expected, abs=0.008)
        assert any_month == pytest.approx(0.16, abs=0.03)

    def test_a_screen_of_twelve_steady_indicators_expects_a_fifth_of_a_signal(self):
        assert 12 * expected_false_signals(days((STEADY * 2)[:24])) == pytest.approx(0.19, abs=0.005)

    def test_no_signals_are_expected_where_none_are_given(self):
        assert expected_false_signals(days(STEADY[:12])) == 0
        assert expected_false_signals(days([])) == 0

    def test_it_does_not_depend_on_the_data(self):
        assert expected_false_signals(days(STEADY)) == expected_false_signals(days([*STEADY[:12], 500]))
