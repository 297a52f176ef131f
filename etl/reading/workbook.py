"""A workbook as sheets of text: typed cells are written in one canonical form."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from defusedxml.ElementTree import ParseError
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.headers import folded
from etl.reading.beside import texts_beside
from etl.reading.how import Limits, Reading
from etl.reading.layout import Grid
from etl.reading.marked import (
    refuse_marked_beside,
    refuse_marked_cells,
    refuse_marked_names,
    refuse_marked_print,
)
from etl.reading.package import SheetXml, inspected
from expectations.template import ABOUT_SHEET
from vocabulary.errors import Refused

_WHOLE = 2**53


def grids_of(path: Path, file_name: str, how: Reading, limits: Limits) -> tuple[list[tuple[str, Grid]], list[str]]:
    """Name and rows of each sheet that is to be read, and what a steward must know about the others.

    Raises:
        Refused: whatever `inspected` refuses, a workbook that cannot be parsed, a marking above the agreed level
            (MF-15), or a named sheet that is not there.
    """
    seen = inspected(path, file_name, limits)
    try:
        book = CalamineWorkbook.from_path(str(path))
        refuse_marked_names(file_name, book.sheet_names)
        refuse_marked_beside(texts_beside(path), file_name)
        names, said = _chosen(book, file_name, how)
        others = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        grids = {}
        for name in dict.fromkeys([*names, *others]):  # a marking counts wherever it stands, also where nothing is read
            xml = seen.get(name, SheetXml())
            grid = _grid(book.get_sheet_by_name(name), xml, how)
            refuse_marked_cells(grid, f"{file_name}, sheet {name}")
            refuse_marked_print(xml.printed, f"{file_name}, sheet {name}")
            if name in names:
                grids[name] = grid
        return list(grids.items()), said
    except PasswordError as error:
        raise Refused(file_name, "it is protected by a password (MF-01)", "Save it without a password") from error
    except (CalamineError, ParseError) as error:
        raise Refused(
            file_name, f"it is a damaged workbook: {error} (MF-01)", "Open it, save it as .xlsx, send it again"
        ) from error


def _chosen(book: CalamineWorkbook, file_name: str, how: Reading) -> tuple[list[str], list[str]]:
    hidden = [sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible]
    said = [f"the hidden sheet {name!r} was not read" for name in hidden if name not in how.sheets]
    if not how.sheets:
        return [name for name in book.sheet_names if name not in hidden], said
    known = {folded(name): name for name in book.sheet_names}
    absent = [name for name in how.sheets if folded(name) not in known]
    if absent:
        raise Refused(
            file_name, f"it has no sheet {absent[0]!r} (MF-03)", f"Its sheets are {', '.join(book.sheet_names)}"
        )
    wanted = [known[folded(name)] for name in how.sheets]
    expected = {*wanted, *hidden, ABOUT_SHEET}  # the last is ours, and holds no rows
    return wanted, said + [f"the sheet {name!r} was not read" for name in book.sheet_names if name not in expected]


def _grid(sheet: CalamineSheet, seen: SheetXml, how: Reading) -> Grid:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    width = max([len(row) for row in rows] + [column for _, column in seen.lost], default=0)
    height = max([len(rows)] + [row for row, _ in seen.lost])
    rows = [row + [""] * (width - len(row)) for row in rows] + [[""] * width for _ in range(height - len(rows))]
    for (row, column), text in seen.lost.items():
        rows[row - 1][column - 1] = rows[row - 1][column - 1] or text
    _fill_merged(rows, sheet.merged_cell_ranges or [], how)
    columns = zip(*rows, strict=True) if rows else []
    table = pa.table({f"c{n}": pa.array(cells, pa.string()) for n, cells in enumerate(columns)})
    return Grid(table, np.arange(1, len(rows) + 1), len(rows))


def _fill_merged(rows: list[list[str]], merged: list, how: Reading) -> None:
    """Fill a merged block's cells with its first one, in the columns that the profile names only (RV-13)."""
    if not how.fill_merged or len(rows) < how.header_row:
        return
    wanted = {folded(header) for header in how.fill_merged}
    columns = {place for place, header in enumerate(rows[how.header_row - 1]) if folded(header) in wanted}
    for (top, left), (bottom, _) in merged:
        if left in columns and top >= how.header_row:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def _text(cell: Any) -> str:
    """A cell as it is written in a text file: ISO dates, whole numbers without `.0`, TRUE and FALSE."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE else repr(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(cell)
