"""Facts of assessments: the instrument they follow, the assessment before, what others rated."""

import pandas as pd

from expectations.facts import day_received, say
from expectations.known import Known
from vocabulary.scope import EVERYBODY

ITEM = ["instrument_version", "domain", "item_code"]
SUBJECT = ["partner", "unit", "domain", "item_code"]
MONTHS_FRESH = 18
FEWEST_FOR_A_LINE = 5
"""Items from which the same level everywhere is suspicious."""
A_LEAP = 2
NOT_EVALUATED = "NOT_EVALUATED"


@say("item.is_listed", "the instrument's version has the item, in that domain")
def item_is_listed(frame: pd.DataFrame, known: Known) -> pd.Series:
    items = known.rows("assessment_item", "instrument_version", frame["instrument_version"].dropna().unique())
    found = frame[ITEM].merge(items[ITEM].drop_duplicates().assign(found=True), how="left", on=ITEM)["found"]
    return found.notna().astype("boolean").set_axis(frame.index).mask(frame[ITEM].isna().any(axis=1))


@say("version.is_the_only_one", "all rows of the assessment follow one version of the instrument")
def one_version(frame: pd.DataFrame, known: Known) -> pd.Series:
    versions = _whole(frame, known).groupby("assessment")["instrument_version"].nunique()
    return (frame["assessment"].map(versions) <= 1).astype("boolean").mask(frame["assessment"].isna())


@say("level.agrees", "a level is given where it was evaluated, and nowhere else")
def level_agrees(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["level"].isna() == (frame["rating"] == NOT_EVALUATED)).astype("boolean")


@say("domain.is_complete", "the assessment has every item of the domain")
def domain_is_complete(frame: pd.DataFrame, known: Known) -> pd.Series:
    here = ["assessment", "instrument_version", "domain"]
    given = _whole(frame, known).groupby(here)["item_code"].nunique().rename("given").reset_index()
    items = known.rows("assessment_item", "instrument_version", frame["instrument_version"].dropna().unique())
    asked = items.groupby(["instrument_version", "domain"])["item_code"].nunique().rename("asked").reset_index()
    both = frame[here].merge(given, how="left", on=here).merge(asked, how="left", on=here[1:])
    return (both["given"] >= both["asked"]).astype("boolean").set_axis(frame.index).mask(both["asked"].isna().values)


@say("level.leap", "levels up or down since the last assessment by the same assessor, where no evidence is named")
def leap(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _of_partners(frame, known).dropna(subset=["level"]).sort_values("assessed_on", kind="stable")
    rows["last"] = rows.groupby([*SUBJECT, "source"], dropna=False)["level"].shift()
    keys = [*SUBJECT, "source", "assessed_on"]
    last = frame[keys].merge(rows[[*keys, "last"]].drop_duplicates(keys), how="left", on=keys)["last"]
    return (frame["level"] - last.set_axis(frame.index)).abs().mask(frame["evidence_ref"].notna())


@say("assessment.is_fresh", "it is not older than 18 months on the day it was received")
def is_fresh(frame: pd.DataFrame, known: Known) -> pd.Series:
    fresh = frame["assessed_on"] + pd.DateOffset(months=MONTHS_FRESH) >= day_received(known)
    return fresh.astype("boolean").mask(frame["assessed_on"].isna())


@say("assessment.share_above", "share of the assessment's items that the partner rates above the last external rating")
def share_above(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _of_partners(frame, known).dropna(subset=["level"])
    outside = rows[rows["source"] == "EXTERNAL"].sort_values("assessed_on")
    outside = outside.drop_duplicates(SUBJECT, keep="last")[[*SUBJECT, "level"]].rename(columns={"level": "outside"})
    own = _whole(frame, known)
    own = own[own["source"] == "SELF"].merge(outside, on=SUBJECT)
    shares = (own["level"] - own["outside"] >= 1).groupby(own["assessment"]).mean()
    return frame["assessment"].map(shares).astype("float64")


@say("assessment.levels", "different levels that the assessment gives; missing where it has few items")
def different_levels(frame: pd.DataFrame, known: Known) -> pd.Series:
    levels = _whole(frame, known).dropna(subset=["level"]).groupby("assessment")["level"].agg(["nunique", "size"])
    counted = levels.loc[levels["size"] >= FEWEST_FOR_A_LINE, "nunique"]
    return frame["assessment"].map(counted).astype("float64")


@say("marking.is_narrow", "not everybody may see it")
def is_narrow(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["marking"] != EVERYBODY).astype("boolean")


def _whole(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """All rows of the assessments in *frame*, with those that came before."""
    columns = ["assessment", *ITEM, "partner", "unit", "assessed_on", "source", "level"]
    earlier = known.rows("partner_self_assessment", "assessment", frame["assessment"].dropna().unique())[columns]
    keys = ["assessment", *SUBJECT, "assessed_on", "source"]
    return pd.concat([earlier, frame[columns]], ignore_index=True).drop_duplicates(keys, keep="last")


def _of_partners(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """All assessments of the partners in *frame*."""
    columns = [*SUBJECT, "source", "assessed_on", "level"]
    earlier = known.rows("partner_self_assessment", "partner", frame["partner"].dropna().unique())[columns]
    both = pd.concat([earlier, frame[columns]], ignore_index=True)
    return both.drop_duplicates([*SUBJECT, "source", "assessed_on"], keep="last")
