"""A training roster and the lists it names, as files that a steward could send. Always the same for one size."""

from pathlib import Path

import pandas as pd

from expectations.catalogue import datasets, load_order
from expectations.datasets import programme, training_roster
from tests.expectations.known_frames import typed
from tests.expectations.seeded_roster import LABELS, seeded_roster

NAMED_BY_THE_ROSTER = ("partner", "unit", "programme", "membership", "course", "course_run")
FIRST_DAY = "2022-01-01"
MORE = {
    "partner": {"name": "partner", "kind": "=NATION"},
    "unit": {"name": "unit", "kind": "=MILITARY"},
    "membership": {"role": "=MEMBER"},
    "course": {"title": "course"},
}
"""What these lists must say beyond what the rules of the roster look at: a copy of a column, or one word for all."""


def write_files(folder: Path, rows: int, fault_share: float = 0.01) -> dict[str, Path]:
    """Write one CSV a dataset into *folder*; the roster holds *rows* rows and stands last.

    Nothing in it refuses the file as a whole: labels agree with outcomes, so that rule TR-09 holds.
    """
    roster, known = seeded_roster(rows, fault_share)
    frames = {key: _complete(known.rows(key), MORE.get(key, {})) for key in NAMED_BY_THE_ROSTER if key != "programme"}
    frames["programme"] = typed(
        programme.DATASET,
        {"programme": "PRG", "name": "A programme", "lead_partner": "PA00", "period_type": "QUARTER",
         "start_on": pd.Timestamp(FIRST_DAY)},
    )  # fmt: skip
    frames["training_roster"] = roster.assign(outcome_label=roster["outcome"].map(LABELS).fillna("In course"))
    ordered = [key for key in load_order(datasets()) if key in frames]
    return {key: _written(frames[key], folder / f"{key}.csv") for key in ordered}


def read_plainly(path: Path, key: str) -> pd.DataFrame:
    """One of these files as a pandas user reads it: types said beforehand, days parsed, empty is missing."""
    dataset = datasets()[key]
    dtypes = typed(dataset).dtypes
    days = [name for name in dataset.column_names if dtypes[name].kind == "M"]
    kinds = {name: dtypes[name] for name in dataset.column_names if name not in days}
    frame = pd.read_csv(path, dtype=kinds, parse_dates=days)
    frame[days] = frame[days].astype("datetime64[ns]")
    return frame.assign(marking=_markings(frame, key))


def _complete(frame: pd.DataFrame, more: dict[str, str]) -> pd.DataFrame:
    said = {name: word[1:] if word.startswith("=") else frame[word] for name, word in more.items()}
    return frame.assign(**said)


def _markings(frame: pd.DataFrame, key: str) -> pd.Series:
    if key != training_roster.DATASET.key:
        return pd.Series("ALL", index=frame.index, dtype="str")
    return frame["releasability"].fillna("ALL")


def _written(frame: pd.DataFrame, path: Path) -> Path:
    whole = {name: frame[name].astype("Int64") for name in frame.columns if frame[name].dtype.kind == "f"}
    frame.assign(**whole).drop(columns="marking").to_csv(path, index=False, date_format="%Y-%m-%d")
    return path
