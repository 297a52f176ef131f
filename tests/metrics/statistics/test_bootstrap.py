import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.bootstrap import (
    bootstrap_mean,
    bootstrap_mean_of_answers,
    bootstrap_mean_of_shares,
    bootstrap_median,
)

NAN = float("nan")
samples = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=25)
# Efron and Tibshirani (1993), An Introduction to the Bootstrap, table 2.1: survival of treated mice in days.
TREATED_MICE = [94, 197, 16, 38, 99, 141, 23]
CONTROL_MICE = [52, 104, 146, 10, 51, 30, 40, 27, 46]


class TestPublished:
    def test_the_mouse_data_have_the_standard_errors_of_the_book(self):
        """Table 2.2: standard error of the mean 23.36 and 13.33 with 1,000 or more draws, of the median 37.83."""
        treated, control = bootstrap_mean(TREATED_MICE), bootstrap_mean(CONTROL_MICE)
        assert (treated.value, control.value) == pytest.approx((86.86, 56.22), abs=5e-3)
        for found, error in ((treated, 23.36), (control, 13.33)):
            assert (found.high - found.low) / (2 * 1.96) == pytest.approx(error, rel=0.06)

    def test_the_median_of_the_treated_mice(self):
        """The percentile interval of a median of seven, from the exact bootstrap distribution (Efron 1979): 23 to 141."""
        found = bootstrap_median(TREATED_MICE)
        assert (found.value, found.low, found.high, found.n) == (94, 23, 141, 7)


class TestSamples:
    def test_nothing_has_no_median(self):
        assert bootstrap_median([]) is None
        assert bootstrap_mean([NAN]) is None

    def test_one_value_says_nothing_of_how_sure_it_is(self):
        found = bootstrap_median([7.0])
        assert (found.value, found.low, found.high, found.n) == (7, 7, 7, 1)

    @given(samples, st.randoms())
    @settings(max_examples=30)
    def test_the_same_every_time_and_in_any_order(self, values, shuffler):
        mixed = list(values)
        shuffler.shuffle(mixed)
        assert bootstrap_median(values) == bootstrap_median(mixed) == bootstrap_median([*mixed, NAN])

    @given(samples, st.integers(-99, 99), st.sampled_from([0.5, 2, 8]))
    @settings(max_examples=30)
    def test_it_moves_with_a_shift_and_a_unit(self, values, shift, scale):
        found, moved = bootstrap_mean(values), bootstrap_mean([value * scale + shift for value in values])
        expected = [end * scale + shift for end in (found.value, found.low, found.high)]
        assert [moved.value, moved.low, moved.high] == pytest.approx(expected)

    def test_nineteen_of_twenty_intervals_hold_the_mean(self):
        chance = np.random.default_rng(20260930)
        found = [bootstrap_mean(chance.normal(size=30)) for _ in range(300)]
        assert np.mean([each.low <= 0 <= each.high for each in found]) == pytest.approx(0.93, abs=0.035)


class TestMeanOfShares:
    def test_items_weigh_alike_whatever_their_cases(self):
        found = bootstrap_mean_of_shares([9, 50], [10, 100])
        assert found.value == pytest.approx(0.7)
        # Standard error sqrt(0.9 x 0.1 / 10 + 0.25 / 100) / 2 = 0.0536.
        assert (found.high - found.low) / (2 * 1.96) == pytest.approx(0.0536, rel=0.08)

    def test_items_without_cases_are_passed_over(self):
        assert bootstrap_mean_of_shares([3, 0], [4, 0]).value == 0.75
        assert bootstrap_mean_of_shares([0], [0]) is None

    @pytest.mark.parametrize(("x", "n"), [([1, NAN], [2, 3]), ([1, 2], [2, 3, 4])])
    def test_what_is_missing_is_an_error(self, x, n):
        with pytest.raises(ValueError, match="each item"):
            bootstrap_mean_of_shares(x, n)

    def test_more_than_all_is_an_error(self):
        with pytest.raises(ValueError, match="between 0 and its n"):
            bootstrap_mean_of_shares([5], [4])

    def test_all_and_none_have_no_width_here(self):
        found = bootstrap_mean_of_shares([5, 5], [5, 5])
        assert (found.value, found.low, found.high) == (1, 1, 1)


class TestMeanOfAnswers:
    def test_persons_who_answer_all_items_alike_are_drawn_whole(self):
        """Ten persons who say yes to four items or to none: as sure as ten answers, not as forty."""
        whole = bootstrap_mean_of_answers([[1] * 4] * 5 + [[0] * 4] * 5)
        apart = bootstrap_mean_of_shares([5] * 4, [10] * 4)
        assert whole.value == apart.value == 0.5
        assert whole.high - whole.low > 1.8 * (apart.high - apart.low)

    def test_a_missing_answer_is_no_no(self):
        assert bootstrap_mean_of_answers([[1, NAN], [1, 0], [1, 1]]).value == 0.75

    @pytest.mark.parametrize("met", [[], [[NAN, NAN]]])
    def test_nothing_answered(self, met):
        assert bootstrap_mean_of_answers(met) is None

    def test_the_order_of_persons_changes_nothing(self):
        met = [[1, 0], [1, 1], [0, 0], [1, NAN], [0, 1]]
        assert bootstrap_mean_of_answers(met) == bootstrap_mean_of_answers(met[::-1])

    @pytest.mark.parametrize("met", [[1, 0, 1], [[5, 7]], [[0.5]]])
    def test_what_is_no_answer_is_an_error(self, met):
        with pytest.raises(ValueError, match="persons by items"):
            bootstrap_mean_of_answers(met)
