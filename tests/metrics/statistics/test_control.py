import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.indicator import Direction
from metrics.series import Meaning, Rebase
from metrics.statistics.control import control, expected_false_signals
from metrics.statistics.plan import PLAIN, Plan
from metrics.statistics.xmr import xmr_limits

STEADY = [71, 74, 69, 72, 75, 70, 73, 76, 72, 74, 71, 73, 72]
small_counts = st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30)


def days(values, provisional=None, direction=Direction.UP, plan=PLAIN):
    """Control of a series that is no share."""
    nobody = [0] * len(values)
    return control(values, nobody, nobody, provisional or [False] * len(values), direction, False, plan)


def shares(numerators, n, provisional=None, direction=Direction.UP, plan=PLAIN):
    """Control of a series of shares; no cases give no value."""
    values = [x / cases if cases else None for x, cases in zip(numerators, n, strict=True)]
    return control(values, numerators, n, provisional or [False] * len(n), direction, True, plan)


def rebased(*positions, **decided):
    """A plan that starts afresh at some positions."""
    decision = Rebase(dt.date(2026, 3, 1), "new course rules", "training officer")
    return Plan(rebases=tuple((position, decision) for position in positions), **decided)


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


class TestCrampedValues:
    """Two sigma from the mean lies where no value can be: the shape is skewed, and XmR limits mean little."""

    def test_days_that_crowd_against_zero_get_a_run_chart_judged_as_a_whole(self):
        chart = days([1, 0, 9, 2, 1, 12, 0, 2, 3, 0, 15, 1, 4, 0, 8, 2])
        assert (chart.method, chart.is_trial, chart.is_stock) == ("run chart", False, False)
        assert "crowd against zero" in chart.says
        assert not chart.run.is_signal

    def test_a_drift_of_them_is_a_signal_of_the_chart_and_of_no_point(self):
        chart = days([0, 0, 0, 1, 0, 0, 2, 1, 0, 0, 14, 2, 20, 9, 30, 6, 40, 12, 50, 11])
        assert chart.method == "run chart"
        assert (chart.run.is_signal, chart.signals) == (True, ())
        assert expected_false_signals(chart) == chart.run.chance == pytest.approx(0.0122, abs=5e-5)

    def test_shares_of_many_cases_near_all_get_limits_that_step_with_n(self):
        chart = shares([199, 200, 198, 200, 199, 200, 196, 200, 199, 200, 197, 200, 199, 200], [200] * 14)
        assert chart.method == "p'"
        assert chart.says == (
            "p′ chart, 14 points, not screened; months spread 1.8 times as wide as chance alone; limits step with n."
        )

    def test_one_exceptional_month_does_not_make_a_series_cramped(self):
        chart = days([5] * 12 + [90] + [5] * 8)
        assert chart.method == "XmR"
        assert flagged(chart)[12] == "beyond a limit"

    def test_a_rare_event_is_cramped_however_rare(self):
        """Nothing in nine months of ten: a single one is no exceptional month, and nine in a row below the mean no run."""
        chart = days([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
        assert (chart.method, chart.signals, chart.run.is_judged) == ("run chart", (), False)
        assert chart.says.endswith(
            "where limits mean little. Too many months lie on the median for a pattern about it to be told from chance."
        )
        assert expected_false_signals(chart) == 0

    def test_always_none_is_not_cramped(self):
        chart = days([0.0] * 20)
        assert (chart.method, chart.signals) == ("XmR", ())
        assert chart.low == chart.centre == chart.high == (0.0,) * 20


class TestUnevenSides:
    """Where most months lie on one side of the mean, seven in a row there are nothing unusual."""

    NEARLY_ALL = [20, 20, 20, 19, 20, 20, 20, 20, 20, 20, 20, 20, 19, 20, 20, 20, 20, 20, 18, 20, 20, 20, 20, 20]

    def test_months_at_all_are_no_run_above_the_mean(self):
        chart = shares(self.NEARLY_ALL, [20] * 24)
        assert (chart.method, chart.signals) == ("p", ())
        assert chart.least_runs == (7, 23)
        assert chart.says == (
            "p chart, 24 points, not screened; limits step with n and are exact, because hardly any case goes the other "
            "way. Most months lie above the mean, so 23 in a row there are a signal, not 7."
        )

    def test_a_collapse_after_them_is_beyond_the_exact_limit(self):
        chart = shares([*self.NEARLY_ALL[:-1], 14], [20] * 24)
        assert flagged(chart) == {23: "beyond a limit"}

    def test_one_missed_of_few_is_not(self):
        """Of five, one in a hundred missed: one missed is 20 %, beyond three sigma, and comes in each twentieth month."""
        chart = shares([5] * 19 + [4] + [5] * 4, [5] * 24)
        assert chart.signals == ()
        assert shares([5] * 19 + [0] + [5] * 4, [5] * 24).signals != ()

    def test_one_exceptional_month_does_not_flag_all_others(self):
        chart = days([75.0, 72, 76, 73, 77, 72, 75, 73, 77, 72, 76, 73, 75, 72, 74, 50])
        assert flagged(chart) == {15: "beyond a limit"}
        assert chart.least_runs == (7, 8)
        assert days([70.0] * 14 + [71, 10]).says.endswith("Most months lie above the mean, so no run there is a signal.")

    def test_a_long_stay_is_still_a_signal(self):
        """Five months at about 50, then nineteen at about 80: the nineteen are more than the fourteen that it takes."""
        chart = days([50.0, 52, 49, 51, 50, *[80, 82, 79, 81, 80, 78, 83, 80, 81, 79] * 2][:24], plan=Plan(screened=False))
        assert chart.least_runs == (7, 13)
        assert chart.signals[-1].index == 23

    def test_a_segment_and_a_baseline_have_their_own(self):
        uneven, even = self.NEARLY_ALL, [18, 20] * 12
        chart = shares([*even, *uneven], [20] * 48, plan=rebased(24))
        assert chart.least_runs == (7, 23)
        assert shares([*uneven, *even], [20] * 48, plan=rebased(24)).least_runs == (7, 7)
        assert shares([*even, *uneven], [20] * 48, plan=Plan(baseline=24)).least_runs == (7, 7)


class TestRebase:
    STEP = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21, 20, 40, 42, 39, 41, 40, 43, 38, 41, 40, 42, 39, 41, 40]

    def test_without_one_a_step_is_flagged_on_both_sides(self):
        assert set(flagged(days(self.STEP)).values()) >= {"beyond a limit"}

    def test_each_segment_has_the_limits_it_would_have_alone(self):
        chart = days(self.STEP, plan=rebased(13))
        for part in (slice(0, 13), slice(13, 26)):
            alone = xmr_limits(self.STEP[part])
            assert chart.low[part] == (alone.low,) * 13
            assert chart.high[part] == (alone.high,) * 13
        assert (chart.points, chart.signals) == (13, ())

    def test_the_chart_says_when_why_and_who(self):
        chart = days(self.STEP, plan=rebased(13))
        assert chart.says == (
            "XmR chart, 13 points, screened; since the rebase of 2026-03-01 (new course rules; training officer)."
        )
        assert [position for position, _ in chart.rebases] == [13]

    def test_a_reason_and_an_author_are_needed(self):
        for reason, author in (("", "training officer"), ("new rules", " ")):
            with pytest.raises(ValueError, match="a reason and an author"):
                Rebase(dt.date(2026, 3, 1), reason, author)

    def test_no_run_crosses_it(self):
        low = [10, 12] * 7 + [10] * 5
        assert "seven on one side" in flagged(days([*low, *[10.2] * 4, *[12, 10] * 6])).values()
        assert flagged(days([*low, *[10.2] * 4, *[12, 10] * 6], plan=rebased(19))) == {}

    def test_the_points_since_decide_whether_there_are_signals(self):
        chart = days([*self.STEP[:13], 40, 42, 39, 41, 40, 43, 90], plan=rebased(13))
        assert (chart.points, chart.is_trial, chart.signals) == (7, True, ())
        assert "trial limits from 7 points" in chart.says

    def test_earlier_segments_keep_their_signals(self):
        values = [*self.STEP[:6], 32, *self.STEP[6:]]
        assert flagged(days(values, plan=rebased(14))) == {6: "beyond a limit"}

    def test_too_few_points_since_have_a_median_and_no_limits(self):
        chart = days([*self.STEP[:13], 40, 42, 41], plan=rebased(13))
        assert (chart.method, chart.points) == ("XmR", 3)
        assert chart.centre[13:] == (41.0,) * 3
        assert chart.low[13:] == (None,) * 3

    def test_shares_are_pooled_afresh(self):
        chart = shares([18] * 13 + [10] * 13, [20] * 26, plan=rebased(13))
        assert chart.centre == pytest.approx((0.9,) * 13 + (0.5,) * 13)
        assert chart.signals == ()

    def test_the_median_of_a_run_chart_is_computed_afresh(self):
        chart = days([1.0, 2, 3, 7, 8, 9], plan=rebased(3, is_stock=True))
        assert chart.centre == (2.0,) * 3 + (8.0,) * 3

    @pytest.mark.parametrize("position", [-3, 0, 26, 99])
    def test_one_outside_the_series_changes_nothing(self, position):
        assert days(self.STEP, plan=rebased(position)) == days(self.STEP)

    def test_out_of_order_they_are_an_error(self):
        with pytest.raises(ValueError, match="in order"):
            rebased(5, 3)

    @given(st.lists(st.integers(1000, 1020).map(float), min_size=1, max_size=40), st.integers(1, 39))
    def test_the_lines_are_those_of_the_segments_alone(self, values, position):
        whole = days(values, plan=rebased(position, is_stock=True))
        first, second = (days(part, plan=Plan(is_stock=True)) for part in (values[:position], values[position:]))
        assert whole.centre == (*first.centre, *second.centre)


class TestBaseline:
    def test_limits_rest_on_the_first_points_and_later_ones_are_only_judged(self):
        values = [*STEADY[:12], *[80] * 12]
        chart = days(values, plan=Plan(baseline=12))
        assert (chart.low[-1], chart.centre[-1], chart.high[-1]) == pytest.approx((63.795, 72.5, 81.205), abs=5e-4)
        assert flagged(chart)[23] == "two of three near a limit"
        assert chart.says == "XmR chart, 24 points, screened; fixed on the first 12 points."

    def test_it_applies_within_each_segment(self):
        values = [*STEADY[:12], *[80] * 4, *[value + 100 for value in STEADY[:12]], *[180] * 4]
        chart = days(values, plan=rebased(16, baseline=12))
        assert chart.centre[0] == pytest.approx(72.5)
        assert chart.centre[-1] == pytest.approx(172.5)

    def test_gaps_and_provisional_points_are_no_part_of_it(self):
        values = [None, *STEADY[:12], 500]
        assert days(values, plan=Plan(baseline=12)).centre[1] == pytest.approx(72.5)

    def test_shares_are_pooled_over_it(self):
        assert shares([18] * 12 + [10] * 6, [20] * 18, plan=Plan(baseline=12)).centre[-1] == pytest.approx(0.9)

    def test_a_run_chart_freezes_its_median(self):
        chart = days([12, 10] * 6 + [15] * 9, plan=Plan(is_stock=True, baseline=12))
        assert chart.centre[0] == 11
        assert chart.run.latest_run == 9

    def test_fewer_than_twelve_are_an_error(self):
        with pytest.raises(ValueError, match="at least 12 points; 11"):
            Plan(baseline=11)

    def test_false_alarms_are_more_frequent_and_counted_so(self):
        chance = np.random.default_rng(20260930)
        charts = [days(list(chance.normal(size=24)), plan=Plan(baseline=12)) for _ in range(1500)]
        latest = np.mean([bool(c.signals) and c.signals[-1].index == 23 for c in charts])
        assert latest == pytest.approx(expected_false_signals(charts[0]), abs=0.015)
        assert expected_false_signals(charts[0]) > 3 * expected_false_signals(days(list(range(100, 124))))


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
