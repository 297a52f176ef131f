"""Facts of the training roster. All are vectorised: a roster may have a million rows."""

import pandas as pd

from expectations.dataset import Fact
from expectations.facts import day_received, say
from expectations.known import Known
from expectations.places_known import ABSENT

PASSED = ("COMPLETED_PASS", "COMPLETED_UNGRADED")
COMPLETED = (*PASSED, "COMPLETED_FAIL")
NOT_COMPLETED = ("NOT_COMPLETED", "WITHDRAWN", "IN_PROGRESS")
NOT_RECORDED = "NOT_RECORDED"

FAILING_WORDS = (
    r"(?i)\bdid not (?:achieve|pass|meet)|\bnot (?:achieved|passed|successful)|\bfail(?:ed|ure)?\b|\bunsuccessful"
    r"|\béchec|\béchoué|\bnon réussi|\bnicht bestanden|\bdurchgefallen|\bno aprobado|\bsuspenso"
)
"""Words with which learning systems say that somebody went through a course and did not pass (TR-09)."""

DAYS_FOR_RESULTS = 60
DAYS_IN_PROGRESS = 90
HOURS_A_DAY = 8
MOST_HOURS_SHARE = 1.1
MONTH_OF_GRACE = pd.Timedelta(days=31)


def of_course(take: str) -> Fact:
    """`course.{take}`: what the version of the course that the run follows holds in *take*.

    Looked up once a run and not once a row: a roster has many rows a run.
    """

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        keys = ["course", "course_version"]
        codes, runs = pd.factorize(frame["run"])
        first = frame[["run.course", "run.course_version"]].set_axis(keys, axis=1)[~pd.Series(codes).duplicated()]
        first = first.assign(code=pd.unique(codes)).query("code >= 0").set_index("code").reindex(range(len(runs)))
        courses = known.rows("course", "course", list(first["course"].dropna().unique()))
        courses = courses[[*keys, take]].drop_duplicates(keys, keep="last")
        found = first.merge(courses, how="left", on=keys)[take]
        return found.reindex(codes).set_axis(frame.index)

    return Fact(f"course.{take}", compute, f"{take} of the course version that the run follows")


