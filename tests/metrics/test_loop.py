"""Loops by hand: the way of one, step by step, and what brings it back."""

import pytest

from metrics.loops.counts import counted
from metrics.loops.parts import Recurrence, Step, StepState
from metrics.loops.said import days_said, persons_said
from tests.metrics.loop_lines import (
    ACTION,
    AS_OF,
    CHANGE,
    COURSE,
    FINDING,
    OBSERVATION,
    REVIEW,
    found,
    only,
    place,
    run,
    whole,
)
from tests.metrics.shelf import day


def test_a_loop_is_followed_from_the_observation_to_those_taught_with_the_days_of_each_step():
    chain = only(**whole())
    assert [(step.kind, step.on and str(step.on), step.days) for step in chain.steps] == [
        (Step.NOTED, "2025-01-10", None),
        (Step.LESSON, "2025-02-09", 30),
        (Step.PROPOSED, "2025-02-19", 10),
        (Step.ENDORSED, "2025-03-01", 10),
        (Step.IMPLEMENTED, "2025-05-30", 90),
        (Step.VALIDATED, "2025-09-07", 100),
        (Step.CHANGED, "2025-06-04", 5),
        (Step.TAUGHT, "2025-07-11", 37),
    ]
    assert chain.stands_at is Step.TAUGHT
    assert chain.is_closed
    assert chain.broken == ()
    assert chain.partner == "BBB"
    assert chain.recurrence is Recurrence.NONE
    assert chain.reached_origin is True


def test_a_person_taught_twice_is_one_person_and_runs_before_the_course_was_issued_anew_teach_nothing():
    taught = only(**whole()).taught
    assert (taught.runs, taught.persons, taught.first) == (2, 12, "N1")
    assert persons_said(taught) == "12 persons of 1 unit in 2 runs"


def test_fewer_than_ten_persons_are_not_counted_out_and_nor_are_their_units():
    roster = [place("N1", f"P{at}", unit=f"U{at}") for at in range(9)]
    assert persons_said(only(**whole(training_roster=roster)).taught) == "fewer than 10 persons in 2 runs"


def test_who_failed_did_not_finish_or_stayed_away_was_not_taught_and_a_group_counts_its_size():
    roster = [
        place("N1", "P1", outcome="COMPLETED_FAIL"), place("N1", "P2", outcome="NOT_COMPLETED"),
        place("N1", "G1", outcome="NOT_RECORDED", attendance="NO_SHOW"),
        place("N1", "G2", outcome="NOT_RECORDED", attendance="UNKNOWN", headcount=25),
    ]  # fmt: skip
    assert only(**whole(training_roster=roster)).taught.persons == 25


def test_a_changed_course_is_taught_by_runs_of_its_new_version_or_a_later_one():
    versions = [COURSE | {"course_version": v, "valid_from": day(f"202{4 + int(v)}-01-01")} for v in ("1", "2", "3")]
    change = CHANGE | {"kind": "COURSE", "object_ref": "CRS", "affects_courses": None, "course_reissued_on": None}
    runs = [run("V1", "2025-07-01", "1"), run("V2", "2026-02-01", "2"), run("V3", "2027-02-01", "3")]
    taught = only(**whole(course=versions, change_log=[change], course_run=runs)).taught
    assert (taught.runs, taught.first) == (2, "V2")


@pytest.mark.parametrize("other", [{"status": "PLANNED"}, {"status": "CANCELLED"}, {"programme": "G2"}, {"course": "X"}])
def test_a_run_that_was_not_held_or_is_of_another_course_or_programme_teaches_nothing(other):
    chain = only(**whole(course_run=[run("N1", "2025-08-01", **other)]))
    assert (chain.taught, chain.stands_at) == (None, Step.CHANGED)
    assert chain.waits.step is Step.TAUGHT


def test_days_out_of_order_are_shown_and_said_and_are_in_no_median():
    chain = only(**whole(corrective_action=[ACTION | {"proposed_on": day("2025-02-01")}]))
    assert chain.step(Step.PROPOSED).days == -8
    assert days_said(chain.step(Step.PROPOSED)) == "8 days before “lesson identified”: out of order"
    time_ = counted([chain], AS_OF).times[Step.PROPOSED]
    assert (time_.out_of_order, time_.curve) == (1, None)


def test_a_step_without_a_day_was_taken_and_the_next_counts_from_the_one_before():
    chain = only(**whole(corrective_action=[ACTION | {"endorsed_on": None}]))
    assert chain.step(Step.ENDORSED).state is StepState.UNDATED
    assert (chain.step(Step.IMPLEMENTED).days, chain.step(Step.IMPLEMENTED).since) == (100, Step.PROPOSED)
    assert counted([chain], AS_OF).times[Step.IMPLEMENTED].left_out == 1


