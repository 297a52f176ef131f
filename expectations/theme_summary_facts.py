"""Facts of theme summaries: what a partner reported on a theme before, and what it left out."""

import pandas as pd

from expectations.facts import day_received, say
from expectations.known import Known

GROUP = ["period", "programme", "reporting_partner"]
LINE = ["programme", "reporting_partner", "theme"]
PERIODS_BACK, FEWEST_PERIODS = 8, 4
MOST_SCORE, NORMAL_SCALE = 3, 1.4826
"""A robust z-score above 3; the constant makes a median deviation a standard deviation of normal values."""
MOST_OTHER = 0.30
QUARTERS_BACK = 4
RECURRING = 5
"""Summaries in four quarters from which a theme recurs (SED-08)."""


@say("theme.was_in_use", "the theme is in use on the last day of the period")
def theme_in_use(frame: pd.DataFrame, known: Known) -> pd.Series:
    themes = known.rows("theme", "theme", frame["theme"].dropna().unique())
    pairs = frame[["theme", "period.end_on"]].drop_duplicates().merge(themes, on="theme")
    in_use = ~(pairs["valid_from"] > pairs["period.end_on"]) & ~(pairs["valid_to"] < pairs["period.end_on"])
    there = pairs.loc[in_use, ["theme", "period.end_on"]].drop_duplicates().assign(there=True)
    found = frame[["theme", "period.end_on"]].merge(there, how="left", on=["theme", "period.end_on"])["there"]
    return found.notna().astype("boolean").set_axis(frame.index).mask(frame["theme"].isna())


@say("summary.names_every_theme", "the partner's summary of the period has a row for every theme in use")
def names_every_theme(frame: pd.DataFrame, known: Known) -> pd.Series:
    themes = known.rows("theme")
    ends = frame.drop_duplicates("period").set_index("period")["period.end_on"]
    given = _history(frame, known).groupby(GROUP)["theme"].agg(set)
    answers = {
        key: set(_in_use(themes, ends.get(key[0]))) <= said for key, said in given.items() if key[0] in ends.index
    }
    return _spread(frame, answers).astype("boolean")


