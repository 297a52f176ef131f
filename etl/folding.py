"""Rows to records: wide to long, one record a key, the last state of an item, the whole grid."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from etl.cells import TEXT, Cells
from etl.headers import folded
from etl.profile_parts import Grid, LastPer, Maker, OpenClears, Part, Unpivot
from vocabulary.errors import Refused

_EXAMPLES = 3


@dataclass(frozen=True)
class Records:
    """Records of a part with where they come from.

    Args:
        frame: text, one column a dataset column; RangeIndex.
        rows: for each record the position of its row in the sheet's cells; -1 where the profile made it.
        folded: rows that another record stands for.
        made: records that the profile made.
    """

    frame: pd.DataFrame
    rows: np.ndarray
    folded: int = 0
    made: int = 0

    def kept(self, positions: np.ndarray) -> "Records":
        """Only these records; the others count as folded."""
        frame = self.frame.take(positions).reset_index(drop=True)
        return replace(
            self, frame=frame, rows=self.rows[positions], folded=self.folded + len(self.rows) - len(positions)
        )


def long(cells: Cells, rows: np.ndarray, unpivot: Unpivot) -> Cells:
    """Each of *rows* once for each item column, with the item's header and cell as two more columns."""
    headers = item_headers(cells, unpivot)
    pieces = [cells.at(rows).column(header) for header in headers]
    more = {
        unpivot.name: pd.Series(np.repeat(np.array(headers, dtype=object), len(rows)), dtype=TEXT),
        unpivot.value: pd.concat(pieces, ignore_index=True),
    }
    if unpivot.next_column:
        beside = [cells.at(rows).column(_right_of(cells, header)) for header in headers]
        more[unpivot.next_column] = pd.concat(beside, ignore_index=True)
    return cells.at(np.tile(rows, len(headers)), more)


def item_headers(cells: Cells, unpivot: Unpivot) -> list[str]:
    """Headers of the columns that are items.

    Raises:
        Refused: there are none (MF-03).
    """
    headers = list(unpivot.headers)
    if unpivot.matching:
        headers = [header for header in cells.sheet.headers if re.search(unpivot.matching, header.strip())]
    elif unpivot.all_but:
        others = {folded(header) for header in unpivot.all_but}
        headers = [header for header in cells.sheet.headers if folded(header) not in others]
        headers = headers[::2] if unpivot.next_column else headers
    if not headers:
        raise Refused(cells.what, "none of its columns is an item (MF-03)", "Is it the right file, with its headers?")
    return headers


def _right_of(cells: Cells, header: str) -> str:
    names = [folded(name) for name in cells.sheet.headers]
    place = names.index(folded(header)) + 1
    if place == len(names):
        raise Refused(cells.what, f"nothing stands at the right of {header!r} (MF-03)", "Export the file again")
    return cells.sheet.headers[place]


def last_state(records: Records, cells: Cells, last_per: LastPer) -> Records:
    """The last record of each key by the order columns (numbers as numbers, ISO dates as dates), then by place."""
    keys = _columns(records, cells, last_per.key)
    order = pd.DataFrame({name: _sortable(column) for name, column in _columns(records, cells, last_per.order).items()})
    order["place"] = np.arange(len(records.rows))
    sorted_places = order.sort_values(list(order.columns), kind="stable", na_position="first")["place"].to_numpy()
    repeated = (
        keys.iloc[sorted_places].duplicated(keep="last").to_numpy()
        & keys.iloc[sorted_places].notna().all(axis=1).to_numpy()
    )
    return records.kept(np.sort(sorted_places[~repeated]))


def _columns(records: Records, cells: Cells, names: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: records.frame[name] if name in records.frame else cells.column(name) for name in names})


