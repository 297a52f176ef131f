"""Every rule of the observations, from both sides."""

import pytest

from expectations.datasets import observation
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import asked, breaking_sides, broken_rows
from tests.expectations.feedback_world import feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

OBSERVATIONS = observation.DATASET
GOOD = {
    "observation": "OBS-1", "programme": "PRG", "submitted_on": "2026-03-20", "originator_partner": "ALD",
    "originator_unit": "ALD-M1", "is_anonymous": False, "linked_engagement": "ENG-1",
    "title": "Two words for one thing",
    "observation_text": "Partners used two words for one step; one was expected.", "kind": "ISSUE", "theme": "TERMS",
    "barriers": "LANGUAGE_TERMINOLOGY;PROCEDURES", "state": "SUBMITTED", "releasability": "ALL",
}  # fmt: skip
LESSON = {
    "state": "LESSON_IDENTIFIED", "triage_on": "2026-03-25", "analysed_on": "2026-05-20", "finalised_on": "2026-06-01",
    "conclusion": "One list is missing.", "recommendation": "Agree one list of terms.",
}  # fmt: skip
REJECTED = {"state": "REJECTED", "triage_on": "2026-03-25", "reject_reason": "Already in the register."}
KNOWN_BEFORE = [
    {"observation": f"WAS-{state}", "originator_partner": "ALD", "submitted_on": "2026-03-20", "state": state}
    for state in ("SUBMITTED", "ACCEPTED", "NOTED")
]
LESSONS_BEFORE = [row | {"observation": name, "state": "LESSON_IDENTIFIED"} for row in KNOWN_BEFORE[:1]
                  for name in ("OBS-0", "WAS-LESSON")]  # fmt: skip
OLD_LESSON = LESSON | {"observation": "WAS-LESSON", "finalised_on": "2026-04-30"}
CASES = [
    ("OB-01b", {"observation": "WAS-SUBMITTED", "submitted_on": "2026-03-19"},
     {"observation": "WAS-SUBMITTED", "submitted_on": "2026-03-19", "originator_partner": "BRE"}),
    ("OB-02a", {}, {"state": "OPEN"}),
    ("OB-02b", LESSON | {"observation": "WAS-SUBMITTED"}, REJECTED | {"observation": "WAS-ACCEPTED"}),
    ("OB-02b", {"observation": "WAS-SUBMITTED"},
     REJECTED | {"observation": "WAS-ACCEPTED", "reopened_on": "2026-06-01"}),
    ("OB-03a", {"triage_on": "2026-03-20"}, {"triage_on": "2026-03-19"}),
    ("OB-03b", {"triage_on": "2026-03-25", "analysed_on": "2026-03-25"},
     {"triage_on": "2026-03-25", "analysed_on": "2026-03-24"}),
    ("OB-03c", {"triage_on": "2026-03-25", "finalised_on": "2026-03-26"},
     {"triage_on": "2026-03-25", "finalised_on": "2026-03-24"}),
    ("OB-03d", {"originator_informed_on": "2026-03-20"}, {"originator_informed_on": "2026-03-19"}),
    ("OB-04a", REJECTED, REJECTED | {"reject_reason": None}),
    ("OB-04b", REJECTED, REJECTED | {"triage_on": None}),
    ("OB-05", {"state": "ACCEPTED", "triage_on": "2026-03-25"}, {"state": "ACCEPTED"}),
    ("OB-05", {"state": "ACCEPTED", "is_offline_form": True}, {"state": "IN_ANALYSIS", "is_offline_form": False}),
    ("OB-06a", LESSON, LESSON | {"conclusion": None}),
    ("OB-06b", LESSON, LESSON | {"recommendation": None}),
    ("OB-07a", {"title": "Handover"}, {"title": "tbd."}),
    ("OB-07b", {"observation_text": "Η αναφορά γράφτηκε δύο φορές."}, {"observation_text": "- n/a -"}),
    ("OB-07c", {"observation_text": "x" * 20}, {"observation_text": "x" * 19}),
    ("OB-08", {"title": "x" * 100, "observation_text": "x" * 3900, "discussion": "x" * 2000},
     {"title": "x" * 101, "observation_text": "x" * 3900, "discussion": "x" * 2000}),
    ("OB-09a", {"theme": None}, {"theme": "NO-THEME"}),
    ("OB-09b", {}, {"theme": "OLD-TERMS"}),
    ("OB-09c", {"barriers": "PROCEDURES; OTHER"}, {"barriers": "PROCEDURES;WEATHER"}),
    ("OB-10a", {}, {"linked_engagement": "ENG-9"}),
    ("OB-10b", {}, {"linked_engagement": "ENG-PAST"}),
    ("OB-10c", {"linked_run": "RUN-1"}, {"linked_run": "RUN-9"}),
    ("OB-10d", {"linked_run": "RUN-1"}, {"linked_run": "RUN-PAST"}),
    ("OB-10e", {"linked_review": "REV-1"}, {"linked_review": "REV-9"}),
    ("OB-10f", {"linked_review": "REV-1"}, {"linked_review": "REV-PAST"}),
    ("OB-12", {"is_anonymous": True, "originator_unit": None}, {"is_anonymous": True}),
    ("OB-13", OLD_LESSON | {"finalised_on": "2026-05-01"}, OLD_LESSON),
    ("OB-13", OLD_LESSON | {"observation": "OBS-0"}, OLD_LESSON),
    ("OB-13", OLD_LESSON | {"observation": "OBS-NEW"}, OLD_LESSON),
    ("OB-14", {"recurs_from": "ACT-LED"}, {"recurs_from": "ACT-0"}),
    ("OB-14", {"recurs_from": "OBS-LED"}, {"recurs_from": "OBS-0"}),
    ("OB-14", {"recurs_from": "ACT-AGAIN"}, {"recurs_from": "ACT-LED", "submitted_on": "2025-08-31"}),
    *screening_cases("OB-15", ("title", "observation_text", "discussion", "conclusion", "recommendation")),
    *((f"OB-15e:{column}", {column: "The captain of the team asked."}, {column: "Asked by Capt. J. Miller."})
      for column in ("title", "observation_text", "discussion", "conclusion", "recommendation")),
    *screening_cases("SG-02", ("triage_by_role", "reject_reason")),
    ("OB-16", {"observation": "WAS-ACCEPTED", "reopened_on": "2026-06-01"}, {"observation": "WAS-ACCEPTED"}),
    ("OB-16", LESSON | {"observation": "WAS-NOTED", "reopened_on": "2026-05-01"},
     LESSON | {"observation": "WAS-NOTED"}),
    ("OB-17a", {"releasability": "ALD"}, {"releasability": None}),
    ("OB-17b", {"linked_engagement": "ENG-OURS", "marking": "ALD"}, {"linked_engagement": "ENG-OURS"}),
    ("OB-17b", {"marking": "ALD BRE"}, {"linked_engagement": "ENG-OURS", "marking": "ALD BRE"}),
    ("OB-18", {"originator_partner": "COR", "submitted_on": "2026-02-28"}, {"originator_partner": "COR"}),
    ("OB-18", {}, {"programme": "OTHER"}),
    ("OB-18b", {"originator_unit": None}, {"originator_unit": "ALD-M9"}),
]  # fmt: skip
SIDES = keyed(CASES, GOOD, "observation")


