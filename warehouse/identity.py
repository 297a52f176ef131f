"""What makes a row the same row (its key) and what makes it unchanged (its hash)."""

import numpy as np
import pandas as pd

from expectations.dataset import Column, Dataset
from vocabulary.errors import BrokenPromise

KEY_SEPARATOR = "|"
_ESCAPE = "\\"
# Constants of splitmix64 (Steele, Lea and Flood 2014), a mixer whose every output bit depends on every input bit.
_MIX_1, _MIX_2, _STEP = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(0x9E3779B97F4A7C15)
_TEXTS = ("id", "text", "code", "list", "marking")


def row_keys(dataset: Dataset, frame: pd.DataFrame) -> pd.Series:
    """The business key of each row as one text: `VEL|2025Q1`. A missing part is empty; a `|` inside a part is
    written `\\|`, so two different keys never spell the same text."""
    parts = [_key_part(dataset.column(name), frame[name]) for name in dataset.key_columns]
    return parts[0].str.cat(parts[1:], sep=KEY_SEPARATOR) if len(parts) > 1 else parts[0]


def row_hashes(dataset: Dataset, frame: pd.DataFrame) -> pd.Series:
    """A 64-bit number over every value of each row and its marking; equal for unchanged rows.

    A missing value adds nothing, and the order of columns does not matter: a column that a dataset gains later
    changes no hash until somebody fills it. Two versions of one row are confused once in 2^64.
    """
    total = np.zeros(len(frame), dtype=np.uint64)
    for column in (*dataset.columns, Column("marking", "marking", "who may see the row")):
        values = frame[column.name]
        numbers = _mixed(_as_numbers(column, values) + _name_number(column.name))
        total += np.where(values.notna().to_numpy(), numbers, np.uint64(0))
    return pd.Series(total.view(np.int64), index=frame.index)


def refuse_twins(dataset: str, keys: pd.Series) -> None:
    """Raise BrokenPromise where one key stands on two rows: the etl floor keeps one of them."""
    twins = keys[keys.duplicated()].unique()
    if len(twins):
        raise BrokenPromise(f"{dataset}: {len(twins)} keys stand on more than one row, first {twins[0]!r}")


def _key_part(column: Column, values: pd.Series) -> pd.Series:
    texts = _as_texts(column, values)
    for letter in (_ESCAPE, KEY_SEPARATOR):
        if texts.str.contains(letter, regex=False).any():
            texts = texts.str.replace(letter, _ESCAPE + letter, regex=False)
    return texts


def _as_texts(column: Column, values: pd.Series) -> pd.Series:
    if column.kind in _TEXTS:
        return values.astype("str").fillna("")
    if column.kind == "date":
        return values.dt.strftime("%Y-%m-%d").astype("str").fillna("")
    if column.kind == "moment":
        return values.dt.strftime("%Y-%m-%dT%H:%M:%S").astype("str").fillna("")
    # Each distinct number is spelled once: a key's number (the attempt, the year) has few. -0.0 becomes 0.0.
    codes, distinct = pd.factorize(values.to_numpy(dtype=np.float64, na_value=np.nan) + 0.0)
    spelled = np.array([*(np.format_float_positional(number, trim="-") for number in distinct), ""], dtype=object)
    return pd.Series(spelled[codes], index=values.index, dtype="str")  # the code of a missing value is the last place


def _as_numbers(column: Column, values: pd.Series) -> np.ndarray:
    """Each value as a 64-bit number that depends on the value alone, not on how this pandas stores it."""
    if column.kind in _TEXTS:
        return pd.util.hash_array(values.to_numpy(dtype=object, na_value=""), categorize=True)
    if column.kind in ("date", "moment"):
        return values.to_numpy(dtype="datetime64[ns]").view(np.uint64)
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan) + 0.0  # -0.0 becomes 0.0
    return numbers.view(np.uint64)


def _name_number(name: str) -> np.uint64:
    return pd.util.hash_array(np.array([name], dtype=object), categorize=False)[0]


def _mixed(numbers: np.ndarray) -> np.ndarray:
    mixed = numbers + _STEP
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
    return mixed ^ (mixed >> np.uint64(31))
