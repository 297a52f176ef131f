"""Loops against a slow plain model on random registers, and how they grow."""

import datetime as dt
import random
import time

import pytest

from metrics.loops.chains import loops
from metrics.loops.counts import counted
from metrics.loops.parts import LINE, Step
from metrics.loops.said import counted_lines
from tests.metrics.loop_lines import (
    ACTION,
    AS_OF,
    CHANGE,
    COURSE,
    FINDING,
    OBSERVATION,
    REVIEW,
    found,
    framed,
    run,
    whole,
)
from tests.metrics.plain_loop import plain_loops


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
