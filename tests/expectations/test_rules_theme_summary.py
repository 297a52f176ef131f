"""Every rule of the theme summaries, from both sides. Received on 30 June 2026."""

import pytest

from expectations.datasets import theme_summary
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import breaking_sides, broken_rows
from tests.expectations.feedback_world import MEMBER, feedback_world, keyed, screening_cases
from tests.expectations.known_frames import FramesKnown, typed

SUMMARIES = theme_summary.DATASET
ENDS = ("03-31", "06-30", "09-30", "12-31")
PERIODS = [
    {"period": f"{year}Q{number}", "calendar": "QUARTER", "start_on": f"{year}-{3 * number - 2:02d}-01",
     "end_on": f"{year}-{ENDS[number - 1]}", "locked_on": f"{year + (number == 4)}-{number % 4 * 3 + 2:02d}-28"}
    for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)
]  # fmt: skip
GOOD = {
    "period": "2026Q1", "programme": "PRG", "reporting_partner": "ALD", "theme": "TERMS", "summary_count": 6,
    "coverage": "FULL",
}  # fmt: skip
THEMES = ("TERMS", "LEGAL", "OTHER")
BEFORE = [
    *(
        GOOD | {"period": f"2025Q{number}", "summary_count": count}
        for number, count in enumerate((5, 7, 6, 6), start=1)
    ),
    GOOD | {"period": "2025Q4", "theme": "LEGAL", "coverage": "PARTIAL", "summary_count": 1},
    GOOD | {"period": "2025Q4", "theme": "OTHER", "summary_count": 2},
]
WORLD = {
    "period": PERIODS,
    "theme": [
        {"theme": "LEGAL", "topic": "LEGAL"},
        {"theme": "OTHER", "topic": "OTHER"},
        {"theme": "OLD-TERMS", "topic": "TERMINOLOGY", "valid_to": "2024-12-31"},
    ],
    "course_theme_map": [{"course": "CRS-A", "theme": "TERMS", "basis": "CONTENT", "valid_to": "2026-03-31"}],
}
BRE = {"reporting_partner": "BRE"}
PAST = {"period": "2025Q4"}
CASES = [
    ("IT-01b", {}, {"theme": "OLD-TERMS"}),
    ("IT-01b", {"period": "2024Q4", "theme": "OLD-TERMS"}, {"theme": "NONE"}),
    ("IT-01c", {}, {"reporting_partner": "NOBODY"}),
    ("IT-01d", {}, {"programme": "OTHER"}),
    ("IT-01e", {}, {"period": "2031Q1"}),
    ("IT-01f", {"reporting_partner": "COR"}, {"reporting_partner": "COR", "period": "2026Q2"}),
    ("IT-01f", BRE, {"reporting_partner": "OUT"}),
    ("IT-02", {"summary_count": 0}, {"summary_count": -1}),
    ("IT-03a", {"summary_count": None, "coverage": "NONE"}, {"summary_count": 0, "coverage": "NONE"}),
    ("IT-03b", {"summary_count": 0}, {"summary_count": None}),
    ("IT-03b", {"summary_count": None, "coverage": "PARTIAL"}, {"summary_count": None}),
    ("IT-05", {"summary_count": 9}, {"summary_count": 10}),
    ("IT-05", {"summary_count": 3}, {"summary_count": 2}),
    ("IT-05", BRE | {"summary_count": 90}, {"summary_count": 11}),
    ("IT-08", {"summary_count": 5}, {"summary_count": 4}),
    ("IT-08", {"summary_count": 0}, {"summary_count": 1}),
    ("IT-09", {"is_training_relevant": True}, {"is_training_relevant": True, "theme": "LEGAL"}),
    ("IT-09", {"theme": "LEGAL"}, {"is_training_relevant": True, "period": "2026Q2"}),
    ("IT-10", PAST, PAST | {"summary_count": 9}),
    ("IT-10", PAST | {"summary_count": 9, "change_reason": "Two came late."}, PAST | {"summary_count": None}),
    ("IT-10", {"summary_count": 90}, PAST | {"summary_count": 5}),
    ("IT-11", {"theme": "LEGAL"}, {"theme": "LEGAL", "coverage": "PARTIAL"}),
    ("IT-11", {"coverage": "PARTIAL"}, {"theme": "LEGAL", "coverage": "PARTIAL"}),
    ("XD-11", {}, {"period": "2026Q2"}),
    ("XD-11", {"theme": "LEGAL", "summary_count": 3}, {"theme": "LEGAL", "summary_count": 4}),
    *screening_cases("SG-02", ("change_reason",)),
]
TOGETHER = {"IT-01a", "IT-03c", "IT-04", "IT-06", "IT-07"}


