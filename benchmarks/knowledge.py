"""What knowledge costs: publishing a small correction with few or many rows behind it, and reading as known earlier."""

from pathlib import Path
from statistics import median
from time import process_time

import pandas as pd

from benchmarks.behind import grow
from benchmarks.databases import FILES
from benchmarks.loading import furnished, opened
from benchmarks.measuring import Sizes
from benchmarks.roster_files import write_files
from etl.loader import Loader
from expectations.catalogue import datasets
from metrics import read
from metrics.catalogue import indicator
from metrics.cube import Cubes
from tests.expectations.known_frames import typed
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.edition import PartAccount, Submission
from warehouse.publication import Publication, TableRows

CORRECTED, NEW = 40, 20
INDICATOR = "course_completion"
LEAST_TURNS = 5


def measure(sizes: Sizes, folder: Path, home: Path | None) -> None:  # noqa: ARG001  (it makes its own)
    """Print, for each number of rows behind, what a correction of one month of one partner and a series cost."""
    files = write_files(folder, 1000)
    print(
        "\nknowledge: processor milliseconds, medians\n  rows behind    publish   series now   as known before   ratio"
    )
    first = 0.0
    for rows in sorted(sizes.behind):
        at = folder / f"behind-{rows}"
        furnished(at, files, FILES)
        held, _, _ = grow(at, rows)
        publish, now, before = _costs(opened(at, FILES), max(sizes.repeat, LEAST_TURNS))
        first = first or publish
        print(f"  {held:>11,} {publish:>10.0f} {now:>12.1f} {before:>17.1f} {before / now:>7.2f}"
              f"   publishing {publish / first:.2f} times the first", flush=True)  # fmt: skip


def _costs(loader: Loader, turns: int) -> tuple[float, float, float]:
    run = _some_run(loader)
    published = [_cost(_publish, loader, run, turn) for turn in range(turns + 2)][2:]  # the first two compile statements
    newest = loader.warehouse.edition().number
    now = [_cost(_series, loader, run, newest) for _ in range(turns)]
    before = [_cost(_series, loader, run, newest - turns) for _ in range(turns)]
    loader.warehouse.close()
    return median(published), median(now), median(before)


def _cost(act, *told) -> float:
    begun = process_time()
    act(*told)
    return (process_time() - begun) * 1000


def _some_run(loader: Loader) -> pd.Series:
    runs = loader.warehouse.rows("course_run", Scope.steward())
    return runs[runs["run"].str.startswith("BENCH-")].iloc[-1]


def _publish(loader: Loader, run: pd.Series, turn: int) -> None:
    """Some places of one run corrected, some new: one month, one partner."""
    unit = loader.warehouse.rows("unit", Scope.steward()).iloc[0]
    outcome = ("COMPLETED_FAIL", "NOT_COMPLETED")[turn % 2]
    people = [*(f"C{at}" for at in range(CORRECTED)), *(f"N{turn}-{at}" for at in range(NEW))]
    places = typed(
        datasets()["training_roster"],
        *(
            {"run": run["run"], "participant_key": person, "headcount": 1.0, "unit": unit["unit"], "partner": unit["partner"],
             "attendance": "PRESENT", "outcome": outcome, "attempt_no": 1.0, "marking": "ALL"}
            for person in people
        ),
    )  # fmt: skip
    moment = loader.warehouse.edition().published_at
    waiting = loader.warehouse.receive(
        Submission("", f"{f'correction-{turn}':0>64}", "correction", "training_roster", moment)
    )
    taken = loader.warehouse.take_next("benchmark", moment)
    account = PartAccount("training_roster", file_rows=len(places), read=len(places), records=len(places))
    table = TableRows("training_roster", places, pd.Series(range(1, len(places) + 1)), "", account)
    assert taken is not None
    assert taken.id == waiting.id
    loader.warehouse.publish(Publication(taken, [table]), loader.statements, moment)


def _series(loader: Loader, run: pd.Series, edition: int) -> None:
    """Read from the warehouse: nothing of it is kept in memory."""
    selection = Selection.ending(run["programme"], Month.of(run["end_on"].date())).as_known_in(edition)
    read.series(Cubes(loader.warehouse), indicator(INDICATOR), selection, Scope.steward())
