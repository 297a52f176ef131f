"""Every rule of the engagements, invitations and exchanges, from both sides."""

import pytest

from expectations.datasets import engagement, info_exchange, invitation
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import asked, breaking_sides, broken_rows
from tests.expectations.feedback_world import ENGAGEMENT, feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

ENGAGEMENTS, INVITATIONS, EXCHANGES = engagement.DATASET, invitation.DATASET, info_exchange.DATASET
GOOD = ENGAGEMENT | {"minutes_issued_on": "2026-03-20", "title": "Joint exercise", "chair_partner": "BRE",
                     "logged_by_partner": "ALD"}  # fmt: skip
POSTPONED = {"status": "POSTPONED", "postponed_to": "ENG-NEW"}
ENGAGEMENT_CASES = [
    ("EN-01b", {}, {"programme": "OTHER"}),
    ("EN-02a", {"end_on": "2026-03-02"}, {"end_on": "2026-03-01"}),
    ("EN-02b", {"start_on": "2026-06-30"}, {"start_on": "2026-07-01"}),
    ("EN-02b", {"start_on": "2026-07-01", "status": "PLANNED"}, {"start_on": "2026-07-01"}),
    ("EN-02c", {"end_on": "2026-06-30"}, {"end_on": "2026-07-01"}),
    ("EN-08b", {"excluded_partners": "COR", "exclusion_reason": "Lead partners only."}, {"excluded_partners": "COR"}),
    ("EN-08c", {"excluded_partners": "COR"}, {"excluded_partners": "COR;NOBODY"}),
    ("EN-09b", {"host_partner": None}, {"host_partner": "NOBODY"}),
    ("EN-09c", {"chair_partner": None}, {"chair_partner": "NOBODY"}),
    ("EN-09f", {"instructor_partner": "COR"}, {"instructor_partner": "NOBODY"}),
    ("EN-13a", {"minutes_issued_on": "2026-03-04"}, {"minutes_issued_on": "2026-03-03"}),
    ("EN-13b", {"minutes_issued_on": "2026-05-03"}, {"minutes_issued_on": "2026-05-04"}),
    ("EN-17a", POSTPONED, POSTPONED | {"postponed_to": None}),
    ("EN-17b", POSTPONED, POSTPONED | {"postponed_to": "ENG-9"}),
    ("XD-03", {"engagement": "ENG-1"}, {"engagement": "WAS-LONE"}),
    ("XD-03", {"engagement": "WAS-LONE", "kind": "MEETING"}, {"engagement": "WAS-LONE"}),
    ("XD-03", {"engagement": "NEVER-SEEN"}, {"engagement": "WAS-OFF", "end_on": "2026-05-30"}),
    ("XD-03", {"engagement": "WAS-LONE", "end_on": "2026-05-31"}, {"engagement": "WAS-LONE"}),
    *screening_cases("SG-02", ("title", "exclusion_reason")),
]
KNOWN_BEFORE = [ENGAGEMENT | {"engagement": name} for name in ("ENG-1", "WAS-LONE", "WAS-OFF")]
OFF_REVIEW = {"review": "REV-OFF", "engagement": "WAS-OFF", "state": "CANCELLED"}
INVITED = {
    "engagement": "ENG-1", "partner": "BRE", "sent_on": "2026-02-01", "rsvp_due_on": "2026-02-20",
    "responded_on": "2026-02-10", "response": "ACCEPT", "attendance": "PRESENT", "delegates": 3,
}  # fmt: skip
AWAY = {"attendance": "ABSENT", "delegates": 0}
INVITATION_CASES = [
    ("EN-01d", {}, {"engagement": "ENG-9"}),
    ("EN-02d", {"engagement": "ENG-OFF"} | AWAY, {"engagement": "ENG-OFF"}),
    ("EN-03a", {"rsvp_due_on": "2026-02-01"}, {"rsvp_due_on": "2026-01-31"}),
    ("EN-03b", {"rsvp_due_on": "2026-03-02"}, {"rsvp_due_on": "2026-03-03"}),
    ("EN-03c", {"sent_on": "2026-03-02"}, {"sent_on": "2026-03-03"}),
    ("EN-03d", {"responded_on": "2026-02-01"}, {"responded_on": "2026-01-31"}),
    ("EN-04", {"response": "DECLINE"} | AWAY, {"response": "DECLINE"}),
    ("EN-05", {"attendance": "ABSENT"}, {"attendance": "UNKNOWN"}),
    ("EN-05", {"engagement": "ENG-NEW", "attendance": "UNKNOWN"}, {"attendance": "UNKNOWN"}),
    ("EN-06", AWAY, {"delegates": 0}),
    ("EN-06", {"delegates": None}, {"attendance": "ABSENT"}),
    ("EN-07", {"partner": "ALD", "attendance": "REPRESENTED"}, {"partner": "ALD"} | AWAY),
    ("EN-09a", {"partner": "OUT", "is_guest": True}, {"partner": "OUT"}),
    ("EN-09a", {"partner": "COR", "engagement": "ENG-PAST"}, {"partner": "COR"}),
    ("EN-09d", {"unit": "ALD-M1"}, {"unit": "ALD-M9"}),
    ("EN-09e", {}, {"partner": "NOBODY"}),
]
EXCHANGE = {
    "exchange": "EXC-1", "programme": "PRG", "kind": "REQUEST", "from_partner": "ALD", "to_partner": "BRE",
    "requested_on": "2026-03-01", "agreed_due_on": "2026-03-20", "delivered_on": "2026-03-18", "completeness": "FULL",
}  # fmt: skip
EXCHANGE_CASES = [
    ("EN-01f", {}, {"programme": "OTHER"}),
    ("EN-01g", {"engagement": "ENG-1"}, {"engagement": "ENG-9"}),
    ("EN-10a", {}, {"to_partner": "ALD"}),
    ("EN-10b", {}, {"from_partner": "NOBODY"}),
    ("EN-10c", {}, {"to_partner": "NOBODY"}),
    ("EN-11a", {"requested_on": "2026-03-18"}, {"requested_on": "2026-03-19"}),
    ("EN-11b", {"completeness": "PARTIAL"}, {"completeness": "PARTIAL", "delivered_on": None}),
    ("EN-11c", {"completeness": "PENDING", "delivered_on": None}, {"completeness": "PENDING"}),
    ("EN-12", {}, {"agreed_due_on": None}),
]
TABLES = {"engagement": ENGAGEMENT_CASES, "invitation": INVITATION_CASES, "info_exchange": EXCHANGE_CASES}
PLACES = [(key, number) for key, cases in TABLES.items() for number in range(len(cases))]