@pytest.fixture(scope="module")
def broken() -> dict[int, list[str]]:
    return breaking_sides(OBSERVATIONS, feedback_world(before={"observation": [*KNOWN_BEFORE, *LESSONS_BEFORE]}), SIDES)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_each_rule_names_the_row_that_breaks_it_and_no_other(broken, number):
    assert broken[number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    apart = {"OB-01a", "OB-11"}
    assert {rule.id for rule in OBSERVATIONS.rules} == {case[0] for case in CASES} | apart


def test_a_good_observation_breaks_no_rule():
    other = {"observation": "OBS-2", "title": "Quite another matter", "observation_text": "Minutes were sent late."}
    findings = check(OBSERVATIONS, typed(OBSERVATIONS, GOOD, GOOD | LESSON | other), feedback_world())
    assert [finding.rule for finding in findings if finding.outcome != Outcome.HELD] == []


def test_an_observation_listed_twice_names_both_rows():
    assert broken_rows(OBSERVATIONS, "OB-01a", feedback_world(), GOOD, GOOD | {"observation": "OBS-2"}, GOOD) == [0, 2]


def test_the_same_words_from_the_same_partner_within_thirty_days_are_a_repeat():
    again = {"observation": "OBS-2", "observation_text": "One was expected; partners used two words for ONE step!"}
    later = {"observation": "OBS-3", "submitted_on": "2026-04-20"}
    other = {"observation": "OBS-4", "originator_partner": "BRE"}
    rows = (GOOD, GOOD | again, GOOD | later, GOOD | other)
    assert broken_rows(OBSERVATIONS, "OB-11", feedback_world(), *rows) == [0, 1]


def test_a_repeat_of_an_observation_already_known_is_found():
    repeat = {"originator_partner": "BRE", "submitted_on": "2025-11-20", "title": "Two forms for one",
              "observation_text": "Partners fill in two forms for one single report."}  # fmt: skip
    assert broken_rows(OBSERVATIONS, "OB-11", feedback_world(), GOOD, GOOD | repeat | {"observation": "OBS-2"}) == [1]


def test_a_source_without_triage_dates_makes_the_rule_not_applicable():
    known = feedback_world(declared_missing=["triage_on"])
    assert asked(OBSERVATIONS, "OB-05", known, GOOD | {"state": "ACCEPTED"}).outcome == Outcome.NOT_APPLICABLE
