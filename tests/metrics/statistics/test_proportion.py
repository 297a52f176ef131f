import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import confint_proportions_2indep

from metrics.statistics.proportion import newcombe_difference, wilson

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(18, 20, 0.6990, 0.9721), (0, 12, 0, 0.2425), (7, 7, 0.6457, 1), (230, 250, 0.8797, 0.9476), (1, 1, 0.21, 1)],
)
def test_wilson_agrees_with_the_worked_examples(successes, n, low, high):
    assert wilson(successes, n) == pytest.approx((low, high), abs=0.004 if n == 1 else 5e-5)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ((81, 263), (0.2553, 0.3662)),
        ((15, 148), (0.0624, 0.1605)),
        ((0, 20), (0.0, 0.1611)),
        ((1, 29), (0.0061, 0.1718)),
    ],
)
def test_wilson_agrees_with_newcombes_table(case, expected):
    """Newcombe (1998), Stat Med 17:857, table I, method 3."""
    assert wilson(*case) == pytest.approx(expected, abs=5e-5)


def test_pooled_counts_are_not_the_average_of_shares():
    assert wilson(9 + 45, 10 + 90) == pytest.approx((0.4426, 0.6344), abs=5e-5)


def test_no_cases_give_no_interval():
    low, high = wilson([0, 3], [0, 4])
    assert np.isnan([low[0], high[0]]).all()
    assert np.isfinite([low[1], high[1]]).all()


def test_scalars_give_floats_and_arrays_keep_their_shape():
    assert all(type(end) is float for end in wilson(3, 4))
    assert wilson(np.ones((2, 3)), 4)[0].shape == (2, 3)


def test_the_ends_that_are_known_are_exact():
    n = np.arange(1, 500)
    assert (wilson(0, n)[0] == 0).all()
    assert (wilson(n, n)[1] == 1).all()


@pytest.mark.parametrize(("successes", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_impossible_counts_are_an_error(successes, n):
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(successes, n)


@given(counts)
def test_wilson_agrees_with_scipy(case):
    expected = binomtest(*case).proportion_ci(method="wilson")
    assert wilson(*case) == pytest.approx((expected.low, expected.high), abs=1e-6)


@given(counts)
def test_wilson_holds_the_share_and_mirrors_its_complement(case):
    successes, n = case
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert wilson(n - successes, n) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ((56, 70, 48, 80), (0.2000, 0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.6000, 0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.5714, 0.0582, 0.8062)),
        ((5, 56, 0, 29), (0.0893, -0.0381, 0.1926)),
        ((0, 10, 0, 20), (0.0, -0.1611, 0.2775)),
        ((0, 10, 0, 10), (0.0, -0.2775, 0.2775)),
        ((10, 10, 0, 20), (1.0, 0.6791, 1.0)),
        ((10, 10, 0, 10), (1.0, 0.6075, 1.0)),
    ],
)
def test_newcombe_agrees_with_the_published_table(case, expected):
    assert newcombe_difference(*case) == pytest.approx(expected, abs=5e-5)


@given(counts, counts)
def test_newcombe_agrees_with_statsmodels_and_changes_sign_when_swapped(now, before):
    difference, low, high = newcombe_difference(*now, *before)
    assert (low, high) == pytest.approx(confint_proportions_2indep(*now, *before, method="newcomb"), abs=1e-6)
    assert newcombe_difference(*before, *now) == pytest.approx((-difference, -high, -low), abs=1e-12)


def test_a_change_from_a_quarter_without_cases_has_no_interval():
    assert np.isnan(newcombe_difference(3, 4, 0, 0)).all()
