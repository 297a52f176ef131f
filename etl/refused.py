"""The workbook of refused rows: the steward's own rows, the reasons beside the cells, ready to be mended and loaded.

Its first sheet says what it is and carries what the sender claimed, so that loading the mended workbook needs no
further word. The reason columns stand to the right and are left out when the workbook is read again.
"""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import xlsxwriter

from warehouse.edition import Submission

ABOUT_SHEET = "About this file"
WHY, MEND, SOURCE_ROW = "Why refused", "How to mend", "Row in your file"
REASON_HEADERS = (WHY, MEND, SOURCE_ROW)
CLAIMS = ("profile", "partner", "programme", "period", "releasability")
_LONGEST_SHEET_NAME = 31
_LONGEST_CELL = 32_767
"""A longer text would not be written at all."""
MOST_ROWS = 100_000
"""More rows nobody mends by hand, and a sheet ends at ten times as many: what is wrong is wrong in the whole file."""


def refused_workbook(submission: Submission, refused: pd.DataFrame, headers: Mapping[str, list[str]]) -> bytes:
    """The workbook as bytes.

    Args:
        submission: what the rows came in.
        refused: one line a refused record, as `sift.REFUSED_COLUMNS`.
        headers: for each sheet, its headers as they came.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    left_out = 0
    for sheet, rows in _by_source_row(refused).items():
        first = dict(sorted(rows.items())[:MOST_ROWS])
        left_out += len(rows) - len(first)
        _write_sheet(workbook, sheet, headers.get(sheet) or _headers(first), first)
    _write_about(workbook, submission, left_out)
    workbook.close()
    return buffer.getvalue()


def claims_in(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the first sheet of a mended workbook claims: the pairs it holds, only those we know."""
    return {key: value for key, value in rows if key in CLAIMS and value}


def _by_source_row(refused: pd.DataFrame) -> dict[str, dict[int, dict[str, Any]]]:
    """One entry a source row, though several records may have been made of it; their reasons are joined."""
    sheets: dict[str, dict[int, dict[str, Any]]] = {}
    for line in refused.itertuples():
        rows = sheets.setdefault(line.sheet, {})
        entry = rows.setdefault(int(line.source_row), {"cells": json.loads(line.cells), "reasons": []})
        entry["reasons"] += [reason for reason in json.loads(line.reasons) if reason not in entry["reasons"]]
    return sheets


def _headers(rows: dict[int, dict[str, Any]]) -> list[str]:
    headers: dict[str, None] = {}
    for entry in rows.values():
        headers.update(dict.fromkeys(entry["cells"]))
    return list(headers)


def _write_sheet(workbook: Any, name: str, header: list[str], rows: dict[int, dict[str, Any]]) -> None:
    sheet = workbook.add_worksheet((name or "Rows")[:_LONGEST_SHEET_NAME])
    bold, wrong = workbook.add_format({"bold": True}), workbook.add_format({"bg_color": "#FCE4D0", "border": 1})
    reason = workbook.add_format({"italic": True, "text_wrap": True, "valign": "top"})
    for column, text in enumerate([*header, *REASON_HEADERS]):
        sheet.write_string(0, column, text, bold)
    for at, (source_row, entry) in enumerate(rows.items(), start=1):
        reasons = [*entry["reasons"], *_cut(entry["cells"])]
        faulty = {header for why in reasons for header in why["headers"]}
        for column, text in enumerate(header):
            found = str(entry["cells"].get(text) or "")[:_LONGEST_CELL]
            if found or text in faulty:  # an empty cell that nobody is to mend need not be written
                sheet.write_string(at, column, found, wrong if text in faulty else None)
        for offset, text in enumerate(_reason_cells(source_row, reasons)):
            sheet.write_string(at, len(header) + offset, text[:_LONGEST_CELL], reason)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(header) - 1, 0), 16)
    sheet.set_column(len(header), len(header) + 1, 60)


def _cut(cells: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """A cell that a workbook cannot hold whole is to be mended too: sent back as it is, it would say something else."""
    for header, text in cells.items():
        if len(str(text or "")) > _LONGEST_CELL:
            reason = f"A cell of a workbook holds {_LONGEST_CELL:,} letters, and the rest of this one is cut off."
            hint = f"Copy {header} whole from your file, or mend the row there."
            yield {"rule": "MF-CUT", "columns": [header], "headers": [header], "reason": reason, "hint": hint}


def _reason_cells(source_row: int, reasons: list[dict[str, Any]]) -> tuple[str, str, str]:
    why = "\n".join(f"{reason['rule']} {', '.join(reason['columns'])}: {reason['reason']}" for reason in reasons)
    mend = "\n".join(dict.fromkeys(reason["hint"] for reason in reasons if reason["hint"]))
    return why, mend, str(source_row)


def _write_about(workbook: Any, submission: Submission, left_out: int) -> None:
    sheet = workbook.add_worksheet(ABOUT_SHEET)
    lines = [
        ("", f"Rows held back from {submission.file_name} ({submission.id})."),
        ("", "Mend the marked cells, save, and load this workbook as it is. Leave the header rows and this sheet."),
        ("profile", submission.profile),
        ("partner", submission.partner),
        ("programme", submission.programme),
        ("period", submission.period),
        ("releasability", submission.releasability),
    ]
    if left_out:
        more = f"{left_out:,} more rows are held back than these: mend what is wrong in your own file, and send that again."
        lines.insert(1, ("", more))
    for at, (key, value) in enumerate(lines):
        sheet.write_string(at, 0, key)
        sheet.write_string(at, 1, value)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
