"""The rules once more, in plain pandas: what `suite.check` must agree with, row by row."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from expectations.dataset import Rule

Plain = Callable[[pd.DataFrame, dict], pd.Series]


def failing_positions(rule: Rule, rows: pd.DataFrame) -> np.ndarray:
    """Positions of the rows that break *rule*; *rows* has columns and facts."""
    asked = rows[rows[rule.when].fillna(False).astype(bool)] if rule.when else rows
    broken = _PLAIN[rule.expectation](asked, dict(rule.arguments))
    return asked.index[broken.fillna(False).to_numpy(dtype=bool)].to_numpy(dtype=np.int64)


def _between(rows: pd.DataFrame, said: dict) -> pd.Series:
    values = rows[said["column"]]
    broken = pd.Series(False, index=rows.index)
    if said["min_value"] is not None:
        broken |= values < said["min_value"]
    if said["max_value"] is not None:
        broken |= values > said["max_value"]
    return broken


def _in_order(rows: pd.DataFrame, said: dict) -> pd.Series:
    later, earlier = rows[said["column_A"]], rows[said["column_B"]]
    return later < earlier if said["or_equal"] else later <= earlier


def _unique(rows: pd.DataFrame, said: dict) -> pd.Series:
    keys = said.get("column_list") or [said["column"]]
    return rows.duplicated(keys, keep=False) & rows[keys].notna().any(axis=1)


_PLAIN: dict[str, Plain] = {
    "expect_column_values_to_be_between": _between,
    "expect_column_pair_values_a_to_be_greater_than_b": _in_order,
    "expect_column_values_to_be_unique": _unique,
    "expect_compound_columns_to_be_unique": _unique,
    "expect_column_values_to_not_be_null": lambda rows, said: rows[said["column"]].isna(),
    "expect_column_values_to_be_null": lambda rows, said: rows[said["column"]].notna(),
    "expect_column_values_to_be_in_set": lambda rows, said: (
        ~rows[said["column"]].isin(said["value_set"]) & rows[said["column"]].notna()
    ),
    "expect_column_values_to_not_be_in_set": lambda rows, said: rows[said["column"]].isin(said["value_set"]),
    "expect_column_values_to_match_regex": lambda rows, said: (
        ~rows[said["column"]].str.contains(said["regex"], na=True)
    ),
    "expect_column_values_to_not_match_regex": lambda rows, said: rows[said["column"]].str.contains(
        said["regex"], na=False
    ),
    "expect_column_value_lengths_to_be_between": lambda rows, said: rows[said["column"]].str.len() > said["max_value"],
}