@say("partner.of_row", "the unit's partner, or the row's own where the unit is not known")
def partner_of_row(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["unit.partner"].fillna(frame["partner"])


@say("partner.agrees", "the row's partner is the unit's")
def partner_agrees(frame: pd.DataFrame, _known: Known) -> pd.Series:
    either_missing = frame["partner"].isna() | frame["unit.partner"].isna()
    return (frame["partner"] == frame["unit.partner"]).astype("boolean").mask(either_missing)


@say("sender.is_named", "a unit or a partner is named")
def sender_is_named(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["unit"].notna() | frame["partner"].notna()).astype("boolean")


@say("outcome.agrees_with_label", "words that say somebody did not pass are read as no pass")
def outcome_agrees_with_label(frame: pd.DataFrame, _known: Known) -> pd.Series:
    codes, labels = pd.factorize(frame["outcome_label"])
    failing = pd.Series(labels, dtype="str").str.contains(FAILING_WORDS).astype("boolean").reindex(codes)
    failing = failing.set_axis(frame.index)
    return (~(failing & frame["outcome"].isin(PASSED))).mask(frame["outcome_label"].isna())


@say("withdrawn.before_start", "the person withdrew before the run started")
def withdrawn_before_start(frame: pd.DataFrame, _known: Known) -> pd.Series:
    either_missing = frame["withdrawn_on"].isna() | frame["run.start_on"].isna()
    return (frame["withdrawn_on"] < frame["run.start_on"]).astype("boolean").mask(either_missing)


@say("course.most_hours", "the course's hours and a tenth more")
def most_hours(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["course.hours"] * MOST_HOURS_SHARE


@say("pre_score.is_percent", "the scores before the course are percent, not fractions")
def pre_score_is_percent(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return _is_percent(frame["pre_score"])


@say("post_score.is_percent", "the scores after the course are percent, not fractions")
def post_score_is_percent(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return _is_percent(frame["post_score"])


def _is_percent(scores: pd.Series) -> pd.Series:
    """False for every score above 0 of a column whose greatest is at most 1 and that holds a broken number."""
    looks_like_fraction = scores.max() <= 1 and bool((scores % 1 > 0).any())
    return pd.Series(~((scores > 0) & looks_like_fraction), dtype="boolean").mask(scores.isna())


@say("attempt.follows", "it is the first attempt, or the one before it is known and was not completed later")
def attempt_follows(frame: pd.DataFrame, known: Known) -> pd.Series:
    keys = ["run", "participant_key", "attempt_no"]
    again = frame.loc[frame["attempt_no"] > 1, [*keys, "completed_on"]]
    people = list(again["participant_key"].dropna().unique())
    known_rows = known.before("training_roster", "participant_key", people)[[*keys, "completed_on"]]
    here = frame.loc[frame["participant_key"].isin(people), [*keys, "completed_on"]]
    earlier = pd.concat([known_rows, here], ignore_index=True).drop_duplicates(keys, keep="last")
    asked = again.assign(attempt_no=again["attempt_no"] - 1)
    before = asked.merge(earlier, how="left", on=keys, suffixes=("", "_before"), indicator="found")
    follows = (before["found"] == "both") & ~(before["completed_on_before"] > before["completed_on"])
    answers = pd.Series(True, index=frame.index, dtype="boolean")
    answers[again.index] = follows.to_numpy()
    return answers.mask(frame["attempt_no"].isna())


@say("certificate.is_regular", "the certificate expires when the course's validity says, give or take a month")
def certificate_is_regular(frame: pd.DataFrame, _known: Known) -> pd.Series:
    expected = _months_later(frame["completed_on"], frame["course.validity_months"])
    apart = (frame["cert_expires_on"] - expected).abs()
    return (apart <= MONTH_OF_GRACE).astype("boolean").mask(apart.isna())


def _months_later(days: pd.Series, months: pd.Series) -> pd.Series:
    """*days* moved by whole *months*; one addition for each length there is, and there are few."""
    later = pd.Series(pd.NaT, index=days.index, dtype="datetime64[ns]")
    for count in months.dropna().unique():
        moved = days[months == count] + pd.DateOffset(months=int(count))
        later[moved.index] = moved.astype("datetime64[ns]")
    return later


@say("progress.is_recent", "a run that ended long ago is not still in progress")
def progress_is_recent(frame: pd.DataFrame, known: Known) -> pd.Series:
    longest_ago = day_received(known, -DAYS_IN_PROGRESS)
    return (frame["run.end_on"] >= longest_ago).astype("boolean").mask(frame["run.end_on"].isna())


@say("linked_run.asked", "persons of the partner who are asked about the run in the same wave")
def asked_of_run(frame: pd.DataFrame, known: Known) -> pd.Series:
    group = ["survey", "wave", "linked_run", "partner"]
    columns = [*group, "invitee_key"]
    earlier = known.rows("survey_dispatch", "linked_run", frame["linked_run"].dropna().unique())[columns]
    both = pd.concat([earlier, frame[columns]]).drop_duplicates()
    sizes = both.groupby(group).size().rename("asked").reset_index()
    asked = frame[group].merge(sizes, how="left", on=group)["asked"]
    return asked.astype("float64").set_axis(frame.index)


@say("linked_run.present", "persons of the partner who were in the run; missing where its roster has not come")
def present_in_run(frame: pd.DataFrame, known: Known) -> pd.Series:
    roster = known.rows("training_roster", "run", frame["linked_run"].dropna().unique())
    last = roster.sort_values("attempt_no").drop_duplicates(["run", "participant_key"], keep="last")
    units = known.rows("unit", "unit", last["unit"].dropna().unique()).drop_duplicates("unit", keep="last")
    partner = last["partner"].fillna(last["unit"].map(units.set_index("unit")["partner"]))
    there = last["headcount"].fillna(1).where(~last["attendance"].isin(ABSENT), 0)
    sums = there.groupby([last["run"], partner]).sum().rename("present").rename_axis(["linked_run", "partner"])
    found = frame[["linked_run", "partner"]].merge(sums.reset_index(), how="left", on=["linked_run", "partner"])
    return found["present"].astype("float64").set_axis(frame.index)
