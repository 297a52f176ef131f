"""Many rows behind a screen: a copy of a warehouse, and in it the roster that a hundred times as many people filled."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, create_engine, func, insert, literal, select

from benchmarks.databases import FILES
from benchmarks.loading import opened
from etl.loader import Loader
from expectations.catalogue import datasets
from tests.expectations.known_frames import typed
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, Submission
from warehouse.publication import Publication, TableRows
from warehouse.tables import Catalogue

MONTHS = 36
RUNS_A_MONTH = 15
PLACES_A_RUN = 25
MOST_ROWS_AT_ONCE = 300_000
MOST_PUBLISHED = 1_000_000
"""More rows than these are copies, made inside the database."""
OUTCOMES = ("COMPLETED_PASS", "COMPLETED_FAIL", "NOT_COMPLETED", "WITHDRAWN")


def grow(home: Path, rows: int) -> tuple[int, int, float]:
    """Publish roster rows into the warehouse of *home* until it holds *rows*; rows, cells, seconds it took.

    They are places in the runs of the programme's last 36 months, of its own units. They are published straight, in
    parts of whole months; they went through no file and no check. Beyond `MOST_PUBLISHED` each run is copied, with its
    places: as many cells as before, whose amounts are not those of the copies.
    """
    loader = opened(home, FILES)
    held = len(loader.warehouse.rows("training_roster", Scope.steward()))
    begun = pd.Timestamp.now()
    for number, part in enumerate(_parts(loader, max(min(rows, MOST_PUBLISHED) - held, 0))):
        _publish(loader, number, part)
    if rows > MOST_PUBLISHED:
        _copy(home, -(-rows // MOST_PUBLISHED) - 1)
    seconds = (pd.Timestamp.now() - begun).total_seconds()
    cells = sum(len(loader.warehouse.cells(each.indicator, Scope.steward())) for each in loader.statements)
    loader.warehouse.close()
    return max(rows, held), cells, seconds


def _parts(loader: Loader, rows: int) -> Iterator[dict[str, pd.DataFrame]]:
    """Runs and roster of some months at a time, so that no cell is made twice."""
    if not rows:
        return
    last = (Quarter.of(Month.of(loader.warehouse.edition().as_of)) + -1).last
    months = [last + (at + 1 - MONTHS) for at in range(MONTHS)]
    a_month = -(-rows // MONTHS)
    at_once = max(1, MOST_ROWS_AT_ONCE // a_month)
    rng = np.random.default_rng(7)
    units = loader.warehouse.rows("unit", Scope.steward())
    courses = loader.warehouse.rows("course", Scope.steward())
    programme = loader.warehouse.rows("programme", Scope.steward())["programme"][0]
    runs_a_month = max(RUNS_A_MONTH, -(-a_month // PLACES_A_RUN))  # more rows are more courses, not larger ones
    for some in _batched(months, at_once):
        runs = _runs(list(itertools.product(some, range(runs_a_month))), courses, programme)
        yield {"course_run": runs, "training_roster": _places(rng, runs, units, a_month * len(some))}


def _batched(months: list[Month], size: int) -> Iterator[list[Month]]:
    return (months[at : at + size] for at in range(0, len(months), size))


def _runs(each: list[tuple[Month, int]], courses: pd.DataFrame, programme: str) -> pd.DataFrame:
    taken = [courses.iloc[number % len(courses)] for _, number in each]
    return typed(
        datasets()["course_run"],
        *(
            {"run": f"BENCH-{month.number}-{number:02d}", "course": course["course"], "programme": programme,
             "course_version": course["course_version"], "status": "HELD", "modality": "IN_PERSON",
             "start_on": pd.Timestamp(month.first_day), "end_on": pd.Timestamp(month.first_day) + pd.Timedelta("3D")}
            for (month, number), course in zip(each, taken, strict=True)
        ),
    )  # fmt: skip


def _places(rng: np.random.Generator, runs: pd.DataFrame, units: pd.DataFrame, count: int) -> pd.DataFrame:
    run, unit = rng.integers(0, len(runs), count), rng.integers(0, len(units), count)
    outcome = rng.choice(OUTCOMES, count, p=(0.8, 0.08, 0.07, 0.05))
    done = pd.Series(runs["end_on"].to_numpy()[run]).where(np.char.startswith(outcome, "COMPLETED"))
    given = {
        "run": runs["run"].to_numpy()[run],
        "participant_key": np.char.add("B", np.arange(count).astype(str)),
        "headcount": 1.0,
        "unit": units["unit"].to_numpy()[unit],
        "partner": units["partner"].to_numpy()[unit],
        "attendance": "PRESENT",
        "outcome": outcome,
        "attempt_no": 1.0,
        "completed_on": done,
        "marking": "ALL",
    }
    dtypes = typed(datasets()["training_roster"]).dtypes
    frame = pd.DataFrame(given)
    return pd.DataFrame(
        {name: frame[name].astype(dtype) if name in frame else pd.Series(index=frame.index, dtype=dtype)
         for name, dtype in dtypes.items()}
    )  # fmt: skip


def _publish(loader: Loader, number: int, part: dict[str, pd.DataFrame]) -> None:
    moment = loader.warehouse.edition().published_at
    name = f"benchmark-{number}"
    waiting = loader.warehouse.receive(Submission("", f"{name:0>64}", name, "training_roster", moment))
    taken = loader.warehouse.take_next("benchmark", moment)
    if taken is None or taken.id != waiting.id:
        raise SystemExit("Other submissions wait in this warehouse; let the worker finish them first.")
    tables = [_table(key, frame) for key, frame in part.items()]
    loader.warehouse.publish(Publication(taken, tables), loader.statements, moment)


def _copy(home: Path, times: int) -> None:
    """Copy every run and its places that often; indices are made anew afterwards, which is quicker than keeping them."""
    tables = Catalogue.of(datasets()).tables
    engine = create_engine(FILES.url_of(home))
    with engine.begin() as connection:
        for table in (tables["course_run"], tables["training_roster"]):
            last = connection.scalar(select(func.max(table.c.row_id)))
            for index in table.indexes:
                index.drop(connection)
            for number in range(times):
                _copy_once(connection, table, f"-{number}", last)
            for index in table.indexes:
                index.create(connection)
    engine.dispose()


def _copy_once(connection: Connection, table: Table, name: str, last: int) -> None:
    run = table.c.run + literal(name)
    told = {"run": run, "row_key": run + func.substr(table.c.row_key, func.length(table.c.run) + 1)}
    names = [column.name for column in table.columns if column.name != "row_id"]
    copies = select(*(told.get(each, table.c[each]) for each in names)).where(table.c.row_id <= last)
    connection.execute(insert(table).from_select(names, copies))


def _table(key: str, frame: pd.DataFrame) -> TableRows:
    count = len(frame)
    account = PartAccount(key, file_rows=count, read=count, records=count)
    return TableRows(key, frame, pd.Series(range(1, count + 1)), "", account)
