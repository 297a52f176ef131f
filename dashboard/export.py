"""The table behind a figure as a CSV file that a spreadsheet can open without being told what to do."""

import csv
import io
import re

from flask import Response

from dashboard.screen import Table

_FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
_NUMBER = re.compile(r"^[-+−]?[\d.,]+(\u00a0?(%|d|points))?$")


def csv_answer(table: Table, name: str) -> Response:
    """The table as an attachment called *name*.csv (UTF-8 with a byte order mark, for spreadsheets)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows([[_harmless(text) for text in row] for row in (table.head, *table.rows)])
    body = ("\ufeff" + written.getvalue()).encode()
    attachment = f'attachment; filename="{name}.csv"'
    return Response(body, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": attachment})


def _harmless(text: str) -> str:
    """A text that starts like a formula gets an apostrophe before it. Source: OWASP, CSV injection."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _NUMBER.match(text) else text
