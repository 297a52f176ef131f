"""Facts of engagements, invitations and exchanges: who should have been there, and whether the log is whole."""

import pandas as pd

from expectations.facts import day_received, say
from expectations.known import Known
from expectations.review_facts import MONTHS_A_PERIOD

CAME = ("PRESENT", "REPRESENTED")
DAYS_TO_KNOW_ATTENDANCE = 30
DAYS_TO_MINUTES = 60
DAYS_TO_PLAN_REVIEW = 30


@say("engagement.series_count", "engagements of its series that are planned in its reporting period")
def series_count(frame: pd.DataFrame, known: Known) -> pd.Series:
    earlier = known.rows("engagement", "planned_series", frame["planned_series"].dropna().unique())
    earlier = earlier[~earlier["engagement"].isin(frame["engagement"])]
    columns = ["engagement", "programme", "planned_series", "planned_on", "start_on"]
    both = pd.concat([frame[columns], earlier[columns]], ignore_index=True)
    both["period"] = _period(both, known)
    counts = both.groupby(["planned_series", "period"])["engagement"].transform("nunique")
    return counts.iloc[: len(frame)].astype("float64").set_axis(frame.index)


def _period(rows: pd.DataFrame, known: Known) -> pd.Series:
    """A number for the programme's reporting period that holds the planned day; a quarter where none is set."""
    programmes = known.rows("programme", "programme", rows["programme"].dropna().unique())
    programmes = programmes.drop_duplicates("programme", keep="last").set_index("programme")
    length = rows["programme"].map(programmes["period_type"].map(MONTHS_A_PERIOD)).fillna(MONTHS_A_PERIOD["QUARTER"])
    first = rows["programme"].map(programmes["fiscal_start_month"]).fillna(1)
    planned = rows["planned_on"].fillna(rows["start_on"])
    return (planned.dt.year * 12 + planned.dt.month - first) // length


@say("planned_series_count.agrees", "the plan has as many engagements of the series as the log")
def series_agrees(frame: pd.DataFrame, _known: Known) -> pd.Series:
    agrees = (frame["planned_series_count"] == frame["engagement.series_count"]).astype("boolean")
    return agrees.mask(frame["planned_series_count"].isna() | frame["engagement.series_count"].isna())


@say("excluded_partners.are_explained", "members are left out with a reason, or none are")
def exclusion_is_explained(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["excluded_partners"].isna() | frame["exclusion_reason"].notna()).astype("boolean")


@say("engagement.is_reviewable", "an exercise that was held, was logged before, and ended more than 30 days ago")
def is_reviewable(frame: pd.DataFrame, known: Known) -> pd.Series:
    # The review of what is logged for the first time may stand in the file that follows.
    earlier = known.before("engagement", "engagement", frame["engagement"].dropna().unique())
    logged = frame["engagement"].isin(earlier["engagement"])
    is_old = frame["end_on"] < day_received(known, -DAYS_TO_PLAN_REVIEW)
    return (frame["kind"] == "EXERCISE") & (frame["status"] == "HELD") & is_old & logged


@say("engagement.has_review", "a review of it is planned or was held")
def has_review(frame: pd.DataFrame, known: Known) -> pd.Series:
    reviews = known.rows("review", "engagement", frame["engagement"].dropna().unique())
    standing = reviews.loc[reviews["state"] != "CANCELLED", "engagement"]
    return frame["engagement"].isin(standing).astype("boolean")


@say("invitation.is_overdue", "the engagement was held more than 30 days ago")
def is_overdue(frame: pd.DataFrame, known: Known) -> pd.Series:
    ended = frame["engagement.end_on"].fillna(frame["engagement.start_on"])
    is_old = ended < day_received(known, -DAYS_TO_KNOW_ATTENDANCE)
    return (frame["engagement.status"] == "HELD") & is_old


