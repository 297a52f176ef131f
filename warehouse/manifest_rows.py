"""The rows that submissions leave in the dataset `submission_manifest`, so that reporting is measured like the rest."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, select

from expectations.dataset import Column, Dataset
from vocabulary.errors import BrokenPromise
from vocabulary.scope import canonical_marking
from warehouse import ledger
from warehouse.edition import Edition, PartAccount, Submission, SubmissionState
from warehouse.publication import TableRows
from warehouse.schema import submission as submissions

KEY = "submission_manifest"

_EMPTY = {"date": "datetime64[ns]", "moment": "datetime64[ns]", "boolean": "boolean"}
_NUMBERS = ("integer", "number", "percent")


def manifest_rows(dataset: Dataset, said: Submission, outcome: str, parts: Iterable[PartAccount]) -> TableRows:
    """One row a part of the submission; one row without a dataset where it has no parts (nothing could be read).

    Raises:
        BrokenPromise: the declaration has a required column that the warehouse cannot fill.
    """
    lines = [_line(said, outcome, part, number) for number, part in enumerate(list(parts) or [PartAccount("")], 1)]
    unknown = [column.name for column in dataset.columns if column.name not in lines[0] and column.required]
    if unknown:
        raise BrokenPromise(f"{KEY}: the warehouse does not know how to fill {', '.join(unknown)}")
    frame = pd.DataFrame({column.name: _column(column, lines) for column in dataset.columns})
    frame["marking"] = pd.Series([canonical_marking(said.releasability)] * len(lines), dtype="str")
    account = PartAccount(KEY, records=len(lines))
    return TableRows(KEY, frame, pd.Series(range(1, len(lines) + 1)), "", account)


def refused_since(connection: Connection, table: Table, edition: Edition) -> list[Submission]:
    """Refused submissions that have not left their row yet: the next edition carries it."""
    shown = set(connection.scalars(select(table.c.submission).distinct()))
    refused = select(submissions.c.number).where(
        submissions.c.state == SubmissionState.REFUSED, submissions.c.loaded_at <= edition.published_at
    )
    ids = [ledger.spelled(number) for number in connection.scalars(refused.order_by(submissions.c.number))]
    return [ledger.by_id(connection, id_) for id_ in ids if id_ not in shown]


def _line(said: Submission, outcome: str, part: PartAccount, number: int) -> dict[str, Any]:
    received = pd.Timestamp(said.received_at)
    received = received.tz_convert("UTC").tz_localize(None) if received.tzinfo else received
    return {
        "batch": f"{said.id}-{number}",
        "batch_id": f"{said.id}-{number}",
        "submission": said.id,
        "dataset": part.dataset or said.profile,
        "profile": said.profile,
        "partner": said.partner,
        "programme": said.programme,
        "period": said.period,
        "extract": said.extract,
        "outcome": outcome,
        "received_at": received,
        "received_on": received.normalize(),
        "sha256": said.sha256,
        "releasability": canonical_marking(said.releasability),
        "note": said.note,
        "file_name": said.file_name,
        "rows_declared": said.declared_rows,
        "declared_rows": said.declared_rows,
    }


def _column(column: Column, lines: list[dict[str, Any]]) -> pd.Series:
    values = [line.get(column.name) for line in lines]
    if column.kind in _EMPTY:
        return pd.Series(values).astype(_EMPTY[column.kind])
    if column.kind in _NUMBERS:
        return pd.Series([np.nan if value is None else value for value in values], dtype="float64")
    return pd.Series([value or None for value in values], dtype="str")
