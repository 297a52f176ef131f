"""Charts that start afresh, or whose limits come from a baseline."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.series import Rebase
from metrics.statistics.control import expected_false_signals
from metrics.statistics.plan import Plan
from metrics.statistics.xmr import xmr_limits
from tests.metrics.statistics.charted import STEADY, days, flagged, rebased, shares


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
