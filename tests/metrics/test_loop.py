"""Loops by hand, and against a slow plain model on random worlds; what is hidden from a reader is said nowhere."""

import datetime as dt
import random
import time

import pytest

from metrics.loops.breaks import MENDS, REASONS
from metrics.loops.chains import loops, read_loops
from metrics.loops.counts import counted
from metrics.loops.links import COLUMNS
from metrics.loops.parts import LINE, Break, Chain, Loops, Recurrence, Step, StepState
from metrics.loops.said import counted_lines, days_said, loop_lines, persons_said
from tests.metrics.plain_loop import plain_loops
from tests.metrics.shelf import day, publish, typed
from vocabulary.scope import Scope

AS_OF = dt.date(2026, 11, 1)

OBSERVATION = {"observation": "O1", "programme": "G1", "submitted_on": day("2025-01-10"), "originator_partner": "AAA",
               "originator_unit": "AAA-1", "title": "Forms differ", "observation_text": "Two forms", "kind": "ISSUE",
               "state": "LESSON_IDENTIFIED", "finalised_on": day("2025-02-09")}  # fmt: skip
ACTION = {"action": "A1", "source_kind": "OBSERVATION", "source": "O1", "programme": "G1", "action_text": "One form",
          "responsible_partner": "BBB", "state": "VALIDATED", "proposed_on": day("2025-02-19"),
          "endorsed_on": day("2025-03-01"), "due_original_on": day("2025-06-30"),
          "implemented_on": day("2025-05-30"), "validated_on": day("2025-09-07")}  # fmt: skip
CHANGE = {"change": "C1", "programme": "G1", "kind": "PROTOCOL", "object_ref": "PRT-1", "to_version": "2",
          "caused_by": "A1", "approved_on": day("2025-05-20"), "published_on": day("2025-06-04"),
          "affects_courses": "CRS", "course_reissued_on": day("2025-07-01")}  # fmt: skip
COURSE = {"course": "CRS", "course_version": "1", "title": "Forms", "valid_from": day("2024-01-01")}
REVIEW = {"review": "R1", "programme": "G1", "kind": "AAR", "planned_on": day("2025-01-01"), "state": "FINAL",
          "held_on": day("2025-01-05"), "finalised_on": day("2025-02-04")}  # fmt: skip
FINDING = {"finding": "F1", "review": "R1", "kind": "AREA_FOR_IMPROVEMENT", "finding_text": "Forms differ",
           "recommended_change": "PROTOCOL"}  # fmt: skip


def run(code: str, start: str, version: str = "1", **other) -> dict:
    began = day(start)
    return {"run": code, "course": "CRS", "course_version": version, "programme": "G1", "status": "HELD",
            "start_on": began, "end_on": began + dt.timedelta(days=4)} | other  # fmt: skip


def place(code: str, person: str, **other) -> dict:
    return {"run": code, "participant_key": person, "headcount": 1, "unit": "AAA-1", "attendance": "PRESENT",
            "outcome": "COMPLETED_PASS", "attempt_no": 1} | other  # fmt: skip


def found(sees_all: bool = True, as_of: dt.date = AS_OF, **tables) -> Loops:
    return loops(framed(tables), as_of, sees_all)


def framed(tables: dict) -> dict:
    rows = {dataset: tables.get(dataset, []) for dataset in COLUMNS}
    return {name: typed(name, each).assign(row_id=range(1, len(each) + 1)) for name, each in rows.items()}


def only(**tables) -> Chain:
    (chain,) = found(**tables).chains
    return chain


def whole(**other) -> dict:
    """A loop from an observation to persons taught."""
    return {"observation": [OBSERVATION], "corrective_action": [ACTION], "change_log": [CHANGE], "course": [COURSE],
            "course_run": [run("N0", "2025-06-10"), run("N1", "2025-07-07"), run("N2", "2025-08-04")],
            "training_roster": [place("N1", f"P{at}") for at in range(12)] + [place("N2", "P1")]} | other  # fmt: skip


