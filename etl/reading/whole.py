"""One file to its sheets, in this process. Only `child` calls it on files that somebody sent."""

import re
from dataclasses import replace
from pathlib import Path

from etl.reading.delimited import DELIMITERS, first_rows, grid_of
from etl.reading.encoding import as_utf8
from etl.reading.how import Limits, Reading
from etl.reading.kind import kind_of
from etl.reading.layout import sheet_of
from etl.reading.marked import refuse_marked_cells, refuse_marked_names
from etl.reading.sheet import Note, RawSheet
from etl.reading.workbook import grids_of
from vocabulary.errors import Refused

PEEKED_ROWS = 12


def sheets_in(path: Path, file_name: str, how: Reading, limits: Limits, work: Path) -> list[RawSheet]:
    """Every sheet of the file as text; *work* is a folder for what has to be written on the way.

    Raises:
        Refused: the file cannot be read, with the rule (MF-..) in the reason.
    """
    refuse_marked_names(file_name)
    values = _file_values(file_name, how)
    read = _workbook if kind_of(path, file_name, limits.file_bytes) == "workbook" else _text
    sheets, notes = read(path, file_name, how, limits, work)
    if not sheets:
        raise Refused(file_name, "no sheet holds anything (MF-01)", "Send the sheet with its header")
    return [replace(sheet, notes=(*notes, *sheet.notes), file_values=values) for sheet in sheets]


def first_rows_of(path: Path, file_name: str, limits: Limits, work: Path) -> list[tuple[str, list[list[str]]]]:
    """The first rows of every sheet, to recognise the file by; of a text, as each delimiter would cut them.

    Bytes that are no UTF-8 do not matter yet.
    """
    if kind_of(path, file_name, limits.file_bytes) == "workbook":
        grids, _ = grids_of(path, file_name, Reading(), limits)
        heads = [(name, grid.table.slice(0, PEEKED_ROWS)) for name, grid in grids]
        return [(name, [list(row.values()) for row in head.to_pylist()]) for name, head in heads]
    refuse_marked_names(file_name)
    text = as_utf8(path, file_name, "latin-1", False, work)
    return [(Path(file_name).stem, first_rows(text, delimiter, PEEKED_ROWS)) for delimiter in DELIMITERS]


def _text(path: Path, file_name: str, how: Reading, limits: Limits, work: Path) -> tuple[list[RawSheet], list[Note]]:
    text = as_utf8(path, file_name, how.encoding, how.damaged_text == "refuse", work)
    grid, delimiter, said = grid_of(text, file_name, how, limits)
    refuse_marked_cells(grid, file_name)
    sheet = sheet_of(grid, Path(file_name).stem, file_name, how)
    return [replace(sheet, encoding=text.encoding, delimiter=delimiter)], [*text.notes, *_notes(said)]


def _workbook(path: Path, file_name: str, how: Reading, limits: Limits, _: Path) -> tuple[list[RawSheet], list[Note]]:
    grids, said = grids_of(path, file_name, how, limits)
    filled = [(name, grid) for name, grid in grids if grid.table.num_rows]
    return [sheet_of(grid, name, f"{file_name}, sheet {name}", how) for name, grid in filled], _notes(said)


def _notes(said: list[str]) -> list[Note]:
    return [Note("MF-02c", sentence) for sentence in said]


def _file_values(file_name: str, how: Reading) -> dict[str, str]:
    if not how.file_name:
        return {}
    match = re.search(how.file_name, file_name)
    if match is None:
        raise Refused(
            file_name, f"its name is not like {how.file_name} (MF-02)", "Name the file as the source names it"
        )
    return {key: value or "" for key, value in match.groupdict().items()}
