"""Every rule of the agreements and of the adoption of standards, from both sides. Received on 30 June 2026."""

import pytest

from expectations.datasets import agreement, required_agreement, standards_adoption
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import breaking_sides, broken_rows
from tests.expectations.feedback_world import feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

AGREEMENTS, ADOPTION, REQUIRED = agreement.DATASET, standards_adoption.DATASET, required_agreement.DATASET
GOOD = {
    "agreement": "AGR-1", "agreement_type": "INFO", "parties": "ALD;BRE", "title": "Sharing of information",
    "signed_on": "2024-01-10", "effective_on": "2024-02-01", "expires_on": "2027-01-31", "status": "IN_FORCE",
    "covers": "INFORMATION_SHARING",
}  # fmt: skip
SOON = {"expires_on": "2026-12-27", "renewal_started_on": "2026-05-01"}
REPLACED = {"status": "SUPERSEDED", "ended_on": "2025-01-31"}
OPEN = {"expires_on": None, "is_open_ended": True}
HELD = [
    GOOD | {"agreement": "AGR-NEW", "effective_on": "2025-02-01", "supersedes": "AGR-OLD"},
    GOOD | {"agreement": "AGR-THIN", "covers": None, "supersedes": "AGR-WIDE", "parties": "ALD;OUT"},
    GOOD | {"agreement": "AGR-PAIR", "agreement_type": "PERSONNEL", "parties": "BRE;ALD"},
    GOOD | {"agreement": "AGR-PAST", "agreement_type": "PERSONNEL", "parties": "ALD;OUT", "expires_on": "2025-12-31"},
]
NEEDED = {"programme": "PRG", "agreement_type": "INFO", "valid_from": "2023-01-01"}
WORLD = {
    "agreement_type": [{"agreement_type": code} for code in ("INFO", "PERSONNEL", "FINANCE")],
    "agreement": HELD,
    "required_agreement": [NEEDED, NEEDED | {"agreement_type": "FINANCE", "partner": "ALD"}],
    "standard": [
        {"standard": "STD-1", "edition": "1", "promulgated_on": "2022-01-01", "superseded_on": "2025-01-01"},
        {"standard": "STD-1", "edition": "2", "promulgated_on": "2025-01-01"},
    ],
    "standards_adoption": [
        {"standard": "STD-1", "edition": "2", "partner": "BRE", "status": "RATIFIED", "status_on": "2025-06-01"},
    ],
}
CASES = [
    ("AG-01b", {"parties": "ALD;BRE;COR"}, {"parties": "ALD;ALD"}),
    ("AG-01c", {}, {"parties": "ALD;NOBODY"}),
    ("AG-01d", {}, {"agreement_type": "OTHER"}),
    ("AG-02a", {"effective_on": "2024-01-10"}, {"effective_on": "2024-01-09"}),
    ("AG-02b", {"ended_on": "2024-02-01"}, {"ended_on": "2024-01-31"}),
    ("AG-02c", {"expires_on": "2024-02-02"}, {"expires_on": "2024-02-01"}),
    ("AG-03", {}, {"expires_on": "2026-06-29"}),
    ("AG-03", {"expires_on": "2026-06-30"}, {"status": "SIGNED"}),
    ("AG-03", {"status": "EXPIRED", "expires_on": "2026-06-29"}, {"status": "EXPIRED"}),
    ("AG-03", {"status": "SIGNED", "effective_on": "2026-07-01"}, {"effective_on": "2026-07-01"}),
    ("AG-03", {"status": "DRAFT", "signed_on": None, "effective_on": None}, {"status": "DRAFT"}),
    ("AG-03", {"status": "TERMINATED", "ended_on": "2026-06-30"}, {"status": "TERMINATED"}),
    ("AG-04", {}, {"effective_on": None}),
    ("AG-04", {"effective_on": None, "status": "SIGNED"}, {"effective_on": None}),
    ("AG-05a", {"agreement": "AGR-OLD"} | REPLACED, {"agreement": "AGR-GONE"} | REPLACED),
    ("AG-05a", {}, {"agreement": "AGR-WIDE"} | REPLACED),
    ("AG-05b", {"supersedes": "AGR-NEW"}, {"supersedes": "AGR-NONE"}),
    ("AG-06", SOON, SOON | {"renewal_started_on": None}),
    ("AG-06", {"expires_on": "2026-12-28"}, SOON | {"renewal_started_on": None}),
    ("AG-06", {"expires_on": "2026-06-29"}, SOON | {"renewal_started_on": None}),
    ("AG-07", {}, {"agreement_type": "FINANCE"}),
    ("AG-07", {"agreement_type": "FINANCE", "parties": "BRE;COR"}, {"agreement_type": "FINANCE"}),
    ("AG-08a", {"expires_on": "2149-12-31"}, {"expires_on": "2199-12-31"}),
    ("AG-08a", OPEN, {"expires_on": "1900-01-01"}),
    ("AG-08b", OPEN, {"expires_on": None}),
    ("AG-08b", {"expires_on": None, "status": "DRAFT"}, {"is_open_ended": True}),
    *screening_cases("SG-02", ("title",)),
]
STATUS = {"standard": "STD-1", "edition": "2", "partner": "ALD", "status": "IMPLEMENTED", "status_on": "2026-02-01"}
BRE = {"partner": "BRE"}
ADOPTION_CASES = [
    ("AG-10a", BRE, BRE | {"status_on": "2025-05-31"}),
    ("AG-10a", BRE | {"status": "RATIFIED", "status_on": "2025-05-31"}, BRE | {"status_on": "2025-05-30"}),
    ("AG-10b", {}, {"edition": "1"}),
    ("AG-10b", {"edition": "1", "status_on": "2024-12-31"}, {"edition": "1", "status_on": "2025-01-01"}),
    ("AG-10b", {"edition": "1", "status": "RATIFIED"}, {"edition": "1"}),
    ("AG-10c", {}, {"edition": "3"}),
    ("AG-10d", {"status_on": "2025-01-01"}, {"status_on": "2024-12-31"}),
    ("AG-10e", {"status_on": "2026-06-30"}, {"status_on": "2026-07-01"}),
    ("AG-11", {"status": "RATIFIED_WITH_RESERVATION", "reservation_note": "Chapter 3 is not used."},
     {"status": "RATIFIED_WITH_RESERVATION"}),
    ("AG-12b", {}, {"partner": "NOBODY"}),
    ("AG-13", BRE, BRE | {"status": "NOT_CONSIDERED"}),
    ("AG-13", BRE | {"status": "NOT_APPLICABLE"}, BRE | {"status": "RATIFIED_WITH_RESERVATION"}),
    ("AG-13", BRE | {"edition": "1", "status": "NOT_CONSIDERED"}, BRE | {"status": "NOT_RATIFYING"}),
    *screening_cases("SG-02", ("reservation_note",)),
]  # fmt: skip
REQUIRED_CASES = [
    ("RF-01b", {"valid_to": "2023-01-01"}, {"valid_to": "2022-12-31"}),
    ("RA-01", {}, {"programme": "OTHER"}),
    ("RA-02", {"partner": "BRE"}, {"partner": "NOBODY"}),
    ("RA-03", {}, {"agreement_type": "OTHER"}),
    ("AG-07", {}, {"agreement_type": "FINANCE"}),
]


