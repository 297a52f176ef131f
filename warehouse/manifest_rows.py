"""The rows that submissions leave in the dataset `submission_manifest`, so that reporting is measured like the rest."""

import datetime as dt
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
UNRECOGNISED = "unrecognised"
"""Stands where a dataset would, for a refused file that no profile fits."""


def manifest_rows(dataset: Dataset, said: Submission, outcome: str, accepted_at: dt.datetime | None) -> TableRows:
    """One row a dataset of the submission; one under its profile's name where nothing of it could be read.

    Raises:
        BrokenPromise: the declaration has a required column that the warehouse cannot fill.
    """
    lines = [
        _line(said, key, parts) | {"outcome": outcome, "accepted_on": accepted_at} for key, parts in _by_dataset(said)
    ]
    unknown = [column.name for column in dataset.columns if column.required and column.name not in lines[0]]
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


def _by_dataset(said: Submission) -> list[tuple[str, list[PartAccount]]]:
    """The parts by dataset. Beside filled sheets, one left blank counts only where the file says of what period: there
    was nothing to report."""
    filled = [part for part in said.parts if part.holds_rows or said.period] or said.parts
    keys = sorted({part.dataset for part in filled}) or [said.profile or UNRECOGNISED]
    return [(key, [part for part in filled if part.dataset == key]) for key in keys]


def _line(said: Submission, dataset: str, parts: list[PartAccount]) -> dict[str, Any]:
    return {
        "batch": said.id,
        "dataset": dataset,
        "partner": said.partner,
        "programme": said.programme,
        "period": said.period,
        "extract": said.extract,
        "source_system": said.profile,
        "template_version": None,
        "received_on": said.received_at,
        "sha256": said.sha256,
        "declared_rows": said.declared_rows,
        "file_rows": sum(part.records for part in parts),
        "loaded_rows": sum(part.loaded + part.unchanged for part in parts),
        "refused_rows": sum(part.refused for part in parts),
        "releasability": canonical_marking(said.releasability),
    }


def _column(column: Column, lines: list[dict[str, Any]]) -> pd.Series:
    values = [line.get(column.name) for line in lines]
    if column.kind == "date":
        return pd.to_datetime(pd.Series(values), utc=True).dt.tz_localize(None).dt.normalize().astype("datetime64[ns]")
    if column.kind == "integer":
        return pd.Series([np.nan if value is None else value for value in values], dtype="float64")
    return pd.Series([value or None for value in values], dtype="str")
