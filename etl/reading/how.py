"""How a file is to be read, and how much it may cost. Standard library only: the child process imports it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Reading:
    """What a profile says about the outside of a file.

    Args:
        encoding: tried where the text is not UTF-8 and has no byte order mark; "" means that such a file is refused.
        delimiter: between cells of a CSV; "" means that the header row decides among `,` `;` tab and `|`.
        header_row: row number of the header as a spreadsheet shows it; rows above it are titles.
        header_rows: rows that make the header together; their cells are joined with ` / `.
        label_rows: rows under the header that repeat it in words (question texts, JSON); never data.
        counted_in: header of a column whose every cell begins with a digit: of the rows under the header, those are labels
            whose cell there does not, at most `label_rows`. Empty: there are always as many.
        headers: `unique` refuses blank and repeated headers; `number` names them `Name [2]`, `Name [3]` from the left.
        short_rows: what becomes of a row with fewer cells than the header: `refuse` or `fill` with empty cells.
        sheets: names of the sheets that are read; empty means every visible sheet.
        fill_merged: headers of columns whose merged cells are filled, each inside its own merged block.
        file_name: pattern with named groups; `{ file_name = "group" }` in a column gives what was found.
        damaged_text: what becomes of a file with signs of a wrong decoding: `refuse` or `warn`.
    """

    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    header_rows: int = 1
    label_rows: int = 0
    counted_in: str = ""
    headers: Literal["unique", "number"] = "unique"
    short_rows: Literal["refuse", "fill"] = "refuse"
    sheets: tuple[str, ...] = ()
    fill_merged: tuple[str, ...] = ()
    file_name: str = ""
    damaged_text: Literal["refuse", "warn"] = "refuse"


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost; beyond it the file is refused and the reading process ends.

    Args:
        seconds: of the clock, and of the processor.
        memory_bytes: address space of the reading process.
        file_bytes: largest file taken, and largest result written.
        columns, cells: widest sheet; most cells of one sheet.
        entries, inflated_bytes, ratio: of a workbook, which is a zip: most entries, most bytes once inflated
            (counted while inflating, not as declared), most times larger than packed.
    """

    seconds: int = 120
    memory_bytes: int = 4 << 30
    file_bytes: int = 1 << 30
    columns: int = 2_000
    cells: int = 20_000_000
    entries: int = 2_000
    inflated_bytes: int = 1 << 30
    ratio: int = 200
