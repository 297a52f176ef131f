"""Screened limits, signal rules and icons against published charts.

The vignettes and tests are those of NHSRplotthedots 0.2.2, which draws the charts of NHS "Making Data Count".
"""

import numpy as np
import pytest

from metrics.indicator import Direction
from metrics.series import Assurance, Meaning
from metrics.statistics import rules
from metrics.statistics.control import control
from metrics.statistics.icons import assurance_icon
from metrics.statistics.p_chart import p_limits
from metrics.statistics.plan import Plan
from metrics.statistics.xmr import xmr_limits

UP, DOWN, NEUTRAL = Direction.UP, Direction.DOWN, Direction.NEUTRAL
# Vignette "Deviations from Excel defaults": eighteen days, one of them ten.
ONE_OF_TEN = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# Snapshots of the tests: twenty normal numbers (R, seed 123); the fifteenth is set to 10 in two of them.
NORMAL = [-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
          -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
          0.70135590, -0.47279141]  # fmt: skip
WITH_A_TEN = [*NORMAL[:14], 10.0, *NORMAL[15:]]
# Four-hour breaches by month, April 2016 to March 2018 (NHS England, A&E attendances, type 1): RQM of the README, RRK of
# the introductory vignette.
RQM = [1199, 929, 970, 1178, 1110, 1388, 2061, 1985, 2675, 3141, 1942, 2030, 1309, 1960, 1169, 1117, 1085, 1492, 1280, 1197,
       1569, 1406, 1328, 1564]  # fmt: skip
RRK = [1195, 1843, 1397, 1333, 1771, 1751, 2013, 1759, 2179, 2585, 1654, 1543, 1632, 1558, 1190, 1357, 1279, 1683, 2190,
       1804, 986, 2181, 2048, 2154]  # fmt: skip


def chart(values, direction=UP, **decided):
    nobody = [0] * len(values)
    return control(values, nobody, nobody, [False] * len(values), direction, False, Plan(**decided))


class TestScreenedLimits:
    @pytest.mark.parametrize(("screened", "ends"), [(True, (-0.72, 4.60)), (False, (-3.06, 6.95))])
    def test_one_day_of_ten_is_left_out_of_the_ranges_and_not_of_the_mean(self, screened, ends):
        limits = xmr_limits(ONE_OF_TEN, screened=screened)
        assert limits.centre == pytest.approx(1.94, abs=5e-3)
        assert (limits.low, limits.high) == pytest.approx(ends, abs=5e-3)
        assert limits.screened_out == (2 if screened else 0)

    @pytest.mark.parametrize(
        ("values", "screened", "expected"),
        [
            (NORMAL, True, (0.1416238, -3.01138, 3.294627)),
            (WITH_A_TEN, True, (0.6694159, -2.383666, 3.722497)),
            (WITH_A_TEN, False, (0.6694159, -4.596625, 5.935457)),
        ],
    )
    def test_the_snapshots_to_their_last_digit(self, values, screened, expected):
        limits = xmr_limits(values, screened=screened)
        assert (limits.centre, limits.low, limits.high) == pytest.approx(expected, rel=1e-6)


