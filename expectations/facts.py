"""Readable makers of Fact: columns computed from the rows and from what the warehouse knows.

A fact sees the dataset's columns and the facts declared before it, so that `valid_on("unit.was_open", "unit",
"unit", "run.start_on")` may follow `looked_up("run", "course_run", "start_on")`. Every fact is vectorised, reads
only the rows that the values at hand name, and is missing where what it speaks of is missing.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from expectations.dataset import Fact
from expectations.known import Known

Compute = Callable[[pd.DataFrame, Known], pd.Series]


def say(name: str, means: str) -> Callable[[Compute], Fact]:
    """Decorator: a free function of (frame, known) becomes the fact *name*."""
    return lambda compute: Fact(name, compute, means)


def looked_up(column: str, dataset: str, take: str, key: str = "") -> Fact:
    """`{column}.{take}`: what the row that *column* names in *dataset* holds in *take*.

    Args:
        key: the column of *dataset* that is named; "" when it is called as *column* is. Where several rows have one
            key, the last of them is taken.
    """

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        codes, values = pd.factorize(frame[column])
        rows = known.rows(dataset, key or column, list(values)).drop_duplicates(key or column, keep="last")
        found = rows.set_index(key or column)[take].reindex(values)
        return _spread(found, codes, frame.index)

    return Fact(f"{column}.{take}", compute, f"{take} of the {dataset} that {column} names")


def looked_up_by(name: str, dataset: str, keys: Mapping[str, str], take: str) -> Fact:
    """*name*: what the row of *dataset* that several cells name together holds in *take*.

    Args:
        keys: columns (or facts) here, and what each is called in *dataset*; put first what narrows most.
    """

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        ours, theirs = next(iter(keys.items()))
        rows = known.rows(dataset, theirs, list(frame[ours].dropna().unique()))
        rows = rows[[*keys.values(), take]].drop_duplicates(list(keys.values()), keep="last")
        distinct = frame[list(keys)].drop_duplicates()
        found = distinct.merge(rows, how="left", left_on=list(keys), right_on=list(keys.values()))
        return frame[list(keys)].merge(found[[*keys, take]], how="left", on=list(keys))[take].set_axis(frame.index)

    return Fact(name, compute, f"{take} of the {dataset} that {' and '.join(keys)} name")


def exists(column: str, dataset: str, key: str = "") -> Fact:
    """`{column}.exists`: whether *dataset* knows what *column* names; missing where the cell is empty."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        codes, values = pd.factorize(frame[column])
        rows = known.rows(dataset, key or column, list(values))
        found = pd.Series(pd.Index(values).isin(rows[key or column]), dtype="boolean")
        return _spread(found, codes, frame.index)

    return Fact(f"{column}.exists", compute, f"the {dataset} that {column} names is known")


def all_exist(column: str, dataset: str, key: str) -> Fact:
    """`{column}.all_exist`: whether *dataset* knows every code of a list *column*; missing where the cell is empty."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        codes, values = pd.factorize(frame[column])
        words = pd.Series(values, dtype="str").str.split(";").explode().str.strip()
        rows = known.rows(dataset, key, sorted(set(words.dropna())))
        found = words.isin(rows[key]).groupby(level=0).all().astype("boolean")
        return _spread(found, codes, frame.index)

    return Fact(f"{column}.all_exist", compute, f"every {dataset} that {column} names is known")


def valid_on(name: str, column: str, dataset: str, day_column: str, key: str = "") -> Fact:
    """*name*: whether a version of what *column* names was valid on the day in *day_column*.

    *dataset* has `valid_from` and `valid_to` (empty: open), perhaps several rows a key; any interval that holds the day
    will do. Missing where a cell is empty, and where the dataset does not know the key (`exists` speaks of that).
    """

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = known.rows(dataset, key or column, list(frame[column].dropna().unique()))
        held = _held(frame, rows, {column: key or column}, day_column)
        return held.mask(~frame[column].isin(rows[key or column]))

    return Fact(name, compute, f"what {column} names was valid on {day_column}")


def member_on(name: str, programme: str, partner: str, day: str) -> Fact:
    """*name*: whether *partner* was a member of *programme* on *day*; missing where one of the three is."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = known.rows("membership", "programme", list(frame[programme].dropna().unique()))
        return _held(frame, rows, {programme: "programme", partner: "partner"}, day)

    return Fact(name, compute, f"{partner} was a member of {programme} on {day}")


