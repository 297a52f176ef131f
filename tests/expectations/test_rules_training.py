"""Every rule of the course runs and of the training roster, from both sides."""

import pytest

from expectations.dataset import Effect
from expectations.datasets import course_run, training_roster
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import asked, breaking_sides, broken_rows
from tests.expectations.known_frames import typed
from tests.expectations.training_world import PLACE, RUN, training_world

ROSTER, RUNS = training_roster.DATASET, course_run.DATASET
NOT_DONE = {"outcome": "NOT_COMPLETED", "completed_on": None}
NO_SHOW = {**NOT_DONE, "attendance": "NO_SHOW"}
SECOND = {"participant_key": "P2"}
GROUP = {"outcome": "NOT_RECORDED", "attendance": "UNKNOWN", "completed_on": None, "headcount": 30}

ROSTER_CASES = [
    ("TR-02", {}, {"run": "RUN-9"}),
    ("TR-02b", {}, {"unit": "NOWHERE"}),
    ("TR-02b", {"unit": None}, {"unit": "NOWHERE"}),
    ("TR-02c", {}, {"unit": "OLD"}),
    ("TR-02d", {"partner": "ALD"}, {"partner": "XXX"}),
    ("TR-02e", {"unit": None, "partner": "ALD"}, {"unit": None}),
    ("TR-02f", {"partner": "ALD"}, {"partner": "BRE"}),
    ("TR-04", {"outcome": "NOT_RECORDED"}, {"outcome": "Finished"}),
    ("TR-05", {}, {"completed_on": None}),
    ("TR-05", GROUP, {"outcome": "COMPLETED_FAIL", "completed_on": None}),
    ("TR-05b", NOT_DONE, {"outcome": "WITHDRAWN"}),
    ("TR-05b", GROUP | {"completed_on": "2026-03-04"}, {"outcome": "IN_PROGRESS"}),
    ("TR-06", {"completed_on": "2026-03-02"}, {"completed_on": "2026-03-01"}),
    ("TR-06b", {"completed_on": "2026-05-03"}, {"completed_on": "2026-05-04"}),
    ("TR-06c", {"completed_on": "2026-06-30"}, {"completed_on": "2026-07-01"}),
    ("TR-07", {"run": "RUN-OFF", "attendance": "UNKNOWN"}, {"run": "RUN-OFF"}),
    ("TR-07b", {"run": "RUN-OFF", "outcome": "NOT_RECORDED"}, {"run": "RUN-OFF"}),
    ("TR-07b", {"run": "RUN-OFF", "outcome": "WITHDRAWN"}, {"run": "RUN-OFF", "outcome": "NOT_COMPLETED"}),
    ("TR-08", {"post_score": 70}, {"post_score": 69.5}),
    ("TR-08", {"post_score": 50, "outcome": "COMPLETED_UNGRADED"}, {"post_score": 50}),
    ("TR-08", {"post_score": 50, "run": "RUN-3"}, {"post_score": 50}),
    (
        "TR-09",
        {"outcome": "COMPLETED_FAIL", "outcome_label": "Completed (did not achieve pass grade)"},
        {"outcome": "COMPLETED_PASS", "outcome_label": "Completed (did not achieve pass grade)"},
    ),
    ("TR-09", {"outcome_label": "Completed (achieved pass grade)"}, {"outcome_label": "Failed"}),
    ("TR-10", NO_SHOW | {"hours_attended": 0}, NO_SHOW | {"hours_attended": 8}),
    ("TR-10b", NO_SHOW, {"attendance": "NO_SHOW"}),
    ("TR-11", {"withdrawn_on": "2026-03-01", "outcome": "WITHDRAWN"}, {"withdrawn_on": "2026-03-01"}),
    ("TR-11", {"withdrawn_on": "2026-03-02"}, {"withdrawn_on": "2026-03-01"}),
    ("TR-12", {"hours_attended": 26.4}, {"hours_attended": 26.5}),
    ("TR-12", {"hours_attended": 90, "run": "RUN-3"}, {"hours_attended": 90}),
    ("TR-12b", {"hours_attended": 0}, {"hours_attended": -1}),
    ("TR-13", {"pre_score": 0}, {"pre_score": 100.5}),
    ("TR-13b", {"post_score": 100}, {"post_score": -0.5}),
    ("TR-14", {}, {"attempt_no": 0}),
    ("TR-14b", {}, {"attempt_no": 2, **SECOND}),
    ("TR-17", {"cert_expires_on": "2028-04-04"}, {"cert_expires_on": "2028-04-05"}),
    ("TR-18", {"run": "RUN-1", "outcome": "NOT_COMPLETED"}, {"run": "RUN-PAST", "outcome": "IN_PROGRESS"}),
    ("TR-20", {}, {"unit": None, "partner": "OUT"}),
    ("TR-23", {"headcount": 0}, {"headcount": -1}),
    ("TR-REQ:run", {}, {"run": None}),
    ("TR-REQ:headcount", {}, {"headcount": None}),
    ("TR-CODE:attendance", {}, {"attendance": "THERE"}),
    ("TR-ID:unit", {}, {"unit": "ald m1"}),
    ("TR-LONG:outcome_label", {"outcome_label": "x" * 200}, {"outcome_label": "x" * 201}),
    ("TR-MARK:releasability", {"releasability": "ALD BRE"}, {"releasability": "NONE"}),
]

