import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import survdiff

from metrics.statistics.log_rank import log_rank
from metrics.statistics.survival import kaplan_meier

# Freireich and others (1963), Blood 21:699.
SIX_MP = kaplan_meier(
    [6, 7, 10, 13, 16, 22, 23], [3, 1, 1, 1, 1, 1, 1],
    [6, 9, 10, 11, 17, 19, 20, 25, 32, 34, 35], [1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1],
)  # fmt: skip
PLACEBO = kaplan_meier([1, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22, 23], [2, 2, 1, 2, 2, 4, 2, 2, 1, 1, 1, 1], [], [])
# Miller (1997), Survival Analysis, p. 49: acute myelogenous leukaemia, `aml` of R's package survival.
MAINTAINED = kaplan_meier([9, 13, 18, 23, 31, 34, 48], [1] * 7, [13, 28, 45, 161], [1] * 4)
NOT_MAINTAINED = kaplan_meier([5, 8, 12, 23, 27, 30, 33, 43, 45], [2, 2, 1, 1, 1, 1, 1, 1, 1], [16], [1])
NOBODY = kaplan_meier([], [], [], [])

histograms = st.dictionaries(st.integers(0, 40), st.integers(1, 4), min_size=1, max_size=10).map(
    lambda counts: (list(counts), list(counts.values()))
)


def test_the_published_6_mp_trial():
    found = log_rank(SIX_MP, PLACEBO)
    assert (found.observed, found.expected) == pytest.approx((9, 19.25), abs=0.005)
    assert found.chi_square == pytest.approx(16.79, abs=0.005)
    assert found.chance == pytest.approx(4.2e-5, rel=0.02)


def test_rs_aml_data():
    """R's survdiff(Surv(time, status) ~ x, aml): 7 observed, 10.69 expected, chi-square 3.4, p 0.0653."""
    found = log_rank(MAINTAINED, NOT_MAINTAINED)
    assert (found.observed, found.expected) == pytest.approx((7, 10.69), abs=0.005)
    assert (found.chi_square, found.chance) == pytest.approx((3.4, 0.0653), abs=0.05)
    assert found.chance == pytest.approx(0.0653, abs=5e-5)


@pytest.mark.parametrize("pair", [(NOBODY, NOBODY), (NOBODY, PLACEBO), (PLACEBO, NOBODY)])
def test_nobody_to_compare_with_is_no_difference(pair):
    assert (log_rank(*pair).chi_square, log_rank(*pair).chance) == (0, 1)


def test_with_everything_open_there_is_no_difference():
    still_open = kaplan_meier([], [], [5, 9], [3, 1])
    assert log_rank(still_open, still_open).chance == 1


@given(histograms, histograms, histograms, histograms)
def test_agrees_with_statsmodels(events, censored, other_events, other_censored):
    parts = (events, censored, other_events, other_censored)
    found = log_rank(kaplan_meier(*events, *censored), kaplan_meier(*other_events, *other_censored))
    if found.chance == 1:
        return  # statsmodels divides by a variance of nothing
    days, sizes = np.concatenate([np.repeat(*part) for part in parts]), [sum(part[1]) for part in parts]
    chi_square, chance = survdiff(days, np.repeat([1, 0, 1, 0], sizes), np.repeat([0, 0, 1, 1], sizes))
    assert (found.chi_square, found.chance) == pytest.approx((chi_square, chance), abs=1e-8)


@given(histograms, histograms, st.integers(2, 9))
def test_the_unit_of_time_and_the_order_of_groups_change_nothing(events, other, scale):
    one, two = kaplan_meier(*events, [], []), kaplan_meier(*other, [], [])
    scaled = [kaplan_meier([day * scale for day in each[0]], each[1], [], []) for each in (events, other)]
    assert log_rank(*scaled).chi_square == log_rank(one, two).chi_square
    assert log_rank(two, one).chi_square == pytest.approx(log_rank(one, two).chi_square)
