"""Facts of observations: whether they are what they were, repeat others, and led to something."""

from collections.abc import Sequence

import pandas as pd

from expectations.dataset import Fact
from expectations.facts import day_received, say
from expectations.known import Known
from expectations.near_duplicates import near_duplicates

TEXTS = ("title", "observation_text", "discussion", "conclusion", "recommendation")
DAYS_BETWEEN_REPEATS = 30
DAYS_TO_AN_ACTION = 60


def each_in(name: str, column: str, values: Sequence[str]) -> Fact:
    """*name*: whether every code of a list *column* is one of *values*; missing where the cell is empty."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        codes, lists = pd.factorize(frame[column])
        held = [all(code.strip() in values for code in cell.split(";")) for cell in lists]
        return pd.Series(held, dtype="boolean").reindex(codes).set_axis(frame.index)

    return Fact(name, compute, f"every code of {column} is in its list")


@say("observation.is_same", "partner or day agrees with the last accepted version of that number")
def is_same(frame: pd.DataFrame, _known: Known) -> pd.Series:
    differs = frame["originator_partner"] != frame["before.originator_partner"]
    differs &= frame["submitted_on"] != frame["before.submitted_on"]
    return (~differs).astype("boolean").mask(frame["before.submitted_on"].isna())


@say("observation.needs_triage", "it is past SUBMITTED, and came on no form that needs no triage")
def needs_triage(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["state"] != "SUBMITTED") & ~frame["is_offline_form"].fillna(False)


@say("observation.length", "characters of all its texts together")
def length(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return sum(frame[column].str.len().fillna(0.0) for column in TEXTS)


@say("observation.is_told_once", "the same partner said nothing alike within 30 days")
def is_told_once(frame: pd.DataFrame, known: Known) -> pd.Series:
    earliest = frame["submitted_on"].min() - pd.Timedelta(days=DAYS_BETWEEN_REPEATS)
    rows = known.rows("observation", "originator_partner", frame["originator_partner"].dropna().unique())
    rows = rows[(rows["submitted_on"] >= earliest) & ~rows["observation"].isin(frame["observation"])]
    both = pd.concat([frame, rows], ignore_index=True)
    texts = pd.DataFrame(
        {
            "id": both["observation"],
            "by": both["originator_partner"],
            "on": both["submitted_on"],
            "text": both["title"].str.cat(both["observation_text"], sep=" "),
        }
    )
    repeated = near_duplicates(texts, DAYS_BETWEEN_REPEATS)
    return (~repeated.iloc[: len(frame)]).astype("boolean").set_axis(frame.index)


@say("observation.is_old_lesson", "it was reported as a lesson identified before, and has been one for 60 days")
def is_old_lesson(frame: pd.DataFrame, known: Known) -> pd.Series:
    # The actions of what is reported for the first time may stand in the file that follows.
    since = frame["finalised_on"].fillna(frame["analysed_on"]).fillna(frame["submitted_on"])
    is_lesson = (frame["state"] == "LESSON_IDENTIFIED") & (frame["before.state"] == "LESSON_IDENTIFIED")
    return (is_lesson & (since < day_received(known, -DAYS_TO_AN_ACTION))).astype("boolean")


@say("observation.has_action", "a corrective action names it as its source")
def has_action(frame: pd.DataFrame, known: Known) -> pd.Series:
    actions = known.rows("corrective_action", "source", frame["observation"].dropna().unique())
    named = actions.loc[actions["source_kind"] == "OBSERVATION", "source"]
    return frame["observation"].isin(named).astype("boolean")


@say("recurs_from.was_validated", "it names an earlier item that had been validated before it was submitted")
def recurs_from_validated(frame: pd.DataFrame, known: Known) -> pd.Series:
    named = frame["recurs_from"].dropna().unique()
    own = known.rows("corrective_action", "action", named).assign(item=lambda actions: actions["action"])
    led_to = known.rows("corrective_action", "source", named).assign(item=lambda actions: actions["source"])
    actions = pd.concat([own, led_to[led_to["source_kind"] == "OBSERVATION"]], ignore_index=True)
    # Taking an action up again empties validated_on; that it had been validated is what reopened_on then says.
    validated = actions[actions["validated_on"].notna() | actions["reopened_on"].notna()]
    begun = validated.groupby("item")["proposed_on"].min()
    shown = validated.groupby("item")["validated_on"].min()
    submitted = frame["submitted_on"]
    earlier = begun.reindex(frame["recurs_from"]).set_axis(frame.index) < submitted
    late = shown.reindex(frame["recurs_from"]).set_axis(frame.index) > submitted
    return (earlier & ~late).astype("boolean").mask(frame["recurs_from"].isna())
