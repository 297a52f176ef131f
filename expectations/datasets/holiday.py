"""Days on which nobody works, beside weekends: for counting working days."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists
from expectations.rules import listed, unique
from expectations.texts import screened_texts

KEYS = ("holiday_on", "partner")

DATASET = Dataset(
    key="holiday",
    title="Holidays",
    one_row_is="one day on which a partner, or the programme office, does not work",
    prefix="HO",
    columns=(
        Column("partner", "id", "the partner; empty is the programme office", required=False),
        day("holiday_on", "the day", required=True),
        Column("name", "text", "what it is called", required=False, longest=100),
    ),
    key_columns=KEYS,
    references=("partner",),
    facts=(exists("partner", "partner"),),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, KEYS,
            reason="A holiday is listed once for each partner.", hint="Keep one row.",
        ),
        listed("HO-01", "partner", "partner"),
        *screened_texts("SG-02", ("name",)),
    ),
    usage_warnings=("Working days (FBK-02, SED-06) follow the calendar of the programme office: rows that name no partner.",),
    example={"holiday_on": "2025-01-01", "name": "New Year"},
)  # fmt: skip
