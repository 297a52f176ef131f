"""Facts of reviews, their ratings and their findings."""

import pandas as pd

from expectations.dataset import Fact
from expectations.facts import day_received, say
from expectations.known import Known

LEVELS = {"P": 4.0, "S": 3.0, "M": 2.0, "U": 1.0}
"""Order of the ratings, to see how far two are apart; never averaged."""
BOTH_SIDES = ("SELF", "EXTERNAL")
DAYS_TO_AN_ACTION = 60
MONTHS_A_PERIOD = {"MONTH": 1, "QUARTER": 3, "HALF": 6, "YEAR": 12}


@say("planned_on.was_open", "the plan is as it was, or changed before the reporting period of the old plan began")
def plan_was_open(frame: pd.DataFrame, known: Known) -> pd.Series:
    planned = frame["before.planned_on"]
    length = frame["programme.period_type"].map(MONTHS_A_PERIOD).fillna(MONTHS_A_PERIOD["QUARTER"])
    first = frame["programme.fiscal_start_month"].fillna(1)
    into = (planned.dt.month - first) % length
    begins = (planned.dt.year * 12 + planned.dt.month - 1 - into).astype("float64")
    today = day_received(known)
    changed_in_time = begins > today.year * 12 + today.month - 1
    return ((frame["planned_on"] == planned) | changed_in_time).astype("boolean").mask(planned.isna())


@say("participants.were_involved", "every participant was invited to the event, hosted it, or is marked as a guest")
def participants_involved(frame: pd.DataFrame, known: Known) -> pd.Series:
    events = frame["engagement"].dropna().unique()
    invited = known.rows("invitation", "engagement", events)[["engagement", "partner"]]
    hosts = known.rows("engagement", "engagement", events)[["engagement", "host_partner"]]
    involved = pd.concat([invited, hosts.set_axis(["engagement", "partner"], axis=1)]).drop_duplicates()
    guests = _listed(frame, "guests")[["row", "partner"]]
    present = _listed(frame, "participants").merge(involved.assign(is_involved=True), "left", ["engagement", "partner"])
    present = present.merge(guests.assign(is_guest=True), "left", ["row", "partner"])
    strangers = present.loc[present["is_involved"].isna() & present["is_guest"].isna(), "row"]
    nothing_to_ask = frame["participants"].isna() | ~frame["engagement"].isin(invited["engagement"])
    return pd.Series(~frame.index.isin(strangers), index=frame.index, dtype="boolean").mask(nothing_to_ask)


def _listed(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row a partner of a list column, with the row it stands in and that row's engagement."""
    partners = frame[column].dropna().astype("str").str.split(";").explode().str.strip()
    engagements = frame["engagement"].reindex(partners.index)
    return pd.DataFrame({"row": partners.index, "engagement": engagements.to_numpy(), "partner": partners.to_numpy()})


@say("review.finding_count", "findings that the review made")
def finding_count(frame: pd.DataFrame, known: Known) -> pd.Series:
    counts = known.rows("finding", "review", frame["review"].dropna().unique())["review"].value_counts()
    return frame["review"].map(counts).fillna(0).astype("float64")


@say("review.was_final", "it is final, and was already reported as final")
def was_final(frame: pd.DataFrame, _known: Known) -> pd.Series:
    # The findings of what is reported as final for the first time may stand in the file that follows.
    return (frame["state"] == "FINAL") & (frame["before.state"] == "FINAL")


@say("review.has_meeting", "a meeting of the programme is logged on the day it was held")
def has_meeting(frame: pd.DataFrame, known: Known) -> pd.Series:
    meetings = known.rows("engagement", "programme", frame["programme"].dropna().unique())
    meetings = meetings[(meetings["kind"] == "MEETING") & (meetings["status"] != "CANCELLED")]
    days = meetings[["programme", "start_on"]].drop_duplicates().assign(is_there=True)
    asked = frame[["programme", "held_on"]].rename(columns={"held_on": "start_on"})
    found = asked.merge(days, how="left", on=["programme", "start_on"])["is_there"].notna().set_axis(frame.index)
    return found.astype("boolean").mask(frame["held_on"].isna())


@say("review.names_improvement", "the review has an area for improvement")
def names_improvement(frame: pd.DataFrame, known: Known) -> pd.Series:
    return (_improvements(frame, known) > 0).astype("boolean")


@say("review.improvement_count", "areas for improvement of a review whose ratings are all P; missing where one is not")
def improvements_of_perfect(frame: pd.DataFrame, known: Known) -> pd.Series:
    earlier = known.rows("review_rating", "review", frame["review"].dropna().unique())[["review", "rating"]]
    ratings = pd.concat([earlier, frame[["review", "rating"]]], ignore_index=True)
    imperfect = ratings.loc[~ratings["rating"].isin(("P", "NE")), "review"]
    return _improvements(frame, known).mask(frame["review"].isin(imperfect))


def _improvements(frame: pd.DataFrame, known: Known) -> pd.Series:
    findings = known.rows("finding", "review", frame["review"].dropna().unique())
    counts = findings.loc[findings["kind"] == "AREA_FOR_IMPROVEMENT", "review"].value_counts()
    return frame["review"].map(counts).fillna(0).astype("float64")


@say("rating.gap", "levels between what the evaluated and what external evaluators rated, for the same objective")
def rating_gap(frame: pd.DataFrame, known: Known) -> pd.Series:
    keys = ["review", "objective_no", "capability"]
    columns = [*keys, "evaluator_kind", "rating"]
    earlier = known.rows("review_rating", "review", frame["review"].dropna().unique())[columns]
    both = pd.concat([earlier, frame[columns]], ignore_index=True).drop_duplicates(columns[:-1], keep="last")
    both = both[both["evaluator_kind"].isin(BOTH_SIDES)].assign(level=both["rating"].map(LEVELS))
    spread = both.groupby(keys)["level"].agg(["min", "max", "count"]).reset_index()
    spread["gap"] = (spread["max"] - spread["min"]).mask(spread["count"] < len(BOTH_SIDES))
    found = frame[keys].merge(spread, how="left", on=keys)["gap"].set_axis(frame.index)
    return found.astype("float64").mask(frame["evaluator_kind"] == "PEER")


@say("finding.is_due", "it was reported before, is an area for improvement, 60 days old, and not set aside")
def finding_is_due(frame: pd.DataFrame, known: Known) -> pd.Series:
    # The actions of what is reported for the first time may stand in the file that follows.
    is_old = frame["before.kind"].notna() & (frame["review.held_on"] < day_received(known, -DAYS_TO_AN_ACTION))
    return (frame["kind"] == "AREA_FOR_IMPROVEMENT") & is_old & frame["no_action_reason"].isna()


@say("finding.has_action", "a corrective action names it as its source")
def finding_has_action(frame: pd.DataFrame, known: Known) -> pd.Series:
    actions = known.rows("corrective_action", "source", frame["finding"].dropna().unique())
    return frame["finding"].isin(actions.loc[actions["source_kind"] == "FINDING", "source"]).astype("boolean")


def kind_is(name: str, kind: str, *columns: str) -> Fact:
    """*name*: whether the review is of that *kind* and every one of *columns* is filled."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        return (frame["kind"] == kind) & frame[list(columns)].notna().all(axis=1)

    return Fact(name, compute, f"it is a review of the kind {kind} with {' and '.join(columns) or 'any day'}")
