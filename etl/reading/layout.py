"""Rows to a sheet: which rows are titles, header, labels, tags and blanks, and what the columns are called."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.headers import folded
from etl.reading.how import Reading
from etl.reading.sheet import Note, RawSheet
from vocabulary.errors import Refused


@dataclass(frozen=True)
class Grid:
    """All rows of a sheet as read. `total` counts every row of the file, also those that are not in `table`: lines that
    could not be cut, and titles above the header that have another width than it (number and text)."""

    table: pa.Table
    numbers: np.ndarray
    total: int
    unreadable: tuple[tuple[int, str, str], ...] = ()
    titles: tuple[tuple[int, str], ...] = ()

    def with_rows(self, rows: list[tuple[int, list[str]]]) -> "Grid":
        """The same with these (row number, cells) put at their places."""
        if not rows:
            return self
        columns = zip(*(cells for _, cells in rows), strict=True)
        names = self.table.column_names
        added = pa.table({name: pa.array(cells, pa.string()) for name, cells in zip(names, columns, strict=True)})
        numbers = np.concatenate([self.numbers, np.array([number for number, _ in rows], dtype=np.int64)])
        order = np.argsort(numbers, kind="stable")
        return replace(self, table=pa.concat_tables([self.table, added]).take(order), numbers=numbers[order])

    def without_last_column(self) -> "Grid":
        return replace(self, table=self.table.drop_columns(self.table.column_names[-1:]))


def sheet_of(grid: Grid, name: str, what: str, how: Reading) -> RawSheet:
    """The sheet that the rows are.

    Raises:
        Refused: no header where it should be, or headers that are blank or repeat (MF-04).
    """
    above = how.header_row + how.header_rows - 1
    head = grid.table.slice(0, _count_upto(grid, above)).to_pylist()
    rows = [list(row.values()) for row, number in zip(head, grid.numbers, strict=False) if number >= how.header_row]
    if len(rows) != how.header_rows:
        raise Refused(what, f"row {how.header_row} is no header (MF-03)", "Send the whole sheet, with its header")
    headers = _joined(rows)
    if not any(folded(header) for header in headers):
        raise blank_header(what, how)
    grid, headers, notes = _trimmed(grid, headers, _count_upto(grid, above))
    headers = _named(headers, what, how)
    labels = _label_rows(grid, headers, how)
    if labels < how.label_rows:
        notes.append(Note("MF-02c", f"{labels} of the usual {how.label_rows} rows under the header say it again in words"))
    start = _count_upto(grid, above + labels)
    body, numbers = grid.table.slice(start), grid.numbers[start:]
    filled = ~_blank(body)
    if len(numbers) and _is_tag_row(body, filled):
        filled[0] = False
        notes.append(Note("MF-02c", f"row {numbers[0]} holds HXL tags; it is no record"))
    cells = body if filled.all() else body.filter(pa.array(filled))
    return RawSheet(
        name=name,
        headers=tuple(headers),
        cells=cells.combine_chunks(),
        source_rows=numbers[filled].astype(np.int64),
        unreadable=grid.unreadable,
        label=grid.total - len(grid.unreadable) - int(filled.sum()),
        notes=tuple(notes),
    )


def _label_rows(grid: Grid, headers: list[str], how: Reading) -> int:
    """How many rows under the header say it again: a record that stood in their place would be lost without a word.

    Told only where the profile names a column whose cells tell a record.
    """
    above = how.header_row + how.header_rows - 1
    places = [at for at, header in enumerate(headers) if folded(header) == folded(how.counted_in)]
    if not how.counted_in or not places:
        return how.label_rows
    cells = grid.table.column(places[0]).slice(_count_upto(grid, above), how.label_rows).to_pylist()
    # An empty cell is no label either: a label taken for a record is seen, a record taken for a label is lost.
    return next((at for at, cell in enumerate(cells) if not cell.strip() or cell.strip()[0].isdigit()), how.label_rows)


def blank_header(what: str, how: Reading) -> Refused:
    """What is said where nothing stands in the row of the header."""
    why = f"row {how.header_row}, where its header should be, is blank (MF-03)"
    return Refused(what, why, "Send the sheet with its header in that row, or name the row in its profile")


def _count_upto(grid: Grid, number: int) -> int:
    return int(np.searchsorted(grid.numbers, number, side="right"))


def _joined(rows: list[list[str]]) -> list[str]:
    """Several header rows as one: a blank cell in the first row belongs to the header at its left."""
    if len(rows) == 1:
        return rows[0]
    left, first = "", []
    for cell in rows[0]:
        left = cell if cell.strip() else left
        first.append(left)
    return [
        " / ".join(cell.strip() for cell in column if cell.strip()) for column in zip(first, *rows[1:], strict=True)
    ]


def _trimmed(grid: Grid, headers: list[str], head: int) -> tuple[Grid, list[str], list[Note]]:
    """Without columns at the right end that have neither header nor cells."""
    width = len(headers)
    body = grid.table.slice(head)
    while width > 1 and not headers[width - 1].strip() and _blank(body.select([width - 1])).all():
        width -= 1
    if width == len(headers):
        return grid, headers, []
    note = Note("MF-02c", f"{len(headers) - width} columns at the right end have neither header nor cells")
    return replace(grid, table=grid.table.select(list(range(width)))), headers[:width], [note]


def _named(headers: list[str], what: str, how: Reading) -> list[str]:
    headers = [header.removeprefix("\ufeff") for header in headers]
    if how.headers == "number":
        return _numbered(headers)
    seen: dict[str, int] = {}
    for place, header in enumerate(headers, start=1):
        name = folded(header)
        if not name:
            raise Refused(
                what, f"column {letters(place)} has cells and no header (MF-04)", "Give it one, or take the column out"
            )
        if name in seen:
            raise Refused(
                what,
                f"the header {header.strip()!r} stands over two columns, {letters(seen[name])} and {letters(place)} (MF-04)",
                "Rename one of them, or take one out",
            )
        seen[name] = place
    return headers


def letters(place: int) -> str:
    """A column as a spreadsheet shows it: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _numbered(headers: list[str]) -> list[str]:
    counts: dict[str, int] = {}
    left, names = "", []
    for header in headers:
        left = header.strip() or left
        counts[folded(left)] = count = counts.get(folded(left), 0) + 1
        names.append(left if count == 1 and left else f"{left} [{count}]".strip())
    return names


def _blank(table: pa.Table) -> np.ndarray:
    """True for each row without any cell. Looks at the next column only where all before it were empty."""
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        places = np.flatnonzero(blank)
        if not len(places):
            break
        cells = column if len(places) == table.num_rows else column.take(pa.array(places))
        blank[places] = pc.equal(pc.utf8_trim_whitespace(cells), "").to_numpy(zero_copy_only=False)
    return blank


def _is_tag_row(body: pa.Table, filled: np.ndarray) -> bool:
    """HXL tags: the first row, every cell that is not empty starting with `#`."""
    if not filled[0]:
        return False
    cells = [cell.strip() for cell in body.slice(0, 1).to_pylist()[0].values() if cell.strip()]
    return all(cell.startswith("#") and cell[1:2].isalpha() for cell in cells)
