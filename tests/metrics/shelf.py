"""Put rows, written as dictionaries, into a real warehouse, without files or checks."""

import datetime as dt
import itertools
from typing import Any

import pandas as pd

from expectations.catalogue import datasets
from metrics.catalogue import statements
from vocabulary.scope import EVERYBODY
from warehouse.edition import Edition, PartAccount, Submission
from warehouse.publication import Publication, TableRows
from warehouse.store import Warehouse

_FILES = itertools.count(1)
_EMPTY = {"date": "datetime64[ns]", "moment": "datetime64[ns]", "boolean": "boolean"}
_NUMBERS = ("integer", "number", "percent")

Row = dict[str, Any]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def publish(warehouse: Warehouse, on: str, **tables: list[Row]) -> Edition:
    """Publish rows of several datasets as one edition of a day; `marking` is ALL unless a row says otherwise."""
    now = dt.datetime.combine(day(on), dt.time(12), dt.UTC)
    file = f"file {next(_FILES)}"
    received = warehouse.receive(Submission("", f"{file:0>64}", file, "test", now))
    taken = warehouse.take_next("test", now)
    assert taken.id == received.id
    parts = [_table(dataset, rows) for dataset, rows in tables.items()]
    return warehouse.publish(Publication(taken, parts), statements(), now)


def typed(dataset: str, rows: list[Row]) -> pd.DataFrame:
    """Rows as a checked frame: every column of the dataset, typed as `expectations.known.Known` says."""
    frame = pd.DataFrame({"marking": pd.Series([row.get("marking", EVERYBODY) for row in rows], dtype="str")})
    for column in datasets()[dataset].columns:
        values = pd.Series([row.get(column.name) for row in rows], dtype="object")
        kind = "float64" if column.kind in _NUMBERS else _EMPTY.get(column.kind, "str")
        frame[column.name] = pd.to_datetime(values).astype(kind) if "datetime" in kind else values.astype(kind)
    unknown = {name for row in rows for name in row} - set(frame.columns)
    assert not unknown, f"{dataset} has no columns {unknown}"
    return frame[[*datasets()[dataset].column_names, "marking"]]


def _table(dataset: str, rows: list[Row]) -> TableRows:
    lines = pd.Series(range(1, len(rows) + 1))
    account = PartAccount(dataset, file_rows=len(rows), read=len(rows), records=len(rows))
    return TableRows(dataset, typed(dataset, rows), lines, "", account)
