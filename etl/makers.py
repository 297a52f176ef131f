"""How one column is made: a source, then steps."""

import datetime as dt
import re
import string
from collections.abc import Callable

import pandas as pd

from etl.cells import TEXT, Cells
from etl.dates import day_of
from etl.headers import folded
from etl.profile_parts import Maker
from etl.steps import Making, steps
from etl.transforms import each, number_of
from vocabulary.errors import Refused

_JOIN = "\x1f"


def made(name: str, maker: Maker, cells: Cells, making: Making) -> pd.Series:
    """The column *name* as text, one value a row of *cells*; missing is NaN.

    Raises:
        Refused: a header that the maker names is not there (MF-03), or the salt for a pseudonym was not given.
    """
    column = _source(maker, cells, making)
    change = steps(name, maker, making)
    if change:
        column = each(column, change)
    if maker.otherwise is not None:
        column = column.fillna(maker.otherwise)
    if maker.only_where:
        column = column.where(cells.where(maker.only_where))
    return column.rename(name)


def _source(maker: Maker, cells: Cells, making: Making) -> pd.Series:
    for source, read in _SOURCES.items():
        if getattr(maker, source) not in ("", (), {}, None):
            return read(maker, cells, making)
    return cells.same(maker.constant or None)


def _header(maker: Maker, cells: Cells, _: Making) -> pd.Series:
    headers = (maker.header,) if isinstance(maker.header, str) else maker.header
    there = [cells.column(header) for header in headers if header in cells] or [cells.column(headers[0])]
    column = there[0]
    for other in there[1:]:
        column = column.fillna(other)
    return column


def _template(maker: Maker, cells: Cells, _: Making) -> pd.Series:
    column = None
    for text, header, _, _ in string.Formatter().parse(maker.template):
        pieces = [cells.same(text)] if text else []
        pieces += [_placed(header, cells)] if header else []
        for piece in pieces:
            column = piece if column is None else column + piece
    return column if column is not None else cells.same(None)


def _placed(name: str, cells: Cells) -> pd.Series:
    """The column that a template names; under `name?` an empty text where it is empty or not there."""
    header = name.removesuffix("?")
    if header == name:
        return cells.column(name)
    return cells.column(header).fillna("") if header in cells else cells.same("")


def _manifest(maker: Maker, cells: Cells, making: Making) -> pd.Series:
    if maker.manifest not in making.manifest:
        raise Refused(cells.what, f"its profile asks the sender for {maker.manifest!r}", "Name it when loading")
    return cells.same(str(making.manifest[maker.manifest]) or None)


def _file_name(maker: Maker, cells: Cells, _: Making) -> pd.Series:
    return cells.same(cells.sheet.file_values.get(maker.file_name) or None)


def _date_of(maker: Maker, cells: Cells, making: Making) -> pd.Series:
    pieces = [_number_or_column(maker.date_of[unit], cells) for unit in ("year", "month", "day")]
    return each(
        _joined(pieces),
        lambda text: day_of(text.replace(_JOIN, "-"), making.profile.values) or text.replace(_JOIN, "-"),
    )


def _days_after(maker: Maker, cells: Cells, making: Making) -> pd.Series:
    start, days = (_number_or_column(maker.days_after[name], cells) for name in ("start", "days"))

    def later(text: str) -> str:
        first, _, count = text.partition(_JOIN)
        day = day_of(first, making.profile.values)
        if day is None or not re.fullmatch(r"[-+]?\d+(\.0+)?", count):
            return f"{first} and {count} days"
        return (dt.date.fromisoformat(day) + dt.timedelta(days=int(float(count)))).isoformat()

    return each(_joined([start, days]), later)


def _difference(maker: Maker, cells: Cells, making: Making) -> pd.Series:
    values = making.profile.values

    def less(text: str) -> str:
        left, _, right = text.partition(_JOIN)
        days = [day_of(side, values) for side in (left, right)]
        if all(days):
            return str((dt.date.fromisoformat(days[0]) - dt.date.fromisoformat(days[1])).days)
        numbers = [number_of(side, values.decimal, values.thousands) for side in (left, right)]
        try:
            return f"{float(numbers[0]) - float(numbers[1]):g}"
        except ValueError:
            return f"{left} less {right}"

    return each(_joined([cells.column(header) for header in maker.difference]), less)


def _choices(maker: Maker, cells: Cells, _: Making) -> pd.Series:
    prefix = maker.choices["prefix"]
    chosen = maker.choices.get("chosen", ("1", "TRUE", "Yes"))
    names = [header for header in cells.sheet.headers if folded(header).startswith(folded(prefix))]
    if not names:
        raise Refused(
            cells.what, f"it has no column that begins with {prefix!r} (MF-03)", "Export the options as columns"
        )
    picked = pd.DataFrame({name: pd.Series(cells.where({name: chosen})) for name in names})
    options = [name[len(prefix) :].strip() for name in names]
    texts = [";".join(o for o, is_on in zip(options, row, strict=True) if is_on) or None for row in picked.to_numpy()]
    return pd.Series(texts, dtype=TEXT)


def _cases(maker: Maker, cells: Cells, _: Making) -> pd.Series:
    column, open_rows = cells.same(None), pd.Series(True, index=range(cells.length))
    for case in maker.cases:
        now = open_rows & cells.where(case.get("where", {}))
        given = cells.column(case["header"]) if "header" in case else cells.same(case["give"] or None)
        column = column.mask(now, given)
        open_rows &= ~now
    return column


def _known(maker: Maker, cells: Cells, making: Making) -> pd.Series:
    """What the warehouse holds of the row whose key a column gives; nothing where it knows no such row."""
    keys = cells.column(maker.known["by"])
    look_up = making.manifest.get("known")
    if look_up is None:
        return cells.same(None)
    return keys.map(look_up(maker.known["dataset"], maker.known["column"], keys.dropna().unique())).astype(TEXT)


_SOURCES: dict[str, Callable[[Maker, Cells, Making], pd.Series]] = {
    "header": _header,
    "template": _template,
    "manifest": _manifest,
    "file_name": _file_name,
    "date_of": _date_of,
    "days_after": _days_after,
    "difference": _difference,
    "choices": _choices,
    "cases": _cases,
    "known": _known,
}


def _number_or_column(named: str | int, cells: Cells) -> pd.Series:
    return cells.same(str(named)) if isinstance(named, int) else cells.column(named)


def _joined(pieces: list[pd.Series]) -> pd.Series:
    column = pieces[0]
    for piece in pieces[1:]:
        column = column + _JOIN + piece
    return column
