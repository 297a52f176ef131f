"""Rows of one loop, from an observation to those taught, and short ways to follow them."""

import datetime as dt

from metrics.loops.chains import loops
from metrics.loops.links import COLUMNS
from metrics.loops.parts import Chain, Loops
from tests.metrics.shelf import day, typed

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
