"""Facts of changes: what caused them, which courses have to teach them, whether a closed period was touched."""

import re

import pandas as pd

from expectations.facts import day_received, say
from expectations.known import Known

DAYS_TO_TEACH = 90
NEEDS_A_COURSE = ("PROTOCOL", "SOP")
CAUSES = {"corrective_action": "action", "finding": "finding"}
"""Where a cause is looked for: dataset and key."""


@say("to_version.grew", "the version is a later one than the one before")
def version_grew(frame: pd.DataFrame, _known: Known) -> pd.Series:
    pairs = frame[["from_version", "to_version"]]
    grew = [
        pd.isna(old) or pd.isna(new) or _order(new) > _order(old) for old, new in pairs.itertuples(index=False)
    ]  # fmt: skip
    return pd.Series(grew, index=frame.index, dtype="boolean")


def _order(version: str) -> list[tuple[int, int, str]]:
    """Numbers as numbers, so that 1.10 follows 1.9; words by the alphabet, after numbers."""
    parts = re.findall(r"\d+|[^\W\d]+", version.casefold())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


@say("caused_by.all_exist", "every action and finding that caused it is known")
def causes_exist(frame: pd.DataFrame, known: Known) -> pd.Series:
    causes = _listed(frame, "caused_by")
    there = {code for dataset, key in CAUSES.items() for code in known.rows(dataset, key, causes.unique())[key]}
    missing = causes.index[~causes.isin(there)]
    return pd.Series(~frame.index.isin(missing), index=frame.index, dtype="boolean").mask(frame["caused_by"].isna())


@say("causes.last_endorsed_on", "day the last of the actions that caused it was endorsed")
def last_endorsed(frame: pd.DataFrame, known: Known) -> pd.Series:
    causes = _listed(frame, "caused_by")
    actions = known.rows("corrective_action", "action", causes.unique()).drop_duplicates("action", keep="last")
    endorsed = causes.map(actions.set_index("action")["endorsed_on"])
    last = endorsed.groupby(level=0).max().reindex(frame.index)
    return last.astype("datetime64[ns]")


@say("causes.stand", "none of the actions that caused it was cancelled")
def causes_stand(frame: pd.DataFrame, known: Known) -> pd.Series:
    causes = _listed(frame, "caused_by")
    actions = known.rows("corrective_action", "action", causes.unique())
    cancelled = causes.index[causes.isin(actions.loc[actions["state"] == "CANCELLED", "action"])]
    return pd.Series(~frame.index.isin(cancelled), index=frame.index, dtype="boolean").mask(frame["caused_by"].isna())


@say("course.has_version", "the catalogue has the course in the version it was changed to")
def course_has_version(frame: pd.DataFrame, known: Known) -> pd.Series:
    ours, theirs = ["object_ref", "to_version"], ["course", "course_version"]
    rows = known.rows("course", "course", frame["object_ref"].dropna().unique())[theirs].drop_duplicates()
    found = frame[ours].merge(rows.assign(found=True), how="left", left_on=ours, right_on=theirs)["found"].notna()
    return found.astype("boolean").set_axis(frame.index)


@say("change.names_courses", "it names the courses that have to teach it, or says why none has to")
def names_courses(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["affects_courses"].notna() | frame["no_course_reason"].notna()).astype("boolean")


@say("change.is_taught", "the affected courses were issued anew within 90 days of the day it was published")
def is_taught(frame: pd.DataFrame, known: Known) -> pd.Series:
    latest = frame["published_on"] + pd.Timedelta(days=DAYS_TO_TEACH)
    taught = frame["course_reissued_on"] <= latest
    not_due = latest >= day_received(known)
    return (taught | not_due).astype("boolean").mask(frame["published_on"].isna() | frame["affects_courses"].isna())


@say("change.is_the_only_one", "no other change made the same version of the same thing")
def is_the_only_one(frame: pd.DataFrame, known: Known) -> pd.Series:
    keys, columns = ["object_ref", "to_version"], ["change", "object_ref", "to_version"]
    earlier = known.rows("change_log", "object_ref", frame["object_ref"].dropna().unique())[columns]
    both = pd.concat([earlier, frame[columns]], ignore_index=True).drop_duplicates(columns)
    again = both[both.duplicated(keys, keep=False)]
    return (~frame["change"].isin(again["change"])).astype("boolean")


@say(
    "published_on.is_kept_closed", "the day is what it was, or neither the old nor the new one lies in a locked period"
)
def published_in_open_period(frame: pd.DataFrame, known: Known) -> pd.Series:
    old, new = frame["before.published_on"], frame["published_on"]
    periods = known.rows("period")
    locked = periods[periods["locked_on"] < day_received(known)]
    touches = _within(old, locked) | _within(new, locked)
    is_new = frame["before.approved_on"].isna()
    unmoved = (old == new) | (old.isna() & new.isna())
    return (is_new | unmoved | ~touches).astype("boolean")


def _within(days: pd.Series, periods: pd.DataFrame) -> pd.Series:
    held = pd.Series(False, index=days.index)
    for start, end in periods[["start_on", "end_on"]].itertuples(index=False):
        held |= days.between(start, end)
    return held


def _listed(frame: pd.DataFrame, column: str) -> pd.Series:
    """One code a row of a list column, with the index of the row it stands in."""
    return frame[column].dropna().astype("str").str.split(";").explode().str.strip()