# One loop by hand


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


# Broken links


@pytest.mark.parametrize(
    ("tables", "kind", "named"),
    [
        (whole(observation=[]), Break.ORIGIN_NOT_THERE, "O1"),
        (whole(observation=[], corrective_action=[ACTION | {"source": None}]), Break.ORIGIN_NOT_NAMED, ""),
        ({"finding": [FINDING | {"no_action_reason": "No"}]}, Break.REVIEW_NOT_THERE, "R1"),
        (whole(corrective_action=[ACTION | {"state": "MERGED", "merged_into": "A9"}]), Break.MERGED_INTO_NOT_THERE, "A9"),
        (whole(corrective_action=[ACTION | {"state": "MERGED", "merged_into": "A1"}]), Break.MERGED_IN_A_CIRCLE, "A1"),
        (whole(change_log=[], corrective_action=[ACTION | {"capability_element": "TRAINING"}]), Break.NO_CHANGE, ""),
        (whole(corrective_action=[ACTION | {"change_ref": "C9"}]), Break.CHANGE_NOT_THERE, "C9"),
        (whole(change_log=[CHANGE | {"caused_by": "A1;F9"}]), Break.CAUSE_NOT_THERE, "F9"),
        (whole(change_log=[CHANGE | {"affects_courses": None}]), Break.NO_COURSE, ""),
        (whole(course=[]), Break.COURSE_NOT_THERE, "CRS"),
        (whole(observation=[OBSERVATION | {"recurs_from": "A7"}]), Break.RECURS_FROM_NOT_THERE, "A7"),
    ],
)  # fmt: skip
def test_a_missing_link_is_listed_with_the_row_and_what_it_names(tables, kind, named):
    chain = only(**tables)
    assert [(each.kind, each.named) for each in chain.broken] == [(kind, named)]


def test_an_implemented_recommendation_to_change_a_protocol_needs_a_change():
    action = ACTION | {"source_kind": "FINDING", "source": "F1"}
    assert [each.kind for each in only(review=[REVIEW], finding=[FINDING], corrective_action=[action]).broken] == [
        Break.NO_CHANGE
    ]
    waiting = action | {"state": "TASKED", "implemented_on": None, "validated_on": None}
    assert only(review=[REVIEW], finding=[FINDING], corrective_action=[waiting]).broken == ()


def test_a_change_that_has_a_reason_why_no_course_teaches_it_closes_the_loop():
    chain = only(**whole(change_log=[CHANGE | {"affects_courses": None, "no_course_reason": "Wording only"}]))
    assert (chain.stands_at, chain.broken, chain.is_closed) == (Step.CHANGED, (), True)


def test_a_change_that_no_loop_leads_to_is_listed_beside_the_loops():
    loose = [CHANGE | {"change": "C2", "caused_by": None}, CHANGE | {"change": "C3", "caused_by": "A8"}]
    listed = found(**whole(change_log=[CHANGE, *loose])).loose
    assert [(each.code, each.kind, each.named) for each in listed] == [
        ("C2", Break.NO_CAUSE, ""), ("C3", Break.CAUSE_NOT_THERE, "A8")
    ]  # fmt: skip


def test_every_missing_link_has_a_reason_and_a_way_to_mend_it():
    assert set(REASONS) == set(MENDS) == set(Break)


# Counts


def test_counts_add_up_to_the_number_of_loops_and_open_loops_are_followed_to_the_day():
    late = ACTION | {"action": "A2", "source": "O2", "state": "TASKED", "implemented_on": None, "validated_on": None}
    tables = whole(observation=[OBSERVATION, OBSERVATION | {"observation": "O2"}], corrective_action=[ACTION, late])
    counts = counted(found(**tables).chains, AS_OF)
    assert counts.total == sum(counts.stands.values()) == counts.whole + sum(counts.broken.values()) == 2
    assert (counts.stands[Step.TAUGHT], counts.stands[Step.ENDORSED], counts.late[Step.ENDORSED]) == (1, 1, 1)
    curve = counts.times[Step.IMPLEMENTED].curve
    assert (curve.n, curve.open, curve.median) == (2, 1, 90)


