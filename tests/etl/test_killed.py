"""A load that is ended in the middle leaves the old edition whole, and the same command finishes the job."""

import os
import random
import signal
import time
from pathlib import Path

from etl.loader import Loader
from tests.etl.conftest import opened
from tests.etl.steward import place, send, write_csv
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState

STEWARD = Scope.steward()
KILLS = 12
ROWS = 40


def test_a_load_killed_at_random_moments_loses_and_doubles_no_row(copied: tuple[str, Path], tmp_path: Path) -> None:
    chance = random.Random(2026)
    url, home = copied
    usual = _seconds_of_a_load(opened(url, home), tmp_path)
    kills = 0
    for attempt in range(KILLS):
        rows = [place(number, hours_attended=str(attempt)) for number in range(ROWS)]
        path = write_csv(tmp_path / "training_roster.csv", rows)
        before = _edition(url, home)
        kills += _killed(url, home, path, chance.uniform(0, usual))
        loader = opened(url, home)
        _assert_whole(loader, before)
        outcome = send(loader, path)
        assert outcome.submission.state in (SubmissionState.PUBLISHED, SubmissionState.ALREADY_LOADED)
        assert set(loader.warehouse.rows("training_roster", STEWARD)["hours_attended"]) == {float(attempt)}
        _assert_whole(loader, loader.warehouse.edition().number)
        loader.warehouse.close()
    assert kills, "no kill hit a load: the moments are chosen badly"


def _seconds_of_a_load(loader: Loader, folder: Path) -> float:
    path = write_csv(folder / "training_roster.csv", [place(number) for number in range(ROWS)])
    begun = time.monotonic()
    send(loader, path)
    loader.warehouse.close()
    return time.monotonic() - begun


def _killed(url: str, home: Path, path: Path, after: float) -> bool:
    """Load in a process of its own and kill it; true where it was still at work."""
    child = os.fork()
    if child == 0:
        send(opened(url, home), path)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _edition(url: str, home: Path) -> int:
    loader = opened(url, home)
    number = loader.warehouse.edition().number
    loader.warehouse.close()
    return number


def _assert_whole(loader: Loader, least: int) -> None:
    """The newest edition is one that was there before or a complete new one: every participant once, cells as rows."""
    edition = loader.warehouse.edition()
    assert edition.number >= least
    rows = loader.warehouse.rows("training_roster", STEWARD)
    assert sorted(rows["participant_key"]) == [f"P{number:04d}" for number in range(ROWS)]
    assert rows["hours_attended"].nunique(dropna=False) == 1
    cells = loader.warehouse.cells("course_completion", STEWARD)
    assert int(cells["denominator"].sum()) == ROWS
