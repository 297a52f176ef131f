"""What should arrive: the reports that each partner owes for each period."""

import pandas as pd

from expectations.catalogue import datasets
from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists, looked_up, member_in, say
from expectations.known import Known
from expectations.rules import in_order, strictly_in_order, true, unique

KEYS = ("programme", "partner", "dataset", "period")


@say("dataset.is_known", "the dataset is one that this warehouse loads")
def _is_known(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["dataset"].isin(list(datasets())).astype("boolean").mask(frame["dataset"].isna())


DATASET = Dataset(
    key="expected_submission",
    title="Expected reports",
    one_row_is="one report that one partner owes for one period",
    prefix="ES",
    columns=(
        PROGRAMME,
        Column("partner", "id", "partner that owes it; empty for the programme office", required=False),
        Column("dataset", "code", "dataset it is about", longest=40),
        Column("period", "code", "period it is about"),
        day("due_on", "day by which it is on time", required=True),
        day("cut_off_on", "day by which it still counts as received; empty is the due day"),
        Column("is_in_force", "boolean", "the report is owed; NO where it was waived; empty is yes", required=False),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    dated_by="due_on",
    markings_from="releasability",
    references=("programme", "partner", "period", "membership"),
    facts=(
        exists("programme", "programme"),
        exists("partner", "partner"),
        exists("period", "period"),
        looked_up("period", "period", "start_on"),
        looked_up("period", "period", "end_on"),
        member_in("partner.is_member_in_period", "programme", "partner", ("period.start_on", "period.end_on")),
        _is_known,
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, KEYS,
            reason="A report is expected once.", hint="Keep one row.",
        ),
        strictly_in_order(
            "RF-06", Effect.REFUSE_SUBMISSION, "period.end_on", "due_on", shows=("due_on", "period"),
            reason="A report is due after its period has ended.", hint="Mend due_on or the period.",
        ),
        in_order(
            "RF-06b", Effect.REFUSE_SUBMISSION, "due_on", "cut_off_on",
            reason="The cut-off is not before the due day.", hint="Mend cut_off_on.",
        ),
        true(
            "ES-01", Effect.WARN, "partner.is_member_in_period", shows=("partner", "programme", "period"),
            reason="A report is expected of a partner only for periods in which it is a member.",
            hint="Take the row out, or mend the membership. It counts against nobody while there is no membership.",
        ),
        true(
            "ES-02", Effect.REFUSE_ROW, "dataset.is_known", shows=("dataset",),
            reason="The dataset is one that this warehouse loads.", hint="Write its key, such as training_roster.",
        ),
        true(
            "ES-03", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        true(
            "ES-04", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "ES-05", Effect.REFUSE_ROW, "period.exists",
            reason="The period is in the list of periods.", hint="Add the period first, or mend its code.",
        ),
    ),
    usage_warnings=("Membership decides whether a report counts as owed; both sides of the rate use the same days.",),
    example={"programme": "DEMO-CRP", "partner": "ALD", "dataset": "training_roster", "period": "2025Q1",
             "due_on": "2025-04-15", "cut_off_on": "2025-05-15", "is_in_force": "YES"},
)  # fmt: skip
