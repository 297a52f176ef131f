"""A warehouse with one signed quarter, opened anew for each test."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from expectations.catalogue import datasets
from metrics.cube import Cubes
from metrics.signed.law import Law
from metrics.signed.signing import Verified, newest, sign, verify
from tests.metrics.conftest import Shelf
from tests.metrics.shelf import day
from vocabulary.period import Quarter
from warehouse.minutes import Comment, Decision, SignOff
from warehouse.store import Warehouse

AT = dt.datetime(2026, 4, 20, 12, tzinfo=dt.UTC)
DIRECTOR = "Programme director"
HELD = (Law("XD-07", "no share is above its whole", must_hold=True),)
QUARTER = Quarter(2026, 1)
RUNS = [
    {"run": "R1", "course": "C1", "course_version": "1", "programme": "G1", "start_on": day("2026-01-05"),
     "end_on": day("2026-01-20"), "status": "HELD"},
]  # fmt: skip
PROGRAMME = {"programme": "G1", "name": "One", "lead_partner": "AAA", "start_on": day("2025-01-01"),
             "period_type": "QUARTER"}  # fmt: skip


def _places(*outcomes: str) -> list[dict]:
    return [
        {"run": "R1", "participant_key": f"P{at}", "attempt_no": 1, "partner": "AAA", "attendance": "PRESENT",
         "outcome": outcome}
        for at, outcome in enumerate(outcomes)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def signed_file(tmp_path_factory) -> Path:
    """A warehouse with one signed quarter: made once, and never changed."""
    file = tmp_path_factory.mktemp("signed") / "warehouse.sqlite"
    shelf = _opened(file)
    shelf.fill(
        "2026-04-10", programme=[PROGRAMME], course_run=RUNS, training_roster=_places("COMPLETED_PASS", "WITHDRAWN")
    )
    shelf.warehouse.comment(Comment("G1", "2026Q1", "course_completion", "One withdrew.", "Training manager", AT))
    asked = Decision(
        0, "G1", "2026Q1", "course_completion", "Ask why", "Training manager", day("2026-06-30"), DIRECTOR, AT
    )
    shelf.warehouse.decide(asked)
    sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT, HELD)
    shelf.warehouse.close()
    return file


@pytest.fixture
def shelf(signed_file: Path, tmp_path: Path) -> Iterator[Shelf]:
    """A copy of it, for one test to change."""
    shelf = _opened(Path(shutil.copy(signed_file, tmp_path)))
    yield shelf
    shelf.warehouse.close()


@pytest.fixture
def signed(shelf: Shelf) -> SignOff:
    return newest(shelf.warehouse, "G1", QUARTER)


def _opened(file: Path) -> Shelf:
    return Shelf(Warehouse.open(f"sqlite:///{file}", datasets()))


def verified(shelf, one: SignOff) -> Verified:
    """As another process would: nothing kept in memory."""
    return verify(shelf.warehouse, Cubes(shelf.warehouse), one)
