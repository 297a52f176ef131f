"""The blank workbook that a steward fills in: one sheet a dataset, made from its declaration, loaded as it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from expectations.dataset import Column, Dataset

ABOUT_SHEET = "About this file"
"""The loader reads no rows from a sheet of this name, only the claims that a steward may fill in there."""
CLAIMS = {
    "partner": "code of the partner that sends it",
    "programme": "code of the programme it is for",
    "period": "code of the period it is for, such as 2026Q1",
    "releasability": "who may see its rows: ALL, or partner codes with a blank between",
}
"""What a steward may say of the file as a whole, beside the key in the second column."""
VERSION_CLAIM, SUPPORTED_VERSIONS = "template_version", ("1",)
"""A new version, the last, is written into blank workbooks where a column was renamed or its meaning changed, so that
what was filled in before is not read as something else; the ones before it are kept as long as they are read alike."""
ROWS_READY = 1000
"""Rows below the header that offer a drop-down and the right format."""
LONGEST_SHEET_NAME = 31
MOST_LISTED = 255
"""Characters of a drop-down's list that the format allows."""
WRITTEN = {
    "id": "a code of capital letters, digits, - and _",
    "text": "text",
    "code": "one code",
    "date": "a date, 2026-01-31",
    "moment": "a moment with its offset, 2026-01-31T09:00:00+00:00",
    "integer": "a whole number",
    "number": "a number",
    "percent": "percent, 0 to 100",
    "boolean": "YES or NO",
    "list": "codes joined by ;",
    "marking": "ALL, or partner codes with a blank between",
}
"""How a cell of each kind is written, in a steward's words."""


def write_template(datasets: Mapping[str, Dataset], path: Path) -> None:
    """Write the workbook to *path*: a sheet a dataset, named as its key, headers in row 1; what it is at the end."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        formats = {
            True: workbook.add_format({"bold": True, "bg_color": "#D6E4F0", "border": 1, "num_format": "@"}),
            False: workbook.add_format({"bg_color": "#EFEFEF", "border": 1, "num_format": "@"}),
        }
        text = workbook.add_format({"num_format": "@"})
        for dataset in datasets.values():
            sheet = workbook.add_worksheet(dataset.key[:LONGEST_SHEET_NAME])
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(dataset.columns):
                _write_column(sheet, at, column, formats[column.required], text)
        _write_about(workbook, datasets)


def how_written(column: Column) -> str:
    """How its cells are written, in a steward's words: kind, unit, codes, length."""
    said = WRITTEN[column.kind]
    if column.allowed:
        said += f": {', '.join(column.allowed)}"
    if column.kind == "text":
        said += f" of at most {column.longest} characters"
    return f"{said}, in {column.unit}s" if column.unit else said


def _write_column(sheet: Any, at: int, column: Column, header: Any, text: Any) -> None:
    # Cells are text: a spreadsheet that knows a number eats leading zeros, and one that knows a date swaps its parts.
    sheet.set_column(at, at, max(12, len(column.name) + 2), text)
    sheet.write_string(0, at, column.name, header)
    sheet.write_comment(0, at, _comment(column), {"x_scale": 2, "y_scale": 1.5})
    choices = ("YES", "NO") if column.kind == "boolean" else column.allowed if column.kind == "code" else ()
    if choices and len(",".join(choices)) <= MOST_LISTED:
        sheet.data_validation(1, at, ROWS_READY, at, {"validate": "list", "source": list(choices)})


def _comment(column: Column) -> str:
    need = "Required." if column.required else "May be empty."
    return f"{column.means[:1].upper()}{column.means[1:]}.\n{need} Write {how_written(column)}."


def _write_about(workbook: Any, datasets: Mapping[str, Dataset]) -> None:
    sheet = workbook.add_worksheet(ABOUT_SHEET)
    bold, open_cell = workbook.add_format({"bold": True}), workbook.add_format({"border": 1, "num_format": "@"})
    lines = [
        "Fill in the sheets you need and delete the others. Row 1 holds the columns: leave it as it is.",
        "Dark headers are required. Point at a header to see what it means and how it is written.",
        "Never write names, addresses, telephone numbers or coordinates. Persons are pseudonyms.",
        "You may say below, in the second column, what holds for the whole file.",
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
    for row, (key, means) in enumerate(CLAIMS.items(), start=len(lines) + 1):
        sheet.write_string(row, 0, key, bold)
        sheet.write_blank(row, 1, None, open_cell)
        sheet.write_string(row, 2, means)
    sheet.write_string(len(lines) + len(CLAIMS) + 1, 0, VERSION_CLAIM, bold)
    sheet.write_string(len(lines) + len(CLAIMS) + 1, 1, SUPPORTED_VERSIONS[-1])
    for row, dataset in enumerate(datasets.values(), start=len(lines) + len(CLAIMS) + 3):
        sheet.write_string(row, 0, f"Sheet {dataset.key}", bold)
        sheet.write_string(row, 2, " ".join((f"{dataset.title}: {dataset.one_row_is}.", *dataset.usage_warnings)))
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 100)
