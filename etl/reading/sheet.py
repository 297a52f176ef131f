"""A sheet as text: what crosses from the reading process to the rest of the floor."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Note:
    """Something about the file as a whole that a steward must know.

    Args:
        rule: the rule it belongs to ("MF-10").
        text: what was seen, and where.
        refuses: true where the submission cannot be loaded because of it.
    """

    rule: str
    text: str
    refuses: bool = False


@dataclass(frozen=True)
class RawSheet:
    """One sheet, or one CSV, every cell a text exactly as it was written.

    Args:
        name: of the sheet; for a CSV the file's name without its ending.
        headers: one for each column of `cells`, as written (joined or numbered where the profile says so).
        cells: data rows only, string columns `c0` .. `cN`, no nulls.
        source_rows: int64, for each data row the row number that a spreadsheet shows.
        unreadable: (row number, text, why) for lines that could not be split into the header's columns.
        label: rows of the file that are no data: titles, header, labels, tags, blank rows.
        encoding, delimiter: as detected; "" where they do not apply.
        notes: what was seen about the whole.
        file_values: what `Reading.file_name` found in the file's name.
    """

    name: str
    headers: tuple[str, ...]
    cells: pa.Table
    source_rows: np.ndarray
    unreadable: tuple[tuple[int, str, str], ...] = ()
    label: int = 0
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[Note, ...] = ()
    file_values: dict[str, str] = field(default_factory=dict)

    @property
    def file_rows(self) -> int:
        """Rows in the file: labels, data and unreadable lines."""
        return self.label + len(self.source_rows) + len(self.unreadable)