@say("summary_count.score", "how far the count is from the partner's own median of up to eight periods before")
def robust_score(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _dated(_history(frame, known), known).sort_values("end_on", kind="stable")
    scores = {}
    for line, counts in rows.groupby([*LINE, "calendar"]):
        for at in range(FEWEST_PERIODS, len(counts)):
            scores[(*line[:3], counts["period"].iloc[at])] = _score(counts["summary_count"].iloc[: at + 1])
    keys = frame[[*LINE, "period"]].itertuples(index=False, name=None)
    return pd.Series([scores.get(key) for key in keys], index=frame.index, dtype="float64")


def _score(counts: pd.Series) -> float:
    earlier = counts.iloc[-PERIODS_BACK - 1 : -1].dropna()
    if len(earlier) < FEWEST_PERIODS:
        return float("nan")
    middle = earlier.median()
    # A quiet theme has no spread at all: one summary more is no outlier, so that the scale is never below one.
    scale = max(NORMAL_SCALE * (earlier - middle).abs().median(), 1.0)
    return abs(counts.iloc[-1] - middle) / scale


@say("summary.share_of_other", "share of the partner's summaries of the period that are sorted under no topic")
def share_of_other(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _history(frame, known)
    themes = known.rows("theme", "theme", rows["theme"].dropna().unique())
    other = rows["summary_count"].where(rows["theme"].isin(themes.loc[themes["topic"] == "OTHER", "theme"]), 0)
    sums = rows.assign(other=other).groupby(GROUP)[["other", "summary_count"]].sum()
    return _spread(frame, (sums["other"] / sums["summary_count"].mask(sums["summary_count"] == 0)).to_dict())


@say("stated_total.agrees", "the counts of all themes add up to the total that the partner states")
def total_agrees(frame: pd.DataFrame, known: Known) -> pd.Series:
    sums = _history(frame, known).groupby(GROUP)["summary_count"].sum()
    agrees = frame["stated_total"] == _spread(frame, sums.to_dict())
    return agrees.astype("boolean").mask(frame["stated_total"].isna())


@say("summary_count.is_plain", "the count is nought, or large enough to be shown to everybody")
def count_is_plain(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (~frame["summary_count"].between(1, RECURRING - 1)).astype("boolean").mask(frame["summary_count"].isna())


@say("theme.is_taught", "some course teaches the theme on the last day of the period")
def theme_is_taught(frame: pd.DataFrame, known: Known) -> pd.Series:
    maps = known.rows("course_theme_map", "theme", frame["theme"].dropna().unique())
    pairs = frame[["theme", "period.end_on"]].drop_duplicates().merge(maps, on="theme")
    taught = ~(pairs["valid_from"] > pairs["period.end_on"]) & ~(pairs["valid_to"] < pairs["period.end_on"])
    there = pairs.loc[taught, ["theme", "period.end_on"]].drop_duplicates().assign(there=True)
    found = frame[["theme", "period.end_on"]].merge(there, how="left", on=["theme", "period.end_on"])["there"]
    return found.notna().astype("boolean").set_axis(frame.index)


@say("theme.recurs", "all partners together reported the theme often in the four quarters up to this period")
def theme_recurs(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = known.rows("theme_summary", "theme", frame["theme"].dropna().unique())[[*LINE, "period", "summary_count"]]
    rows = _dated(pd.concat([rows, frame[rows.columns]]).drop_duplicates([*LINE, "period"], keep="last"), known)
    asked = frame[["programme", "theme", "period.end_on"]].drop_duplicates()
    pairs = asked.merge(rows, on=["programme", "theme"])
    first = pairs["period.end_on"] - pd.DateOffset(months=3 * QUARTERS_BACK)
    recent = pairs[(pairs["end_on"] > first) & (pairs["end_on"] <= pairs["period.end_on"])]
    sums = recent.groupby(["programme", "theme", "period.end_on"])["summary_count"].sum()
    keys = pd.MultiIndex.from_frame(frame[["programme", "theme", "period.end_on"]])
    return pd.Series((sums.reindex(keys) >= RECURRING).to_numpy(), index=frame.index, dtype="boolean")


@say("summary_count.is_explained", "the count of a closed period is what it was, or a reason is given")
def change_is_explained(frame: pd.DataFrame, known: Known) -> pd.Series:
    was, now = frame["before.summary_count"], frame["summary_count"]
    moved = (was != now) & ~(was.isna() & now.isna()) & frame["before.coverage"].notna()
    closed = frame["period.locked_on"] < day_received(known)
    return (~(moved & closed) | frame["change_reason"].notna()).astype("boolean")


@say("coverage.was_partial_before", "the period before was covered in part too")
def was_partial_before(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _dated(_history(frame, known), known).sort_values("end_on", kind="stable")
    rows["last"] = rows.groupby([*LINE, "calendar"])["coverage"].shift()
    keys = [*LINE, "period"]
    last = frame[keys].merge(rows[[*keys, "last"]].drop_duplicates(keys), how="left", on=keys)["last"]
    return (last == "PARTIAL").astype("boolean").set_axis(frame.index)


def _history(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """All summaries of the partners in *frame*, with those that came before."""
    columns = [*GROUP, "theme", "summary_count", "coverage"]
    earlier = known.rows("theme_summary", "reporting_partner", frame["reporting_partner"].dropna().unique())[columns]
    both = pd.concat([earlier, frame[columns]], ignore_index=True)
    return both.drop_duplicates([*GROUP, "theme"], keep="last")


def _dated(rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    return rows.merge(known.rows("period")[["period", "calendar", "end_on"]], on="period")


def _in_use(themes: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    return themes.loc[~(themes["valid_from"] > day) & ~(themes["valid_to"] < day), "theme"]


def _spread(frame: pd.DataFrame, answers: dict[tuple[str, ...], object]) -> pd.Series:
    """One answer a row from one answer a summary."""
    keys = frame[GROUP].itertuples(index=False, name=None)
    return pd.Series([answers.get(key) for key in keys], index=frame.index)
