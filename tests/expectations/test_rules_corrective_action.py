"""Every rule of the corrective actions, from both sides."""

import pytest

from expectations.corrective_action_facts import absent_from_full
from expectations.datasets import corrective_action
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import asked, breaking_sides, broken_rows
from tests.expectations.feedback_world import feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

ACTIONS = corrective_action.DATASET
GOOD = {
    "action": "ACT-1", "source_kind": "OBSERVATION", "source": "OBS-0", "programme": "PRG", "priority": "HIGH",
    "capability_element": "PLANNING", "action_text": "Agree one form for handover.", "responsible_partner": "ALD",
    "responsible_organisation": "Training centre", "poc_role": "Head of training",
    "success_criterion": "One form is used",
    "state": "IN_IMPLEMENTATION", "proposed_on": "2026-01-10", "endorsed_on": "2026-01-20", "tasked_on": "2026-01-25",
    "concurrence": "CONCUR", "start_on": "2026-02-01", "due_original_on": "2026-07-31", "due_current_on": "2026-08-31",
    "due_change_count": 1, "percent_complete": 40, "updated_on": "2026-06-15",
}  # fmt: skip
DONE = {"state": "IMPLEMENTED", "implemented_on": "2026-06-01", "percent_complete": 100}
VALIDATED = DONE | {"state": "VALIDATED", "validated_on": "2026-06-10", "validated_by_role": "Exercise director",
                    "evidence_ref": "REV-1 annex 2"}  # fmt: skip
CANCELLED = {"state": "CANCELLED", "cancel_reason": "Overtaken by the new form.", "ended_by_role": "Programme board",
             "ended_on": "2026-06-01"}  # fmt: skip
REFUSED = {"state": "NON_CONCURRED", "concurrence": "NON_CONCUR", "cancel_reason": "Not in its remit.",
           "ended_on": "2026-06-01"}  # fmt: skip
MERGED = {"state": "MERGED", "merged_into": "ACT-0", "ended_on": "2026-06-01"}
LAST = {"source": "OBS-0", "source_kind": "OBSERVATION", "programme": "PRG", "proposed_on": "2026-01-10",
        "due_original_on": "2026-07-31", "due_current_on": "2026-07-31", "due_change_count": 0}  # fmt: skip
KNOWN_BEFORE = [
    LAST | {"action": f"WAS-{state}", "state": state}
    for state in ("PROPOSED", "IN_IMPLEMENTATION", "IMPLEMENTED", "VALIDATED", "CANCELLED")
]


def was(state: str, /, **row: object) -> dict[str, object]:
    """A row whose last accepted version was in *state*."""
    return {"action": f"WAS-{state}", **row}


