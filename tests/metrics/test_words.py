import pytest

from metrics.indicator import Unit
from metrics.known.bridge_said import change_said
from metrics.series import Point
from metrics.words import drawable, figure, months, named, told_apart, with_counts
from vocabulary.period import Month
from vocabulary.state import State


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.614, Unit.SHARE, "61 %"),
        (0.0, Unit.SHARE, "0 %"),
        (1.0, Unit.SHARE, "100 %"),
        (0.996, Unit.SHARE, "99.6 %"),
        (0.0004, Unit.SHARE, "0.04 %"),
        (164.0, Unit.DAYS, "164 d"),
        (12345.0, Unit.COUNT, "12,345"),
    ],
)
def test_a_figure_has_one_style_and_is_never_rounded_to_none_or_all(value, unit, said):
    assert figure(value, unit) == said


def test_different_figures_are_told_apart():
    assert told_apart(0.75, 0.71, Unit.SHARE) == ("75 %", "71 %")
    assert told_apart(0.75, 0.746, Unit.SHARE) == ("75.0 %", "74.6 %")


def test_limits_are_cut_for_showing_to_what_the_unit_can_be():
    assert drawable(1.07, Unit.SHARE) == 1
    assert drawable(-4, Unit.DAYS) == 0
    assert drawable(400, Unit.DAYS) == 400


def test_counts_stand_beside_a_figure_and_replace_a_percentage_of_few():
    assert with_counts(Point("", State.VALUE, 43 / 70, 43, 70), Unit.SHARE) == "61 % (43 of 70)"
    assert with_counts(Point("", State.VALUE, 0.75, 3, 4), Unit.SHARE) == "3 of 4"
    assert with_counts(Point("", State.VALUE, 164, 60, 118), Unit.DAYS) == "164 d (118 followed)"
    assert with_counts(Point("", State.VALUE, 7, 7, 7), Unit.COUNT) == "7"


def test_many_months_are_counted_and_few_are_named():
    points = [Point("", State.VALUE, 1, month=Month(2026, month)) for month in (7, 8, 9, 10)]
    assert named(points[:1]) == "July 2026"
    assert named(points[:3]) == "July 2026, August 2026 and September 2026"
    assert named(points) == "four later months"
    assert [months(count) for count in (1, 7, 24)] == ["one month", "seven months", "24 months"]


@pytest.mark.parametrize(
    ("change", "unit", "said"),
    [
        (0.025, Unit.SHARE, "+2.5 points"),
        (-0.0003, Unit.SHARE, "0.0 points"),
        (0.0, Unit.SHARE, "0.0 points"),
        (-0.4, Unit.DAYS, "0 d"),
        (-14.0, Unit.DAYS, "-14 d"),
        (0.0, Unit.COUNT, "0"),
        (10.0, Unit.COUNT, "+10"),
        (-0.001, Unit.RATIO, "0"),
    ],
)
def test_what_rounds_to_nought_went_neither_up_nor_down(change, unit, said):
    assert change_said(change, unit) == said
