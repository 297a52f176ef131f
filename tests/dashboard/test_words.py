import datetime as dt

import pytest

from dashboard import words
from metrics.indicator import Unit
from metrics.series import Point
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection
from vocabulary.state import State


def plain(text: str) -> str:
    return text.replace(words.SPACE, " ")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.614, Unit.SHARE, "61 %"), (0.0, Unit.SHARE, "0 %"), (164.0, Unit.DAYS, "164 d"),
        (1204.0, Unit.COUNT, "1,204"),
        (None, Unit.SHARE, "–"), (-3.0, Unit.COUNT, "−3"),
    ],
)  # fmt: skip
def test_an_amount_is_said_with_its_unit(value, unit, said):
    assert plain(words.amount(value, unit)) == said


def test_almost_all_is_never_said_to_be_all():
    assert plain(words.amount(0.996, Unit.SHARE)) == "99.6 %"
    assert plain(words.amount(0.0004, Unit.SHARE)) == "0.04 %"


def test_a_figure_that_is_no_number_says_its_state():
    assert words.figure(Point("x", State.NOT_REPORTED), Unit.SHARE) == "not reported"
    assert words.figure(Point("x", State.SUPPRESSED), Unit.SHARE) == "withheld"
    assert words.counts(Point("x", State.SUPPRESSED), Unit.SHARE) == ""


def test_counts_stand_beside_a_share_and_what_was_followed_beside_days():
    point = Point("x", State.VALUE, 0.5, 1204, 2408)
    assert words.counts(point, Unit.SHARE) == "1,204 of 2,408"
    assert words.counts(point, Unit.DAYS) == "2,408 followed"


def test_movement_is_said_in_points_with_a_true_minus():
    assert plain(words.difference(-0.051, Unit.SHARE)) == "−5.1 points"
    assert plain(words.difference(0.031, Unit.SHARE)) == "+3.1 points"
    assert plain(words.difference(0.01, Unit.SHARE)) == "+1.0 points"


def test_days_and_quarters_are_said_as_people_say_them():
    assert plain(words.day(dt.date(2026, 10, 12))) == "12 October 2026"
    assert words.months_of(Quarter(2026, 3)) == "July to September"
    assert plain(words.short_month(Month(2024, 10))) == "Oct 24"


def test_lists_and_counts_are_words():
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a"]) == "a"
    assert words.listed([]) == ""
    assert (words.counted(1, "signal"), words.counted(0, "signal"), words.counted(27, "signal")) == (
        "one signal", "no signals", "27 signals",
    )  # fmt: skip


def test_a_selection_is_said_in_one_sentence():
    chosen = Selection.ending("CRP", Month(2026, 9))
    names = {"VEL": "Veldland", "OSM": "Osmark"}
    assert words.say(chosen, names) == "Oct 2024 to Sep 2026, all partners"
    assert words.say(chosen.narrowed("VEL", "OSM"), names) == "Oct 2024 to Sep 2026, Osmark and Veldland"
    assert words.say(chosen.narrowed("A", "B", "C", "D"), names).endswith(", four partners")