def worlds(sides: list[str]) -> FramesKnown:
    """A programme for each side: what a partner says of one theme is compared with what it says of others."""
    members = [MEMBER | {"partner": partner} for partner in ("ALD", "BRE")] + [
        MEMBER | {"partner": "COR", "valid_to": "2026-02-28"}
    ]
    more = {
        "programme": [{"programme": side} for side in sides],
        "membership": [row | {"programme": side} for side in sides for row in members],
    }
    before = {"theme_summary": [row | {"programme": side} for side in sides for row in BEFORE]}
    return feedback_world(WORLD | more | before, before)


@pytest.fixture(scope="module")
def broken() -> dict[int, list[str]]:
    cases = keyed(CASES, GOOD, "programme", "PRG-")
    sides = [str(side["programme"]) for _, *both in cases for side in both if side["programme"] != "OTHER"]
    return breaking_sides(SUMMARIES, worlds(sides), cases)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_each_rule_names_the_row_that_breaks_it_and_not_the_other(broken, number):
    assert broken[number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    assert {rule.id for rule in SUMMARIES.rules} == {case[0] for case in CASES} | TOGETHER


def summary(*counts: float, **said: object) -> list[dict[str, object]]:
    return [
        GOOD | {"theme": theme, "summary_count": count} | said for theme, count in zip(THEMES, counts, strict=False)
    ]


def test_a_whole_summary_breaks_no_rule():
    world = WORLD | {"course_theme_map": [{"course": "CRS-A", "theme": theme} for theme in THEMES]}
    findings = check(SUMMARIES, typed(SUMMARIES, *summary(10, 7, 5, stated_total=22)), feedback_world(world))
    assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_a_theme_listed_twice_names_both_rows():
    rows = (*summary(10, 7), GOOD)
    assert broken_rows(SUMMARIES, "IT-01a", feedback_world(WORLD), *rows) == [0, 2]


def test_full_coverage_without_a_row_for_a_theme_holds_those_rows_back_and_no_others():
    rows = (*summary(10, 7), *summary(10, 7, **BRE, coverage="PARTIAL"), *summary(10, 7, 0, period="2025Q3"))
    assert broken_rows(SUMMARIES, "IT-03c", feedback_world(WORLD), *rows) == [0, 1]


def test_a_row_added_to_what_came_before_makes_it_full():
    before = {"theme_summary": summary(10, 7)}
    world = feedback_world(WORLD | before, before)
    assert broken_rows(SUMMARIES, "IT-03c", world, *summary(0, 0, 0)[2:]) == []
    assert broken_rows(SUMMARIES, "IT-03c", world, *summary(11)) == [0]


def test_a_summary_that_leaves_a_theme_out_is_pointed_out_whole():
    known = feedback_world(WORLD)
    assert broken_rows(SUMMARIES, "IT-04", known, *summary(1, 2), *summary(1, 2, 3, **BRE)) == [0, 1]
    earlier = feedback_world(WORLD | {"theme_summary": summary(1, 2)})
    assert broken_rows(SUMMARIES, "IT-04", earlier, GOOD | {"theme": "OTHER"}) == []


def test_most_summaries_fit_a_theme():
    known = feedback_world(WORLD)
    assert broken_rows(SUMMARIES, "IT-06", known, *summary(4, 3, 3), *summary(4, 2, 3, **BRE)) == [3, 4, 5]
    assert broken_rows(SUMMARIES, "IT-06", known, *summary(0, 0, 0)) == []


def test_a_total_that_is_stated_is_the_sum_of_the_themes():
    known = feedback_world(WORLD)
    right, wrong = summary(4, 3, 3, stated_total=10), summary(4, 3, 3, stated_total=11, **BRE)
    assert broken_rows(SUMMARIES, "IT-07", known, *right, *wrong) == [3, 4, 5]


def test_a_partner_without_a_year_of_summaries_is_compared_with_nothing():
    young = feedback_world(WORLD | {"theme_summary": BEFORE[:3]})
    assert broken_rows(SUMMARIES, "IT-05", young, GOOD | {"summary_count": 90}) == []


def test_a_count_of_a_locked_period_is_a_new_one_for_whoever_had_not_reported():
    known = feedback_world(WORLD)
    assert broken_rows(SUMMARIES, "IT-10", known, GOOD | PAST | {"summary_count": 9}) == []
