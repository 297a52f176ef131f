"""Whether a code that is retired is still in use (RF-11): one question, asked of every list that retires its codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from expectations.dataset import Fact
from expectations.known import Known
from expectations.reference_facts import FOR_EVER


@dataclass(frozen=True)
class Use:
    """Rows of another list or register that use a code.

    Args:
        dataset: where they are.
        columns: its columns that hold the code, in the order of the list's keys.
        day: the last day of the use, or the day it happens.
        goes_on: an empty *day* is a use without an end; else it is none.
        where: column to the values with which a row counts; empty counts every row.
    """

    dataset: str
    columns: tuple[str, ...]
    day: str
    goes_on: bool = False
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def free_to_retire(name: str, keys: Sequence[str], last: str, uses: Sequence[Use]) -> Fact:
    """*name*: whether no current row of *uses* has the code after its *last* day; one without a last day is in use."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        used = pd.Series(False, index=frame.index)
        if frame[last].notna().any():
            for use in uses:
                used |= _until(frame, known, keys, last, use) > frame[last]
        return (~used).astype("boolean")

    told = ", ".join(dict.fromkeys(use.dataset for use in uses))
    return Fact(name, compute, f"no row has it after its last day: {told}")


def _until(frame: pd.DataFrame, known: Known, keys: Sequence[str], last: str, use: Use) -> pd.Series:
    """For each row of the list the latest day on which the code is used."""
    retired = frame.loc[frame[last].notna(), keys[0]].dropna().unique()
    rows = known.rows(use.dataset, use.columns[0], list(retired))
    for column, values in use.where.items():
        rows = rows[rows[column].isin(values)]
    days = rows[use.day].fillna(FOR_EVER) if use.goes_on else rows[use.day]
    latest = rows[list(use.columns)].set_axis(list(keys), axis=1).assign(day=days).groupby(list(keys), as_index=False)
    return frame[list(keys)].merge(latest["day"].max(), how="left", on=list(keys))["day"].set_axis(frame.index)
