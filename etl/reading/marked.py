"""Markings above the agreed handling level, anywhere in a file: it is refused before any of it is kept as rows (MF-15).

What is said names the place and never repeats the cell.
"""

import html
import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.reading.layout import Grid, letters
from expectations.file_rules import file_rule
from expectations.handling_marks import MARKING, name_is_marked
from vocabulary.errors import Refused

RULE = file_rule("MF-15")
_WHY = f"carries a marking above the agreed handling level ({RULE.id})"
_CUTS = " ,;|\t\r\n"
"""What may stand between the cells of a line, and around one that fills it alone."""
_FORMATS = re.compile(r'&(?:"[^"]*"|K[0-9A-F+-]{6}|\d+|[A-Z])')


def refuse_marked_names(file_name: str, sheets: Iterable[str] = ()) -> None:
    """Raise Refused where the file's own name or that of a sheet, also of one that is not read, carries a marking."""
    if name_is_marked(file_name):
        raise Refused(file_name, f"its name {_WHY}", RULE.hint)
    for name in sheets:
        if name_is_marked(name):
            raise Refused(file_name, f"the name of its sheet {name!r} {_WHY}", RULE.hint)


def refuse_marked_cells(grid: Grid, what: str) -> None:
    """Raise Refused where a cell carries a marking: titles, headers, records and lines that could not be split alike."""
    for place, column in enumerate(grid.table.columns, start=1):
        found = pc.match_substring_regex(column, MARKING)
        if pc.any(found).as_py():
            row = grid.numbers[int(np.flatnonzero(found.to_numpy())[0])]
            raise Refused(what, f"a cell {_WHY}", RULE.hint, f"row {row}, column {letters(place)}")
    lines = [*grid.titles, *((number, text) for number, text, _ in grid.unreadable)]
    texts = pa.array([text.strip(_CUTS) for _, text in lines], pa.string())
    found = pc.match_substring_regex(texts, MARKING).to_pylist()
    if any(found):
        raise Refused(what, f"a line {_WHY}", RULE.hint, f"row {lines[found.index(True)][0]}")


def refuse_marked_print(printed: Iterable[str], what: str) -> None:
    """Raise Refused where what a sheet prints above and below every page carries a marking."""
    lines = [_FORMATS.sub("\n", html.unescape(text)) for text in printed]
    if pc.any(pc.match_substring_regex(pa.array(lines, pa.string()), MARKING)).as_py():
        raise Refused(what, f"what is printed above or below its pages {_WHY}", RULE.hint)


def refuse_marked_beside(texts: Iterable[tuple[str, str]], file_name: str) -> None:
    """Raise Refused where a comment, a shape or a property carries a marking; *texts* tells the place of each."""
    told = list(texts)
    found = pc.match_substring_regex(pa.array([text for _, text in told], pa.string()), MARKING).to_pylist()
    if any(found):
        raise Refused(file_name, f"{told[found.index(True)][0]} {_WHY}", RULE.hint)