RUN_CASES = [
    ("TR-02", {}, {"course_version": "7"}),
    ("TR-02b", {}, {"course": "CRS-OLD"}),
    ("TR-02c", {}, {"programme": "OTHER"}),
    ("TR-02d", {"host_partner": "ALD"}, {"host_partner": "XXX"}),
    ("TR-02e", {"delivery_partner": "ALD"}, {"delivery_partner": "XXX"}),
    ("TR-03", {"end_on": "2026-03-02"}, {"end_on": "2026-03-01"}),
    ("TR-03b", {"end_on": "2026-03-10"}, {"end_on": "2026-03-11"}),
    ("TR-16b", {"seats_offered": 0}, {"seats_offered": -1}),
    ("TR-21b", {"trainee_count": 0}, {"trainee_count": -1}),
    ("TR-22", {"is_joint": True, "engagement": "ENG-1"}, {"is_joint": True}),
    ("TR-22", {"is_joint": True, "status": "PLANNED"}, {"is_joint": True}),
    ("TR-22b", {"engagement": "ENG-1"}, {"engagement": "ENG-9"}),
    ("CR-CODE:participants", {"participants": "MILITARY;CIVIL"}, {"participants": "MILITARY;NAVAL"}),
]


@pytest.fixture(scope="module")
def roster_sides():
    people = ({"participant_key": f"X{number}"} for number in range(2 * len(ROSTER_CASES)))
    cases = [(rule, PLACE | next(people) | a, PLACE | next(people) | b) for rule, a, b in ROSTER_CASES]
    return breaking_sides(ROSTER, training_world(), cases)


@pytest.fixture(scope="module")
def run_sides():
    return breaking_sides(RUNS, training_world(), [(rule, RUN | a, RUN | b) for rule, a, b in RUN_CASES])


@pytest.mark.parametrize("case", range(len(ROSTER_CASES)), ids=[case[0] for case in ROSTER_CASES])
def test_a_place_that_breaks_a_rule_is_named_and_one_that_holds_is_not(case, roster_sides):
    assert roster_sides[case] == ["breaks"]


@pytest.mark.parametrize("case", range(len(RUN_CASES)), ids=[case[0] for case in RUN_CASES])
def test_a_run_that_breaks_a_rule_is_named_and_one_that_holds_is_not(case, run_sides):
    assert run_sides[case] == ["breaks"]


