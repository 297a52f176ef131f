"""Facts of corrective actions: where they come from, who owns them, how they moved since the last file."""

import pandas as pd

from expectations.chronology import in_a_row
from expectations.dataset import Dataset, Fact
from expectations.facts import day_received, say
from expectations.known import Known
from expectations.life_cycle import ACTION_DONE, ACTION_OPEN

COMPLETE = 100
DAYS_WITHOUT_NEWS = 90
MONTHS_AFTER_PROGRAMME = 12
MONTHS_WHEN_PRESSING = 12
LIFE = in_a_row("proposed_on", "endorsed_on", "tasked_on", "start_on", "implemented_on", "validated_on")
PAST = (
    "proposed_on", "endorsed_on", "tasked_on", "implemented_on", "validated_on",
    "ended_on", "reopened_on", "updated_on", "first_validated_on",
)  # fmt: skip
"""Days that have come when they are reported; a start and a due date may lie ahead."""
DEFINED = ("responsible_organisation", "poc_role", "success_criterion")
"""What an action says, beside its due date, once somebody was tasked with it."""
SOURCES = {
    "OBSERVATION": ("observation", "observation"),
    "FINDING": ("finding", "finding"),
    "AUDIT": ("review", "review"),
}
"""Where a source is looked for, by its kind: dataset and key. A REQUEST comes from outside and has no row."""


@say("source.is_known", "the observation, finding or review it comes from is known")
def source_is_known(frame: pd.DataFrame, known: Known) -> pd.Series:
    answers = pd.Series(pd.NA, index=frame.index, dtype="boolean")
    for kind, (dataset, key) in SOURCES.items():
        asked = frame.loc[frame["source_kind"] == kind, "source"]
        rows = known.rows(dataset, key, asked.dropna().unique())
        answers[asked.index] = asked.isin(rows[key])
    return answers


@say("action.is_complete", "it is said to be complete")
def is_complete(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["percent_complete"] >= COMPLETE


@say("action.lost_validation", "it was validated when last reported and no longer is")
def lost_validation(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return ((frame["before.state"] == "VALIDATED") & (frame["state"] != "VALIDATED")).astype("boolean")


@say("action.changed_training", "what was changed is training, and it is implemented")
def changed_training(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["capability_element"] == "TRAINING") & frame["state"].isin(ACTION_DONE)


@say("validator.is_another", "its validator's role is not its owner's")
def validator_is_another(frame: pd.DataFrame, _known: Known) -> pd.Series:
    role = frame["validated_by_role"].str.strip().str.casefold()
    owners = [frame[column].str.strip().str.casefold() for column in ("responsible_organisation", "poc_role")]
    return (~((role == owners[0]) | (role == owners[1]))).astype("boolean").mask(role.isna())


def unchanged(column: str) -> Fact:
    """`{column}.is_kept`: whether *column* holds what it last held; missing where that was nothing."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        last = frame[f"before.{column}"]
        return (frame[column] == last).astype("boolean").mask(last.isna())

    return Fact(f"{column}.is_kept", compute, f"{column} is what it was in the last accepted version")


@say("due_current_on.is_explained", "the due date was not brought forward, or a reason is given")
def due_is_explained(frame: pd.DataFrame, _known: Known) -> pd.Series:
    forward = frame["due_current_on"] < frame["due_original_on"]
    return (~forward | frame["due_change_reason"].notna()).astype("boolean")


@say("due_change_count.grew", "the count of changes grew where the due date changed, and else did not fall")
def due_change_count_grew(frame: pd.DataFrame, _known: Known) -> pd.Series:
    moved = frame["due_current_on"] != frame["before.due_current_on"]
    count, last = frame["due_change_count"].fillna(0), frame["before.due_change_count"].fillna(0)
    grew = (count > last) | (~moved & (count >= last))
    return grew.astype("boolean").mask(frame["before.due_current_on"].isna() | frame["due_current_on"].isna())


@say("merged_into.is_final", "the action that took it over is another one, and was not itself merged")
def merged_into_final(frame: pd.DataFrame, known: Known) -> pd.Series:
    targets = known.rows("corrective_action", "action", frame["merged_into"].dropna().unique())
    merged = targets.loc[targets["state"] == "MERGED", "action"]
    ends = ~frame["merged_into"].isin(merged) & (frame["merged_into"] != frame["action"])
    return ends.astype("boolean").mask(frame["merged_into"].isna())


@say("updated_on.is_recent", "it was updated within 90 days of the submission")
def updated_recently(frame: pd.DataFrame, known: Known) -> pd.Series:
    recent = frame["updated_on"] >= day_received(known, -DAYS_WITHOUT_NEWS)
    return recent.astype("boolean").mask(frame["updated_on"].isna())


@say("action.findings", "findings that it answers: its own source, and the sources of actions merged into it")
def findings_answered(frame: pd.DataFrame, known: Known) -> pd.Series:
    actions = frame["action"].dropna().unique()
    merged = known.rows("corrective_action", "merged_into", actions)[["merged_into", "source_kind", "source"]]
    own = frame[["action", "source_kind", "source"]].set_axis(["merged_into", "source_kind", "source"], axis=1)
    both = pd.concat([own, merged], ignore_index=True)
    counts = both[both["source_kind"] == "FINDING"].groupby("merged_into")["source"].nunique()
    return frame["action"].map(counts).fillna(0).astype("float64")


@say("action_text.count", "actions of this file and of the same programme that say the same; requests are not counted")
def same_texts(frame: pd.DataFrame, _known: Known) -> pd.Series:
    said = frame["action_text"].str.casefold().str.split().str.join(" ")
    alike = frame.groupby([frame["programme"], said], dropna=False)["action"].transform("size")
    # What is asked from outside is often told by a category in place of words of its own.
    return alike.astype("float64").mask(frame["source_kind"] == "REQUEST")


def absent_from_full(dataset: Dataset, frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Open actions of this sender's programme that a FULL extract should hold and does not (CA-16).

    Args:
        dataset: the dataset of *frame*; any other than the corrective actions has nothing to say here.
        frame: rows of the submission.
        known: what was known before it.

    Returns:
        The last accepted versions of the absent actions, columns of the dataset; empty for a DELTA, and where the
        submission names no programme and its rows name none. They stay as they are: absence deletes nothing.
    """
    if dataset.key != "corrective_action" or known.extract != "FULL":
        return known.before("corrective_action", "action", ())
    before = known.before("corrective_action", "programme", _programmes(frame, known))
    expected = before["state"].isin(ACTION_OPEN) & ~before["action"].isin(frame["action"])
    if known.partner:
        expected &= before["responsible_partner"] == known.partner
    return before[expected]


def _programmes(frame: pd.DataFrame, known: Known) -> list[str]:
    return [known.programme] if known.programme else sorted(frame["programme"].dropna().unique())