# What is hidden


def test_a_reader_who_sees_less_is_told_that_something_is_not_shown_and_no_code_of_it():
    told = found(sees_all=False, **whole(observation=[], change_log=[CHANGE | {"caused_by": "A1;SECRET-7"}]))
    (chain,) = told.chains
    assert (chain.is_partly_hidden, chain.broken, told.loose) == (True, (), ())
    assert chain.step(Step.NOTED).state is StepState.NOT_SHOWN
    said = repr(chain) + " ".join(loop_lines(chain, told.sees_all))
    assert "O1" not in said
    assert "SECRET-7" not in said
    assert "not released to you" in said


def test_nothing_is_called_broken_or_late_because_it_is_absent_for_a_reader_who_sees_less():
    (chain,) = found(sees_all=False, review=[REVIEW], finding=[FINDING]).chains
    assert (chain.waits, chain.broken, chain.is_partly_hidden) == (None, (), False)


def test_a_loop_whose_change_is_not_seen_is_not_called_closed():
    tables = whole(change_log=[], corrective_action=[ACTION | {"capability_element": "TRAINING"}])
    assert [(c.stands_at, c.waits, c.is_closed) for c in found(sees_all=False, **tables).chains] == [
        (Step.VALIDATED, None, False)
    ]
    assert found(**tables).chains[0].waits.step is Step.CHANGED


def test_a_real_warehouse_shows_each_reader_and_each_edition_its_own_loops(warehouse):
    open_ = ACTION | {"state": "TASKED", "implemented_on": None, "validated_on": None}
    publish(warehouse, "2025-04-01", observation=[OBSERVATION | {"marking": "AAA"}], corrective_action=[open_])
    later = {name: rows for name, rows in whole().items() if name != "observation"}
    publish(warehouse, "2025-12-01", **later)
    steward, stranger = Scope.steward(), Scope.of_partner("CCC")
    assert [chain.stands_at for chain in read_loops(warehouse, steward, 1).chains] == [Step.ENDORSED]
    (now,) = read_loops(warehouse, steward).chains
    assert (now.stands_at, now.taught.persons, now.origin.kind) == (Step.TAUGHT, 12, "observation")
    (seen,) = read_loops(warehouse, stranger).chains
    assert (seen.origin.kind, seen.is_partly_hidden) == ("action", True)
    assert "O1" not in repr(seen)


# Random worlds