def test_every_declared_rule_of_the_roster_and_of_the_runs_has_a_case_here():
    elsewhere = {"TR-01", "TR-13c", "TR-13d", "TR-15", "TR-16", "TR-19", "TR-21"}
    assert {rule.id for rule in ROSTER.rules} == {case[0] for case in ROSTER_CASES if ":" not in case[0]} | elsewhere
    assert {rule.id for rule in RUNS.rules} == {case[0] for case in RUN_CASES if ":" not in case[0]} | {"TR-01"}


def test_two_rows_of_one_attempt_are_both_named():
    assert broken_rows(ROSTER, "TR-01", training_world(), PLACE, PLACE | SECOND, PLACE) == [0, 2]


def test_two_rows_of_one_run_are_both_named():
    assert broken_rows(RUNS, "TR-01", training_world(), RUN, RUN | {"run": "RUN-2"}, RUN) == [0, 2]


def test_scores_that_are_all_fractions_are_pointed_out():
    rows = [PLACE | {"pre_score": score, "post_score": score} for score in (0.85, 1, 0, None)]
    assert broken_rows(ROSTER, "TR-13c", training_world(), *rows) == [0, 1]
    assert broken_rows(ROSTER, "TR-13d", training_world(), *rows) == [0, 1]


def test_a_low_score_among_percents_is_no_fraction():
    rows = [PLACE | {"post_score": score} for score in (0.5, 85)]
    assert broken_rows(ROSTER, "TR-13d", training_world(), *rows) == []


def test_scores_of_nought_and_one_alone_are_no_fractions():
    rows = [PLACE | {"post_score": score} for score in (0, 1)]
    assert broken_rows(ROSTER, "TR-13d", training_world(), *rows) == []


def test_a_second_attempt_follows_a_first_in_the_same_file():
    again = PLACE | {"attempt_no": 2, "completed_on": "2026-03-20"}
    assert broken_rows(ROSTER, "TR-14b", training_world(), PLACE, again) == []


def test_a_second_attempt_follows_a_first_that_was_loaded_before():
    known = training_world(before={"training_roster": typed(ROSTER, PLACE)})
    assert broken_rows(ROSTER, "TR-14b", known, PLACE | {"attempt_no": 2}, PLACE | {"attempt_no": 3, **SECOND}) == [1]


def test_a_second_attempt_that_ended_before_the_first_is_pointed_out():
    again = PLACE | {"attempt_no": 2, "completed_on": "2026-03-03"}
    assert broken_rows(ROSTER, "TR-14b", training_world(), PLACE, again) == [1]


def test_a_person_in_two_units_on_one_day_is_pointed_out():
    other_unit = PLACE | {"run": "RUN-OFF", "unit": "ALD-M2"}
    assert broken_rows(ROSTER, "TR-15", training_world(), PLACE, PLACE | SECOND, other_unit) == [0, 2]


def test_a_person_may_change_units_between_runs():
    later = PLACE | {"run": "RUN-2", "unit": "ALD-M2"}
    assert broken_rows(ROSTER, "TR-15", training_world(), PLACE, later) == []


def test_a_group_may_share_its_key_with_groups_of_other_units():
    groups = [PLACE | GROUP | {"unit": unit, "attempt_no": attempt} for attempt, unit in ((1, "ALD-M1"), (2, "ALD-M2"))]
    assert broken_rows(ROSTER, "TR-15", training_world(), *groups) == []


def test_more_persons_than_seats_are_pointed_out_on_every_row_of_the_run():
    full = [PLACE, PLACE | SECOND, PLACE | {"participant_key": "P3"}, PLACE | {"run": "RUN-2"}]
    assert broken_rows(ROSTER, "TR-16", training_world(), *full) == [0, 1, 2]


def test_withdrawn_persons_take_no_seat():
    left = PLACE | {"participant_key": "P3", "outcome": "WITHDRAWN"}
    assert broken_rows(ROSTER, "TR-16", training_world(), PLACE, PLACE | SECOND, left) == []


def test_a_group_takes_as_many_seats_as_it_has_heads():
    assert broken_rows(ROSTER, "TR-16", training_world(), PLACE | GROUP) == [0]


