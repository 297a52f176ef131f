"""Charts whose values are cramped at an end, or lie unevenly about the middle."""

import pytest

from metrics.statistics.control import expected_false_signals
from metrics.statistics.plan import Plan
from tests.metrics.statistics.charted import days, flagged, rebased, shares


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
