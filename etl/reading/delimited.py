"""A CSV as a sheet of text: delimiter, header, rows that do not fit it."""

import csv
import io
import itertools
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from etl.reading.encoding import Text
from etl.reading.how import Limits, Reading
from etl.reading.layout import Grid, blank_header
from vocabulary.errors import Refused

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 1 << 20
_ROWS_LOOKED_AT = 50
_WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True)
class Shape:
    """How the lines of a file are cut: between cells, into how many, and whether every line ends in a delimiter."""

    delimiter: str
    width: int
    trailing: bool = False


def grid_of(text: Text, file_name: str, how: Reading, limits: Limits) -> tuple[Grid, str, list[str]]:
    """All rows of the file, the delimiter, and what a steward must know about it.

    Raises:
        Refused: too wide, delimiter not clear, or a quotation mark that never closes.
    """
    shape, said = _shape(text, file_name, how, limits)
    table, odd = _parsed(text.path, file_name, shape)
    grid = _grid(table, odd, shape, how)
    return grid, shape.delimiter, said


def first_rows(text: Text, delimiter: str, count: int) -> list[list[str]]:
    """The first *count* rows as cells, up to one that was cut off or holds a cell too long to look at."""
    with text.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        start = file.read(_LOOKED_AT)
    rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        found.extend(itertools.islice(rows, count + 1))
    except csv.Error:
        return found[:count]  # extend keeps what came before
    cut_off = len(start) == _LOOKED_AT and len(found) <= count
    return found[: min(count, len(found) - cut_off)]


def _shape(text: Text, file_name: str, how: Reading, limits: Limits) -> tuple[Shape, list[str]]:
    said = []
    delimiter = how.delimiter
    if not delimiter:
        delimiter = _delimiter(text, file_name, how.header_row)
    rows = first_rows(text, delimiter, how.header_row + _ROWS_LOOKED_AT)
    if len(rows) < how.header_row:
        raise Refused(
            file_name, f"it has no row {how.header_row}, where its header should be (MF-01)", "Send the whole file"
        )
    header, body = rows[how.header_row - 1], [row for row in rows[how.header_row :] if any(row)]
    if not header:
        raise blank_header(file_name, how)
    width = len(header)
    if width > limits.columns:
        raise Refused(
            file_name,
            f"its header has {width:,} cells; at most {limits.columns:,} are taken (MF-03)",
            "Is it the right file?",
        )
    trailing = bool(body) and header[-1] != "" and all(len(row) == width + 1 and row[-1] == "" for row in body)
    if trailing:
        said.append(
            f"every row ends in a {_WORDS.get(delimiter, 'delimiter')} that its header lacks; it is not a column"
        )
    return Shape(delimiter, width + trailing, trailing), said


def _delimiter(text: Text, file_name: str, header_row: int) -> str:
    """The delimiter under which the header and the rows below it have the same number of cells."""
    widths = {}
    for delimiter in DELIMITERS:
        rows = first_rows(text, delimiter, header_row + _ROWS_LOOKED_AT)
        if len(rows) >= header_row and len(rows[header_row - 1]) > 1:
            body = [len(row) for row in rows[header_row:] if any(row)]
            steady = sum(width == len(rows[header_row - 1]) for width in body) * 2 >= len(body)
            widths[delimiter] = (steady, len(rows[header_row - 1]))
    if not widths:
        return ","
    best = max(widths.values())
    fits = [delimiter for delimiter, width in widths.items() if width == best]
    if len(fits) > 1:
        names = " and ".join(_WORDS[delimiter] for delimiter in fits)
        raise Refused(file_name, f"its header can be cut at {names} alike", "Declare the delimiter in its profile")
    return fits[0]


def _parsed(path: Path, file_name: str, shape: Shape) -> tuple[pa.Table, list[pacsv.InvalidRow]]:
    odd: list[pacsv.InvalidRow] = []

    def put_aside(row: pacsv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    names = [f"c{place}" for place in range(shape.width)]
    size = path.stat().st_size
    try:
        table = pacsv.read_csv(
            pa.memory_map(str(path)),
            # one block, one thread: rows keep their numbers, and a line break inside a cell never meets a block's end
            read_options=pacsv.ReadOptions(use_threads=False, column_names=names, block_size=min(size + 1, 2**31 - 1)),
            parse_options=pacsv.ParseOptions(
                delimiter=shape.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=put_aside,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise Refused(
            file_name, f"its lines cannot be told apart: {error} (MF-01)", "Look for a quotation mark that never closes"
        ) from error
    if odd and _never_closes(odd[-1].text, shape.delimiter):
        raise Refused(
            file_name,
            "a quotation mark opens and never closes (MF-01)",
            "Close it, or double it",
            f"row {odd[-1].number}",
        )
    return table, odd


def _never_closes(line: str, delimiter: str) -> bool:
    """True where the line is one that a strict reader would still be inside of at the file's end."""
    if '"' not in line:
        return False
    try:
        list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _grid(table: pa.Table, odd: list[pacsv.InvalidRow], shape: Shape, how: Reading) -> Grid:
    total = table.num_rows + len(odd)
    numbers = np.setdiff1d(np.arange(1, total + 1), np.array([row.number for row in odd], dtype=np.int64))
    grid = Grid(table, numbers, total)
    header = [row for row in odd if row.number == how.header_row]
    titles = {row.number for row in odd if row.number < how.header_row}
    if shape.trailing:
        grid = grid.with_rows([(row.number, _cells(row.text, shape)) for row in header])
    filled, unreadable = [], []
    for row in odd:
        if row.number in titles or row in header:
            continue
        if how.short_rows == "fill" and row.actual_columns < shape.width:
            filled.append((row.number, _cells(row.text, shape)))
        else:
            unreadable.append((row.number, row.text, _why(row.actual_columns, shape)))
    above = tuple((row.number, row.text) for row in odd if row.number in titles)
    grid = replace(grid.with_rows(filled), unreadable=tuple(unreadable), titles=above)
    return grid.without_last_column() if shape.trailing else grid


def _cells(text: str, shape: Shape) -> list[str]:
    cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=shape.delimiter), [])
    return cells + [""] * (shape.width - len(cells))


def _why(actual: int, shape: Shape) -> str:
    width = shape.width - shape.trailing
    return f"has {actual} {'cell' if actual == 1 else 'cells'}, the header has {width}"
