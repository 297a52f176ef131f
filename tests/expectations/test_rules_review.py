"""Every rule of the reviews, their ratings and their findings, from both sides."""

import pytest

from expectations.datasets import finding, review, review_rating
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import Row, breaking_sides, broken_rows
from tests.expectations.feedback_world import feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

REVIEWS, RATINGS, FINDINGS = review.DATASET, review_rating.DATASET, finding.DATASET
GOOD = {
    "review": "REV-1", "programme": "PRG", "engagement": "ENG-1", "kind": "AAR", "planned_on": "2026-03-10",
    "event_end_on": "2026-03-04", "held_on": "2026-03-10", "draft_on": "2026-03-30", "plan_agreed_on": "2026-04-20",
    "report_submitted_on": "2026-05-01", "plan_submitted_on": "2026-05-02", "finalised_on": "2026-05-10",
    "published_on": "2026-05-20", "participants": "ALD;BRE", "state": "FINAL",
}  # fmt: skip
QUARTERLY = {"kind": "QUARTERLY", "engagement": None, "held_on": "2026-04-15", "draft_on": "2026-04-20"}
HOTWASH = {"kind": "HOTWASH", "held_on": "2026-03-07"}
REVIEWS_BEFORE = [
    {"review": "WAS-NOW", "programme": "PRG", "planned_on": "2026-06-20"},
    {"review": "WAS-NEXT", "programme": "PRG", "planned_on": "2026-07-20"},
    *({"review": name, "planned_on": "2026-03-10", "state": "FINAL"} for name in ("REV-1", "WAS-EMPTY")),
]
FINDINGS_BEFORE = [{"finding": name, "review": "REV-1", "kind": "STRENGTH"} for name in ("FND-1", "FND-OLD")]
REVIEW_CASES = [
    ("RV-01b", {"engagement": None}, {"engagement": "ENG-9"}),
    ("RV-01c", {}, {"programme": "OTHER"}),
    ("RV-02a", {"held_on": "2026-03-04"}, {"held_on": "2026-03-03"}),
    ("RV-02b", {"draft_on": "2026-03-10"}, {"draft_on": "2026-03-09"}),
    ("RV-02c", {"plan_agreed_on": "2026-03-30"}, {"plan_agreed_on": "2026-03-29"}),
    ("RV-02d", {"report_submitted_on": "2026-03-30"}, {"report_submitted_on": "2026-03-29"}),
    ("RV-02e", {"plan_submitted_on": "2026-04-20"}, {"plan_submitted_on": "2026-04-19"}),
    ("RV-02f", {"finalised_on": "2026-03-30"}, {"finalised_on": "2026-03-29"}),
    ("RV-02g", {"published_on": "2026-05-02"}, {"published_on": "2026-05-01"}),
    ("RV-06", {"review": "REV-1"}, {"review": "WAS-EMPTY"}),
    ("RV-06", {"review": "WAS-EMPTY", "state": "DRAFT"}, {"review": "WAS-EMPTY"}),
    ("RV-06", {"review": "NEW-EMPTY"}, {"review": "WAS-EMPTY"}),
    ("RV-07a", {}, {"participants": "ALD;COR"}),
    ("RV-07a", {"participants": "ALD; COR", "guests": "COR"}, {"participants": "ALD; COR", "guests": "OUT"}),
    ("RV-07b", {}, {"participants": "ALD;NOBODY"}),
    ("RV-08", {"review": "WAS-NOW", "planned_on": "2026-06-20"}, {"review": "WAS-NOW", "planned_on": "2026-06-27"}),
    ("RV-08", {"review": "WAS-NEXT", "planned_on": "2026-09-01"}, {"review": "WAS-NOW", "planned_on": None}),
    ("RV-09a", HOTWASH, HOTWASH | {"held_on": "2026-03-08"}),
    ("RV-09b", {"report_submitted_on": "2026-06-02"}, {"report_submitted_on": "2026-06-03"}),
    ("RV-10a", {}, {"plan_submitted_on": None}),
    ("RV-10b", {}, {"report_submitted_on": None}),
    ("RV-14", QUARTERLY, QUARTERLY | {"held_on": "2026-04-16"}),
]
RATING = {"review": "REV-1", "objective_no": 1, "rating": "S", "evaluator_kind": "EXTERNAL"}
RATING_CASES = [
    ("RV-01", {}, {"review": "REV-9"}),
    ("RV-03a", {"rating": "NE"}, {"rating": "4"}),
    ("RV-04", {"rating": "U"}, {"rating": "M", "review": "REV-NEW"}),
    ("RV-04", {"rating": "S", "review": "REV-NEW"}, {"rating": "U", "review": "REV-NEW"}),
    ("RV-05", {"rating": "P"}, {"rating": "P", "review": "REV-PAST"}),
    ("RV-13", {}, {"capability": None}),
    *screening_cases("SG-02", ("capability",)),
]
FOUND = {"finding": "FND-NEW", "review": "REV-1", "kind": "AREA_FOR_IMPROVEMENT", "finding_text": "Two forms are used."}
OLD = {"finding": "FND-OLD"}
FINDING_CASES = [
    ("RV-01b", {}, {"review": "REV-9"}),
    ("RV-01c", {"theme": "TERMS"}, {"theme": "NO-THEME"}),
    ("RV-11", {"finding": "FND-1"}, OLD),
    ("RV-11", OLD | {"kind": "STRENGTH"}, OLD),
    ("RV-11", OLD | {"review": "REV-NEW"}, OLD),
    ("RV-11", OLD | {"no_action_reason": "The form is replaced next year."}, OLD),
    ("RV-11", {"finding": "FND-FIRST"}, OLD),
    *screening_cases("SG-02", ("finding_text", "capability", "no_action_reason")),
]


