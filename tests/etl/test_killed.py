"""A load that is killed at any moment leaves the old edition whole, and the same command finishes the job.

Two warehouses are sent the same files. One is left alone; the other's loads are killed again and again, at moments
spread over the length of a load. In the end nobody can tell one from the other.
"""

import multiprocessing
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.loader import Loader
from tests.conftest import BOTH
from tests.etl.killed_child import sent, strike_when_asked
from tests.etl.steward import FEW, opened, place, write_csv
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, SubmissionState

pytestmark = pytest.mark.long

STEWARD = Scope.steward()
KILLS, KILLS_A_FILE, ROWS = 100, 10, 6


def file_of(number: int, folder: Path) -> Path:
    """One place more in each file, one corrected, the others as they were."""
    rows = [place(person, hours_attended="12") for person in range(ROWS + number)]
    rows[number % ROWS]["hours_attended"] = "13"
    (folder / f"{number}").mkdir(parents=True)
    return write_csv(folder / f"{number}" / "training_roster.csv", rows)


@pytest.mark.parametrize("kind", BOTH)
def test_loads_killed_a_hundred_times_lose_and_double_no_row(kind: str, copy_of: Callable, tmp_path: Path) -> None:
    left_alone, (url, home) = opened(*copy_of(kind)), copy_of(kind)
    watching = opened(url, home)
    killer = Killer(url, home, (*copy_of(kind), file_of(0, tmp_path / "practice")))
    number = 0
    while killer.kills < KILLS:
        path = file_of(number, tmp_path)
        for _ in range(KILLS_A_FILE):
            is_killed = killer.strike(path)
            if _assert_whole(watching, number, at_least=number - 1 if is_killed else number) == number:
                break
        assert sent(watching, path) in (SubmissionState.PUBLISHED, SubmissionState.ALREADY_LOADED)
        _assert_whole(watching, number, at_least=number)
        assert sent(left_alone, path) is SubmissionState.PUBLISHED
        number += 1
    killer.end()
    _assert_alike(left_alone, watching, number)


class Killer:
    """Loads in processes of their own and kills them, at moments spread over the length of a load that is left alone.

    A load takes longer where the machine is busy, so that every load that ends before it is killed tells the length anew.

    Args:
        url, home: of the warehouse whose loads are killed.
        practice: URL and home of another one, and the file that is loaded into it to begin with.
    """

    def __init__(self, url: str, home: Path, practice: tuple[str, Path, Path]) -> None:
        self.url, self.home, self.chance, self.kills = url, home, random.Random(2026), 0
        # Not forked from here: what the threads of this process hold at that moment, a child would wait for for ever.
        processes = multiprocessing.get_context("forkserver")
        self.ask, asked = multiprocessing.Pipe()
        self.warm = processes.Process(target=strike_when_asked, args=(asked, practice))
        self.warm.start()
        asked.close()  # so that the end of that process is the end of what it says
        self.length = self.ask.recv()

    def strike(self, path: Path) -> bool:
        """Load the file and kill the load; False where it was done before."""
        is_killed = self._load(self.url, self.home, path, until=self.chance.uniform(0, self.length))
        self.kills += is_killed
        return is_killed

    def end(self) -> None:
        self.ask.send(None)
        self.warm.join()

    def _load(self, *what, until: float) -> bool:
        self.ask.send((*what, until))
        exit_code, seconds = self.ask.recv()
        is_killed = exit_code == -signal.SIGKILL
        assert is_killed or exit_code == 0, "the load failed by itself; its traceback is on standard error"
        if not is_killed:
            self.length = seconds
        return is_killed


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
        for key in FEW:
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
