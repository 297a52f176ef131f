"""A load that is killed at any moment leaves the old edition whole, and the same command finishes the job.

Two warehouses are sent the same files. One is left alone; the other's loads are killed again and again, at moments
spread over the length of a load. In the end nobody can tell one from the other.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.loader import Loader
from metrics.catalogue import indicators
from tests.conftest import BOTH
from tests.etl.steward import place, send, write_csv
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, SubmissionState

pytestmark = pytest.mark.long

STEWARD = Scope.steward()
LOOK_EVERY_SECONDS = 0.002
KILLS, KILLS_A_FILE, ROWS = 100, 10, 6
INDICATORS = ("course_completion", "reporting_timeliness")
"""Cells are made of two indicators only: what is killed is the load, and a load of all takes longer."""


def opened(url: str, home: Path) -> Loader:
    return Loader.open(url, home, [indicators()[key].statement() for key in INDICATORS])


def file_of(number: int, folder: Path) -> Path:
    """One place more in each file, one corrected, the others as they were."""
    rows = [place(person, hours_attended="12") for person in range(ROWS + number)]
    rows[number % ROWS]["hours_attended"] = "13"
    (folder / f"{number}").mkdir()
    return write_csv(folder / f"{number}" / "training_roster.csv", rows)


@pytest.mark.parametrize("kind", BOTH)
def test_loads_killed_a_hundred_times_lose_and_double_no_row(kind: str, copy_of: Callable, tmp_path: Path) -> None:
    left_alone, (url, home) = opened(*copy_of(kind)), copy_of(kind)
    watching = opened(url, home)
    killer = Killer(url, home, *copy_of(kind))
    number = 0
    while killer.kills < KILLS:
        path = file_of(number, tmp_path)
        for _ in range(KILLS_A_FILE):
            is_killed = killer.strike(path)
            if _assert_whole(watching, number, at_least=number - 1 if is_killed else number) == number:
                break
        assert _sent(watching, path) in (SubmissionState.PUBLISHED, SubmissionState.ALREADY_LOADED)
        _assert_whole(watching, number, at_least=number)
        assert _sent(left_alone, path) is SubmissionState.PUBLISHED
        number += 1
    _assert_alike(left_alone, watching, number)


class Killer:
    """Loads in processes of their own and kills them, at moments spread over the length of a load that is left alone.

    A load takes longer where the machine is busy, so that every load that ends before it is killed tells the length anew.
    """

    def __init__(self, url: str, home: Path, practice_url: str, practice_home: Path) -> None:
        self.url, self.home, self.chance, self.kills = url, home, random.Random(2026), 0
        self.length = 0.0
        self.practice = practice_url, practice_home

    def strike(self, path: Path) -> bool:
        """Load the file and kill the load; False where it was done before."""
        if not self.length:
            self._load(*self.practice, path, until=float("inf"))
        is_killed = self._load(self.url, self.home, path, until=self.chance.uniform(0, self.length))
        self.kills += is_killed
        return is_killed

    def _load(self, url: str, home: Path, path: Path, until: float) -> bool:
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            _sent(opened(url, home), path)
            os._exit(0)
        while time.monotonic() - begun < until:
            if os.waitpid(child, os.WNOHANG)[0]:
                self.length = time.monotonic() - begun
                return False
            time.sleep(LOOK_EVERY_SECONDS)
        os.kill(child, signal.SIGKILL)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _sent(loader: Loader, path: Path) -> SubmissionState:
    return send(loader, path, profile="training_roster").submission.state


def _assert_whole(loader: Loader, number: int, at_least: int) -> int:
    """What is there is a whole file, this one or the one before it, and cells say the same as rows; says which."""
    rows = loader.warehouse.rows("training_roster", STEWARD).sort_values("participant_key")
    newest = len(rows) - ROWS if len(rows) else -1
    assert at_least <= newest <= number
    corrected = [newest % ROWS] if len(rows) else []
    assert rows["participant_key"].tolist() == [f"P{person:04d}" for person in range(len(rows))]
    assert rows.loc[rows["hours_attended"] == 13, "participant_key"].tolist() == [f"P{one:04d}" for one in corrected]
    assert int(loader.warehouse.cells("course_completion", STEWARD)["denominator"].sum()) == len(rows)
    return newest


def _assert_alike(one: Loader, other: Loader, files: int) -> None:
    """Every edition, its rows and its cells, and the exact account of every submission."""
    editions = one.warehouse.editions()
    assert editions == other.warehouse.editions()
    for edition in editions[:files]:
        for dataset in ("training_roster", "submission_manifest"):
            pd.testing.assert_frame_equal(_rows(one, dataset, edition.number), _rows(other, dataset, edition.number))
        for key in INDICATORS:
            cells = [loader.warehouse.cells(key, STEWARD, edition.number) for loader in (one, other)]
            pd.testing.assert_frame_equal(*cells)
    assert _accounts(one) == _accounts(other)
    one.warehouse.close()
    other.warehouse.close()


def _rows(loader: Loader, dataset: str, edition: int) -> pd.DataFrame:
    rows = loader.warehouse.rows(dataset, STEWARD, edition).drop(columns="row_id")
    return rows.sort_values("row_key", ignore_index=True)


def _accounts(loader: Loader) -> list[tuple[str, str, tuple[PartAccount, ...]]]:
    return [(each.id, each.state, each.parts) for each in loader.warehouse.submissions(STEWARD)]
