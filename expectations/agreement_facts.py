"""Facts of agreements and of the adoption of standards."""

import pandas as pd

from expectations.facts import day_received, say
from expectations.known import Known
from expectations.reference_facts import FOR_EVER

ENDED = ("TERMINATED", "SUPERSEDED")
DAYS_TO_RENEW = 180
FIRST_YEAR, LAST_YEAR = 1930, 2150
"""A last day outside of these stands for "never"."""
STANDING = ["standard", "edition", "partner"]
RANKS = {
    "NOT_CONSIDERED": 0.0, "NOT_RATIFYING": 0.0, "RATIFIED_WITH_RESERVATION": 1.0, "RATIFIED": 2.0, "IMPLEMENTED": 3.0,
}  # fmt: skip
"""How far each status came; what is not applicable came nowhere."""


@say("parties.count", "partners that are party to it, each counted once")
def party_count(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["parties"].map(lambda parties: float(len(_words(parties))), na_action="ignore").astype("float64")


@say("status.agrees", "the status is the one that its days give on the day it was received")
def status_agrees(frame: pd.DataFrame, known: Known) -> pd.Series:
    today = day_received(known)
    derived = pd.Series("DRAFT", index=frame.index)
    derived = derived.mask(frame["signed_on"] <= today, "SIGNED").mask(frame["effective_on"] <= today, "IN_FORCE")
    derived = derived.mask(frame["expires_on"] < today, "EXPIRED")
    has_ended = (frame["ended_on"] <= today).to_numpy()
    agrees = (frame["status"] == derived) & ~has_ended | frame["status"].isin(ENDED) & has_ended
    return agrees.astype("boolean").mask(frame["status"].isna())


@say("agreement.has_successor", "an agreement that supersedes it covers all that it covers")
def has_successor(frame: pd.DataFrame, known: Known) -> pd.Series:
    later = known.rows("agreement", "supersedes", frame["agreement"].dropna().unique())
    covered: dict[str, set[str]] = {}
    for row in later.itertuples():
        covered[row.supersedes] = covered.get(row.supersedes, set()) | {row.agreement_type, *_words(row.covers)}
    holds = [
        row.agreement in covered and {row.agreement_type, *_words(row.covers)} <= covered[row.agreement]
        for row in frame[["agreement", "agreement_type", "covers"]].itertuples()
    ]
    return pd.Series(holds, index=frame.index, dtype="boolean")


@say("agreement.ends_soon", "it is in force and its last day is at most 180 days away")
def ends_soon(frame: pd.DataFrame, known: Known) -> pd.Series:
    today, last = day_received(known), day_received(known, DAYS_TO_RENEW)
    return _in_force(frame, today) & (frame["expires_on"] <= last)


@say("agreement.is_settled", "it is signed or in force, so that its last day is agreed")
def is_settled(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["status"].isin(("SIGNED", "IN_FORCE"))


@say("expires_on.is_a_day", "the last day is a day and does not stand for never")
def expiry_is_a_day(frame: pd.DataFrame, _known: Known) -> pd.Series:
    year = frame["expires_on"].dt.year
    return year.between(FIRST_YEAR, LAST_YEAR).astype("boolean").mask(year.isna())


@say("end.is_said", "either a last day is given, or that there is none")
def end_is_said(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["expires_on"].notna() != frame["is_open_ended"].fillna(False).astype(bool)


@say("agreement.is_the_only_one", "no other agreement of its type and parties is in force on the same days")
def is_the_only_one(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = known.rows("agreement", "agreement_type", frame["agreement_type"].dropna().unique())
    rows = rows[rows["effective_on"].notna()]
    rows = rows.assign(between=rows["parties"].map(lambda parties: " ".join(sorted(_words(parties)))), last=_last(rows))
    pairs = rows.merge(rows, on=["agreement_type", "between"])
    pairs = pairs[pairs["agreement_x"] != pairs["agreement_y"]]
    meets = (pairs["effective_on_x"] <= pairs["last_y"]) & (pairs["effective_on_y"] <= pairs["last_x"])
    return (~frame["agreement"].isin(pairs.loc[meets, "agreement_x"])).astype("boolean")


@say("parties.are_covered", "every party has what its programmes require of this type, on the day it was received")
def parties_are_covered(frame: pd.DataFrame, known: Known) -> pd.Series:
    lacking = uncovered(known, frame["agreement_type"].dropna().unique())
    holds = [
        not any((row.agreement_type, party) in lacking for party in _words(row.parties))
        for row in frame[["agreement_type", "parties"]].itertuples()
    ]
    return pd.Series(holds, index=frame.index, dtype="boolean")


@say("requirement.is_met", "every partner of whom the type is required has it in force")
def requirement_is_met(frame: pd.DataFrame, known: Known) -> pd.Series:
    lacking = {kind for kind, _ in uncovered(known, frame["agreement_type"].dropna().unique())}
    return (~frame["agreement_type"].isin(lacking)).astype("boolean")


def uncovered(known: Known, types: list[str]) -> set[tuple[str, str]]:
    """Type and partner of every agreement that is required on the day of the submission and not in force."""
    today = day_received(known)
    required = _valid(known.rows("required_agreement", "agreement_type", types), today)
    members = _valid(known.rows("membership", "programme", required["programme"].unique()), today)
    asked = required.merge(members[["programme", "partner"]], on="programme", suffixes=("_named", ""))
    asked = asked[asked["partner_named"].isna() | (asked["partner_named"] == asked["partner"])]
    agreements = known.rows("agreement", "agreement_type", types)
    agreements = agreements[_in_force(agreements, today)]
    held = {(row.agreement_type, party) for row in agreements.itertuples() for party in _words(row.parties)}
    return set(zip(asked["agreement_type"], asked["partner"], strict=True)) - held


@say("edition.is_listed", "the list of standards has the edition")
def edition_is_listed(frame: pd.DataFrame, known: Known) -> pd.Series:
    keys = STANDING[:2]
    listed = known.rows("standard", "standard", frame["standard"].dropna().unique())[keys].drop_duplicates()
    found = frame[keys].merge(listed.assign(found=True), how="left", on=keys)["found"].notna()
    return found.astype("boolean").set_axis(frame.index).mask(frame[keys].isna().any(axis=1))


@say("adoption.follows_ratification", "the partner did not ratify the edition only after it was implemented")
def follows_ratification(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _statuses(frame, known)
    ratified = rows[rows["status"].isin(("RATIFIED", "RATIFIED_WITH_RESERVATION"))]
    first = ratified.groupby(STANDING, as_index=False)["status_on"].min().rename(columns={"status_on": "first"})
    ratified_on = frame[STANDING].merge(first, how="left", on=STANDING)["first"].set_axis(frame.index)
    return (~(ratified_on > frame["status_on"])).astype("boolean")


@say("status.before", "how far the partner had come with the edition before, as a rank")
def rank_before(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _statuses(frame, known).sort_values("status_on", kind="stable")
    rows = rows.assign(last=rows["status"].map(RANKS).groupby([rows[key] for key in STANDING]).shift())
    keys = [*STANDING, "status_on"]
    last = frame[keys].merge(rows[[*keys, "last"]].drop_duplicates(keys), how="left", on=keys)["last"]
    return last.astype("float64").set_axis(frame.index)


@say("status.rank", "how far the partner came, as a rank")
def rank(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["status"].map(RANKS).astype("float64")


def _words(codes: object) -> set[str]:
    return {word.strip() for word in codes.split(";")} if isinstance(codes, str) else set()


def _last(rows: pd.DataFrame) -> pd.Series:
    """The last day in force; it is no longer in force from the day it ended."""
    ended = rows["ended_on"] - pd.Timedelta(days=1)
    return pd.concat([rows["expires_on"].fillna(FOR_EVER), ended.fillna(FOR_EVER)], axis=1).min(axis=1)


def _in_force(rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    return (rows["effective_on"] <= day) & (day <= _last(rows))


def _valid(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    return rows[~(rows["valid_from"] > day) & ~(rows["valid_to"] < day)]


def _statuses(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """All statuses of the standards in *frame*, with those that came before."""
    columns = [*STANDING, "status_on", "status"]
    earlier = known.rows("standards_adoption", "standard", frame["standard"].dropna().unique())[columns]
    both = pd.concat([earlier, frame[columns]], ignore_index=True)
    return both.drop_duplicates(["standard", "partner", "status_on"], keep="last")
