import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from metrics.statistics.incidence import cumulative_incidence
from metrics.statistics.survival import kaplan_meier

histograms = st.dictionaries(st.integers(0, 60), st.integers(1, 5), max_size=12).map(
    lambda counts: (list(counts), list(counts.values()))
)
some = histograms.filter(lambda histogram: histogram[0])
NOTHING = ([], [])


def test_by_hand():
    found = cumulative_incidence(([2, 5], [1, 1]), ([3], [1]), ([4], [1]))
    assert found.times.tolist() == [2, 3, 4, 5]
    assert found.incidence == pytest.approx([0.25, 0.25, 0.25, 0.75])
    assert found.competing == pytest.approx([0, 0.25, 0.25, 0.25])


def test_taking_the_withdrawn_as_still_open_says_too_much():
    closed, withdrawn = ([2, 5], [1, 1]), ([3], [1])
    too_much = 1 - kaplan_meier(*closed, *withdrawn).survival[-1]
    assert cumulative_incidence(closed, withdrawn, NOTHING).incidence[-1] == pytest.approx(2 / 3)
    assert too_much == 1


def test_nothing_at_all():
    found = cumulative_incidence(NOTHING, NOTHING, NOTHING)
    assert (found.n, found.incidence.size, found.share_by(90)) == (0, 0, None)


def test_the_share_by_a_day_and_where_it_cannot_be_said():
    found = cumulative_incidence(([10, 20], [3, 2]), ([15], [2]), ([30], [5]))
    assert found.share_by(5) == pytest.approx((0, 0, 0.2425), abs=5e-5)  # Wilson's for none of twelve
    share, low, high = found.share_by(25)
    assert share == pytest.approx(5 / 12)
    assert 0.13 < low < share < high < 0.7
    assert found.share_by(30)[0] == share
    assert found.share_by(31) is None


def test_only_withdrawn_is_none_closed():
    found = cumulative_incidence(NOTHING, ([3], [4]), NOTHING)
    assert found.share_by(90) == pytest.approx((0, 0, 0.4899), abs=5e-5)  # Wilson's for none of four


def test_without_another_way_to_end_it_is_kaplan_meier_and_its_variance_greenwoods():
    """The 6-MP group of Freireich and others (1963), Blood 21:699: incidence is one less survival, log-log in both."""
    closed = ([6, 7, 10, 13, 16, 22, 23], [3, 1, 1, 1, 1, 1, 1])
    still_open = ([6, 9, 10, 11, 17, 19, 20, 25, 32, 34, 35], [1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1])
    curve, found = kaplan_meier(*closed, *still_open), cumulative_incidence(closed, NOTHING, still_open)
    assert found.incidence == pytest.approx(1 - curve.survival)
    # Standard error at 23 weeks, table 1.1 of Cox and Oakes (1984): 0.1346; log-log on the incidence, 0.552.
    share, error = 0.5518, 0.1346
    spread = 1.959964 * error / (share * abs(np.log(share)))
    assert found.share_by(23)[1:] == pytest.approx((share ** np.exp(spread), share ** np.exp(-spread)), abs=2e-3)


@given(some, histograms, histograms)
def test_agrees_with_statsmodels(closed, withdrawn, still_open):
    found = cumulative_incidence(closed, withdrawn, still_open)
    days = np.concatenate([np.repeat(*each) if each[0] else [] for each in (closed, withdrawn, still_open)])
    ways = np.repeat([1, 2, 0], [sum(each[1]) for each in (closed, withdrawn, still_open)])
    oracle = CumIncidenceRight(days, ways)
    places = np.searchsorted(oracle.times, found.times, side="right") - 1
    expected = np.where(places >= 0, np.append(oracle.cinc[0], 0)[places], 0)
    assert found.incidence == pytest.approx(expected, abs=1e-9)


@given(histograms, histograms, histograms)
def test_the_two_ways_and_the_still_open_add_up_to_all(closed, withdrawn, still_open):
    found = cumulative_incidence(closed, withdrawn, still_open)
    either = kaplan_meier(closed[0] + withdrawn[0], closed[1] + withdrawn[1], *still_open)
    assert found.incidence + found.competing + either.survival == pytest.approx(np.ones(found.times.size))


@given(histograms, histograms, histograms)
def test_it_rises_and_lies_in_its_interval(closed, withdrawn, still_open):
    found = cumulative_incidence(closed, withdrawn, still_open)
    assert (np.diff(found.incidence) >= 0).all()
    assert ((found.low >= 0) & (found.low <= found.incidence + 1e-12)).all()
    assert ((found.incidence <= found.high + 1e-12) & (found.high <= 1)).all()


@given(some, histograms, histograms)
def test_swapping_the_two_ways_swaps_the_two_curves(closed, withdrawn, still_open):
    one, other = (
        cumulative_incidence(*ways, still_open) for ways in ((closed, withdrawn), (withdrawn, closed))
    )
    assert one.incidence.tolist() == other.competing.tolist()


def test_everything_still_open_ends_in_no_way():
    found = cumulative_incidence(NOTHING, NOTHING, ([5, 9], [2, 2]))
    assert found.incidence.tolist() == found.competing.tolist() == [0, 0]


def test_the_variance_agrees_with_simulation():
    """Ninety items that close or are withdrawn at random; the spread of the incidence over 1,500 repeats."""
    chance = np.random.default_rng(20260930)
    shares, errors = [], []
    for _ in range(1500):
        days, ways = chance.integers(1, 80, 90), chance.choice(3, 90, p=[0.5, 0.3, 0.2])
        groups = [(days[ways == way], np.ones((ways == way).sum())) for way in range(3)]
        share, low, high = cumulative_incidence(*groups).share_by(40)
        logs = np.log(-np.log([low, high]))
        shares.append(share)
        errors.append((logs[0] - logs[1]) / 2 / 1.959964 * share * abs(np.log(share)))
    assert np.mean(errors) == pytest.approx(np.std(shares), rel=0.05)
