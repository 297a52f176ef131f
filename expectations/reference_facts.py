"""Facts of the reference lists: intervals that overlap or leave gaps, trees, names used twice."""

from collections.abc import Sequence

import pandas as pd

from expectations.dataset import Fact
from expectations.known import Known

EVER = pd.Timestamp("1900-01-01").as_unit("ns")
FOR_EVER = pd.Timestamp("2200-01-01").as_unit("ns")
"""Stand for an open beginning and an open end while intervals are compared; never written anywhere."""
ONE_DAY = pd.Timedelta(days=1)


def apart(name: str, dataset: str, keys: Sequence[str], first: str = "valid_from", last: str = "valid_to") -> Fact:
    """*name*: whether a row's interval overlaps no other interval of the same keys."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = _intervals(known.rows(dataset), keys, first, last)
        by_keys = rows.groupby(list(keys), dropna=False)
        reached = by_keys["last"].cummax().groupby([rows[key] for key in keys], dropna=False).shift()
        following = by_keys["first"].shift(-1)
        rows["holds"] = ~((rows["first"] <= reached) | (rows["last"] >= following))
        return _on(frame, rows, keys, first)

    return Fact(name, compute, f"no other interval of the same {' and '.join(keys)} overlaps it")


def tiles(name: str, dataset: str, keys: Sequence[str], first: str = "valid_from", last: str = "valid_to") -> Fact:
    """*name*: whether a row's interval begins the day after the one before it (of the same keys) ended."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = _intervals(known.rows(dataset), keys, first, last)
        ended = rows.groupby(list(keys), dropna=False)["last"].shift()
        rows["holds"] = ended.isna() | (rows["first"] == ended + ONE_DAY)
        return _on(frame, rows, keys, first)

    return Fact(name, compute, f"it begins the day after the interval before it, of the same {' and '.join(keys)}")


def in_no_circle(name: str, dataset: str, key: str, parent: str) -> Fact:
    """*name*: whether going from parent to parent ends."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        parents = _parents(known.rows(dataset), key, parent)
        return frame[key].map(lambda start: _ends(start, parents), na_action="ignore").astype("boolean")

    return Fact(name, compute, f"going from {parent} to {parent} ends")


def has_one_root(name: str, dataset: str, parent: str, within: str) -> Fact:
    """*name*: whether the rows of the same *within* hang on one root; a list without any parents is no tree."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        rows = known.rows(dataset)
        roots = rows[parent].isna().groupby(rows[within]).sum()
        is_tree = rows[parent].notna().groupby(rows[within]).any()
        return frame[within].map((roots == 1) | ~is_tree).astype("boolean")

    return Fact(name, compute, f"all rows of one {within} hang on one root")


def names_one(name: str, dataset: str, key: str, spellings: Sequence[str]) -> Fact:
    """*name*: whether none of a row's codes, names and aliases is also one of another row; case does not count."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        said = pd.concat([_spelled(known.rows(dataset), key, column) for column in spellings])
        said = said.drop_duplicates()
        shared = said.loc[said.duplicated("spelling", keep=False), key]
        return (~frame[key].isin(shared)).astype("boolean")

    return Fact(name, compute, f"no {' or '.join(spellings)} of it names another {dataset}")


def _intervals(rows: pd.DataFrame, keys: Sequence[str], first: str, last: str) -> pd.DataFrame:
    frame = rows[list(keys)].assign(first=rows[first].fillna(EVER), last=rows[last].fillna(FOR_EVER))
    return frame.sort_values([*keys, "first", "last"], kind="stable").reset_index(drop=True)


def _on(frame: pd.DataFrame, rows: pd.DataFrame, keys: Sequence[str], first: str) -> pd.Series:
    """The answers of *rows* on the rows of *frame*: where two rows begin together, the worse answer."""
    asked = frame[list(keys)].assign(first=frame[first].fillna(EVER))
    answers = rows.groupby([*keys, "first"], dropna=False, as_index=False)["holds"].min()
    return asked.merge(answers, how="left", on=[*keys, "first"])["holds"].astype("boolean").set_axis(frame.index)


def _parents(rows: pd.DataFrame, key: str, parent: str) -> dict[str, str]:
    return rows.dropna(subset=[key, parent]).drop_duplicates(key, keep="last").set_index(key)[parent].to_dict()


def _ends(start: str, parents: dict[str, str]) -> bool:
    seen = {start}
    while start in parents:
        start = parents[start]
        if start in seen:
            return False
        seen.add(start)
    return True


def _spelled(rows: pd.DataFrame, key: str, column: str) -> pd.DataFrame:
    spelling = rows[column].str.split(";").explode().astype("str").str.strip().str.casefold()
    return pd.DataFrame({key: rows[key].reindex(spelling.index), "spelling": spelling}).dropna()
