"""Every rule of the self-assessments and of their instrument, from both sides."""

import pytest

from expectations.datasets import assessment_item, partner_self_assessment
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import breaking_sides, broken_rows
from tests.expectations.feedback_world import feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

ASSESSMENTS, ITEMS = partner_self_assessment.DATASET, assessment_item.DATASET
INSTRUMENT = [
    {"instrument_version": version, "domain": domain, "item_code": code, "item_text": "Staff know each other's roles."}
    for version in ("1", "2")
    for domain, code in (("HUMAN", "H1"), ("HUMAN", "H2"), ("TECHNICAL", "T1"))
]
GOOD = {
    "assessment": "ASM-1", "partner": "ALD", "programme": "PRG", "assessed_on": "2026-05-04", "source": "SELF",
    "domain": "TECHNICAL", "item_code": "T1", "level": 2, "target_level": 3, "instrument_version": "1",
    "releasability": "ALD", "marking": "ALD",
}  # fmt: skip
UNRATED = {"level": None, "rating": "NOT_EVALUATED"}
EARLIER = [
    GOOD | {"assessment": "ASM-0", "assessed_on": "2025-05-04", "level": 1},
    GOOD | {"assessment": "EXT-0", "assessed_on": "2025-06-04", "level": 1, "source": "EXTERNAL"},
    GOOD | {"assessment": "ASM-2", "domain": "HUMAN", "item_code": "H1", "assessed_on": "2026-05-05"},
    GOOD | {"assessment": "MIXED", "instrument_version": "2", "assessed_on": "2026-05-06"},
    *(GOOD | {"assessment": "LINE", "item_code": f"T{n}", "assessed_on": "2026-05-07"} for n in range(2, 6)),
]
CASES = [
    ("SA-02a", {"level": 0}, {"level": 4}),
    ("SA-02b", UNRATED, {"level": None}),
    ("SA-02b", UNRATED, {"level": 0, "rating": "NOT_EVALUATED"}),
    ("SA-03", {}, {"domain": "HUMAN", "item_code": "H2"}),
    ("SA-03", {"assessment": "ASM-2", "domain": "HUMAN", "item_code": "H2", "assessed_on": "2026-05-05"},
     {"assessment": "ASM-9", "domain": "HUMAN", "item_code": "H2"}),
    ("SA-04", {"level": 2}, {"level": 3}),
    ("SA-04", {"level": 3, "evidence_ref": "Exercise report"}, {"level": 3}),
    ("SA-04", {"level": 3, "source": "PEER"}, {"level": 3}),
    ("SA-05", {"assessed_on": "2024-12-30"}, {"assessed_on": "2024-12-29"}),
    ("SA-06a", UNRATED | {"target_level": None}, {"target_level": None}),
    ("SA-06b", {"target_level": 3}, {"target_level": 4}),
    ("SA-06c", {"target_level": 2}, {"target_level": 1}),
    ("SA-07a", {}, {"item_code": "T9"}),
    ("SA-07a", {}, {"domain": "HUMAN"}),
    ("SA-07b", {"instrument_version": "2"}, {"assessment": "MIXED"}),
    ("SA-08", {"level": 1}, {"level": 2}),
    ("SA-09", {"assessment": "ASM-5"}, {"assessment": "LINE", "assessed_on": "2026-05-07"}),
    ("SA-11a", {}, {"partner": "NOBODY"}),
    ("SA-11b", {"unit": "ALD-M1"}, {"unit": "ALD-M9"}),
    ("SA-11c", {}, {"programme": "OTHER"}),
    ("SA-11d", {"partner": "COR", "assessed_on": "2026-02-28"}, {"partner": "COR"}),
    ("SA-11e", {"unit": "ALD-M1"}, {"unit": "ALD-M1", "partner": "BRE"}),
    ("SA-11f", {"unit": "ALD-M1"}, {"unit": "ALD-OLD"}),
    ("SA-12", {"marking": "ALD BRE"}, {"marking": "ALL"}),
    *screening_cases("SG-02", ("evidence_ref",)),
]  # fmt: skip
ITEM = INSTRUMENT[2]
ITEM_CASES = [
    ("RF-01b", {"valid_from": "2026-01-01", "valid_to": "2026-01-01"},
     {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}),
    ("SA-10", {"item_text": "Radios of two partners work together at level 2 (ISO 9001)."},
     {"item_text": "The T-72 link works."}),
    ("SA-10", {"item_text": "Notes of the XK45B form.", "domain": "HUMAN"}, {"item_text": "Set up the Mk 19 link."}),
    *screening_cases("SG-02", ("item_text",)),
]  # fmt: skip


def world(**said):
    units = [{"unit": "ALD-OLD", "partner": "ALD", "valid_to": "2026-01-31"}]
    rows = {"assessment_item": INSTRUMENT, "partner_self_assessment": EARLIER, "unit": units}
    return feedback_world(rows, **said)


@pytest.fixture(scope="module")
def broken() -> dict[int, list[str]]:
    """Every side is an assessment of its own, unless the case names one."""
    return breaking_sides(ASSESSMENTS, world(), keyed(CASES, GOOD, "assessment"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_each_rule_names_the_row_that_breaks_it_and_not_the_other(broken, number):
    assert broken[number] == ["breaks"]


def test_each_rule_of_the_instrument_names_the_row_that_breaks_it():
    found = breaking_sides(ITEMS, feedback_world(), keyed(ITEM_CASES, ITEM, "item_code"))
    assert set(map(tuple, found.values())) == {("breaks",)}


def test_every_rule_is_tested_from_both_sides():
    assert {rule.id for rule in ASSESSMENTS.rules} == {case[0] for case in CASES} | {"SA-01"}
    assert {rule.id for rule in ITEMS.rules} == {case[0] for case in ITEM_CASES} | {"RF-01", "RF-11"}


def test_a_good_assessment_breaks_no_rule():
    findings = check(ASSESSMENTS, typed(ASSESSMENTS, GOOD), feedback_world({"assessment_item": INSTRUMENT}))
    assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_an_item_rated_twice_on_a_day_names_both_rows():
    rows = (GOOD, GOOD | {"unit": "ALD-M1"}, GOOD | {"level": 1}, GOOD | {"source": "PEER"})
    assert broken_rows(ASSESSMENTS, "SA-01", world(), *rows) == [0, 2]


def test_an_item_listed_twice_names_both_rows():
    assert broken_rows(ITEMS, "RF-01", world(), *INSTRUMENT, INSTRUMENT[0]) == [0, 6]


def test_a_partner_may_rate_half_of_its_items_above_the_external_rating():
    earlier = [GOOD | {"assessment": "EXT", "source": "EXTERNAL", "assessed_on": "2026-01-01", "item_code": code,
                       "level": 1} for code in ("A1", "A2")]  # fmt: skip
    known = feedback_world({"partner_self_assessment": earlier})
    rows = [GOOD | {"item_code": "A1", "level": 2}, GOOD | {"item_code": "A2", "level": 1}]
    assert broken_rows(ASSESSMENTS, "SA-08", known, *rows) == []
    assert broken_rows(ASSESSMENTS, "SA-08", known, rows[0], rows[1] | {"level": 3}) == [0, 1]
