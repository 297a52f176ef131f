"""Every rule of the change log, from both sides. Received on 30 June 2026."""

import pytest

from expectations.datasets import change_log
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import breaking_sides, broken_rows
from tests.expectations.feedback_world import ACTION, feedback_world, keyed, screening_cases
from tests.expectations.known_frames import typed

CHANGES = change_log.DATASET
GOOD = {
    "change": "CHG-1", "programme": "PRG", "kind": "PROTOCOL", "object_ref": "PRT-7", "from_version": "1.9",
    "to_version": "1.10", "caused_by": "ACT-DONE;FND-1", "approved_on": "2026-02-01", "published_on": "2026-02-10",
    "affects_courses": "CRS-A", "course_reissued_on": "2026-04-01",
}  # fmt: skip
COURSE = {"kind": "COURSE", "object_ref": "CRS-A", "from_version": "1", "to_version": "2"}
UNTAUGHT = {"course_reissued_on": None}
EARLIER = [
    GOOD | {"change": "WAS-SHUT", "published_on": "2026-01-10"},
    GOOD | {"change": "WAS-OPEN", "published_on": "2026-05-10"},
    GOOD | {"change": "CHG-0", "object_ref": "PRT-9", "to_version": "4"},
]
WORLD = {
    "course": [{"course": "CRS-A", "course_version": version} for version in ("1", "2")],
    "corrective_action": [
        ACTION | {"action": "ACT-DONE", "state": "IMPLEMENTED", "endorsed_on": "2026-02-10"},
        ACTION | {"action": "ACT-LATE", "endorsed_on": "2026-02-11"},
        ACTION | {"action": "ACT-STOP", "state": "CANCELLED"},
    ],
    "change_log": EARLIER,
    "period": [
        {"period": "2026Q1", "start_on": "2026-01-01", "end_on": "2026-03-31", "locked_on": "2026-06-29"},
        {"period": "2026Q2", "start_on": "2026-04-01", "end_on": "2026-06-30", "locked_on": "2026-08-31"},
    ],
}
CASES = [
    ("CH-02a", {"published_on": "2026-02-01"}, {"published_on": "2026-01-31"}),
    ("CH-02b", {"course_reissued_on": "2026-02-10"}, {"course_reissued_on": "2026-02-09"}),
    ("CH-03", {}, {"to_version": "1.9"}),
    ("CH-03", {"from_version": None}, {"to_version": "1.8"}),
    ("CH-03", {"to_version": "2"}, {"from_version": "B", "to_version": "A"}),
    ("CH-04a", {"caused_by": "ACT-0"}, {"caused_by": "ACT-0;FND-9"}),
    ("CH-04b", {}, {"caused_by": None}),
    ("CH-05", COURSE, COURSE | {"to_version": "3"}),
    ("CH-05", {}, COURSE | {"object_ref": "CRS-Z"}),
    ("CH-06", {}, {"affects_courses": None}),
    ("CH-06", {"affects_courses": None, "no_course_reason": "Only the template changed."}, {"affects_courses": None}),
    ("CH-06", {"affects_courses": None, "kind": "TERMINOLOGY"}, {"affects_courses": None, "kind": "SOP"}),
    ("CH-07", {"course_reissued_on": "2026-05-11"}, {"course_reissued_on": "2026-05-12"}),
    ("CH-07", UNTAUGHT | {"published_on": "2026-04-01"}, UNTAUGHT | {"published_on": "2026-03-31"}),
    ("CH-07", UNTAUGHT | {"affects_courses": None}, UNTAUGHT),
    ("CH-08", {}, {"caused_by": "ACT-DONE;ACT-LATE"}),
    ("CH-09", {"to_version": "8"}, {"object_ref": "PRT-9", "to_version": "4"}),
    ("CH-10", {}, {"caused_by": "ACT-DONE;ACT-STOP"}),
    (
        "CH-11",
        {"change": "WAS-SHUT", "published_on": "2026-01-10"},
        {"change": "WAS-SHUT", "published_on": "2026-04-10"},
    ),
    (
        "CH-11",
        {"change": "WAS-OPEN", "published_on": "2026-04-10"},
        {"change": "WAS-OPEN", "published_on": "2026-03-31"},
    ),
    ("CH-11", {"change": "NEVER-SEEN"}, {"change": "WAS-SHUT", "published_on": None}),
    ("CH-12", {}, {"programme": "OTHER"}),
    ("XD-12", {"affects_courses": None}, {"affects_courses": "CRS-A; CRS-Z"}),
    *screening_cases("SG-02", ("no_course_reason",)),
]


@pytest.fixture(scope="module")
def broken() -> dict[int, list[str]]:
    objects = [
        (rule, {"object_ref": f"PRT-A{at}"} | holds, {"object_ref": f"PRT-B{at}"} | breaks)
        for at, (rule, holds, breaks) in enumerate(CASES)
    ]
    return breaking_sides(CHANGES, feedback_world(WORLD, {"change_log": EARLIER}), keyed(objects, GOOD, "change"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_each_rule_names_the_row_that_breaks_it_and_not_the_other(broken, number):
    assert broken[number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    assert {rule.id for rule in CHANGES.rules} == {case[0] for case in CASES} | {"CH-01"}


def test_good_changes_break_no_rule():
    course = GOOD | COURSE | {"change": "CHG-2", "caused_by": "ACT-DONE"}
    findings = check(CHANGES, typed(CHANGES, GOOD, course), feedback_world(WORLD | {"change_log": []}))
    assert [found.rule for found in findings if found.outcome != Outcome.HELD] == []


def test_a_change_listed_twice_names_both_rows():
    rows = (GOOD, GOOD | {"change": "CHG-2"}, GOOD)
    assert broken_rows(CHANGES, "CH-01", feedback_world(WORLD), *rows) == [0, 2]
