"""A load that is killed at any moment leaves the old edition whole, and the same command finishes the job.

Two warehouses are sent the same files. One is left alone; the other's loads are killed again and again, at moments
spread over the length of a load. In the end nobody can tell one from the other.
"""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from etl.loader import Loader
from tests.conftest import BOTH
from tests.etl.killed_child import load, load_forked, sent
from tests.etl.steward import FEW, opened, place, write_csv
from tests.killing import Killer
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, SubmissionState

pytestmark = pytest.mark.long

STEWARD = Scope.steward()
KILLS, KILLS_A_FILE, ROWS = 100, 20, 6


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
    killer = Killer(partial(load, *copy_of(kind), file_of(0, tmp_path / "practice")), load_forked)
    # A load takes longer where the machine is busy, so that every one that ends before it is killed tells its length anew.
    chance, length = random.Random(2026), killer.warm_up_seconds
    kills = number = 0
    while kills < KILLS:
        path = file_of(number, tmp_path)
        for _ in range(KILLS_A_FILE):
            is_killed, seconds = killer.strike(url, home, path, until=chance.uniform(0, length))
            kills, length = (kills + 1, length) if is_killed else (kills, seconds)
            if _assert_whole(watching, number, at_least=number - 1 if is_killed else number) == number:
                break
        assert sent(watching, path) in (SubmissionState.PUBLISHED, SubmissionState.ALREADY_LOADED)
        _assert_whole(watching, number, at_least=number)
        assert sent(left_alone, path) is SubmissionState.PUBLISHED
        number += 1
    killer.end()
    _assert_alike(left_alone, watching, number)


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