def test_a_person_in_two_runs_at_a_time_is_pointed_out():
    overlapping = PLACE | {"run": "RUN-2"}
    assert broken_rows(ROSTER, "TR-19", training_world(), PLACE, PLACE | SECOND, overlapping) == [0, 2]


def test_whoever_did_not_come_was_in_one_run_only():
    absent = PLACE | {"run": "RUN-2"} | NO_SHOW
    assert broken_rows(ROSTER, "TR-19", training_world(), PLACE, absent) == []


def test_runs_one_after_the_other_do_not_overlap():
    assert broken_rows(ROSTER, "TR-19", training_world(), PLACE, PLACE | {"run": "RUN-3"}) == []


BEFORE = {"training_roster": typed(ROSTER, PLACE)}


def test_a_person_in_another_unit_than_a_roster_loaded_before_says_is_pointed_out():
    moved = PLACE | {"run": "RUN-OFF", "unit": "ALD-M2"}
    assert broken_rows(ROSTER, "TR-15", training_world(before=BEFORE), PLACE | SECOND, moved) == [1]
    assert broken_rows(ROSTER, "TR-15", training_world(before=BEFORE), PLACE | {"unit": "ALD-M2"}) == []


def test_places_taken_in_a_roster_loaded_before_take_seats():
    third = PLACE | {"participant_key": "P3"}
    assert broken_rows(ROSTER, "TR-16", training_world(before=BEFORE), PLACE | SECOND, third) == [0, 1]
    assert broken_rows(ROSTER, "TR-16", training_world(before=BEFORE), PLACE, PLACE | SECOND) == []


def test_a_person_in_a_run_that_overlaps_with_one_loaded_before_is_pointed_out():
    rows = [PLACE | SECOND, PLACE | {"run": "RUN-2"}, PLACE | {"run": "RUN-3"}]
    assert broken_rows(ROSTER, "TR-19", training_world(before=BEFORE), *rows) == [1]


def test_the_course_office_counts_those_loaded_before_too():
    assert broken_rows(ROSTER, "TR-21", training_world(before=BEFORE), PLACE | SECOND) == []
    assert broken_rows(ROSTER, "TR-21", training_world(), PLACE | SECOND) == [0]


def test_a_second_attempt_takes_no_second_seat():
    again = PLACE | {"attempt_no": 2, "completed_on": "2026-03-20"}
    assert broken_rows(ROSTER, "TR-16", training_world(), PLACE, again, PLACE | SECOND) == []
    assert broken_rows(ROSTER, "TR-21", training_world(), PLACE, again, PLACE | SECOND) == []


def test_a_run_with_another_number_of_participants_than_the_course_office_counted_is_pointed_out():
    assert broken_rows(ROSTER, "TR-21", training_world(), PLACE, PLACE | {"run": "RUN-2"}) == [0]
    assert broken_rows(ROSTER, "TR-21", training_world(), PLACE | {"headcount": 2}) == []


def test_a_group_without_outcomes_breaks_no_rule_that_refuses():
    group = PLACE | GROUP | {"unit": None, "partner": "ALD", "headcount": 2}
    findings = check(ROSTER, typed(ROSTER, group), training_world())
    refusing = [f.rule for f in findings if f.is_broken and f.effect in (Effect.REFUSE_ROW, Effect.REFUSE_SUBMISSION)]
    assert refusing == []


def test_a_failing_grade_read_as_a_pass_stops_the_whole_submission():
    rule = next(rule for rule in ROSTER.rules if rule.id == "TR-09")
    assert rule.effect is Effect.REFUSE_SUBMISSION


def test_a_source_without_days_of_completion_is_not_asked_for_them():
    known = training_world(declared_missing={"completed_on"})
    finding = asked(ROSTER, "TR-05", known, PLACE | {"completed_on": None})
    assert (finding.outcome, finding.detail) == (
        Outcome.NOT_APPLICABLE, "this source does not carry completed_on",
    )  # fmt: skip
