import pytest

from metrics.indicator import Direction
from metrics.series import Assurance, Meaning, Variation
from metrics.statistics.icons import assurance_icon, variation_icon

UP, DOWN, NEUTRAL = Direction.UP, Direction.DOWN, Direction.NEUTRAL


@pytest.mark.parametrize(
    ("meaning", "is_high", "icon"),
    [
        (None, False, Variation.COMMON),
        (Meaning.IMPROVEMENT, True, Variation.IMPROVING),
        (Meaning.IMPROVEMENT, False, Variation.IMPROVING),
        (Meaning.CONCERN, True, Variation.WORSENING),
        (Meaning.NEUTRAL, True, Variation.SPECIAL_HIGH),
        (Meaning.NEUTRAL, False, Variation.SPECIAL_LOW),
    ],
)
def test_the_variation_icons_of_making_data_count(meaning, is_high, icon):
    assert variation_icon(meaning, is_high) is icon


@pytest.mark.parametrize(
    ("target", "direction", "icon"),
    [
        (0.9, UP, Assurance.WILL_MISS),
        (0.9, DOWN, Assurance.WILL_MEET),
        (0.5, UP, Assurance.WILL_MEET),
        (0.5, DOWN, Assurance.WILL_MISS),
        (0.7, UP, Assurance.MAY_OR_MAY_NOT),
        (0.8, UP, Assurance.MAY_OR_MAY_NOT),
        (0.8 + 1e-12, UP, Assurance.MAY_OR_MAY_NOT),
        (0.9, NEUTRAL, Assurance.NONE),
        (None, UP, Assurance.NONE),
    ],
)
def test_the_assurance_icon_is_the_target_against_the_limits(target, direction, icon):
    assert assurance_icon(target, 0.6, 0.8, direction) is icon


def test_without_limits_nothing_is_assured():
    assert assurance_icon(0.9, None, None, UP) is Assurance.NONE


def test_a_process_that_stands_still_at_its_best_keeps_meeting_the_target():
    """Constant 100 %: limits lie on the line (PowerBI-SPC issue 463 called this a fail)."""
    assert assurance_icon(0.95, 1.0, 1.0, UP) is Assurance.WILL_MEET
    assert assurance_icon(1.0, 1.0, 1.0, UP) is Assurance.MAY_OR_MAY_NOT
