"""The rows of the registers by what they name: who comes from whom, who was merged into whom, what caused what."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from expectations.corrective_action_facts import SOURCES
from expectations.life_cycle import ACTION_ENDS
from metrics.facts.observations import NOT_ACCEPTED

Row = dict[str, Any]
"""A row as Python values by column; what is missing is None."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "observation": (
        "row_id", "observation", "programme", "submitted_on", "originator_partner", "originator_unit", "title", "state",
        "analysed_on", "finalised_on", "triage_on", "recurs_from",
    ),
    "finding": ("row_id", "finding", "review", "kind", "finding_text", "recommended_change", "no_action_reason"),
    "review": ("row_id", "review", "programme", "held_on", "finalised_on", "state"),
    "corrective_action": (
        "row_id", "action", "source_kind", "source", "programme", "action_text", "capability_element",
        "responsible_partner", "state", "proposed_on", "endorsed_on", "tasked_on", "due_original_on", "due_current_on",
        "implemented_on", "validated_on", "first_validated_on", "change_ref", "merged_into", "ended_on", "reopened_on",
    ),
    "change_log": (
        "row_id", "change", "programme", "kind", "object_ref", "to_version", "caused_by", "approved_on", "published_on",
        "affects_courses", "no_course_reason", "course_reissued_on",
    ),
    "course": ("course", "course_version", "valid_from"),
    "course_run": ("row_id", "run", "course", "course_version", "programme", "start_on", "end_on", "status"),
    "training_roster": ("run", "participant_key", "headcount", "unit", "attendance", "outcome"),
}  # fmt: skip
"""What a loop is read from: the columns of each dataset."""


def records(frame: pd.DataFrame, dataset: str) -> list[Row]:
    """The rows of a frame, typed as `Warehouse.rows` gives it, as Python values."""
    columns = {name: _plain(frame[name]) for name in COLUMNS[dataset]}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def listed(cell: str | None) -> tuple[str, ...]:
    """The codes of a list cell, each once."""
    return tuple(dict.fromkeys(code for part in (cell or "").split(";") if (code := part.strip())))


def latest(*days: dt.date | None) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)


def earliest(*days: dt.date | None) -> dt.date | None:
    return min((day for day in days if day is not None), default=None)


class Links:
    """The rows of an edition by what they name. Made once; each answer is a look-up."""

    def __init__(self, tables: Mapping[str, list[Row]]) -> None:
        self.observations = _by(tables["observation"], "observation")
        self.findings = _by(tables["finding"], "finding")
        self.reviews = _by(tables["review"], "review")
        self.actions = _by(tables["corrective_action"], "action")
        self.changes = _by(tables["change_log"], "change")
        self._actions_of = _grouped((SOURCES[a["source_kind"]][0], a["source"], a) for a in self.actions.values()
                                    if a["source_kind"] in SOURCES and a["source"])  # fmt: skip
        self._caused_by = _grouped(
            ("", code, change) for change in self.changes.values() for code in listed(change["caused_by"])
        )
        self._recurring = _grouped(
            ("", each["recurs_from"], each) for each in self.observations.values()
            if each["recurs_from"] and each["state"] not in NOT_ACCEPTED
        )  # fmt: skip

    def source_of(self, action: Row) -> Row | None:
        """The observation, finding or review that an action comes from; None where it names none that is there."""
        tables = {"OBSERVATION": self.observations, "FINDING": self.findings, "AUDIT": self.reviews}
        return tables.get(action["source_kind"], {}).get(action["source"])

    def actions_of(self, dataset: str, code: str) -> list[Row]:
        """Actions that name an observation or finding as their source, by code."""
        return sorted(self._actions_of.get((dataset, code), ()), key=lambda action: action["action"])

    def merged(self, action: Row) -> tuple[Row, str]:
        """The action that took an action over, itself where none did; and why it cannot be followed, "" where it can.

        The reasons are "away" (what it was merged into is not there) and "circle".
        """
        met = {action["action"]}
        while action["state"] == "MERGED" and action["merged_into"]:
            following = self.actions.get(action["merged_into"])
            if following is None:
                return action, "away"
            if following["action"] in met:
                return action, "circle"
            met.add(following["action"])
            action = following
        return action, ""

    def changes_of(self, codes: Iterable[str], actions: Iterable[Row]) -> list[Row]:
        """Changes that name one of these codes as a cause, or that one of the actions names as its change."""
        found = {change["change"]: change for code in codes for change in self._caused_by.get(("", code), ())}
        named = (self.changes.get(action["change_ref"]) for action in actions if action["change_ref"])
        found |= {change["change"]: change for change in named if change is not None}
        return [found[code] for code in sorted(found)]

    def recurring(self, code: str) -> list[Row]:
        """Accepted observations that say they recur from this, by day."""
        found = self._recurring.get(("", code), ())
        return sorted(found, key=lambda each: (each["submitted_on"] or dt.date.max, each["observation"]))

    def is_cause(self, code: str) -> bool:
        """Whether there is an action or finding of that code."""
        return code in self.actions or code in self.findings


def is_ended(action: Row) -> bool:
    """It is over without having been implemented."""
    return action["state"] in ACTION_ENDS


def _by(rows: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def _grouped(named: Iterable[tuple[str, str, Row]]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for dataset, code, row in named:
        found[dataset, code].append(row)
    return dict(found)


def _plain(column: pd.Series) -> list[Any]:
    values = column.dt.date if pd.api.types.is_datetime64_any_dtype(column) else column
    return [value if there else None for value, there in zip(values.tolist(), column.notna().tolist(), strict=True)]
