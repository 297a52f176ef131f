"""Which chart a series gets, its lines, its signals, and how often they are false."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.indicator import Direction
from metrics.series import Meaning
from metrics.statistics.control import control, expected_false_signals
from metrics.statistics.plan import Plan
from tests.metrics.statistics.charted import STEADY, days, flagged, shares, small_counts


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
        assert days(values).says == (
            "XmR chart, trial limits from 12 points, screened. Judged as a run chart: no pattern about the median."
        )
        assert flagged(days([*STEADY[:12], 86])) == {12: "beyond a limit"}

    def test_shares_of_few_cases_get_a_p_chart(self):
        chart = shares([18, 17, 19, 18, 16, 18, 17, 19, 20, 17, 18, 18, 19], [20] * 13)
        assert chart.method == "p"
        assert chart.says == "p chart, 13 points, not screened; limits step with n."
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

    def test_shares_that_are_never_neighbours_have_limits_all_the_same(self):
        """A p chart's limits rest on the cases of each month, not on the distance between neighbours."""
        chart = shares([18, 0] * 13, [20, 0] * 13)
        assert (chart.method, chart.is_trial) == ("p", False)
        assert chart.low[0] == pytest.approx(0.9 - 3 * np.sqrt(0.9 * 0.1 / 20))
        assert chart.low[1] is None
        assert flagged(shares([18, 0] * 12 + [9, 0], [20, 0] * 13)) == {24: "beyond a limit"}

    def test_lists_of_different_length_are_an_error(self):
        with pytest.raises(ValueError, match="equally long"):
            control([1.0], [1], [1, 2], [False], Direction.UP, False)


    def test_a_value_without_end_is_an_error(self):
        with pytest.raises(ValueError, match="must be finite"):
            days([1.0, float("inf")])


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
        trend = [signal for signal in days([999 + value * sign for value in values]).signals if signal.rule == rule]
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

    @given(st.lists(st.integers(1000, 1020).map(float), min_size=13, max_size=30), st.integers(-99, 99))
    def test_signals_do_not_move_with_a_shift(self, values, shift):
        assert flagged(days(values)) == flagged(days([value + shift for value in values]))

    @given(st.lists(st.integers(0, 20).map(float), min_size=13, max_size=30), st.sampled_from([0.5, 2, 4, 1024]))
    def test_signals_do_not_move_with_the_unit(self, values, scale):
        assert flagged(days(values)) == flagged(days([value * scale for value in values]))


class TestStocks:
    """Their months hold the same cases, so that limits and runs would flag them though nothing changed."""

    def test_a_stock_gets_a_run_chart_however_long_and_no_signal(self):
        chart = days([*STEADY, 500], plan=Plan(is_stock=True))
        assert (chart.method, chart.is_stock, chart.is_trial, chart.signals) == ("run chart", True, False, ())
        assert chart.low == chart.high == (None,) * 14
        assert chart.says == (
            "Run chart about the median, 14 points, not screened; no limits, because each month holds much the same "
            "cases as the one before."
        )

    def test_no_false_signal_is_expected_of_it(self):
        assert expected_false_signals(days(STEADY * 2, plan=Plan(is_stock=True))) == 0

    def test_judged_as_if_months_were_independent_it_would_be_flagged_many_times_as_often(self):
        """Why stocks are not judged: half of this month's cases are next month's."""
        chance, flagged_latest = np.random.default_rng(20260930), []
        for _ in range(600):
            values, noise = [100.0], chance.normal(size=200)
            for step in noise:
                values.append(100 + 0.7 * (values[-1] - 100) + step)
            chart = days(values[-24:])
            flagged_latest.append(bool(chart.signals) and chart.signals[-1].index == 23)
        assert np.mean(flagged_latest) > 10 * 0.016


def test_unscreened_limits_are_said_to_be_so():
    values = [*STEADY, 110, *STEADY]
    screened, plain = days(values), days(values, plan=Plan(screened=False))
    assert (screened.is_screened, plain.is_screened) == (True, False)
    assert plain.high[0] > screened.high[0]
    assert plain.says == (
        "XmR chart, 27 points, not screened. Most months lie below the mean, so 8 in a row there are a signal, not 7."
    )


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

    @pytest.mark.parametrize(("n", "share"), [(5, 0.95), (10, 0.99), (20, 0.99)])
    def test_of_few_cases_near_all(self, n, share):
        """Judged by seven in a row and three sigma alone, 6 to 50 in 100 of these would be flagged at the latest month."""
        chance = np.random.default_rng(20260930)
        drawn = (chance.binomial(n, share, 24) for _ in range(400))
        latest, _, expected = self.latest_flagged(shares(x.tolist(), [n] * 24) for x in drawn)
        assert latest <= expected + 0.015

    @pytest.mark.parametrize("a_month", [0.1, 0.5, 1])
    def test_of_rare_events(self, a_month):
        """Judged as if half of the months lay on each side of the median, most of these would be flagged."""
        chance = np.random.default_rng(20260930)
        charts = [days(chance.poisson(a_month, 24).astype(float).tolist()) for _ in range(400)]
        judged = [chart.run.is_signal if chart.run else any(s.index == 23 for s in chart.signals) for chart in charts]
        assert np.mean(judged) <= np.mean([expected_false_signals(chart) for chart in charts]) + 0.025

    def test_a_screen_of_twelve_steady_indicators_expects_a_fifth_of_a_signal(self):
        assert 12 * expected_false_signals(days((STEADY * 2)[:24])) == pytest.approx(0.19, abs=0.005)

    def test_no_signals_are_expected_where_none_are_given(self):
        assert expected_false_signals(days(STEADY[:12])) == 0
        assert expected_false_signals(days([])) == 0

    def test_it_does_not_depend_on_the_data(self):
        assert expected_false_signals(days(STEADY)) == expected_false_signals(days([*STEADY[:12], 500]))
