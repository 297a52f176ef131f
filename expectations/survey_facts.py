"""Facts of answer sheets: who answered, when, how, and whether they had been asked."""

import pandas as pd

from expectations.dataset import Fact
from expectations.engagement_facts import CAME
from expectations.facts import day_received, say
from expectations.known import Known
from expectations.languages import ISO_639_1

WAVE = ["survey", "wave"]
SHEET = [*WAVE, "response"]
PERSON = [*WAVE, "invitee_key"]
SPEEDER_SHARE = 1 / 3
FEWEST_IN_A_LINE = 10
COMPLETE, PARTIAL_FROM = 100, 50
ONE_DAY = pd.Timedelta(days=1)


def of_dispatch(take: str) -> Fact:
    """`invitee_key.{take}`: what the invitation of that person to that wave holds in *take*."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        sent = _dispatch(frame, known)[[*PERSON, take]].dropna(subset=PERSON).drop_duplicates(PERSON, keep="last")
        return frame[PERSON].merge(sent, how="left", on=PERSON)[take].set_axis(frame.index)

    return Fact(f"invitee_key.{take}", compute, f"{take} of the invitation that the respondent had")


def of_wave(name: str, take: str, how: str) -> Fact:
    """*name*: the *how* ("min", "max") of *take* over the invitations of the wave."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        days = _dispatch(frame, known).groupby(WAVE, as_index=False)[take].agg(how)
        return frame[WAVE].merge(days, how="left", on=WAVE)[take].set_axis(frame.index)

    return Fact(name, compute, f"{how} of {take} over the invitations of the wave")


@say("response.is_one_persons", "a sheet number is one person's within its wave")
def is_one_persons(frame: pd.DataFrame, _known: Known) -> pd.Series:
    people = frame.groupby(SHEET)["invitee_key"].transform("nunique")
    return (people <= 1).astype("boolean")


@say("response.is_kept", "of several sheets of one person in a wave, it is the last complete one")
def is_kept(frame: pd.DataFrame, known: Known) -> pd.Series:
    sheets = _sheets(frame, known).dropna(subset=["invitee_key"])
    sheets = sheets.assign(is_complete=sheets["progress"] == COMPLETE)
    last = sheets.sort_values(["is_complete", "submitted_at"], kind="stable").drop_duplicates(PERSON, keep="last")
    found = frame[SHEET].merge(last[SHEET].assign(is_last=True), how="left", on=SHEET)["is_last"].notna()
    return found.astype("boolean").set_axis(frame.index).mask(frame["invitee_key"].isna())


