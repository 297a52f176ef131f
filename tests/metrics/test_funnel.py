"""Partners around the programme's share: exact limits, widened where partners spread by themselves."""

from metrics.funnel import BEYOND, NEAR, WITHIN, funnel_of
from metrics.series import Point
from vocabulary.state import State


def shown(numerator, n):
    return Point("", State.VALUE, numerator / n, numerator, n)


def judged(*counts, total=None):
    x, n = total or (sum(x for x, _ in counts), sum(n for _, n in counts))
    return funnel_of(shown(x, n), [shown(*each) for each in counts])


def test_all_of_a_few_is_within_the_limits():
    funnel = judged((1, 1), (2, 2), (3, 3), (60, 90))
    assert funnel.positions == (WITHIN,) * 4
    assert funnel.says == "Exact binomial limits: what chance alone would give."


def test_one_partner_that_stands_apart_is_found():
    funnel = judged(*[(80, 100)] * 11, (20, 100), total=(800, 1000))
    assert funnel.positions == (WITHIN,) * 11 + (BEYOND,)


def test_between_the_limits_is_near():
    assert judged((80, 100), (70, 100), total=(800, 1000)).positions == (WITHIN, NEAR)


def test_ten_partners_that_all_differ_widen_the_limits_and_it_is_said():
    funnel = judged(*[(each, 100) for each in (95, 60, 90, 70, 99, 55, 85, 75, 97, 50, 88, 66)])
    assert BEYOND not in funnel.positions
    assert "times as wide as chance alone, so the limits are widened" in funnel.says


def test_a_few_partners_that_all_differ_do_not():
    funnel = judged((95, 100), (50, 100), (99, 100), (40, 100))
    assert BEYOND in funnel.positions
    assert "too few to tell a spread" in funnel.says


def test_without_a_share_of_the_programme_nothing_is_judged():
    funnel = funnel_of(Point("", State.NOT_REPORTED), [shown(1, 2)])
    assert (funnel.centre, funnel.positions, funnel.says) == (None, ("",), "")


def test_a_partner_without_a_figure_has_no_position():
    funnel = funnel_of(shown(8, 10), [Point("", State.SUPPRESSED), shown(8, 10)])
    assert funnel.positions == ("", WITHIN)
