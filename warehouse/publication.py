"""What the etl floor hands over to be published: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from expectations.finding import Finding
from warehouse.edition import PartAccount, Submission

FINDING_ROW_COLUMNS = ("dataset", "rule", "sheet", "source_row", "column", "found", "expected", "hint")
"""One row for each cell that a finding points at: `Publication.finding_rows`, `Warehouse.finding_rows`."""

REFUSED_COLUMNS = ("dataset", "sheet", "source_row", "cells", "reasons")
"""One row for each row held back: `cells` a JSON object (header to verbatim text), `reasons` a JSON list."""


@dataclass(frozen=True)
class TableRows:
    """The accepted rows of one dataset in one submission.

    Args:
        dataset: the dataset's key.
        frame: the rows as they were checked: the dataset's columns and `marking`, typed as `Known` says.
        source_rows: for each row its line in the file or sheet.
        sheet: the sheet's name, "" for a file without sheets.
        account: where every row went; `loaded` and `unchanged` are still 0, the warehouse counts them.
    """

    dataset: str
    frame: pd.DataFrame
    source_rows: pd.Series
    sheet: str
    account: PartAccount


@dataclass(frozen=True)
class Publication:
    """One submission, checked and ready to be published.

    Args:
        submission: as the ledger gave it to the worker.
        tables: accepted rows, one entry a part.
        findings: what every rule said.
        finding_rows: columns `FINDING_ROW_COLUMNS`.
        refused: columns `REFUSED_COLUMNS`.
        message: one sentence for the steward; "" lets the warehouse write it.
        replaces: of a full extract, the datasets that it replaces, each with the key columns of its rows held back:
            what its sender sent before, for the same programme and period, and is not among its rows is closed.
    """

    submission: Submission
    tables: list[TableRows]
    findings: list[Finding] = field(default_factory=list)
    finding_rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FINDING_ROW_COLUMNS)))
    refused: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(REFUSED_COLUMNS)))
    message: str = ""
    replaces: Mapping[str, pd.DataFrame] = field(default_factory=dict)
