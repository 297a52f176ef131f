import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.ordinal import cumulative_odds_trend, shares_at_or_above

# Agresti (1996), An Introduction to Categorical Data Analysis, table 8.6: ideology, very liberal to very conservative.
DEMOCRATS, REPUBLICANS = [80, 81, 171, 41, 55], [30, 46, 148, 84, 99]
profiles = st.lists(st.lists(st.integers(1, 30), min_size=4, max_size=4), min_size=2, max_size=6)


def trend(counts):
    return cumulative_odds_trend(counts, range(len(counts)))


class TestPublished:
    def test_agrestis_ideology_by_party(self):
        """Agresti (1996), section 8.2: odds ratio exp(0.975), standard error 0.129, boundaries -2.47 to 1.07."""
        found = trend([REPUBLICANS, DEMOCRATS])
        assert (found.log_odds, found.error) == pytest.approx((-0.975, 0.129), abs=5e-4)
        assert found.boundaries == pytest.approx((-2.469, -1.475, 0.237, 1.070), abs=1e-3)
        assert (found.odds_ratio, found.n) == (pytest.approx(1 / 2.65, abs=1e-3), 835)

    def test_two_levels_are_a_logistic_regression_and_two_periods_an_odds_ratio(self):
        """By hand: 30 of 50 against 45 of 50; odds ratio 6, standard error sqrt(1/20 + 1/30 + 1/5 + 1/45)."""
        found = trend([[20, 30], [5, 45]])
        assert found.odds_ratio == pytest.approx(6)
        assert found.error == pytest.approx(np.sqrt(1 / 20 + 1 / 30 + 1 / 5 + 1 / 45))


class TestNothingToFit:
    @pytest.mark.parametrize(
        "counts", [[[1, 2, 3]], [[0, 5], [0, 7]], [[0, 0], [0, 0]], [[1, 2], [0, 0]], np.zeros((0, 4))]
    )
    def test_one_period_or_one_level_has_no_trend(self, counts):
        assert trend(counts) is None

    def test_a_trend_without_an_end_is_none(self):
        assert trend([[9, 0], [0, 9]]) is None

    @pytest.mark.parametrize("counts", [[[1, -1]], [1, 2], [[1, float("nan")]]])
    def test_impossible_counts_are_an_error(self, counts):
        with pytest.raises(ValueError, match="periods by levels"):
            trend(counts)

    def test_each_period_needs_a_time(self):
        with pytest.raises(ValueError, match="one time"):
            cumulative_odds_trend([[1, 2], [3, 4]], [1])


class TestLaws:
    @given(profiles)
    @settings(max_examples=40)
    def test_turned_round_the_ratio_is_its_inverse(self, counts):
        found = trend(counts)
        worst_last = trend([row[::-1] for row in counts])
        backwards = cumulative_odds_trend(counts[::-1], range(len(counts)))
        assert worst_last.log_odds == pytest.approx(-found.log_odds, abs=1e-7)
        assert backwards.log_odds == pytest.approx(-found.log_odds, abs=1e-7)

    @given(profiles, st.integers(-50, 50), st.sampled_from([0.5, 2, 3]))
    @settings(max_examples=40)
    def test_the_start_of_time_changes_nothing_and_its_unit_scales_the_log(self, counts, shift, scale):
        found, moved = trend(counts), cumulative_odds_trend(counts, np.arange(len(counts)) * scale + shift)
        assert (moved.log_odds, moved.error) == pytest.approx((found.log_odds / scale, found.error / scale), abs=1e-6)

    @given(st.lists(st.integers(1, 30), min_size=2, max_size=5))
    def test_the_same_profile_every_time_is_no_trend(self, row):
        found = trend([row, row, row])
        assert found.odds_ratio == pytest.approx(1)
        assert found.low < 1 < found.high

    @given(profiles)
    @settings(max_examples=20)
    def test_a_level_that_nobody_was_given_changes_nothing(self, counts):
        assert trend([[*row[:2], 0, *row[2:]] for row in counts]).log_odds == pytest.approx(trend(counts).log_odds)


def test_shares_at_or_above_a_level():
    shares = shares_at_or_above([[1, 1, 2], [0, 0, 0]])
    assert shares[0].tolist() == [1, 0.75, 0.5]
    assert np.isnan(shares[1]).all()