class TestSignals:
    def test_the_day_of_ten_alone_is_an_improvement_where_higher_is_better(self):
        """A hundred higher, as ones and twos crowd against zero and get a run chart here."""
        (signal,) = chart([100 + value for value in ONE_OF_TEN]).signals
        assert (signal.index, signal.rule, signal.meaning) == (4, "beyond a limit", Meaning.IMPROVEMENT)

    def test_the_twenty_normal_numbers_are_common_cause_all(self):
        assert chart(NORMAL).signals == ()

    def test_the_chart_of_the_readme(self):
        """Limits 740, 1,545 and 2,350 at its right edge; two months blue, two orange, and the latest of common cause."""
        found = chart(RQM, DOWN)
        assert (found.method, found.is_screened) == ("XmR", True)
        assert [line[-1] for line in (found.low, found.centre, found.high)] == pytest.approx([740, 1545, 2350], abs=0.5)
        near, beyond = ("two of three near a limit", Meaning.IMPROVEMENT), ("beyond a limit", Meaning.CONCERN)
        assert {signal.index: (signal.rule, signal.meaning) for signal in found.signals} == {
            1: near, 2: near, 8: beyond, 9: beyond,
        }  # fmt: skip
        assert assurance_icon(1200, found.low[-1], found.high[-1], DOWN) is Assurance.MAY_OR_MAY_NOT

    def test_eight_months_of_few_breaches_in_birmingham_are_an_improvement(self):
        """The vignette shows the eight of February to September 2017; January lies beyond the screened limit alone."""
        screened, plain = chart(RRK, DOWN).signals, chart(RRK, DOWN, screened=False).signals
        assert [signal.index for signal in plain] == list(range(10, 18))
        assert {(signal.rule, signal.meaning) for signal in plain} == {("seven on one side", Meaning.IMPROVEMENT)}
        assert [signal for signal in screened if signal not in plain] == [screened[0]]
        assert (screened[0].index, screened[0].rule) == (9, "beyond a limit")

    def test_two_near_opposite_limits_are_no_two_of_three(self):
        """The package's test of issue 180: ones up and down, and at the end 5.5 and -5.5, both common cause."""
        values = [1.0, -1.0] * 7 + [5.5, -5.5]
        assert not {14, 15} & {signal.index for signal in chart(values, screened=False).signals}

    @pytest.mark.parametrize(
        ("near", "flagged"),
        [
            ([1, 0, 1], [0, 2]),
            ([0, 1, 1], [1, 2]),
            ([0, 0, 1, 0, 1, 0, 0], [2, 4]),
            ([0, 0, 1, 1, 0, 0, 0], [2, 3]),
            ([1, 0, 0, 1], []),
            ([1, 0, 0, 1, 1], [3, 4]),
        ],
    )
    def test_which_points_are_part_of_two_of_three(self, near, flagged):
        values = [2.5 if each else 1.0 for each in near]  # all above the mean, near the limit of 3 where the test says 1
        assert np.flatnonzero(rules.two_of_three(values, 0, -3, 3)).tolist() == flagged

    @pytest.mark.parametrize(
        ("values", "flagged"),
        [
            ([1, 2, 3, 3, 4, 5, 6], []),
            ([1, 2, 3, 4, 5, 6], []),
            ([2, 1, 2, 3, 4, 5, 6, 7, 3], list(range(1, 8))),
            ([2, 7, 6, 5, 4, 3, 2, 1, 3], list(range(1, 8))),
        ],
    )
    def test_which_points_are_part_of_a_trend(self, values, flagged):
        assert np.flatnonzero(rules.seven_trend(values)).tolist() == flagged


class TestAssurance:
    """The package's tests: a target of 4 against limits of 1 to 3, 5 to 7 and 1 to 5."""

    FAIL, PASS, EITHER = Assurance.WILL_MISS, Assurance.WILL_MEET, Assurance.MAY_OR_MAY_NOT

    @pytest.mark.parametrize(
        ("direction", "icons"),
        [(UP, [FAIL, PASS, EITHER]), (DOWN, [PASS, FAIL, EITHER]), (NEUTRAL, [Assurance.NONE] * 3)],
    )
    def test_target_against_limits(self, direction, icons):
        assert [assurance_icon(4, *limits, direction) for limits in ((1, 3), (5, 7), (1, 5))] == icons


class TestMontgomery:
    """Montgomery, Introduction to Statistical Quality Control, as qicharts2 0.8.1 holds its tables."""

    def test_twenty_more_loans_are_judged_by_the_first_twenty(self):
        """Table 6.7: costs of the loans of weeks 21 to 40; the last two lie beyond the limits of weeks 1 to 20."""
        first = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
        later = [305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328]
        found = chart([*first, *later], baseline=20)
        assert (found.centre[-1], found.low[-1], found.high[-1]) == pytest.approx((300.5, 279.78, 321.22), abs=5e-3)
        assert [signal.index for signal in found.signals if signal.rule == "beyond a limit"] == [38, 39]

    def test_two_samples_with_a_known_cause_do_not_shape_the_limits_of_the_cans(self):
        """Example 7.1 without samples 15 and 23: centre 0.2150, limits 0.0407 and 0.3893; now sample 21 is out too."""
        cans = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
        shares = np.array(cans) / 50
        limits = p_limits([np.nan if at in (14, 22) else each for at, each in enumerate(cans)], [50] * 30)
        assert (limits.centre[0], limits.low[0], limits.high[0]) == pytest.approx((0.2150, 0.0407, 0.3893), abs=5e-5)
        assert np.flatnonzero((shares > limits.high) | (shares < limits.low)).tolist() == [14, 20, 22]

    def test_purchase_orders_have_limits_that_step_with_n(self):
        """Table 7.4: 234 errors in 2,450 orders of 25 weeks; week 11 alone is out."""
        n = [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90]
        errors = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
        limits, shares = p_limits(errors, n), np.array(errors) / n
        assert limits.centre == pytest.approx(np.full(25, 0.09551), abs=5e-6)
        by_n = dict(zip(n, zip(limits.low, limits.high, strict=True), strict=True))
        assert [by_n[of][1] for of in (80, 90, 100, 110, 120)] == pytest.approx(
            [0.194093, 0.188455, 0.183686, 0.179582, 0.176003], abs=5e-7
        )
        assert [by_n[of][0] for of in (90, 100, 110, 120)] == pytest.approx(
            [0.002565, 0.007335, 0.011438, 0.015017], abs=5e-7
        )
        assert by_n[80][0] < 0, "the book's is cut at 0, ours only where it is drawn"
        assert np.flatnonzero((shares > limits.high) | (shares < limits.low)).tolist() == [10]
