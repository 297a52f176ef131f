"""The same work by hand: a script of plain pandas that reads, checks every rule and writes, and keeps nothing else."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.roster_files import read_plainly
from expectations.dataset import Effect
from expectations.datasets import training_roster
from expectations.implied import all_rules
from tests.expectations.known_frames import FramesKnown
from tests.expectations.plain_rules import failing_positions

ROSTER = training_roster.DATASET.key


def load(files: Mapping[str, Path], database: Path) -> int:
    """Read, check and write the roster into SQLite; how many rows were accepted."""
    known = FramesKnown({key: read_plainly(path, key) for key, path in files.items() if key != ROSTER})
    frame = read_plainly(files[ROSTER], ROSTER)
    accepted = np.ones(len(frame), dtype=bool)
    refusing = {rule.id for rule in all_rules(training_roster.DATASET) if rule.effect is Effect.REFUSE_ROW}
    for rule, positions in check(frame, known).items():
        if rule in refusing:
            accepted[positions] = False
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        frame[accepted].to_sql(ROSTER, connection, index=False)
        connection.commit()
    return int(accepted.sum())


def check(frame: pd.DataFrame, known: FramesKnown) -> dict[str, np.ndarray]:
    """Failing positions by rule, of the declared rules and those that the columns imply."""
    return judged(with_facts(frame, known))


def with_facts(frame: pd.DataFrame, known: FramesKnown) -> pd.DataFrame:
    """The rows with one more column a fact: the same joins and comparisons that any script would have to write."""
    rows = frame.copy(deep=False)
    for fact in training_roster.DATASET.facts:
        rows[fact.name] = in_nanoseconds(fact.compute(rows, known))
    return rows


def in_nanoseconds(values: pd.Series) -> pd.Series:
    """All days in one resolution, as the frame has them."""
    return values.astype("datetime64[ns]") if pd.api.types.is_datetime64_dtype(values.dtype) else values


def judged(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Failing positions by rule of rows that have their facts."""
    return {rule.id: failing_positions(rule, rows) for rule in all_rules(training_roster.DATASET)}