@say("submitted_at.earliest", "a day before the wave opens")
def earliest(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["wave.opens_on"] - ONE_DAY


@say("submitted_at.latest", "the end of the day after the wave closes")
def latest(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["wave.closes_on"] + 2 * ONE_DAY


@say("submission.end_of_day", "the end of the day the submission was received")
def end_of_day(frame: pd.DataFrame, known: Known) -> pd.Series:
    return pd.Series(day_received(known, 1), index=frame.index, dtype="datetime64[ns]")


@say("duration_seconds.is_plausible", "filling in the form took at least a third of the wave's median")
def duration_is_plausible(frame: pd.DataFrame, _known: Known) -> pd.Series:
    sheets = frame.drop_duplicates(SHEET)
    median = sheets.groupby(WAVE, as_index=False)["duration_seconds"].median()
    usual = frame[WAVE].merge(median, how="left", on=WAVE)["duration_seconds"].set_axis(frame.index)
    plausible = frame["duration_seconds"] >= usual * SPEEDER_SHARE
    return plausible.astype("boolean").mask(frame["duration_seconds"].isna())


@say("response.is_varied", "not the same answer to ten items of a scale or more")
def is_varied(frame: pd.DataFrame, _known: Known) -> pd.Series:
    answers = frame["value_num"].where(frame["item.scale"].isin(("LIKERT5", "NPS11")))
    by_sheet = answers.groupby([frame[name] for name in SHEET])
    in_a_line = (by_sheet.transform("count") >= FEWEST_IN_A_LINE) & (by_sheet.transform("nunique") == 1)
    return (~in_a_line).astype("boolean")


@say("invitee_key.is_invited", "the wave has an invitation for the person; missing for an open link")
def is_invited(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["invitee_key.sent_at"].notna().astype("boolean").mask(frame["invitee_key"].isna())


@say("progress.is_disposed_complete", "the form is complete where the invitation says so, and nowhere else")
def complete_agrees(frame: pd.DataFrame, _known: Known) -> pd.Series:
    disposition = frame["invitee_key.disposition"]
    agrees = (frame["progress"] >= COMPLETE) == (disposition == "I")
    return agrees.astype("boolean").mask(frame["progress"].isna() | disposition.isna())


@say("progress.is_disposed_partial", "a form filled in by half or more, not wholly, is partial in the invitation")
def partial_agrees(frame: pd.DataFrame, _known: Known) -> pd.Series:
    is_partial = frame["progress"].between(PARTIAL_FROM, COMPLETE, inclusive="left")
    disposition = frame["invitee_key.disposition"]
    return (disposition == "P").astype("boolean").mask(~is_partial | disposition.isna())


@say("wave.is_sent", "the wave has invitations")
def wave_is_sent(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["wave.closes_on"].notna().astype("boolean")


@say("wave.has_room", "no more people answered the wave than were asked; missing for an open link")
def wave_has_room(frame: pd.DataFrame, known: Known) -> pd.Series:
    sheets = _sheets(frame, known)
    persons = sheets["invitee_key"].fillna("sheet " + sheets["response"])
    answered = persons.groupby([sheets[name] for name in WAVE]).nunique().rename("answered").reset_index()
    sent = _dispatch(frame, known)
    sent = sent[sent["disposition"] != "INELIGIBLE"]
    asked = sent.groupby(WAVE)["invitee_key"].nunique().rename("asked").reset_index()
    both = frame[WAVE].merge(answered, how="left", on=WAVE).merge(asked, how="left", on=WAVE).set_index(frame.index)
    return (both["answered"].fillna(0) <= both["asked"]).astype("boolean").mask(both["asked"].isna())


@say("linked_run.was_attended", "the respondent attended the run; missing where the partner's roster is not known yet")
def run_was_attended(frame: pd.DataFrame, known: Known) -> pd.Series:
    roster = known.rows("training_roster", "run", frame["linked_run"].dropna().unique())
    there = roster.loc[roster["attendance"].isin(("PRESENT", "PARTIAL")), ["run", "participant_key"]].drop_duplicates()
    there = there.set_axis(["linked_run", "invitee_key"], axis=1).assign(is_there=True)
    found = frame[["linked_run", "invitee_key"]].merge(there, how="left", on=["linked_run", "invitee_key"])
    nothing_to_ask = frame["invitee_key"].isna() | ~_roster_is_known(frame, roster, known)
    return found["is_there"].notna().astype("boolean").set_axis(frame.index).mask(nothing_to_ask)


def _roster_is_known(frame: pd.DataFrame, roster: pd.DataFrame, known: Known) -> pd.Series:
    """Whether the roster of the run has anybody from the respondent's partner: partners send theirs one by one."""
    units = known.rows("unit", "unit", roster["unit"].dropna().unique()).drop_duplicates("unit", keep="last")
    sent_by = roster["partner"].fillna(
        units.set_index("unit")["partner"].reindex(roster["unit"]).set_axis(roster.index)
    )
    sent = pd.DataFrame({"linked_run": roster["run"], "partner": sent_by}).dropna().drop_duplicates()
    asked = frame[["linked_run", "partner"]]
    found = asked.merge(sent.assign(is_sent=True), how="left", on=["linked_run", "partner"])["is_sent"]
    return found.notna().set_axis(frame.index)


@say("linked_engagement.was_attended", "the respondent's partner came; missing where the invitations are not known")
def engagement_was_attended(frame: pd.DataFrame, known: Known) -> pd.Series:
    invited = known.rows("invitation", "engagement", frame["linked_engagement"].dropna().unique())
    came = invited.loc[invited["attendance"].isin(CAME), ["engagement", "partner"]].drop_duplicates()
    came = came.set_axis(["linked_engagement", "partner"], axis=1).assign(is_there=True)
    found = frame[["linked_engagement", "partner"]].merge(came, how="left", on=["linked_engagement", "partner"])
    nothing_to_ask = frame["partner"].isna() | ~frame["linked_engagement"].isin(invited["engagement"])
    return found["is_there"].notna().astype("boolean").set_axis(frame.index).mask(nothing_to_ask)


@say("partner.respondents", "sheets of the same partner in the same wave")
def respondents(frame: pd.DataFrame, known: Known) -> pd.Series:
    group = [*WAVE, "partner"]
    counts = _sheets(frame, known).groupby(group)["response"].nunique().rename("sheets").reset_index()
    return frame[group].merge(counts, how="left", on=group)["sheets"].astype("float64").set_axis(frame.index)


@say("item.is_follow_up", "the item asks what was applied since the course")
def is_follow_up(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["item.measures"] == "APPLICATION"


@say("language.is_recognised", "the language is one of ISO 639-1, with or without a country")
def language_is_recognised(frame: pd.DataFrame, _known: Known) -> pd.Series:
    code = frame["language"].str.lower().str.slice(0, 2)
    is_code = frame["language"].str.match(r"^[A-Za-z]{2}(?:[-_][A-Za-z]{2})?$").astype("boolean")
    return (is_code & code.isin(ISO_639_1)).mask(frame["language"].isna())


@say("language.is_said", "where an item of a wave was answered in a language that is named, every answer names its own")
def language_is_said(frame: pd.DataFrame, _known: Known) -> pd.Series:
    named = frame["language"].notna().groupby([frame[name] for name in (*WAVE, "item_code")]).transform("any")
    return (frame["language"].notna() | ~named).astype("boolean")


def _dispatch(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Invitations to the waves of the rows; read by wave, so that one wave does not read a survey's whole past."""
    return known.rows("survey_dispatch", "wave", frame["wave"].dropna().unique())


def _sheets(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """One row a real sheet of the waves of the rows, those of this file in place of earlier ones."""
    columns = [*SHEET, "invitee_key", "partner", "status", "progress", "submitted_at"]
    earlier = known.rows("survey_response", "wave", frame["wave"].dropna().unique())
    both = pd.concat([earlier[columns], frame[columns]], ignore_index=True).drop_duplicates(SHEET, keep="last")
    return both[both["status"] == "REAL"]
