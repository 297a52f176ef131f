"""Rows written as tables: our own templates as CSV or workbook, and the text of a cell."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from expectations.catalogue import datasets

Rows = Sequence[Mapping[str, object]]
WRITTEN = dt.datetime(2023, 10, 1)  # noqa: DTZ001  (workbooks know no zone)
"""What every workbook says of its own making, so that the same seed gives the same bytes."""


def text(value: object) -> str:
    """A cell as text: ISO days and moments, yes and no, nothing for what is missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return str(value)


def columns_of(dataset: str, rows: Rows) -> list[str]:
    """The dataset's columns; raises KeyError where a row holds a column that the dataset does not have."""
    names = list(datasets()[dataset].column_names)
    unknown = {name for row in rows for name in row} - set(names)
    if unknown:
        raise KeyError(f"{dataset} has no columns {sorted(unknown)}")
    return names


def template_csv(dataset: str, rows: Rows) -> bytes:
    """Our own template of one dataset as CSV: UTF-8, comma."""
    return delimited(columns_of(dataset, rows), rows, ",")


def delimited(columns: Sequence[str], rows: Rows, delimiter: str, line_end: str = "\r\n") -> bytes:
    """A delimited text in UTF-8 without byte order mark."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(columns)
    writer.writerows([text(row.get(name)) for name in columns] for row in rows)
    return lines.getvalue().encode()


def template_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Our own template as a workbook: one sheet a dataset, days as real dates."""
    return workbook({dataset: _cells(dataset, rows) for dataset, rows in sheets.items()})


def _cells(dataset: str, rows: Rows) -> list[list[object]]:
    columns = columns_of(dataset, rows)
    return [columns, *([row.get(name) for name in columns] for row in rows)]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of sheets given as rows of cells. The same cells give the same bytes."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Combined Response Programme", "created": WRITTEN})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(number, column, value)
                elif value is not None:
                    sheet.write_string(number, column, text(value))
    book.close()
    return made.getvalue()