@pytest.fixture(scope="module")
def broken() -> dict[str, dict[int, list[str]]]:
    adoption = keyed(ADOPTION_CASES, STATUS, "standard", "STD-")
    standards = [str(side["standard"]) for _, *both in adoption for side in both]
    known = feedback_world(WORLD | {key: each_standard(key, standards) for key in ("standard", "standards_adoption")})
    return {
        "agreement": breaking_sides(AGREEMENTS, known, keyed(CASES, GOOD, "agreement")),
        "adoption": breaking_sides(ADOPTION, known, adoption),
        "required": breaking_sides(
            REQUIRED, known, [(rule, NEEDED | holds, NEEDED | breaks) for rule, holds, breaks in REQUIRED_CASES]
        ),
    }


def each_standard(key: str, standards: list[str]) -> list[dict[str, object]]:
    """A standard for each side: a status is compared with the partner's others on the same standard."""
    return [row | {"standard": standard} for standard in standards for row in WORLD[key]]


TABLES = {"agreement": CASES, "adoption": ADOPTION_CASES, "required": REQUIRED_CASES}
PLACES = [(key, number) for key, cases in TABLES.items() for number in range(len(cases))]


@pytest.mark.parametrize(("key", "number"), PLACES, ids=[f"{key}-{at}-{TABLES[key][at][0]}" for key, at in PLACES])
def test_each_rule_names_the_row_that_breaks_it_and_not_the_other(broken, key, number):
    assert broken[key][number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    assert {rule.id for rule in AGREEMENTS.rules} == {case[0] for case in CASES} | {"AG-01a", "AG-09"}
    assert {rule.id for rule in ADOPTION.rules} == {case[0] for case in ADOPTION_CASES} | {"AG-12a"}
    assert {rule.id for rule in REQUIRED.rules} == {case[0] for case in REQUIRED_CASES} | {"RF-01"}


def test_good_rows_break_no_rule():
    known = feedback_world({key: rows for key, rows in WORLD.items() if key != "required_agreement"})
    for dataset, row in ((AGREEMENTS, GOOD | {"agreement_type": "FINANCE"}), (ADOPTION, STATUS)):
        findings = check(dataset, typed(dataset, row), known)
        assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_what_is_listed_twice_names_both_rows():
    known = feedback_world(WORLD)
    assert broken_rows(AGREEMENTS, "AG-01a", known, GOOD, GOOD | {"agreement": "AGR-2"}, GOOD) == [0, 2]
    rows = (STATUS, STATUS | {"edition": "1"}, STATUS | {"status_on": "2026-02-02"})
    assert broken_rows(ADOPTION, "AG-12a", known, *rows) == [0, 1]


def test_a_requirement_is_listed_once_at_a_time_for_the_same_partners():
    rows = (NEEDED, NEEDED | {"valid_from": "2024-01-01"}, NEEDED | {"partner": "ALD"})
    known = feedback_world(WORLD | {"required_agreement": list(rows)})
    assert broken_rows(REQUIRED, "RF-01", known, *rows) == [0, 1]


def test_two_agreements_of_a_type_between_the_same_parties_overlap():
    pair = GOOD | {"agreement": "AGR-3", "agreement_type": "PERSONNEL", "effective_on": "2025-06-01"}
    later = pair | {"agreement": "AGR-4", "parties": "ALD;OUT", "effective_on": "2026-01-01"}
    ended = pair | {"agreement": "AGR-5", "parties": "ALD;COR", "ended_on": "2026-01-01"}
    after = ended | {"agreement": "AGR-6", "effective_on": "2026-01-01", "ended_on": None}
    rows = (pair, later, ended, after)
    known = feedback_world(WORLD | {"agreement": [*HELD, *rows]})
    assert broken_rows(AGREEMENTS, "AG-09", known, *rows) == [0]
