import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.meta_analysis import combine_effects

from metrics.statistics.funnel import INNER, OUTER, dispersion, exact_limits, widened_limits

NAN = float("nan")
centres = st.floats(0.02, 0.98)


class TestExactLimits:
    @given(centres, st.integers(1, 400), st.sampled_from([INNER, OUTER]))
    def test_the_low_limit_is_spiegelhalters(self, centre, n, chance):
        """Spiegelhalter (2005), appendix A.1.1, with scipy's binomial in place of ours."""
        r = binom.ppf(chance, n, centre)
        reached, before = binom.cdf(r, n, centre), binom.cdf(r - 1, n, centre)
        expected = (r - (reached - chance) / (reached - before)) / n
        assert float(exact_limits(centre, n, chance)[0]) == pytest.approx(max(expected, 0), abs=1e-6)

    @given(centres, st.integers(1, 300), st.data())
    def test_beyond_a_limit_is_just_where_so_few_or_so_many_are_that_rare(self, centre, n, data):
        count = data.draw(st.integers(0, n))
        low, high = exact_limits(centre, n)
        few, many = binom.cdf(count, n, centre), binom.sf(count - 1, n, centre)
        if abs(few - INNER) > 1e-9 and abs(many - INNER) > 1e-9:
            assert (count / n < low) == (few < INNER)
            assert (count / n > high) == (many < INNER)

    def test_one_of_one_is_never_beyond(self):
        low, high = exact_limits(0.8, [1, 2, 3])
        assert high.tolist() == [1.0] * 3
        assert low.tolist() == pytest.approx([0, 0, 0.059], abs=5e-4)  # none of three has a chance of 0.008

    def test_many_cases_come_to_the_normal_limits(self):
        """95 % and 99.8 % limits of 40 % of 10,000: 0.4 -/+ 1.96 and 3.09 x 0.0049."""
        for chance, half in ((INNER, 0.0096), (OUTER, 0.01514)):
            low, high = exact_limits(0.4, 10_000, chance)
            assert (float(low), float(high)) == pytest.approx((0.4 - half, 0.4 + half), abs=1e-4)

    @pytest.mark.parametrize("centre", [0, 1])
    def test_where_all_are_alike_the_limits_lie_on_the_centre(self, centre):
        low, high = exact_limits(centre, [1, 50])
        assert low.tolist() == high.tolist() == [centre] * 2

    @given(centres, st.integers(1, 300))
    def test_a_share_and_its_complement_are_judged_alike(self, centre, n):
        low, high = exact_limits(centre, n)
        other_low, other_high = exact_limits(1 - centre, n)
        assert (float(low), float(high)) == pytest.approx((1 - float(other_high), 1 - float(other_low)), abs=1e-6)

    @given(centres, st.integers(1, 300))
    def test_the_outer_limits_lie_outside_the_inner_ones(self, centre, n):
        inner, outer = exact_limits(centre, n, INNER), exact_limits(centre, n, OUTER)
        assert outer[0] <= inner[0] <= centre + 1e-9
        assert centre - 1e-9 <= inner[1] <= outer[1]

    @pytest.mark.parametrize("asked", [(1.2, 5, 0.025), (0.5, 0, 0.025), (0.5, 5, 0.7), (0.5, 2.5, 0.025), (0.5, NAN, 0.025)])
    def test_what_cannot_be_asked(self, asked):
        with pytest.raises(ValueError, match="centre of 0 to 1"):
            exact_limits(*asked)