class Worlds:
    """Small registers full of wrong and missing links and days out of order."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)

    def some(self, *values, empty: float = 0.3):
        return None if self.pick.random() < empty else self.pick.choice(values)

    def on(self, empty: float = 0.3):
        return self.some(*(AS_OF - dt.timedelta(days=at) for at in range(0, 900, 37)), empty=empty)

    def tables(self) -> dict:
        pick, a, o, f, c = self.pick, range(7), range(5), range(5), range(5)
        action, observation, finding = [f"A{at}" for at in a], [f"O{at}" for at in o], [f"F{at}" for at in f]
        states = ("PROPOSED", "ENDORSED", "TASKED", "IMPLEMENTED", "VALIDATED", "VALIDATED", "MERGED", "CANCELLED", "REOPENED")
        return {
            "observation": [
                OBSERVATION | {"observation": code, "submitted_on": self.on(0), "finalised_on": self.on(),
                               "state": pick.choice(("SUBMITTED", "REJECTED", "NOTED", "LESSON_IDENTIFIED")),
                               "recurs_from": self.some(*action, *observation, "X", empty=0.6)}
                for code in observation
            ],
            "review": [REVIEW | {"review": code, "held_on": self.on(), "finalised_on": self.on(0)} for code in ("R1", "R2")],
            "finding": [
                FINDING | {"finding": code, "review": pick.choice(("R1", "R2", "R9")),
                           "kind": pick.choice(("STRENGTH", "AREA_FOR_IMPROVEMENT")),
                           "no_action_reason": self.some("No", empty=0.8),
                           "recommended_change": self.some("PROTOCOL", "TRAINING", "OTHER")}
                for code in finding
            ],
            "corrective_action": [self._action(code, states, (*observation, *finding, "R1", "X"), action) for code in action],
            "change_log": [
                CHANGE | {"change": f"C{at}", "kind": pick.choice(("PROTOCOL", "COURSE", "TERMINOLOGY")),
                          "object_ref": pick.choice(("CRS", "PRT-1")), "to_version": pick.choice(("1", "2")),
                          "caused_by": ";".join(pick.sample([*action, *finding, "X"], pick.randint(0, 2))) or None,
                          "affects_courses": self.some("CRS", "CRS;NONE"), "published_on": self.on(),
                          "approved_on": self.on(0), "course_reissued_on": self.on(),
                          "no_course_reason": self.some("No", empty=0.8)}
                for at in c
            ],
            "course": [COURSE | {"course_version": v, "valid_from": self.on()} for v in ("1", "2")],
            "course_run": [
                run(f"N{at}", str(self.on(0)), pick.choice(("1", "2")), status=pick.choice(("HELD", "HELD", "PLANNED")))
                for at in range(5)
            ],
        }  # fmt: skip

    def _action(self, code: str, states: tuple, sources: tuple, actions: list) -> dict:
        pick, state = self.pick, self.pick.choice(states)
        done = state in ("IMPLEMENTED", "VALIDATED")
        return ACTION | {
            "action": code, "source_kind": pick.choice(("OBSERVATION", "FINDING", "AUDIT", "REQUEST")), "state": state,
            "source": self.some(*sources), "proposed_on": self.on(0), "endorsed_on": self.on(), "tasked_on": self.on(),
            "implemented_on": self.on() if done else None, "validated_on": self.on() if state == "VALIDATED" else None,
            "merged_into": self.some(*actions, "X") if state == "MERGED" else None, "reopened_on": self.on(0.8),
            "ended_on": self.on() if state in ("CANCELLED", "MERGED") else None, "change_ref": self.some("C0", "C9", empty=0.8),
            "capability_element": self.some("TRAINING", "PLANNING"),
        }  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_loops_agree_with_the_plain_model_on_random_registers(seed):
    tables = Worlds(seed).tables()
    made = found(**tables)
    plain = plain_loops(tables)
    assert {(chain.origin.kind, chain.origin.code) for chain in made.chains} == set(plain)
    for chain in made.chains:
        wanted = plain[chain.origin.kind, chain.origin.code]
        said = f"seed {seed}, {chain.origin.kind} {chain.origin.code}"
        assert chain.stands_at.value == wanted["stand"], said
        days = {step.kind.value: step.days for step in chain.steps[1:]}
        assert days == {step.value: wanted["days"][step.value] for step in LINE[1:]}, said
        assert {each.kind.value for each in chain.broken} == wanted["broken"], said
        assert sorted((each.on, each.code) for each in chain.returns) == wanted["returns"], said
    counts = counted(made.chains, AS_OF)
    assert counts.total == len(plain) == sum(counts.stands.values()) == counts.whole + sum(counts.broken.values())
    assert counted_lines(made, counts)


def test_thousands_of_findings_cost_no_more_than_a_look_up_each():
    findings = [FINDING | {"finding": f"F{at}"} for at in range(3_000)]
    actions = [ACTION | {"action": f"A{at}", "source_kind": "FINDING", "source": f"F{at}"} for at in range(3_000)]
    changes = [CHANGE | {"change": f"C{at}", "caused_by": f"A{at};F{at}"} for at in range(3_000)]
    frames = framed(whole(observation=[], review=[REVIEW], finding=findings, corrective_action=actions, change_log=changes))
    before = time.process_time()
    chains = loops(frames, AS_OF).chains
    counts = counted(chains, AS_OF)
    assert counts.stands[Step.TAUGHT] == 3_000
    assert time.process_time() - before < 3