def _sortable(column: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(column, errors="coerce")
    return numbers if (numbers.notna() == column.notna()).all() else column


def one_per_key(records: Records, part: Part) -> tuple[Records, list[str]]:
    """One record for each value of `part.once_per`; what differed and was not told how to be picked is said."""
    keys = list(part.once_per)
    frame = records.frame
    keyless = frame[keys].isna().any(axis=1).to_numpy()
    groups = frame.groupby(keys, sort=False, dropna=False)
    number = groups.ngroup().to_numpy(copy=True)
    first = ~pd.Series(number).duplicated().to_numpy() | keyless
    said = []
    picked = records.kept(np.flatnonzero(first))
    for name in frame.columns.difference(keys, sort=False):
        pick = part.columns[name].pick if name in part.columns else "first"
        if pick == "first":
            said += _differing(frame, keys, name)
        else:
            picked.frame[name] = _picked(frame[name], number, pick)[number[first]]
    return picked, said


def _differing(frame: pd.DataFrame, keys: list[str], name: str) -> list[str]:
    distinct = frame[[*keys, name]].dropna().drop_duplicates()
    again = distinct[distinct.duplicated(keys, keep=False)]
    if again.empty:
        return []
    examples = again.groupby(keys, sort=False)[name].agg(lambda texts: " / ".join(map(repr, texts))).head(_EXAMPLES)
    listed = "; ".join(f"{_word(key)}: {texts}" for key, texts in examples.items())
    cases = len(again[keys].drop_duplicates())
    return [
        f"{name} differs between rows of the same {', '.join(keys)} in {cases:,} cases; the first is kept ({listed})"
    ]


def _word(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _picked(column: pd.Series, number: np.ndarray, pick: str) -> np.ndarray:
    """One text for each group number."""
    groups = column.groupby(number)
    if pick == "last":
        return groups.last().to_numpy()
    if pick in ("earliest", "latest"):
        return (groups.min() if pick == "earliest" else groups.max()).to_numpy()
    groups = pd.to_numeric(column, errors="coerce").groupby(number)
    values = {"sum": lambda: groups.sum(min_count=1), "least": groups.min, "most": groups.max}[pick]()
    return np.array([None if np.isnan(value) else f"{value:.15g}" for value in values], dtype=object)


def whole_grid(
    records: Records, grid: Grid, columns: dict[str, Maker], made: dict[str, pd.Series], groups: pd.Series
) -> Records:
    """A record for every pair of a group; those that were not there have the part's constants and the grid's `fill`.

    Args:
        groups: one text for each record, all alike where the grid has no `within`.
    """
    names = list(grid.columns)
    there = pd.MultiIndex.from_frame(records.frame[names].dropna())
    lacking = _pairs(records.frame, names, groups).difference(there, sort=False)
    added = lacking.to_frame(index=False).astype(TEXT)
    for name in columns:
        if name not in names:
            constant = made[name].iloc[0] if name in made and len(made[name]) else None
            added[name] = pd.Series([grid.fill.get(name, constant)] * len(added), dtype=TEXT)
    frame = pd.concat([records.frame, added[list(records.frame.columns)]], ignore_index=True)
    rows = np.concatenate([records.rows, np.full(len(added), -1)])
    return replace(records, frame=frame, rows=rows, made=len(added))


def _pairs(frame: pd.DataFrame, names: list[str], groups: pd.Series) -> pd.MultiIndex:
    places = frame.groupby(groups.to_numpy(), sort=False).indices.values()
    grids = [
        pd.MultiIndex.from_product([frame[name].iloc[at].dropna().unique() for name in names], names=names)
        for at in places
    ]
    return grids[0].append(grids[1:]).unique() if grids else pd.MultiIndex.from_frame(frame[names])


def cleared(frame: pd.DataFrame, rules: tuple[OpenClears, ...]) -> pd.DataFrame:
    """An open item is open, whatever final date its row carries."""
    for rule in rules:
        is_open = ~frame[rule.column].isin(rule.unless)
        for name in rule.clear:
            frame[name] = frame[name].mask(is_open)
    return frame
