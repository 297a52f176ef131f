"""A steward's desk: reference lists that hold, and rosters to load against them."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from etl.deliver import Claims, deliver
from etl.loader import Loader
from etl.run import Outcome
from metrics.catalogue import indicators

REFERENCES: Mapping[str, tuple[dict[str, str], ...]] = {
    "partner": (
        {"partner": "ALD", "name": "Alderland", "kind": "NATION"},
        {"partner": "BRE", "name": "Brenmark", "kind": "NATION"},
    ),
    "unit": (
        {"unit": "ALD-M1", "partner": "ALD", "name": "Training centre", "kind": "MILITARY"},
        {"unit": "BRE-L1", "partner": "BRE", "name": "Police school", "kind": "LAW_ENFORCEMENT"},
    ),
    "programme": (
        {"programme": "CRP", "name": "Response", "lead_partner": "ALD", "start_on": "2024-01-01", "period_type": "QUARTER"},
    ),
    "membership": (
        {"programme": "CRP", "partner": "ALD", "role": "LEAD", "valid_from": "2024-01-01"},
        {"programme": "CRP", "partner": "BRE", "role": "MEMBER", "valid_from": "2024-01-01"},
    ),
    "period": ({"period": "2025Q1", "calendar": "QUARTER", "start_on": "2025-01-01", "end_on": "2025-03-31"},),
    "course": ({"course": "COORD", "course_version": "1", "title": "Coordination", "hours": "24", "pass_mark": "70"},),
    "course_run": (
        {"run": "RUN-1", "course": "COORD", "course_version": "1", "programme": "CRP", "start_on": "2025-03-03",
         "end_on": "2025-03-05", "status": "HELD"},
    ),
}  # fmt: skip

MOMENT = dt.datetime(2025, 4, 2, 9, 0)
FEW = ("course_completion", "reporting_timeliness")
"""Indicators whose cells a load makes here: what is tested is the load, and making the cells of all costs more than the rest
of it."""


def clock() -> dt.datetime:
    return MOMENT


def opened(url: str, home: Path, keys: Iterable[str] = FEW) -> Loader:
    """A loader that makes the cells of these indicators."""
    return Loader.open(url, home, [indicators()[key].statement() for key in keys])


def place(number: int, outcome: str = "COMPLETED_PASS", **more: str) -> dict[str, str]:
    """One participant's place in RUN-1."""
    done = {"completed_on": "2025-03-05", "post_score": "81"} if outcome == "COMPLETED_PASS" else {}
    usual = {"run": "RUN-1", "participant_key": f"P{number:04d}", "headcount": "1", "unit": "ALD-M1", "attendance": "PRESENT",
             "outcome": outcome, "attempt_no": "1", **done}  # fmt: skip
    return usual | more


def write_csv(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    rows = list(rows)
    headers = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headers, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def load_references(loader: Loader, folder: Path) -> None:
    for key, rows in REFERENCES.items():
        outcome = send(loader, write_csv(folder / f"{key}.csv", rows))
        assert outcome.exit_code == 0, outcome.submission.message


def send(loader: Loader, path: Path, dry_run: bool = False, **claims: str) -> Outcome:
    return deliver(loader, Claims(**claims).of(path), clock, dry_run=dry_run)
