import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from metrics.statistics.funnel import exact_limits
from metrics.statistics.p_chart import p_limits, p_prime_limits, sparse_p_limits

NAN = float("nan")
NUMERATORS, N = [18, 40, 27, 60, 22, 35, 70, 45], [20, 50, 30, 80, 25, 40, 100, 48]
months = st.lists(
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30
)


def test_limits_agree_with_the_worked_example():
    limits = p_limits(NUMERATORS, N)
    assert limits.centre[0] == pytest.approx(0.8066, abs=5e-5)
    assert (limits.low[6], limits.high[6]) == pytest.approx((0.6881, 0.9251), abs=5e-5)
    assert (limits.low[0], min(limits.high[0], 1)) == pytest.approx((0.5417, 1), abs=5e-5)
    assert limits.sigma_z == pytest.approx(2.0686, abs=5e-5)


def test_laneys_limits_are_wider_by_sigma_z():
    p, prime = p_limits(NUMERATORS, N), p_prime_limits(NUMERATORS, N)
    assert prime.high - prime.centre == pytest.approx((p.high - p.centre) * 2.06861, rel=1e-5)


def test_nothing_is_clipped():
    assert p_limits([19, 20, 18], [20, 20, 20]).high.max() > 1


def test_the_centre_is_pooled_and_not_the_average_of_shares():
    assert p_limits([9, 45], [10, 90]).centre == pytest.approx([0.54, 0.54])


def test_a_month_with_nobody_due_has_no_centre_and_no_limits():
    limits = p_limits([5, 0, 6], [10, 0, 10])
    assert np.isnan([limits.centre[1], limits.low[1], limits.high[1]]).all()
    assert limits.centre[0] == 0.55
    assert limits.sigma_z == 1


def test_a_point_that_does_not_count_gets_limits_and_does_not_move_them():
    assert p_limits([5, 6, NAN], [10, 10, 40]).centre == pytest.approx([0.55] * 3)
    assert p_limits([5, 6, NAN], [10, 10, 40]).high[2] == pytest.approx(0.55 + 3 * np.sqrt(0.55 * 0.45 / 40))


@pytest.mark.parametrize("limits", [p_limits, p_prime_limits])
@pytest.mark.parametrize(("numerators", "line"), [([10] * 13, 1.0), ([0] * 13, 0.0)])
def test_limits_of_all_or_none_lie_on_the_line(limits, numerators, line):
    with np.errstate(all="raise"):
        drawn = limits(numerators, [10] * 13)
    assert (drawn.low == line).all()
    assert (drawn.high == line).all()
    assert drawn.sigma_z == 1


def test_shares_steadier_than_chance_never_narrow_the_limits():
    p, prime = p_limits([15] * 7 + [16], [30] * 8), p_prime_limits([15] * 7 + [16], [30] * 8)
    assert prime.sigma_z < 1
    assert prime.high == pytest.approx(p.high)


@pytest.mark.parametrize(("numerators", "n"), [([], []), ([0], [0]), ([NAN], [5])])
def test_no_cases_have_no_limits(numerators, n):
    assert np.isnan(p_limits(numerators, n).centre).all()


def test_more_counted_than_there_are_is_an_error():
    with pytest.raises(ValueError, match="between 0 and its n"):
        p_limits([11], [10])


@given(months)
def test_the_complement_has_the_mirrored_limits(cases):
    x, n = np.array(cases).T
    limits, other = p_limits(x, n), p_limits(n - x, n)
    assert other.low == pytest.approx(1 - limits.high)
    assert other.sigma_z == pytest.approx(limits.sigma_z, rel=1e-6)


@given(months, st.randoms())
def test_p_limits_of_a_month_do_not_depend_on_the_order_of_months(cases, random):
    shuffled = sorted(cases, key=lambda _: random.random())
    by_n = dict(zip([n for _, n in shuffled], p_limits(*np.array(shuffled).T).high, strict=True))
    assert p_limits(*np.array(cases).T).high == pytest.approx([by_n[n] for _, n in cases])


def test_montgomerys_orange_juice_cans():
    """Montgomery, Introduction to Statistical Quality Control, table 7.1: 30 samples of 50; samples 15 and 23 are out."""
    nonconforming = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13,
                     9, 6]  # fmt: skip
    limits = p_limits(nonconforming, [50] * 30)
    assert (limits.centre[0], limits.low[0], limits.high[0]) == pytest.approx((0.2313, 0.0524, 0.4102), abs=6e-5)
    beyond = [at + 1 for at, x in enumerate(nonconforming) if not limits.low[at] <= x / 50 <= limits.high[at]]
    assert beyond == [15, 23]


def test_mohammeds_attendances_seen_within_four_hours():
    """Mohammed and others (2013), BMJ Qual Saf 22:362 (qicharts2, nhs_accidents): twenty ordinary weeks of large counts.

    The p chart flags 16 of them, the p' chart none, for they spread 10.6 times as wide as chance alone.
    """
    seen = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320, 267923, 271478, 255353, 256820,
            261835, 259144, 255910, 260863, 264465, 260989]  # fmt: skip
    came = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529, 279618, 283932, 266629, 268091,
            276803, 271578, 266005, 273520, 278574, 273772]  # fmt: skip
    shares = np.array(seen) / came
    p, prime = p_limits(seen, came), p_prime_limits(seen, came)
    assert p.sigma_z == pytest.approx(10.6, abs=0.05)
    assert [int(((shares < limits.low) | (shares > limits.high)).sum()) for limits in (p, prime)] == [16, 0]
    assert p.centre[0] == pytest.approx(0.953, abs=5e-4)


class TestSparse:
    """Where fewer than one case a month goes the other way three sigma leaves out far more than 1 in 740."""

    def test_one_missed_of_five_lies_within_where_one_in_a_hundred_is(self):
        x, n = [5] * 19 + [4], [5] * 20
        assert p_limits(x, n).low[0] > 4 / 5 > sparse_p_limits(x, n).low[0] > 3 / 5
        assert sparse_p_limits(x, n).low[0] == pytest.approx(float(exact_limits(0.99, 5, 0.00135)[0]))
        assert (sparse_p_limits(x, n).high == p_limits(x, n).high).all(), "never narrower"

    def test_each_month_by_its_own_n(self):
        x, n = [10, 10, 10, 9, 300], [10, 10, 10, 10, 310]
        p, sparse = p_limits(x, n), sparse_p_limits(x, n)
        assert (sparse.low[:4] < p.low[:4]).all()
        assert sparse.low[4] == p.low[4]

    @given(months)
    @example([(1, 5)])  # 1 - 4/5 is less than 1/5 by a rounding
    def test_the_complement_is_mirrored(self, cases):
        x, n = np.array(cases).T
        assert sparse_p_limits(n - x, n).low == pytest.approx(1 - sparse_p_limits(x, n).high, abs=1e-6)

    @given(months)
    def test_with_cases_enough_both_ways_it_is_the_p_chart(self, cases):
        x, n = np.array(cases).T
        share = x.sum() / n.sum()
        if n.min() * min(share, 1 - share) >= 1:
            assert sparse_p_limits(x, n).low.tolist() == p_limits(x, n).low.tolist()

    @pytest.mark.parametrize(("x", "n"), [([], []), ([0], [0]), ([NAN], [5]), ([5, 5], [5, 5]), ([0, 0], [5, 0])])
    def test_nothing_or_all_alike_is_the_p_chart(self, x, n):
        np.testing.assert_array_equal(sparse_p_limits(x, n).low, p_limits(x, n).low)
