"""The workbook of refused rows says what it cannot hold, so that nobody sends back something else than was meant."""

import datetime as dt
import io
import json

import openpyxl
import pandas as pd
import pytest

from etl import refused as workbooks
from etl.sift import REFUSED_COLUMNS
from warehouse.edition import Submission

SENT = Submission("S000001", "0" * 64, "roster.csv", "training_roster", dt.datetime(2026, 4, 10))
REASON = [{"rule": "TR-04", "columns": ["outcome"], "headers": ["outcome"], "reason": "Known.", "hint": "Mend it."}]


def _workbook(*cells: dict[str, str]) -> openpyxl.Workbook:
    lines = [("training_roster", "", at, json.dumps(each), json.dumps(REASON)) for at, each in enumerate(cells, start=2)]
    refused = pd.DataFrame(lines, columns=list(REFUSED_COLUMNS))
    return openpyxl.load_workbook(io.BytesIO(workbooks.refused_workbook(SENT, refused, {})))


def test_a_cell_that_does_not_fit_is_marked_and_told_how_to_mend():
    [head, row] = _workbook({"outcome": "?", "note": "x" * 40_000})["Rows"].iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert len(told["note"]) == 32_767
    assert "MF-CUT note" in told[workbooks.WHY]
    assert "Copy note whole from your file" in told[workbooks.MEND]


def test_more_rows_than_anybody_mends_by_hand_are_counted_on_the_first_sheet(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    found = _workbook(*({"outcome": str(at)} for at in range(5)))
    assert found["Rows"].max_row == 3
    assert "3 more rows are held back" in found[workbooks.ABOUT_SHEET]["B2"].value
    assert "more rows" not in str(_workbook({"outcome": "1"})[workbooks.ABOUT_SHEET]["B2"].value)