@pytest.fixture(scope="module")
def broken() -> dict[str, dict[int, list[str]]]:
    known = feedback_world(before={"review": REVIEWS_BEFORE, "finding": FINDINGS_BEFORE})
    return {
        "review": breaking_sides(REVIEWS, known, keyed(REVIEW_CASES, GOOD, "review")),
        "review_rating": breaking_sides(RATINGS, known, keyed(RATING_CASES, RATING, "capability")),
        "finding": breaking_sides(FINDINGS, known, keyed(FINDING_CASES, FOUND, "finding")),
    }


TABLES = {"review": REVIEW_CASES, "review_rating": RATING_CASES, "finding": FINDING_CASES}
PLACES = [(key, number) for key, cases in TABLES.items() for number in range(len(cases))]


@pytest.mark.parametrize(("key", "number"), PLACES, ids=[f"{key}-{at}-{TABLES[key][at][0]}" for key, at in PLACES])
def test_each_rule_names_the_row_that_breaks_it_and_no_other(broken, key, number):
    assert broken[key][number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    apart = {"review": {"RV-01a"}, "review_rating": {"RV-03b", "RV-12"}, "finding": {"RV-01a"}}
    for dataset in (REVIEWS, RATINGS, FINDINGS):
        assert {rule.id for rule in dataset.rules} == {case[0] for case in TABLES[dataset.key]} | apart[dataset.key]


def test_good_rows_break_no_rule():
    good = {
        "review": GOOD,
        "review_rating": RATING | {"capability": "Planning"},
        "finding": FOUND | {"finding": "FND-1"},
    }
    for dataset in (REVIEWS, RATINGS, FINDINGS):
        findings = check(dataset, typed(dataset, good[dataset.key]), feedback_world())
        assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_a_review_and_a_finding_listed_twice_name_both_rows():
    assert broken_rows(REVIEWS, "RV-01a", feedback_world(), GOOD, GOOD | {"review": "REV-2"}, GOOD) == [0, 2]
    assert broken_rows(FINDINGS, "RV-01a", feedback_world(), FOUND, FOUND | {"finding": "FND-2"}, FOUND) == [0, 2]


def rating(capability: str, kind: str, letter: str, objective: int = 1) -> Row:
    return {
        "review": "REV-1",
        "objective_no": objective,
        "capability": capability,
        "evaluator_kind": kind,
        "rating": letter,
    }


def test_a_capability_is_rated_once_for_each_objective_and_kind_of_evaluator():
    rows = (rating("Planning", "SELF", "P"), rating("Planning", "SELF", "S"), rating("Planning", "PEER", "P"),
            rating("Planning", "SELF", "P", objective=2))  # fmt: skip
    assert broken_rows(RATINGS, "RV-03b", feedback_world(), *rows) == [0, 1]


def test_own_and_external_ratings_two_levels_apart_are_named_and_peers_are_not_asked():
    near = (rating("Planning", "SELF", "P"), rating("Planning", "EXTERNAL", "S"), rating("Planning", "PEER", "U"))
    far = (rating("Warning", "SELF", "P"), rating("Warning", "EXTERNAL", "M"))
    unrated = (rating("Media", "SELF", "P"), rating("Media", "EXTERNAL", "NE"))
    assert broken_rows(RATINGS, "RV-12", feedback_world(), *near, *far, *unrated) == [3, 4]


def test_an_external_rating_is_compared_with_an_own_rating_sent_before():
    known = feedback_world({"review_rating": [rating("Planning", "SELF", "P")]})
    assert broken_rows(RATINGS, "RV-12", known, rating("Planning", "EXTERNAL", "M")) == [0]


def test_one_rating_that_is_not_p_excuses_many_areas_for_improvement():
    rows = (RATING | {"review": "REV-PAST", "capability": "Planning", "rating": "P"},
            RATING | {"review": "REV-PAST", "capability": "Media", "rating": "S"})  # fmt: skip
    assert broken_rows(RATINGS, "RV-05", feedback_world(), *rows) == []