CASES = [
    ("CA-01b", {}, {"source": "OBS-9"}),
    ("CA-01b", {"source_kind": "FINDING", "source": "FND-1"}, {"source_kind": "FINDING"}),
    ("CA-01b", {"source_kind": "AUDIT", "source": "REV-1"}, {"source_kind": "AUDIT", "source": None}),
    ("CA-01b", {"source_kind": "REQUEST", "source": None}, {"source": None}),
    ("CA-01c", {}, {"programme": "OTHER"}),
    ("CA-02a", {"endorsed_on": "2026-01-10"}, {"endorsed_on": "2026-01-09"}),
    ("CA-02b", {"tasked_on": "2026-01-20"}, {"tasked_on": "2026-01-19"}),
    ("CA-02c", {"start_on": "2026-01-25"}, {"start_on": "2026-01-24"}),
    ("CA-02d", DONE, DONE | {"start_on": None, "implemented_on": "2026-01-24"}),
    ("CA-02e", VALIDATED, VALIDATED | {"validated_on": "2026-05-31"}),
    ("CA-03a", DONE, DONE | {"implemented_on": None}),
    ("CA-03a", {}, VALIDATED | {"implemented_on": None}),
    ("CA-03b", DONE, {"implemented_on": "2026-06-01"}),
    ("CA-03c", VALIDATED, VALIDATED | {"validated_on": None}),
    ("CA-03d", VALIDATED, DONE | {"validated_on": "2026-06-10"}),
    ("CA-04a", VALIDATED, VALIDATED | {"evidence_ref": "tbc"}),
    ("CA-04b", VALIDATED, VALIDATED | {"validated_by_role": None}),
    ("CA-04c", VALIDATED, VALIDATED | {"validated_by_role": "head of training "}),
    ("CA-04c", DONE | {"validated_by_role": "Training centre"}, VALIDATED | {"validated_by_role": "Training centre"}),
    ("CA-05a", {}, {"responsible_organisation": None}),
    ("CA-05a", {"state": "ENDORSED", "responsible_organisation": None}, {"responsible_organisation": "TBD"}),
    ("CA-05b", {}, {"poc_role": "n/a"}),
    ("CA-05c", {}, {"success_criterion": "..."}),
    ("CA-05d", {}, {"due_original_on": None}),
    ("CA-06", was("PROPOSED"), was("PROPOSED", due_original_on="2026-08-31")),
    ("CA-06", {}, was("PROPOSED", due_original_on=None)),
    ("CA-07a", {}, {"due_current_on": "2026-07-30"}),
    ("CA-07a", {"due_current_on": "2026-07-30", "due_change_reason": "The exercise is earlier."},
     {"due_current_on": "2026-07-30"}),
    ("CA-07b", was("PROPOSED"), was("PROPOSED", due_change_count=0)),
    ("CA-07b", was("PROPOSED", due_current_on="2026-07-31", due_change_count=0),
     was("PROPOSED", due_change_count=None)),
    ("CA-08a", {"due_current_on": "2026-02-01"}, {"due_current_on": "2026-01-31"}),
    ("CA-08b", {"due_current_on": "2028-12-31"}, {"due_current_on": "2029-01-01"}),
    ("CA-09a", REFUSED, {"concurrence": "NON_CONCUR"}),
    ("CA-09b", REFUSED, REFUSED | {"cancel_reason": None}),
    ("CA-10a", CANCELLED, CANCELLED | {"cancel_reason": None}),
    ("CA-10a", {}, CANCELLED | {"state": "RISK_ACCEPTED", "cancel_reason": None}),
    ("CA-10b", CANCELLED, CANCELLED | {"ended_by_role": None}),
    ("CA-10c", MERGED, MERGED | {"ended_on": None}),
    ("CA-10d", CANCELLED, {"ended_on": "2026-06-01"}),
    ("CA-11a", MERGED, MERGED | {"merged_into": None}),
    ("CA-11b", MERGED, MERGED | {"merged_into": "ACT-9"}),
    ("CA-11c", MERGED, MERGED | {"merged_into": "ACT-GONE"}),
    ("CA-11c", {}, MERGED | {"action": "ACT-SELF", "merged_into": "ACT-SELF"}),
    ("CA-12a", DONE, {"percent_complete": 100}),
    ("CA-12b", DONE, DONE | {"percent_complete": 99}),
    ("CA-13a", was("PROPOSED"), was("IN_IMPLEMENTATION", state="PLANNED")),
    ("CA-13a", was("PROPOSED", **VALIDATED), was("IN_IMPLEMENTATION", **REFUSED)),
    ("CA-13a", was("IMPLEMENTED", **VALIDATED), was("CANCELLED", state="PROPOSED")),
    ("CA-13b", was("VALIDATED", reopened_on="2026-06-01"), was("VALIDATED")),
    ("CA-13b", was("IMPLEMENTED", **VALIDATED), was("IMPLEMENTED")),
    ("CA-13b", was("CANCELLED", state="REOPENED", reopened_on="2026-06-01"), was("CANCELLED", **DONE)),
    ("CA-13c", {"state": "REOPENED", "reopened_on": "2026-06-01"}, {"state": "REOPENED"}),
    ("CA-13d", {"reopened_on": "2026-06-01", "first_validated_on": "2026-06-01"},
     {"reopened_on": "2026-06-01", "first_validated_on": "2026-06-02"}),
    ("CA-13e", was("VALIDATED", reopened_on="2026-06-01", first_validated_on="2026-05-01"),
     was("VALIDATED", reopened_on="2026-06-01")),
    ("CA-14", {"updated_on": "2026-04-01"}, {"updated_on": "2026-03-31"}),
    ("CA-14", DONE | {"updated_on": "2026-03-31"}, {"updated_on": "2026-03-31"}),
    *((f"CA-15{letter}", {day: "2026-06-30"}, {day: "2026-07-01"}) for letter, day in zip(
        "abcdefghi", ("proposed_on", "endorsed_on", "tasked_on", "implemented_on", "validated_on", "ended_on",
                      "reopened_on", "updated_on", "first_validated_on"), strict=True)),
    ("CA-17a", was("PROPOSED"), was("PROPOSED", source="OBS-LED")),
    ("CA-17b", was("PROPOSED"), was("PROPOSED", proposed_on="2026-01-09")),
    ("CA-18a", {}, {"action": "ACT-ALL"}),
    ("CA-19a", {"responsible_partner": None}, {"responsible_partner": "OUT"}),
    ("CA-19a", {"responsible_partner": "COR", "updated_on": "2026-02-28"}, {"responsible_partner": "COR"}),
    ("CA-19b", {"due_original_on": "2027-01-10"}, {"due_original_on": "2027-01-11"}),
    ("CA-19b", {"due_original_on": "2027-01-11", "priority": "LOW"}, {"due_original_on": "2027-01-11"}),
    ("CA-20", DONE | {"capability_element": "TRAINING", "change_ref": "CRS-COORD version 2"},
     DONE | {"capability_element": "TRAINING"}),
    ("CA-20", DONE, DONE | {"capability_element": "TRAINING", "change_ref": "?"}),
    ("XD-10", {}, {"responsible_partner": "COR", "updated_on": "2026-02-28"}),
    ("XD-10", DONE | {"responsible_partner": "COR"}, {"responsible_partner": "COR"}),
    *screening_cases("SG-02", (
        "capability", "issue", "action_text", "responsible_organisation", "poc_role", "success_criterion",
        "due_change_reason", "validated_by_role", "evidence_ref", "change_ref", "cancel_reason", "ended_by_role")),
]  # fmt: skip
MERGED_INTO_ONE = [
    {
        "action": f"ACT-M{n}",
        "source_kind": "FINDING",
        "source": f"FND-M{n}",
        "state": "MERGED",
        "merged_into": "ACT-ALL",
    }
    for n in range(11)
]
SIDES = [
    (rule, {"action_text": f"Agree form {at}.", **holds}, {"action_text": f"Agree plan {at}.", **breaks})
    for at, (rule, holds, breaks) in enumerate(CASES)
]