class TestDispersion:
    def test_by_hand(self):
        """Three groups of 100 about one half: scores -2, 0, 2, drawn in to -1.6 and 1.6; phi = 2 x 2.56 / 3."""
        found = dispersion([40, 50, 60], [100] * 3, 0.5)
        assert found.phi == pytest.approx(5.12 / 3)
        # tau^2 = (3 phi - 2) / (1200 - 400), with w = 100 / 0.25 = 400 each.
        assert found.tau == pytest.approx(np.sqrt(3.12 / 800))

    def test_fleisss_smokers_spread_as_his_chi_square_says(self):
        """Fleiss (1981), Statistical Methods for Rates and Proportions, p. 139: smokers of four studies, chi-square 12.6.

        Five times over, so that the tenth at each end is like its neighbours and none is drawn in.
        """
        smokers, patients = [83, 90, 129, 70] * 5, [86, 93, 136, 82] * 5
        found = dispersion(smokers, patients, sum(smokers) / sum(patients))
        assert 4 * found.phi == pytest.approx(12.6004, abs=5e-5)
        assert found.is_clear

    def test_where_no_score_is_drawn_in_tau_is_dersimonians_and_lairds(self):
        """Ten groups with 24 of 40, ten with 48 of 60: the tenth at each end is like its neighbours. By statsmodels."""
        x, n = np.array([24, 48] * 10), np.array([40, 60] * 10)
        centre = x.sum() / n.sum()
        scores = (x / n - centre) * np.sqrt(n / (centre * (1 - centre)))
        assert np.clip(scores, *np.quantile(scores, [0.1, 0.9])) == pytest.approx(scores)
        spread = dispersion(x, n, centre)
        expected = combine_effects(x / n, centre * (1 - centre) / n, method_re="chi2")
        assert spread.phi == pytest.approx(expected.q / n.size)
        assert spread.tau**2 == pytest.approx(expected.tau2)

    @pytest.mark.parametrize(("partners", "inner", "outer"), [(12, 0.26, 0.01)])
    def test_how_many_of_equal_partners_lie_beyond(self, partners, inner, outer):
        """metrics/funnel.py: of twelve with 10 to 80 cases one lies beyond 95 % in one funnel of four."""
        chance = np.random.default_rng(20260930)
        beyond = []
        for _ in range(300):
            n = chance.integers(10, 80, partners)
            x = chance.binomial(n, 0.7)
            limits = [exact_limits(x.sum() / n.sum(), n, of) for of in (INNER, OUTER)]
            beyond.append([bool(((x / n < low) | (x / n > high)).any()) for low, high in limits])
        assert np.mean(beyond, axis=0).tolist() == pytest.approx([inner, outer], abs=0.07)

    def test_one_that_stands_apart_does_not_widen_the_limits_that_show_it(self):
        x, n = [80] * 11 + [20], [100] * 12
        assert not dispersion(x, n, 0.8).is_clear
        assert dispersion([95, 60, 90, 70, 99, 55, 85, 75, 97, 50, 88, 66], n, 0.8).is_clear

    def test_groups_that_do_not_differ_spread_as_chance_does(self):
        chance = np.random.default_rng(20260930)
        found = [dispersion(chance.binomial(80, 0.7, 30), [80] * 30, 0.7) for _ in range(400)]
        assert np.mean([each.phi for each in found]) == pytest.approx(0.8, abs=0.1)  # winsorised, so below 1
        assert np.mean([each.is_clear for each in found]) < 0.02

    def test_a_true_spread_is_found_again(self):
        chance = np.random.default_rng(20260930)
        shares = np.clip(chance.normal(0.6, 0.1, 400), 0, 1)
        found = dispersion(chance.binomial(200, shares), [200] * 400, 0.6)
        assert found.tau == pytest.approx(0.1, abs=0.02)
        assert found.is_clear

    @pytest.mark.parametrize(("x", "n", "centre"), [([], [], 0.5), ([0], [0], 0.5), ([5, 5], [5, 5], 1.0)])
    def test_nothing_to_spread(self, x, n, centre):
        found = dispersion(x, n, centre)
        assert (found.tau, found.is_clear) == (0, False)

    @pytest.mark.parametrize(
        ("x", "n", "centre"), [([5], [3], 0.5), ([NAN], [3], 0.5), ([1, 2], [3], 0.5), ([1], [3], 2), ([-1], [3], 0.5)]
    )
    def test_what_cannot_be_asked(self, x, n, centre):
        with pytest.raises(ValueError, match="numerator between 0 and its cases"):
            dispersion(x, n, centre)

    @given(st.lists(st.integers(1, 50), min_size=1, max_size=20))
    def test_all_on_the_centre_is_no_spread(self, halves):
        found = dispersion(halves, [2 * each for each in halves], 0.5)
        assert (found.phi, found.tau) == (0, 0)


class TestWidenedLimits:
    @pytest.mark.parametrize("asked", [(0.5, 5, 0.1, 0.05), (1.5, 5, 0.1), (0.5, 0, 0.1), (0.5, 5, -0.1)])
    def test_what_cannot_be_asked(self, asked):
        with pytest.raises(ValueError, match="no negative tau"):
            widened_limits(*asked)

    def test_without_a_spread_they_are_the_normal_limits(self):
        low, high = widened_limits(0.5, 100, 0.0)
        assert (float(low), float(high)) == pytest.approx((0.402, 0.598), abs=5e-4)

    def test_with_many_cases_the_spread_alone_is_left(self):
        low, high = widened_limits(0.5, 10**9, 0.05, OUTER)
        assert (float(low), float(high)) == pytest.approx((0.5 - 0.1545, 0.5 + 0.1545), abs=1e-4)

    @given(centres, st.integers(1, 999), st.floats(0, 0.3), st.floats(0, 0.3))
    def test_a_wider_spread_has_wider_limits(self, centre, n, one, other):
        less, more = (widened_limits(centre, n, tau) for tau in sorted((one, other)))
        assert more[0] <= less[0] <= less[1] <= more[1]