@say("delegates.agree", "persons came where somebody is said to have come, and nowhere else")
def delegates_agree(frame: pd.DataFrame, _known: Known) -> pd.Series:
    agree = (frame["delegates"] > 0) == frame["attendance"].isin(CAME)
    return agree.astype("boolean").mask(frame["delegates"].isna() | (frame["attendance"] == "UNKNOWN"))


@say("invitation.is_own_event", "the partner hosted the engagement, and it was held")
def is_own_event(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["partner"] == frame["engagement.host_partner"]) & (frame["engagement.status"] == "HELD")


@say("partner.may_come", "the partner was a member of the programme on the first day, or comes as a guest")
def may_come(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["partner.was_member"] | frame["is_guest"].fillna(False)


@say("engagement.invites_all", "every member of the programme on its first day was invited or left out on purpose")
def invites_all(frame: pd.DataFrame, known: Known) -> pd.Series:
    events = frame["engagement"].dropna().unique()
    log = known.rows("engagement", "engagement", events).drop_duplicates("engagement", keep="last")
    log = log[(log["status"] != "CANCELLED") & (log["kind"] != "VISIT")]  # a visit is between two, not for all
    members = known.rows("membership", "programme", log["programme"].dropna().unique())
    members = members[members["role"] != "OBSERVER"]
    due = log[["engagement", "programme", "start_on"]].merge(members, on="programme")
    begun = due["valid_from"].isna() | (due["valid_from"] <= due["start_on"])
    due = due.loc[begun & ~(due["valid_to"] < due["start_on"]), ["engagement", "partner"]]
    asked = pd.concat(
        [frame[["engagement", "partner"]], known.rows("invitation", "engagement", events)[["engagement", "partner"]],
         _left_out(log)]
    ).drop_duplicates()  # fmt: skip
    found = due.merge(asked.assign(is_asked=True), how="left", on=["engagement", "partner"])
    missing = found.loc[found["is_asked"].isna(), "engagement"]
    return (~frame["engagement"].isin(missing)).astype("boolean").mask(~frame["engagement"].isin(log["engagement"]))


def _left_out(log: pd.DataFrame) -> pd.DataFrame:
    left = log.dropna(subset=["excluded_partners"]).astype({"excluded_partners": "str"})
    left = left.assign(partner=left["excluded_partners"].str.split(";")).explode("partner")
    return left[["engagement", "partner"]].assign(partner=left["partner"].astype("str").str.strip())


@say("engagement.is_logged_once", "no other partner logged one of that kind and day that the same partner attended")
def is_logged_once(frame: pd.DataFrame, known: Known) -> pd.Series:
    like = ["programme", "kind", "start_on"]
    columns = ["engagement", *like, "logged_by_partner"]
    own = known.rows("engagement", "engagement", frame["engagement"].dropna().unique())[columns].dropna()
    others = known.rows("engagement", "programme", own["programme"].unique())[columns].dropna()
    pairs = own.merge(others, on=like, suffixes=("", "_other"))
    pairs = pairs[pairs["logged_by_partner"] != pairs["logged_by_partner_other"]]
    seen = ["engagement", "partner", "attendance"]
    there = pd.concat([known.rows("invitation", "engagement", pairs["engagement_other"].unique())[seen], frame[seen]])
    there = there.loc[there["attendance"].isin(CAME), ["engagement", "partner"]].drop_duplicates()
    here = frame.loc[frame["attendance"].isin(CAME), ["engagement", "partner"]].reset_index(names="row")
    met = here.merge(pairs[["engagement", "engagement_other"]], on="engagement").merge(
        there, left_on=["engagement_other", "partner"], right_on=["engagement", "partner"]
    )
    return pd.Series(~frame.index.isin(met["row"]), index=frame.index, dtype="boolean")


@say("to_partner.is_another", "giver and receiver are two partners")
def is_between_two(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["from_partner"] != frame["to_partner"]).astype("boolean")
