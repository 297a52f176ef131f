import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from metrics.statistics.survival import kaplan_meier

# Freireich and others (1963), remission of leukaemia in weeks: the 6-MP and the placebo group.
SIX_MP = (
    ([6, 7, 10, 13, 16, 22, 23], [3, 1, 1, 1, 1, 1, 1]),
    (
        [6, 9, 10, 11, 17, 19, 20, 25, 32, 34, 35],
        [1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1],
    ),
)
PLACEBO = ([1, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22, 23], [2, 2, 1, 2, 2, 4, 2, 2, 1, 1, 1, 1]), ([], [])

histograms = st.dictionaries(st.integers(0, 60), st.integers(1, 5), max_size=12).map(
    lambda counts: (list(counts), list(counts.values()))
)
some_closed = histograms.filter(lambda histogram: histogram[0])


def curve(events, censored):
    return kaplan_meier(*events, *censored)


def at_events(found, values):
    return getattr(found, values)[found.events > 0]


class TestWorkedExamples:
    def test_survival_and_median_with_open_items(self):
        found = curve(([12, 20, 25, 31, 40, 58, 90], [1] * 7), ([45, 70, 120, 150, 200], [1] * 5))
        assert at_events(found, "times").tolist() == [12, 20, 25, 31, 40, 58, 90]
        assert at_events(found, "survival") == pytest.approx(
            [0.9167, 0.8333, 0.7500, 0.6667, 0.5833, 0.4861, 0.3646], abs=5e-5
        )
        assert found.median == 58
        assert (found.n, found.open) == (12, 5)

    def test_leaving_the_open_items_out_would_halve_the_median(self):
        assert curve(([12, 20, 25, 31, 40, 58, 90], [1] * 7), ([], [])).median == 31

    def test_a_median_that_is_not_reached_is_none(self):
        found = curve(([10, 30], [1, 1]), ([50, 60, 80, 90], [1] * 4))
        assert at_events(found, "survival")[-1] == pytest.approx(0.6667, abs=5e-5)
        assert found.median is None

    def test_the_published_6_mp_data(self):
        found = curve(*SIX_MP)
        assert at_events(found, "at_risk").tolist() == [21, 17, 15, 12, 11, 7, 6]
        assert at_events(found, "survival") == pytest.approx(
            [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4
        )
        assert at_events(found, "low") == pytest.approx([0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188], abs=6e-4)
        assert at_events(found, "high") == pytest.approx([0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680], abs=5e-4)
        assert (found.median, found.median_low, found.median_high) == (23, 13, None)

    def test_the_published_placebo_data(self):
        found = curve(*PLACEBO)
        assert (found.median, found.median_low, found.median_high) == (8, 4, 11)
        assert found.open == 0


    def test_rs_aml_data(self):
        """Miller (1997), p. 49, as R prints it: summary(survfit(Surv(time, status) ~ x, aml))."""
        maintained = curve(([9, 13, 18, 23, 31, 34, 48], [1] * 7), ([13, 28, 45, 161], [1] * 4))
        other = curve(([5, 8, 12, 23, 27, 30, 33, 43, 45], [2, 2, 1, 1, 1, 1, 1, 1, 1]), ([16], [1]))
        assert at_events(maintained, "survival") == pytest.approx(
            [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184], abs=5e-4
        )
        assert at_events(other, "survival") == pytest.approx(
            [0.8333, 0.6667, 0.5833, 0.4861, 0.3889, 0.2917, 0.1944, 0.0972, 0], abs=5e-5
        )
        assert (maintained.median, other.median) == (31, 23)


class TestEdges:
    def test_nothing_at_all(self):
        found = curve(([], []), ([], []))
        assert (found.n, found.open, found.median) == (0, 0, None)
        assert found.share_closed_by(30) is None
        assert found.at_risk_on(0) == 0

    def test_one_item_closed_on_the_day_it_was_opened(self):
        found = curve(([0], [1]), ([], []))
        assert found.survival.tolist() == [0]
        assert found.median == 0
        share, low, high = found.share_closed_by(0)
        assert (share, high) == (1, 1)
        assert low == pytest.approx(0.2065, abs=5e-5)

    def test_zero_day_closings_count(self):
        assert curve(([0, 5], [2, 1]), ([9], [1])).survival.tolist() == [0.5, 0.25, 0.25]

    def test_on_one_day_closings_come_before_items_last_seen_open(self):
        found = curve(([5], [1]), ([5], [1]))
        assert found.at_risk.tolist() == [2]
        assert found.survival.tolist() == [0.5]

    def test_one_half_reached_through_many_fractions_is_one_half(self):
        found = curve((list(range(1, 13)), [1] * 12), ([40], [12]))  # 23/24 x 22/23 x ... x 12/13
        assert found.survival[11] > 0.5
        assert found.median == 12

    def test_days_may_repeat_in_a_histogram(self):
        twice, once = curve(([5, 5], [1, 2]), ([9], [1])), curve(([5], [3]), ([9], [1]))
        assert twice.survival.tolist() == once.survival.tolist()

    def test_empty_bins_change_nothing(self):
        assert curve(([5, 6], [1, 0]), ([9], [1])).times.tolist() == [5, 9]

    @pytest.mark.parametrize("events", [([-1], [1]), ([1], [-1]), ([float("nan")], [1]), ([float("inf")], [1])])
    def test_impossible_days_and_counts_are_an_error(self, events):
        with pytest.raises(ValueError, match="0 or more"):
            curve(events, ([], []))

    def test_days_without_counts_are_an_error(self):
        with pytest.raises(ValueError, match="each day needs one count"):
            curve(([1, 2], [1]), ([], []))


class TestShareClosed:
    def test_between_two_steps_the_earlier_one_holds(self):
        found = curve(*SIX_MP)
        assert found.share_closed_by(15) == found.share_closed_by(13)
        share, low, high = found.share_closed_by(22)
        assert (share, low, high) == pytest.approx((0.4622, 0.2532, 0.7322), abs=5e-5)

    def test_beyond_the_longest_follow_up_it_cannot_be_said(self):
        assert curve(*SIX_MP).share_closed_by(35) is not None
        assert curve(*SIX_MP).share_closed_by(36) is None

    def test_once_all_are_closed_it_can_be_said_for_any_day(self):
        share, low, high = curve(*PLACEBO).share_closed_by(400)
        assert (share, high) == (1, 1)
        assert 0.7 < low < 1

    def test_none_closed_yet_has_wilsons_interval(self):
        found = curve(([50], [1]), ([60], [11]))
        assert found.share_closed_by(40) == pytest.approx((0, 0, 0.2425), abs=5e-5)

    def test_numbers_at_risk_are_those_just_before_a_day(self):
        found = curve(*SIX_MP)
        assert [found.at_risk_on(day) for day in (0, 6, 7, 23, 35, 36)] == [21, 21, 17, 6, 1, 0]


class TestLaws:
    @given(some_closed, histograms)
    def test_agrees_with_scipy(self, events, censored):
        found = curve(events, censored)
        sample = CensoredData(uncensored=np.repeat(*events), right=np.repeat(*censored) if censored[0] else [])
        oracle = ecdf(sample).sf
        assert found.survival == pytest.approx(oracle.evaluate(found.times), abs=1e-12)
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "The confidence interval is undefined")
            interval = oracle.confidence_interval(method="log-log")
        inside = (found.survival > 0) & (found.survival < 1)
        assert found.low[inside] == pytest.approx(interval.low.evaluate(found.times[inside]), abs=1e-6)
        assert found.high[inside] == pytest.approx(interval.high.evaluate(found.times[inside]), abs=1e-6)

    @given(histograms, histograms)
    def test_the_curve_falls_and_lies_in_its_interval(self, events, censored):
        found = curve(events, censored)
        assert (np.diff(found.survival) <= 0).all()
        assert ((found.low >= 0) & (found.low <= found.survival) & (found.survival <= found.high)).all()
        assert (found.high <= 1).all()

    @given(histograms)
    def test_with_everything_open_nothing_is_closed(self, censored):
        found = curve(([], []), censored)
        assert (found.survival == 1).all()
        assert found.median is None
        assert found.open == found.n

    @given(some_closed)
    def test_with_nothing_open_it_is_the_plain_share(self, events):
        found, days = curve(events, ([], [])), np.repeat(*events)
        assert found.survival == pytest.approx([(days > day).mean() for day in found.times])

    @given(histograms, histograms, histograms)
    def test_histograms_of_two_groups_add_up(self, one, other, censored):
        joined = (one[0] + other[0], one[1] + other[1])
        swapped = (other[0] + one[0], other[1] + one[1])
        assert curve(joined, censored).survival.tolist() == curve(swapped, censored).survival.tolist()
        assert curve(joined, censored).n == curve(one, censored).n + sum(other[1])

    @given(some_closed, histograms, st.integers(1, 30))
    def test_a_unit_scales_the_days_and_leaves_the_curve(self, events, censored, scale):
        scaled = curve(
            ([day * scale for day in events[0]], events[1]), ([day * scale for day in censored[0]], censored[1])
        )
        found = curve(events, censored)
        assert scaled.survival.tolist() == found.survival.tolist()
        assert scaled.median == (None if found.median is None else found.median * scale)