@pytest.fixture(scope="module")
def broken() -> dict[str, dict[int, list[str]]]:
    known = feedback_world({"review": [OFF_REVIEW]}, {"engagement": KNOWN_BEFORE})
    invited = [(rule_id, INVITED | holds, INVITED | breaks) for rule_id, holds, breaks in INVITATION_CASES]
    return {
        "engagement": breaking_sides(ENGAGEMENTS, known, keyed(ENGAGEMENT_CASES, GOOD, "engagement")),
        "invitation": breaking_sides(INVITATIONS, known, invited),
        "info_exchange": breaking_sides(EXCHANGES, known, keyed(EXCHANGE_CASES, EXCHANGE, "exchange")),
    }


@pytest.mark.parametrize(("key", "number"), PLACES, ids=[f"{key}-{at}-{TABLES[key][at][0]}" for key, at in PLACES])
def test_each_rule_names_the_row_that_breaks_it_and_no_other(broken, key, number):
    assert broken[key][number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    apart = {
        "engagement": {"EN-01a", "EN-14"},
        "invitation": {"EN-01c", "EN-08a", "EN-15"},
        "info_exchange": {"EN-01e"},
    }
    for dataset in (ENGAGEMENTS, INVITATIONS, EXCHANGES):
        assert {rule.id for rule in dataset.rules} == {case[0] for case in TABLES[dataset.key]} | apart[dataset.key]


def test_good_rows_break_no_rule():
    good = {"engagement": GOOD, "invitation": INVITED, "info_exchange": EXCHANGE}
    for dataset in (ENGAGEMENTS, INVITATIONS, EXCHANGES):
        findings = check(dataset, typed(dataset, good[dataset.key]), feedback_world())
        assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_a_roll_call_with_neither_host_nor_invitation_dates_loads_without_a_word():
    held = {"engagement": "RC-1", "programme": "PRG", "kind": "MEETING", "start_on": "2026-03-02", "status": "HELD"}
    known = feedback_world({"engagement": [held]})
    rows = {
        "engagement": [held],
        "invitation": [
            {"engagement": "RC-1", "partner": partner, "attendance": attendance}
            for partner, attendance in (("ALD", "PRESENT"), ("BRE", "ABSENT"))
        ],
    }
    for dataset in (ENGAGEMENTS, INVITATIONS):
        findings = check(dataset, typed(dataset, *rows[dataset.key]), known)
        assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_engagements_and_exchanges_listed_twice_name_both_rows():
    assert broken_rows(ENGAGEMENTS, "EN-01a", feedback_world(), GOOD, GOOD | {"engagement": "ENG-2"}, GOOD) == [0, 2]
    assert broken_rows(EXCHANGES, "EN-01e", feedback_world(), EXCHANGE, EXCHANGE) == [0, 1]


def test_a_partner_invited_twice_is_named_also_where_no_unit_is():
    unit = INVITED | {"unit": "ALD-M1"}
    assert broken_rows(INVITATIONS, "EN-01c", feedback_world(), INVITED, unit, INVITED) == [0, 2]


def test_a_member_who_is_neither_invited_nor_left_out_on_purpose_marks_the_engagement():
    visit = GOOD | {"engagement": "ENG-VISIT", "kind": "VISIT"}
    known = feedback_world({"engagement": [GOOD | {"engagement": "ENG-2", "excluded_partners": "BRE; COR"}, visit]})
    rows = (INVITED | {"engagement": "ENG-1", "partner": "ALD"}, INVITED | {"engagement": "ENG-2", "partner": "ALD"},
            INVITED | {"engagement": "ENG-MEET", "partner": "ALD"},
            INVITED | {"engagement": "ENG-VISIT", "partner": "ALD"})  # fmt: skip
    assert broken_rows(INVITATIONS, "EN-08a", known, *rows) == [2]


def test_a_series_shorter_than_its_plan_is_named_and_other_quarters_do_not_count():
    planned = {"planned_series": "BOARD", "planned_series_count": 2}
    march = GOOD | planned | {"planned_on": "2026-03-02"}
    known = feedback_world({"engagement": [march | {"engagement": "ENG-B", "planned_on": "2026-01-12"}]})
    april = march | {"engagement": "ENG-C", "planned_on": "2026-04-01"}
    assert broken_rows(ENGAGEMENTS, "EN-14", known, march | {"engagement": "ENG-A"}, april) == [1]


def test_the_same_engagement_logged_by_two_partners_is_named_where_the_same_partner_came():
    twin = GOOD | {"engagement": "ENG-TWIN", "logged_by_partner": "BRE"}
    other_day = twin | {"engagement": "ENG-LATER", "start_on": "2026-03-03"}
    two_of_ours = [GOOD | {"engagement": name, "start_on": "2026-04-01"} for name in ("ENG-AM", "ENG-PM")]
    known = feedback_world(
        {
            "engagement": [GOOD | {"engagement": "ENG-OWN"}, twin, other_day, *two_of_ours],
            "invitation": [INVITED | {"engagement": name} for name in ("ENG-TWIN", "ENG-LATER", "ENG-PM")],
        }
    )
    came = [INVITED | {"engagement": "ENG-OWN", "partner": partner} for partner in ("BRE", "ALD")]
    assert broken_rows(INVITATIONS, "EN-15", known, *came, INVITED | {"engagement": "ENG-AM"}) == [0]


def test_an_exchange_cannot_hold_content():
    assert {column.kind for column in EXCHANGES.columns} == {"id", "code", "date", "marking"}


def test_a_source_without_responses_is_not_asked_about_them():
    known = feedback_world(declared_missing=["response"])
    assert asked(INVITATIONS, "EN-04", known, INVITED).outcome == Outcome.NOT_APPLICABLE
