"""Every submission that was checked, accepted or refused. The loader writes it; nobody sends it."""

import pandas as pd

from expectations.columns import RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists, looked_up, looked_up_by, say
from expectations.known import Known
from expectations.rules import in_order, true, unique
from vocabulary.scope import EVERYBODY, NOBODY

FEWEST, MOST = 0.5, 2.0
"""Rows of a submission against the median of the sender's four before it (MF-09)."""
TRAILING = 4
SENDER = ["dataset", "partner", "programme"]


@say("partner.is_member_in_period", "the partner is a member of the programme on every day of the period so far")
def _is_member(frame: pd.DataFrame, known: Known) -> pd.Series:
    asked = frame[["programme", "partner", "period.start_on", "period.end_on", "received_on"]]
    last = asked[["period.end_on", "received_on"]].min(axis=1)
    members = known.rows("membership", "programme", list(asked["programme"].dropna().unique()))
    pairs = asked.assign(row=range(len(asked)), last=last).merge(members, on=["programme", "partner"])
    covers = (pairs["valid_from"] <= pairs["period.start_on"]) & ~(pairs["valid_to"] < pairs["last"])
    found = pd.Series(range(len(asked)), index=asked.index).isin(pairs.loc[covers, "row"])
    return found.astype("boolean").mask(asked.isna().any(axis=1))


@say("releasability.is_known", "every partner that the marking names is in the list of partners")
def _marking_is_known(frame: pd.DataFrame, known: Known) -> pd.Series:
    codes = frame["releasability"].str.split()
    named = {code for each in codes.dropna() for code in each} - {EVERYBODY, NOBODY}
    unknown = named - set(known.rows("partner", "partner", sorted(named))["partner"])
    return codes.map(unknown.isdisjoint, na_action="ignore").astype("boolean")


@say("rows.are_usual", "the submission holds about as many rows as the sender's last four, or as were held back of the last")
def _rows_are_usual(frame: pd.DataFrame, known: Known) -> pd.Series:
    earlier = known.before("submission_manifest", "dataset", list(frame["dataset"].dropna().unique()))
    earlier = earlier[earlier["outcome"] == "ACCEPTED"].sort_values("received_on", kind="stable")
    held = earlier.groupby(SENDER, dropna=False)["refused_rows"].shift()
    whole = earlier[~(earlier["file_rows"] <= held)]  # what comes back mended is no measure of a whole submission
    medians = whole.groupby(SENDER, dropna=False)["file_rows"].apply(lambda rows: rows.tail(TRAILING).median())
    last_held = earlier.groupby(SENDER, dropna=False)["refused_rows"].last()
    usual, held_back = (_of_sender(frame, found) for found in (medians, last_held))
    share = frame["file_rows"] / usual
    is_return = frame["file_rows"] <= held_back
    return (share.between(FEWEST, MOST) | is_return).astype("boolean").mask(share.isna())


def _of_sender(frame: pd.DataFrame, found: pd.Series) -> pd.Series:
    """What was found of the sender of each row; nothing where it sent nothing before."""
    told = frame[SENDER].merge(found.rename("found").reset_index(), how="left", on=SENDER)
    return told["found"].set_axis(frame.index)


DATASET = Dataset(
    key="submission_manifest",
    title="Submissions",
    one_row_is="one dataset in one submission, accepted or refused",
    prefix="MF",
    columns=(
        Column("batch", "id", "number of the submission (S000123)"),
        Column("dataset", "code", "dataset it brought", longest=40),
        Column("partner", "id", "sender; empty where the programme office sends", required=False),
        Column("programme", "id", "programme it is for; empty where the file says it row by row", required=False),
        Column("period", "code", "period it is for, where one was named", required=False),
        Column("extract", "code", "the whole state of the source, or changes only", allowed=("FULL", "DELTA")),
        Column("source_system", "code", "profile it was read with", required=False),
        Column("template_version", "code", "version of the template or of the profile", required=False),
        day("received_on", "day it was received", required=True),
        day("accepted_on", "day it was accepted; empty where it was refused"),
        Column("outcome", "code", "what became of it", allowed=("ACCEPTED", "REFUSED")),
        Column("sha256", "text", "hash of the kept file", longest=64),
        Column("declared_rows", "integer", "rows the sender declared", required=False),
        Column("file_rows", "integer", "records that were checked", required=False),
        Column("loaded_rows", "integer", "rows loaded, new, changed or already there"),
        Column("refused_rows", "integer", "rows held back"),
        RELEASABILITY,
    ),
    key_columns=("batch", "dataset"),
    dated_by="received_on",
    absence_closes=False,
    is_ours=True,
    markings_from="releasability",
    references=("partner", "programme", "period", "membership", "expected_submission"),
    facts=(
        exists("partner", "partner"),
        exists("programme", "programme"),
        exists("period", "period"),
        looked_up("period", "period", "start_on"),
        looked_up("period", "period", "end_on"),
        looked_up("period", "period", "locked_on"),
        looked_up_by(
            "expected.due_on", "expected_submission",
            {"period": "period", "partner": "partner", "dataset": "dataset", "programme": "programme"}, "due_on",
        ),
        _is_member, _marking_is_known, _rows_are_usual,
    ),
    rules=(
        unique(
            "MF-00", Effect.REFUSE_SUBMISSION, ("batch", "dataset"),
            reason="A submission is listed once for each dataset it brings.", hint="Nothing to mend: report it.",
        ),
        true(
            "MF-06", Effect.REFUSE_SUBMISSION, "period.exists",
            reason="The period is in the list of periods.", hint="Mend the period, or add it to the list.",
        ),
        in_order(
            "MF-06b", Effect.REFUSE_SUBMISSION, "received_on", "period.locked_on", shows=("period", "received_on"),
            needs=("period",),
            reason="The period is not locked.",
            hint="Ask for it to be opened again: locked_on, reopen_reason and reopened_by_role in the list of periods.",
        ),
        in_order(
            "MF-06c", Effect.REFUSE_SUBMISSION, "period.start_on", "received_on", shows=("period", "received_on"),
            needs=("period",),
            reason="The period has begun.", hint="Mend the period, or send it when the period has begun.",
        ),
        true(
            "MF-07", Effect.REFUSE_SUBMISSION, "partner.exists",
            reason="The sender is in the list of partners.", hint="Mend the partner, or add it to the list.",
        ),
        true(
            "MF-07b", Effect.REFUSE_SUBMISSION, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Mend the programme, or add it to the list.",
        ),
        true(
            "MF-07c", Effect.REFUSE_SUBMISSION, "partner.is_member_in_period",
            shows=("partner", "programme", "period"),
            reason="The sender is a member of the programme during the period.", hint="Mend the membership first.",
        ),
        true(
            "MF-07d", Effect.REFUSE_SUBMISSION, "releasability.is_known", shows=("releasability",),
            reason="The marking of the submission names partners that are in the list of partners.",
            hint="Write ALL, or codes of partners in the list: with a code that nobody has, nobody would see the rows.",
        ),
        true(
            "MF-09", Effect.WARN, "rows.are_usual", shows=("file_rows", "dataset", "partner"),
            reason="A submission holds half to twice the rows of the sender's last four.",
            hint="Ask the sender whether something is missing or was sent twice.",
        ),
        in_order(
            "MF-13", Effect.NOTE, "received_on", "expected.due_on", shows=("received_on", "period"), needs=("period",),
            reason="The submission was received by its due day.", hint="Nothing to mend: it counts as late.",
        ),
    ),
    usage_warnings=("On time is judged by the first accepted version, not by the first one received.",),
)  # fmt: skip
