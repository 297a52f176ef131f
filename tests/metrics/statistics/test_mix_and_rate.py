import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.mix_and_rate import mix_and_rate

group = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
groups = st.lists(st.tuples(group, group), min_size=1, max_size=8).filter(
    lambda each: sum(a[1] for a, _ in each) and sum(b[1] for _, b in each)
)


def split(pairs):
    return mix_and_rate(*(np.array([pair[side][of] for pair in pairs]) for side in (0, 1) for of in (0, 1)))


class TestWorkedExamples:
    def test_a_rate_that_improves_everywhere_can_fall_in_total(self):
        """Simpson's reversal: 90 to 92 % and 50 to 52 %, but now most are due where it is hard."""
        effects = mix_and_rate([90, 10], [100, 20], [23, 52], [25, 100])
        assert effects.change == pytest.approx(0.6 - 100 / 120)
        assert effects.rate.sum() == pytest.approx(0.02)
        assert (effects.rate > 0).all()
        assert effects.mix.sum() == pytest.approx(effects.change - 0.02)

    def test_kitagawas_two_components(self):
        """Kitagawa (1955): sum of mean weight x change of rate, and of mean rate x change of weight."""
        x1, n1, x2, n2 = (np.array(each, float) for each in ([30, 80, 60], [100, 200, 100], [45, 60, 90], [150, 100, 150]))
        weight_1, weight_2, rate_1, rate_2 = n1 / n1.sum(), n2 / n2.sum(), x1 / n1, x2 / n2
        effects = mix_and_rate(x1, n1, x2, n2)
        assert effects.rate.sum() == pytest.approx(((weight_1 + weight_2) / 2 * (rate_2 - rate_1)).sum())
        assert effects.mix.sum() == pytest.approx(((rate_1 + rate_2) / 2 * (weight_2 - weight_1)).sum())

    def test_das_guptas_household_headship(self):
        """Das Gupta (1993), US Census P23-186, example 5.1 (as DasGuptR prints it): headship per 100, 1970 and 1985."""
        size_1 = [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9]
        size_2 = [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5]
        rate_1 = [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8]
        rate_2 = [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2]
        (n1, x1), (n2, x2) = ((np.array(n), np.array(n) * rate / 100) for n, rate in ((size_1, rate_1), (size_2, rate_2)))
        effects = mix_and_rate(x1, n1, x2, n2)
        assert 100 * effects.rate.sum() == pytest.approx(1.7403, abs=5e-5)
        assert 100 * effects.mix.sum() == pytest.approx(1.2269, abs=5e-5)
        assert 100 * effects.change == pytest.approx(47.6940 - 44.7268, abs=5e-5)

    def test_das_guptas_death_rates(self):
        """The same, example 5.3: deaths per 1,000 by race and age, 1970 and 1985. Rates fell by 2.23, and ageing took 1.54."""
        size_1970 = [2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315,
                     535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117]  # fmt: skip
        rate_1970 = [18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837,
                     36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205]  # fmt: skip
        size_1985 = [3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472,
                     707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236]  # fmt: skip
        rate_1985 = [9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570,
                     17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161]  # fmt: skip
        years = ((np.array(n), np.array(n) * rate) for n, rate in ((size_1970, rate_1970), (size_1985, rate_1985)))
        (n1, x1), (n2, x2) = years
        effects = mix_and_rate(x1, n1, x2, n2)
        assert effects.rate.sum() == pytest.approx(-2.2277254, abs=5e-7)
        assert effects.mix.sum() == pytest.approx(1.5415096, abs=5e-7)
        assert effects.change == pytest.approx(8.735618 - 9.421833, abs=1e-6)

    def test_the_same_rates_in_another_mix_are_all_mix(self):
        effects = mix_and_rate([90, 10], [100, 50], [45, 20], [50, 100])
        assert effects.rate.tolist() == pytest.approx([0, 0])
        assert effects.mix.sum() == pytest.approx(effects.change)

    def test_a_group_that_enters_or_leaves_has_the_rate_it_has(self):
        effects = mix_and_rate([9, 5, 0], [10, 10, 0], [9, 0, 2], [10, 0, 10])
        assert effects.rate.tolist() == [0, 0, 0]
        assert effects.exit.tolist() == pytest.approx([0, -0.5 * (0.5 - 0.625), 0])
        assert effects.entry.tolist() == pytest.approx([0, 0, 0.5 * (0.2 - 0.625)])
        assert effects.total.sum() == pytest.approx(effects.change)


class TestErrors:
    @pytest.mark.parametrize(
        ("counts", "said"),
        [
            (([1], [2], [1, 1], [2, 2]), "each group"),
            (([-1], [2], [1], [2]), "0 or more"),
            (([1], [float("nan")], [1], [2]), "0 or more"),
            (([1], [0], [1], [2]), "needs cases"),
            (([0], [0], [1], [2]), "at least one case"),
            (([], [], [], []), "at least one case"),
        ],
    )
    def test_what_cannot_be_split(self, counts, said):
        with pytest.raises(ValueError, match=said):
            mix_and_rate(*counts)


class TestLaws:
    @given(groups)
    def test_all_effects_add_up_to_the_change(self, pairs):
        effects = split(pairs)
        assert effects.total.sum() == pytest.approx(effects.change, abs=1e-12)

    @given(groups)
    def test_backwards_every_effect_is_turned_round(self, pairs):
        there, back = split(pairs), split([pair[::-1] for pair in pairs])
        assert back.total == pytest.approx(-there.total)
        assert back.entry == pytest.approx(-there.exit)

    @given(groups, st.integers(2, 50))
    def test_more_cases_of_the_same_change_nothing(self, pairs, times):
        more = [tuple((x * times, n * times) for x, n in pair) for pair in pairs]
        assert split(more).total == pytest.approx(split(pairs).total)

    @given(groups)
    def test_an_empty_group_has_no_effect(self, pairs):
        assert split([*pairs, ((0, 0), (0, 0))]).total.tolist() == [*split(pairs).total.tolist(), 0.0]

    @given(groups)
    def test_nothing_changed_is_no_effect(self, pairs):
        same = [(first, first) for first, _ in pairs]
        if sum(n for (_, n), _ in same):
            assert split(same).total == pytest.approx(np.zeros(len(same)), abs=1e-12)
