"""Cumulative incidence, with another way to end, against published numbers."""

import numpy as np
import pytest

from metrics.statistics.incidence import cumulative_incidence
from metrics.statistics.proportion import Z_95


def one_each(days):
    return list(days), [1] * len(days)


def standard_error(found, place):
    """The standard error that a log-log interval rests on."""
    share, logs = found.incidence[place], np.log(-np.log([found.low[place], found.high[place]]))
    return (logs[0] - logs[1]) / 2 / Z_95 * share * abs(np.log(share))


class TestSatagopan:
    """Satagopan and others (2004), Br J Cancer 91:1229, table 2: the first months of 305 women with breast cancer."""

    FOUND = cumulative_incidence(one_each([10, 16, 23, 27]), one_each([18, 26]), ([7, 14, 24, 28], [1, 1, 1, 296]))

    def test_at_risk(self):
        assert [int(self.FOUND.at_risk[self.FOUND.times == day][0]) for day in (10, 16, 18, 23, 26, 27)] == [
            304, 302, 301, 300, 298, 297,
        ]  # fmt: skip

    def test_overall_survival(self):
        left = 1 - self.FOUND.incidence - self.FOUND.competing
        by_day = [left[self.FOUND.times == day][0] for day in (10, 16, 18, 23, 26, 27)]
        assert by_day == pytest.approx([0.997, 0.993, 0.990, 0.987, 0.983, 0.980], abs=5.1e-4)

    def test_each_death_of_breast_cancer_adds_three_in_a_thousand(self):
        """As printed 0.3, 0.6, 0.9 and 1.2 per cent: the table adds up what it has rounded."""
        by_day = [0.0, *(self.FOUND.incidence[self.FOUND.times == day][0] for day in (10, 16, 23, 27))]
        assert np.diff(by_day).round(3).tolist() == [0.003] * 4


class TestStata:
    """Eighteen cases in the tests of statsmodels, whose numbers are those of Stata's stcompet: three ways to end."""

    WAYS = {1: ([1, 2], [2, 1]), 2: ([4], [3]), 3: ([6, 7], [2, 1])}
    STILL_OPEN = ([1, 2, 4, 8, 9], [1, 2, 2, 1, 3])

    @pytest.mark.parametrize(
        ("way", "days", "shares", "errors"),
        [
            (1, (1, 2), (0.11111111, 0.17037037), (0.07407407, 0.08976251)),
            (2, (4,), (0.20740741,), (0.10610391,)),
            (3, (6, 7), (0.17777778, 0.26666667), (0.11196147, 0.12787781)),
        ],
    )
    def test_shares_and_standard_errors(self, way, days, shares, errors):
        (days_1, n_1), (days_2, n_2) = (ended for each, ended in self.WAYS.items() if each != way)
        competing = ([*days_1, *days_2], [*n_1, *n_2])
        found = cumulative_incidence(self.WAYS[way], competing, self.STILL_OPEN)
        places = [int(np.searchsorted(found.times, day)) for day in days]
        assert found.incidence[places] == pytest.approx(shares, abs=5e-9)
        assert [standard_error(found, place) for place in places] == pytest.approx(errors, abs=1e-7)


class TestBoneMarrowTransplants:
    """Klein and Moeschberger (1997), 54 patients of low risk: relapse, as SAS and R print it in the CAMIS comparison."""

    RELAPSE = one_each([421, 748, 486, 272, 381, 248, 211, 219, 606])
    DEATH = one_each([414, 2204, 1063, 481, 105, 641, 390, 288, 79, 48, 1074, 10, 53, 80, 35, 704])
    ALIVE = one_each([2569, 2506, 2409, 2218, 1857, 1829, 1562, 1470, 1363, 1030, 860, 1258, 2246, 1870, 1799, 1709, 1674, 1568,
                      1527, 1324, 957, 932, 847, 848, 1850, 1843, 1535, 1447, 1384])  # fmt: skip
    FOUND = cumulative_incidence(RELAPSE, DEATH, ALIVE)
    YEAR = 365.25

    @pytest.mark.parametrize(
        ("years", "share", "low", "high"),
        [
            (1.0, 0.0741, 0.0234, 0.1646),
            (1.5, 0.1296, 0.0563, 0.2344),
            (2.0, 0.1481, 0.0685, 0.2565),
            (3.0, 0.1667, 0.0813, 0.2783),
        ],
    )
    def test_relapse_by_year(self, years, share, low, high):
        """Their variance is Aalen's (1978), ours that of the delta method: of nobody lost to follow-up, the binomial one."""
        found = self.FOUND.share_by(years * self.YEAR)
        assert found[0] == pytest.approx(share, abs=5e-5)
        assert found[1:] == pytest.approx((low, high), abs=2e-3)
        place = int(np.searchsorted(self.FOUND.times, years * self.YEAR, side="right")) - 1
        assert standard_error(self.FOUND, place) == pytest.approx(np.sqrt(found[0] * (1 - found[0]) / 54))

    def test_none_within_half_a_year(self):
        assert self.FOUND.n == 54
        assert self.FOUND.share_by(0.5 * self.YEAR)[0] == 0