def test_a_finding_starts_with_its_review():
    chain = only(review=[REVIEW], finding=[FINDING])
    assert (chain.step(Step.NOTED).on, chain.step(Step.LESSON).days) == (day("2025-01-05"), 30)
    assert (chain.stands_at, chain.waits.step, chain.waits.by) == (Step.LESSON, Step.PROPOSED, day("2025-04-05"))
    assert chain.waits.late == (AS_OF - day("2025-04-05")).days


def test_a_loop_with_several_actions_stands_where_the_one_furthest_behind_stands():
    second = ACTION | {"action": "A2", "state": "IN_IMPLEMENTATION", "implemented_on": None, "validated_on": None}
    third = ACTION | {"action": "A3", "state": "CANCELLED", "implemented_on": None, "validated_on": None}
    chain = only(**whole(corrective_action=[ACTION, second, third]))
    assert (chain.stands_at, chain.step(Step.ENDORSED).code) == (Step.ENDORSED, "A2")
    assert [(each.code, each.kind) for each in chain.beside] == [("A1", Step.VALIDATED), ("A3", Step.ENDED)]


def test_a_merged_action_is_followed_to_the_one_that_took_it_over():
    merged = ACTION | {"action": "A0", "state": "MERGED", "merged_into": "A1", "implemented_on": None}
    other = ACTION | {"source_kind": "REQUEST", "source": None}
    chain = found(**whole(corrective_action=[merged, other])).chains[0]
    assert (chain.stands_at, chain.step(Step.VALIDATED).code) == (Step.TAUGHT, "A1")


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ({"observation": [OBSERVATION | {"state": "REJECTED", "finalised_on": None}]}, "REJECTED"),
        ({"observation": [OBSERVATION | {"state": "BEST_PRACTICE"}]}, "BEST_PRACTICE"),
        ({"finding": [FINDING | {"kind": "STRENGTH"}], "review": [REVIEW]}, "STRENGTH"),
        ({"finding": [FINDING | {"no_action_reason": "Too costly"}], "review": [REVIEW]}, "NO_ACTION"),
        ({"corrective_action": [ACTION | {"state": "CANCELLED", "source_kind": "REQUEST"}]}, "CANCELLED"),
    ],
)  # fmt: skip
def test_a_loop_that_ended_without_change_says_how(origin, said):
    chain = only(**origin)
    assert (chain.stands_at, chain.ended, chain.waits, chain.is_closed) == (Step.ENDED, said, None, False)


def test_an_open_action_is_late_by_its_present_due_date():
    action = ACTION | {"state": "TASKED", "implemented_on": None, "validated_on": None}
    moved = action | {"due_current_on": day("2026-12-01")}
    late = only(**whole(corrective_action=[action], change_log=[]))
    assert (late.waits.step, late.waits.late) == (Step.IMPLEMENTED, (AS_OF - day("2025-06-30")).days)
    assert not only(**whole(corrective_action=[moved], change_log=[])).is_late


# Recurrence


def again(on: str, **other) -> dict:
    return OBSERVATION | {"observation": "O2", "submitted_on": day(on), "recurs_from": "A1"} | other


def test_an_accepted_observation_that_names_the_action_brings_the_loop_back():
    chain = found(**whole(observation=[OBSERVATION, again("2025-12-06")])).chains[0]
    assert (chain.stands_at, chain.recurrence) == (Step.RECURRED, Recurrence.RECURRED)
    assert [(each.code, each.days) for each in chain.returns] == [("O2", 90)]


def test_naming_the_observation_that_it_came_from_brings_it_back_too_and_a_rejected_one_does_not():
    named = found(**whole(observation=[OBSERVATION, again("2025-12-06", recurs_from="O1")])).chains[0]
    assert named.stands_at is Step.RECURRED
    rejected = found(**whole(observation=[OBSERVATION, again("2025-12-06", state="REJECTED")])).chains[0]
    assert (rejected.stands_at, rejected.recurrence) == (Step.TAUGHT, Recurrence.NONE)


def test_an_action_that_was_taken_up_again_stands_where_it_is_worked_on():
    action = ACTION | {"state": "REOPENED", "implemented_on": None, "validated_on": None,
                       "first_validated_on": day("2025-09-07"), "reopened_on": day("2025-10-07")}  # fmt: skip
    chain = only(**whole(corrective_action=[action]))
    assert (chain.stands_at, chain.recurrence, chain.returns[0].days) == (Step.ENDORSED, Recurrence.RECURRED, 30)
    mended = only(**whole(corrective_action=[action | {"state": "VALIDATED", "validated_on": day("2026-05-01")}]))
    assert (mended.stands_at, mended.recurrence) == (Step.TAUGHT, Recurrence.RECURRED)


def test_within_a_year_of_the_validation_nobody_says_that_it_did_not_come_back():
    chain = found(as_of=day("2026-09-06"), **whole()).chains[0]
    assert chain.recurrence is Recurrence.FOLLOWED
    assert found(as_of=day("2026-09-07"), **whole()).chains[0].recurrence is Recurrence.NONE