def member_in(name: str, programme: str, partner: str, days: tuple[str, str]) -> Fact:
    """*name*: whether *partner* was a member of *programme* on some day from the first of *days* to the second."""
    asked = [programme, partner, *days]

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = known.rows("membership", "programme", list(frame[programme].dropna().unique()))
        theirs = rows[["programme", "partner", "valid_from", "valid_to"]].set_axis(
            [programme, partner, "valid_from", "valid_to"], axis=1
        )
        pairs = frame[asked].drop_duplicates().merge(theirs, on=[programme, partner])
        meets = (pairs["valid_from"] <= pairs[days[1]]) & ~(pairs["valid_to"] < pairs[days[0]])
        met = pairs.loc[meets, asked].drop_duplicates().assign(_meets=True)
        found = frame[asked].merge(met, how="left", on=asked)["_meets"].notna().astype("boolean")
        return found.set_axis(frame.index).mask(frame[asked].isna().any(axis=1))

    return Fact(name, compute, f"{partner} was a member of {programme} on a day from {days[0]} to {days[1]}")


def before(dataset: str, key: str | Sequence[str], take: str) -> Fact:
    """`before.{take}`: what the last accepted version of the same row held in *take*; missing for a new row."""
    keys = [key] if isinstance(key, str) else list(key)

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = known.before(dataset, keys[0], list(frame[keys[0]].dropna().unique()))
        last = rows[[*keys, take]].drop_duplicates(keys, keep="last")
        joined = frame[keys].merge(last, how="left", on=keys)
        return joined[take].set_axis(frame.index)

    return Fact(f"before.{take}", compute, f"{take} in the last accepted version of the same row")


def is_in(name: str, column: str, values: Sequence[str]) -> Fact:
    """*name*: whether *column* holds one of *values*; missing where the cell is empty. For `when`."""
    return Fact(
        name,
        lambda frame, _known: frame[column].isin(values).astype("boolean").mask(frame[column].isna()),
        f"{column} is one of {', '.join(values)}",
    )


def is_filled(name: str, column: str) -> Fact:
    """*name*: whether *column* holds anything. For `when`."""
    return Fact(name, lambda frame, _known: frame[column].notna().astype("boolean"), f"{column} is filled")


def same(name: str, column: str, other: str) -> Fact:
    """*name*: whether two columns or facts hold the same; missing where one of them is."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        equal = (frame[column] == frame[other]).astype("boolean")
        return equal.mask(frame[column].isna() | frame[other].isna())

    return Fact(name, compute, f"{column} is the same as {other}")


def later_by(name: str, column: str, days: int) -> Fact:
    """*name*: the date in *column*, moved by *days* (negative: earlier)."""
    return Fact(name, lambda frame, _known: frame[column] + pd.Timedelta(days=days), f"{column} moved by {days} days")


def day_received(known: Known, days: int = 0) -> pd.Timestamp:
    """The day the submission was received, moved by *days*, comparable with date columns."""
    return pd.Timestamp(known.received_on + dt.timedelta(days=days)).as_unit("ns")


RECEIVED_ON = Fact(
    "submission.received_on",
    lambda frame, known: pd.Series(day_received(known), index=frame.index, dtype="datetime64[ns]"),
    "the day the submission was received",
)
"""For `in_order("..", effect, "completed_on", "submission.received_on", ...)`: nothing happens after it was sent."""


def _spread(found: pd.Series, codes: np.ndarray, index: pd.Index) -> pd.Series:
    """One value a row from one value a code; code -1 (an empty cell) is missing."""
    return pd.Series(pd.api.extensions.take(found.array, codes, allow_fill=True), index=index)


def _held(frame: pd.DataFrame, rows: pd.DataFrame, keys: dict[str, str], day: str) -> pd.Series:
    """Whether any of the intervals in *rows* with the same keys holds the day; missing where a cell is."""
    asked = frame[[*keys, day]].set_axis([*keys, "_day"], axis=1)
    distinct = asked.drop_duplicates().dropna()
    ours = {theirs: ours for ours, theirs in keys.items()}
    intervals = rows[[*ours, "valid_from", "valid_to"]].rename(columns=ours)
    pairs = distinct.merge(intervals, on=list(keys))
    begun = pairs["valid_from"].isna() | (pairs["valid_from"] <= pairs["_day"])
    not_over = pairs["valid_to"].isna() | (pairs["_day"] <= pairs["valid_to"])
    holding = pairs.loc[begun & not_over, [*keys, "_day"]].drop_duplicates().assign(_held=True)
    held = asked.merge(holding, how="left", on=[*keys, "_day"])["_held"].notna()
    return held.astype("boolean").set_axis(frame.index).mask(asked.isna().any(axis=1))
