"""What the register of corrective actions shows on a day: how far each one had come, and nothing of what came later."""

import datetime as dt

from etl.demo.chance import days
from etl.demo.training import Row

EVENTS = (
    "proposed_on",
    "endorsed_on",
    "tasked_on",
    "start_on",
    "moved_on",
    "implemented_on",
    "validated_on",
    "ended_on",
    "reopened_on",
    "named_on",
)
"""Days on which the owner had something to write into the register."""
OURS = ("moved_on", "moved_to", "end", "has_evidence", "change", "written_on", "named_on")
"""What the simulation knows and the register has no column for."""


def as_known(action: Row, on: dt.date) -> Row | None:
    """The register's row on a day; None before the action was proposed."""
    if action["proposed_on"] > on:
        return None
    row = _until(action | {"named_on": _named_on(action)}, on)
    row |= {"updated_on": max(row[name] for name in EVENTS if row.get(name) and row[name] <= on)}
    row |= _state(row, on) | _due(action, row)
    if not row.get("ended_on"):
        row["cancel_reason"] = None
    if row["named_on"]:
        row["change_ref"] = row["change"]
    for name in OURS:
        row.pop(name, None)
    if row.get("validated_on"):
        evidence = f"REG/{row['action']}" if action["has_evidence"] else None
        row |= {"validated_by_role": "Exercise evaluator", "evidence_ref": evidence}
    return row


def _named_on(action: Row) -> dt.date | None:
    """The day on which the owner names the changed document: of actions on training, once both are done.

    The owner of one whose change is never written down believes that it is.
    """
    if "change" not in action or action["capability_element"] != "TRAINING":
        return None
    return max(action["implemented_on"], action["written_on"] or action["implemented_on"])


def _until(action: Row, on: dt.date) -> Row:
    """The action without the dates to come; once somebody is tasked, its start and its due date are known ahead."""
    planned = ("start_on", "due_original_on", "moved_to") if action["tasked_on"] <= on else ()
    return {
        name: None if isinstance(value, dt.date) and value > on and name not in planned else value
        for name, value in action.items()
    }


def _due(action: Row, row: Row) -> Row:
    """The due dates, and whether the owner agreed: nothing before somebody is tasked."""
    if not row["tasked_on"]:
        return {"due_original_on": None, "start_on": None}
    has_moved = row.get("moved_on") is not None
    return {
        "concurrence": "NON_CONCUR" if row.get("ended_on") and action["end"] == "NON_CONCURRED" else "CONCUR",
        "due_current_on": row["moved_to"] if has_moved else row["due_original_on"],
        "due_change_count": int(has_moved),
        "due_change_reason": "More time asked for by the owner." if has_moved else None,
    }


def _state(row: Row, on: dt.date) -> Row:
    """State, progress, and the dates that a state rules out."""
    if row.get("ended_on"):
        return {"state": row["end"], "implemented_on": None, "validated_on": None, "ended_by_role": "Programme manager"}
    if row.get("reopened_on"):
        again = "REOPENED" if on - row["reopened_on"] < days(30) else "IN_IMPLEMENTATION"
        first = {"first_validated_on": row["validated_on"], "implemented_on": None, "validated_on": None}
        return first | {"state": again, "percent_complete": 50}
    if row.get("implemented_on"):
        return {"state": "VALIDATED" if row.get("validated_on") else "IMPLEMENTED", "percent_complete": 100}
    if row["tasked_on"]:
        has_started = row["start_on"] <= on
        return {
            "state": "IN_IMPLEMENTATION" if has_started else "PLANNED",
            "percent_complete": 40 if has_started else 0,
        }
    return {"state": "ENDORSED" if row["endorsed_on"] else "PROPOSED"}
