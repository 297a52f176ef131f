"""The cells of a sheet by header, cleaned when they are asked for."""

import difflib
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.headers import folded
from etl.profile_parts import Values, Where
from etl.reading.sheet import RawSheet
from vocabulary.errors import Refused

TEXT = pd.StringDtype(na_value=np.nan)
_INVISIBLE_ENDS = "\u200b\ufeff\u00a0"


class Cells:
    """Columns of text by header: ends stripped, NFC, missing where empty or where the profile says so.

    `used` holds the folded headers that anybody asked for, so that the others can be reported.
    """

    def __init__(self, sheet: RawSheet, values: Values, what: str) -> None:
        self.sheet, self.what, self.used = sheet, what, set()
        self.length = sheet.cells.num_rows
        self._places = {folded(header): place for place, header in enumerate(sheet.headers)}
        self._missing = pa.array(["", *values.missing])
        self._made: dict[str, pd.Series] = {}
        self._rows: np.ndarray | None = None
        self._clean: dict[str, pd.Series] = {}

    @property
    def rows(self) -> np.ndarray:
        """For each row of these cells its position in the sheet."""
        return np.arange(self.length) if self._rows is None else self._rows

    def __contains__(self, header: str) -> bool:
        return folded(header) in self._made or folded(header) in self._places

    def column(self, header: str) -> pd.Series:
        """The column under *header*; raises Refused (MF-03) where there is none."""
        name = folded(header)
        if name in self._made:
            return self._made[name]
        if name not in self._places:
            near = difflib.get_close_matches(name, self._places, 1)
            found = f"nearest header is {near[0]!r}" if near else f"headers are {', '.join(self.sheet.headers)}"
            raise Refused(self.what, f"it has no column {header!r} (MF-03)", f"Add or rename it; the {found}")
        self.used.add(name)
        if name not in self._clean:
            self._clean[name] = self._cleaned(self._places[name])
        column = self._clean[name]
        return column if self._rows is None else column.take(self._rows).reset_index(drop=True)

    def at(self, rows: np.ndarray, more: Mapping[str, pd.Series] | None = None) -> "Cells":
        """The same cells for these rows only (positions; a row may come several times), with *more* columns."""
        part = object.__new__(Cells)
        part.__dict__ = {**self.__dict__, "_rows": rows, "length": len(rows)}
        part._made = {name: column.take(rows).reset_index(drop=True) for name, column in self._made.items()}
        for name, column in (more or {}).items():
            part._made[folded(name)] = column
        return part

    def put(self, name: str, column: pd.Series) -> None:
        """Add a made column; it hides a header of that name."""
        self._made[folded(name)] = column

    def same(self, text: str | None) -> pd.Series:
        """A column that holds *text* (None: nothing) in every row."""
        return pd.Series([text], dtype=TEXT).take(np.zeros(self.length, dtype=np.int64)).reset_index(drop=True)

    def where(self, conditions: Where) -> np.ndarray:
        """True for each row for which all conditions hold."""
        held = np.ones(self.length, dtype=bool)
        for header, condition in conditions.items():
            held &= _holds(self.column(header), condition, self.what)
        return held

    def _cleaned(self, place: int) -> pd.Series:
        column = self.sheet.cells.column(place)
        column = pc.utf8_trim_whitespace(pc.utf8_trim(pc.utf8_trim_whitespace(column), _INVISIBLE_ENDS))
        if not pc.all(pc.string_is_ascii(column)).as_py():
            column = pc.utf8_normalize(column, form="NFC")
        column = pc.if_else(pc.is_in(column, value_set=self._missing), pa.scalar(None, pa.string()), column)
        return column.to_pandas(types_mapper={pa.string(): TEXT}.get)


def _holds(column: pd.Series, condition: object, what: str) -> np.ndarray:
    if isinstance(condition, str):
        return _is_any(column, [condition])
    if isinstance(condition, list | tuple):
        return _is_any(column, condition)
    held = np.ones(len(column), dtype=bool)
    for word, wanted in condition.items():
        if word == "matches":
            held &= column.str.contains(wanted, regex=True, na=False).to_numpy(dtype=bool)
        elif word == "missing":
            held &= (column.isna() == wanted).to_numpy()
        elif word == "not":
            held &= ~_is_any(column, [wanted] if isinstance(wanted, str) else wanted)
        else:
            raise Refused(what, f"its profile has the condition {word!r}", "The conditions are matches, missing, not")
    return held


def _is_any(column: pd.Series, texts: Iterable[str]) -> np.ndarray:
    wanted = {folded(text) for text in texts}
    codes, distinct = pd.factorize(column)
    held = np.array([folded(text) in wanted for text in distinct] + [False], dtype=bool)
    return held[codes]
