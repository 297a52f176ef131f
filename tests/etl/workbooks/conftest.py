"""Workbooks made for one test, and read as the loader reads them."""

import zipfile
from pathlib import Path

import openpyxl
import openpyxl.chart
import pytest

from etl.reading import Limits, Reading
from etl.reading.whole import sheets_in

SHEET = "xl/worksheets/sheet1.xml"
CELLS = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'

PLAIN, USUAL = Reading(), Limits()


@pytest.fixture
def book(tmp_path):
    """A workbook with these rows on its first sheet; *change* may do more to it."""

    def made(rows, change=lambda book: None) -> Path:
        path = tmp_path / "book.xlsx"
        workbook = openpyxl.Workbook()
        workbook.active.title = "Roster"
        for row in rows:
            workbook.active.append(row)
        change(workbook)
        workbook.save(path)
        return path

    return made


@pytest.fixture
def reading(tmp_path):
    return lambda path, how=PLAIN, name="book.xlsx", limits=USUAL: sheets_in(path, name, how, limits, tmp_path)


def repacked(path: Path, **changes: bytes | None) -> Path:
    """The zip again with some entries changed, added, or (None) taken out."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries |= changes
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            if content is not None:
                package.writestr(name, content)
    return path


def with_cells(path: Path, cells: bytes) -> Path:
    return repacked(
        path,
        **{
            SHEET: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
            % cells
        },
    )


def rows(sheet):
    return [list(row.values()) for row in sheet.cells.to_pylist()]