@pytest.fixture(scope="module")
def broken() -> dict[int, list[str]]:
    known = feedback_world({"corrective_action": MERGED_INTO_ONE}, {"corrective_action": KNOWN_BEFORE})
    return breaking_sides(ACTIONS, known, keyed(SIDES, GOOD, "action"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_each_rule_names_the_row_that_breaks_it_and_no_other(broken, number):
    assert broken[number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    assert {rule.id for rule in ACTIONS.rules} == {case[0] for case in CASES} | {"CA-01a", "CA-18b"}


def test_good_actions_break_no_rule():
    others = (VALIDATED, CANCELLED, REFUSED, MERGED, {"state": "REOPENED", "reopened_on": "2026-06-01"})
    rows = [GOOD, *(GOOD | other | {"action": f"ACT-1{at}"} for at, other in enumerate(others))]
    findings = check(ACTIONS, typed(ACTIONS, *rows), feedback_world())
    assert [finding.rule for finding in findings if finding.outcome != Outcome.HELD] == []


def test_an_action_without_owner_due_date_and_criterion_loads_with_warnings_only():
    bare = {"action": "ACT-1", "source_kind": "REQUEST", "programme": "PRG", "action_text": "Mend the form.",
            "state": "TASKED", "proposed_on": "2026-01-10", "updated_on": "2026-06-15"}  # fmt: skip
    findings = check(ACTIONS, typed(ACTIONS, bare), feedback_world())
    broken = {finding.rule: finding.effect.name for finding in findings if finding.outcome != Outcome.HELD}
    assert broken == dict.fromkeys(("CA-05a", "CA-05b", "CA-05c", "CA-05d"), "WARN")


def test_an_action_listed_twice_names_both_rows():
    assert broken_rows(ACTIONS, "CA-01a", feedback_world(), GOOD, GOOD | {"action": "ACT-2"}, GOOD) == [0, 2]


def test_more_than_ten_actions_that_say_the_same_are_named():
    same = [GOOD | {"action": f"ACT-{n}", "action_text": text} for n, text in enumerate(["Mend the form."] * 10)]
    assert broken_rows(ACTIONS, "CA-18b", feedback_world(), *same) == []
    same.append(GOOD | {"action": "ACT-10", "action_text": "mend  the FORM."})
    assert broken_rows(ACTIONS, "CA-18b", feedback_world(), *same) == list(range(11))
    requests = [row | {"source_kind": "REQUEST", "source": None} for row in same]
    assert broken_rows(ACTIONS, "CA-18b", feedback_world(), *requests) == []


def test_two_actions_merged_into_each_other_are_both_refused():
    one, two = (GOOD | MERGED | {"action": a, "merged_into": b} for a, b in (("ACT-1", "ACT-2"), ("ACT-2", "ACT-1")))
    known = feedback_world({"corrective_action": [one, two]})
    assert broken_rows(ACTIONS, "CA-11c", known, one, two) == [0, 1]


def test_a_source_that_does_not_carry_owners_is_not_asked_for_them():
    known = feedback_world(declared_missing=["responsible_organisation"])
    assert asked(ACTIONS, "CA-05a", known, GOOD).outcome == Outcome.NOT_APPLICABLE


def test_an_open_action_that_a_full_extract_leaves_out_is_named_and_a_closed_one_is_not():
    before = {
        "corrective_action": [*KNOWN_BEFORE, LAST | {"action": "ACT-ELSE", "state": "TASKED", "programme": "OTHER"}]
    }
    frame = typed(ACTIONS, GOOD, GOOD | {"action": "WAS-PROPOSED"})
    absent = absent_from_full(ACTIONS, frame, feedback_world(before=before, extract="FULL"))
    assert absent["action"].tolist() == ["WAS-IN_IMPLEMENTATION"]


def test_a_delta_leaves_nothing_out():
    frame = typed(ACTIONS, GOOD)
    assert absent_from_full(ACTIONS, frame, feedback_world(before={"corrective_action": KNOWN_BEFORE})).empty
