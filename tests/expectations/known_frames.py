"""A Known over frames in memory: what the rules of a test may know."""

import datetime as dt
from collections.abc import Iterable, Mapping

import pandas as pd

from expectations.catalogue import datasets
from expectations.dataset import Dataset

DTYPES = {
    "date": "datetime64[ns]",
    "moment": "datetime64[ns]",
    "integer": "float64",
    "number": "float64",
    "percent": "float64",
    "boolean": "boolean",
}


def typed(dataset: Dataset, *rows: Mapping[str, object]) -> pd.DataFrame:
    """A frame of *rows* as the loader makes it: every column and `marking`, typed; what a row leaves out is missing."""
    strange = {name for row in rows for name in row} - {*dataset.column_names, "marking"}
    if strange:
        raise ValueError(f"{dataset.key} has no columns {sorted(strange)}")
    columns = {
        column.name: pd.Series([row.get(column.name) for row in rows], dtype=DTYPES.get(column.kind, "str"))
        for column in dataset.columns
    }
    columns["marking"] = pd.Series([row.get("marking", "ALL") for row in rows], dtype="str")
    return pd.DataFrame(columns)


class FramesKnown:
    """Known, over frames.

    Args:
        rows: frames by dataset, as they will be known if the submission is accepted.
        before: frames by dataset, as last accepted.
        said: what the submission says of itself: received_on, partner, programme, period, extract, declared_missing.
    """

    def __init__(
        self,
        rows: Mapping[str, pd.DataFrame] | None = None,
        before: Mapping[str, pd.DataFrame] | None = None,
        **said: object,
    ) -> None:
        self._rows, self._before = dict(rows or {}), dict(before or {})
        self.received_on: dt.date = said.pop("received_on", dt.date(2026, 6, 30))
        self.partner: str = said.pop("partner", "")
        self.programme: str = said.pop("programme", "")
        self.period: str = said.pop("period", "")
        self.extract: str = said.pop("extract", "DELTA")
        self.declared_missing: frozenset[str] = frozenset(said.pop("declared_missing", ()))
        if said:
            raise ValueError(f"a submission does not say {sorted(said)}")

    def rows(self, dataset: str, column: str = "", values: Iterable[str] = ()) -> pd.DataFrame:
        return _narrowed(self._rows, dataset, column, values)

    def before(self, dataset: str, column: str = "", values: Iterable[str] = ()) -> pd.DataFrame:
        return _narrowed(self._before, dataset, column, values)


def _narrowed(frames: Mapping[str, pd.DataFrame], dataset: str, column: str, values: Iterable[str]) -> pd.DataFrame:
    frame = frames[dataset] if dataset in frames else _nothing(dataset)
    return frame[frame[column].isin(pd.Index(list(values), dtype="str"))] if column else frame


def _nothing(dataset: str) -> pd.DataFrame:
    return typed(datasets()[dataset])
