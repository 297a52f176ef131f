"""Texts that say nearly the same thing, written by the same hand within a few days.

Two texts are near-duplicates when, of all words that either holds, both hold at least four in five. Comparing every
pair would be hopeless; texts that are alike must share one of their rarest words, so that only texts which do are
compared (prefix filtering: Chaudhuri, Ganti and Kaushik 2006). The answer is exact, not a sample.
"""

import re

import pandas as pd

SHARED, OF = 4, 5
_WORD = re.compile(r"\w+")


def near_duplicates(texts: pd.DataFrame, days: int) -> pd.Series:
    """True for each row that has a near-duplicate.

    Args:
        texts: `id`, `by`, `on` (a date) and `text`, one row an id, any index.
        days: most days between two texts that are compared.

    Returns:
        boolean, same index; false where a cell is missing.
    """
    rows = texts.dropna(subset=["id", "by", "on", "text"]).drop_duplicates("id").sort_values("on")
    rows = rows.assign(words=[" ".join(sorted(set(_WORD.findall(text.casefold())))) for text in rows["text"]])
    rows = rows[rows["words"] != ""]
    rows = rows.assign(said=pd.factorize(rows["words"])[0])
    span = pd.Timedelta(days=days)
    found = _said_again(rows, span) | _said_alike(rows, _alike(rows, span), span)
    return pd.Series(texts.index.isin(rows.index[found]), index=texts.index)


def _said_again(rows: pd.DataFrame, span: pd.Timedelta) -> pd.Series:
    """Rows whose very words stand in another row of the same author within *span*."""
    days = rows.groupby(["by", "said"])["on"]
    return (days.diff() <= span) | (days.diff(-1) >= -span)


def _said_alike(rows: pd.DataFrame, pairs: pd.DataFrame, span: pd.Timedelta) -> pd.Series:
    """Rows whose words have a near-duplicate in another row of the same author within *span*."""
    asked = rows[["by", "on", "said"]].reset_index(names="row").merge(pairs, on="said").sort_values("on")
    answers = rows[["by", "on", "said"]].rename(columns={"said": "other"}).assign(is_there=True)
    nearest = pd.merge_asof(asked, answers, on="on", by=["by", "other"], direction="nearest", tolerance=span)
    return pd.Series(rows.index.isin(nearest.loc[nearest["is_there"].notna(), "row"]), index=rows.index)


def _alike(rows: pd.DataFrame, span: pd.Timedelta) -> pd.DataFrame:
    """Pairs `said`, `other` of different sets of words that share enough, each pair both ways round."""
    long = _long(rows)
    pairs = _candidates(rows, long, span)
    sizes = long.groupby("said").size()
    shared = _shared(pairs, long)
    together = pairs["said"].map(sizes) + pairs["other"].map(sizes) - shared
    alike = pairs[shared * OF >= together * SHARED]
    return pd.concat([alike, alike.rename(columns={"said": "other", "other": "said"})], ignore_index=True)


def _long(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a word of each set of words, rarest first; `is_telling` marks those of which alike sets share one."""
    distinct = rows.drop_duplicates("said").set_index("said")["words"]
    long = distinct.astype("str").str.split(" ").explode().rename("word").reset_index()
    long["rarity"] = long.groupby("word")["word"].transform("size")
    long = long.sort_values(["said", "rarity", "word"], kind="stable")
    size = long.groupby("said")["word"].transform("size")
    return long.assign(is_telling=long.groupby("said").cumcount() * OF <= size * (OF - SHARED))


def _candidates(rows: pd.DataFrame, long: pd.DataFrame, span: pd.Timedelta) -> pd.DataFrame:
    """Pairs of sets of words that share a telling word, an author, and two spans of time that touch."""
    places = rows[["by", "said"]].assign(at=rows["on"].astype("int64") // (span.value + 1)).drop_duplicates()
    telling = places.merge(long.loc[long["is_telling"], ["said", "word"]], on="said")
    others = telling.rename(columns={"said": "other"})
    met = [telling.merge(others.assign(at=others["at"] + step), on=["by", "word", "at"]) for step in (-1, 0, 1)]
    pairs = pd.concat(met)[["said", "other"]].drop_duplicates()
    return pairs[pairs["said"] < pairs["other"]].reset_index(drop=True)


def _shared(pairs: pd.DataFrame, long: pd.DataFrame) -> pd.Series:
    """How many words the two sets of each pair share."""
    numbered = pairs.reset_index(names="pair")
    ours = numbered[["pair", "said"]].merge(long[["said", "word"]], on="said")
    theirs = numbered[["pair", "other"]].merge(long[["said", "word"]], left_on="other", right_on="said")
    counts = ours.merge(theirs, on=["pair", "word"]).groupby("pair").size()
    return counts.reindex(pairs.index, fill_value=0)
