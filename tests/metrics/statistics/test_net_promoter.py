import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from metrics.statistics.net_promoter import net_promoter_change, net_promoter_score, top_two_box

NAN = float("nan")
answers = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)).map(lambda a: (a[0], a[1], sum(a)))
some = answers.filter(lambda a: a[2])


class TestScore:
    def test_the_worked_example(self):
        score = net_promoter_score(18, 8, 40)
        assert (score.value, score.low, score.high) == pytest.approx((25, 0.39, 46.13), abs=5e-3)

    def test_half_promoters_and_a_sixth_detractors_of_a_hundred_are_sure_to_fifteen_points(self):
        """MeasuringU, "Confidence intervals for net promoter scores": about 33 -/+ 15."""
        score = net_promoter_score(50, 17, 100)
        assert (score.high - score.low) / 2 == pytest.approx(15, abs=0.7)

    def test_nobody_has_no_score(self):
        assert net_promoter_score(0, 0, 0) is None

    @pytest.mark.parametrize(("of", "value"), [((5, 0, 5), 100), ((0, 5, 5), -100), ((0, 0, 5), 0)])
    def test_all_alike_still_has_an_interval(self, of, value):
        score = net_promoter_score(*of)
        assert score.value == value
        assert score.high - score.low > 30
        assert -100 <= score.low < score.high <= 100

    @pytest.mark.parametrize("of", [(-1, 0, 5), (4, 2, 5)])
    def test_impossible_counts_are_an_error(self, of):
        with pytest.raises(ValueError, match="cannot be"):
            net_promoter_score(*of)

    @given(some)
    def test_promoters_and_detractors_are_mirrored(self, of):
        up, down = net_promoter_score(*of), net_promoter_score(of[1], of[0], of[2])
        assert (down.value, down.low, down.high) == pytest.approx((-up.value, -up.high, -up.low))

    @given(some)
    def test_the_score_is_the_difference_of_two_shares(self, of):
        assert net_promoter_score(*of).value == pytest.approx(100 * (of[0] / of[2] - of[1] / of[2]))


    @given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
    def test_the_interval_holds_the_score(self, promoters, detractors, passives):
        score = net_promoter_score(promoters, detractors, promoters + detractors + passives)
        assert score is None or score.low <= score.value <= score.high

    def test_a_missing_count_is_an_error(self):
        with pytest.raises(ValueError, match="cannot be"):
            net_promoter_score(float("nan"), 0, 1)


class TestChange:
    def test_nine_points_of_ninety_answers_each_are_most_likely_noise(self):
        """After MeasuringU, "Confidence intervals for net promoter scores": from 24 to 33, of about 90 each: -14 to +32."""
        change = net_promoter_change((42, 20, 90), (46, 16, 90))
        assert change.value == pytest.approx(9, abs=0.2)
        assert (change.low, change.high) == pytest.approx((-14, 32), abs=1.5)

    @given(some)
    def test_no_change_is_in_the_middle_of_its_interval(self, of):
        change = net_promoter_change(of, of)
        assert change.value == 0
        assert change.low == pytest.approx(-change.high)

    @given(some, some)
    def test_backwards_it_is_turned_round(self, one, other):
        there, back = net_promoter_change(one, other), net_promoter_change(other, one)
        assert (back.value, back.low, back.high) == pytest.approx((-there.value, -there.high, -there.low))

    @given(some)
    def test_against_nobody_there_is_none(self, of):
        assert net_promoter_change((0, 0, 0), of) is None
        assert net_promoter_change(of, (0, 0, 0)) is None


class TestTopTwoBox:
    def test_blank_and_off_the_scale_leave_the_denominator_visibly(self):
        found = top_two_box([5, 4, 3, 1, NAN, NAN, 9, 0, 4.5])
        assert (found.count, found.n, found.blank, found.off_scale) == (2, 4, 2, 3)
        assert found.share == 0.5

    def test_the_interval_is_wilsons(self):
        found = top_two_box([5] * 18 + [2] * 2)
        assert (found.low, found.high) == pytest.approx((0.6990, 0.9721), abs=5e-5)

    def test_no_valid_answer_has_no_share(self):
        found = top_two_box([NAN, 7])
        assert (found.share, found.low, found.high, found.n) == (None, None, None, 0)

    def test_two_boxes_have_no_two_best(self):
        with pytest.raises(ValueError, match="no two best boxes"):
            top_two_box([1], 0, 1)

    @given(st.lists(st.integers(1, 5), min_size=1), st.lists(st.integers(1, 5)))
    def test_groups_add_up_and_the_scale_may_be_shifted(self, one, other):
        found, parts = top_two_box(one + other), (top_two_box(one), top_two_box(other))
        assert (found.count, found.n) == (sum(p.count for p in parts), sum(p.n for p in parts))
        shifted = top_two_box(np.array(one + other) + 2, 3, 7)
        assert shifted == found
        interval = binomtest(found.count, found.n).proportion_ci(method="wilson")
        assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-6)
