"""Programmes that partners take part in."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists
from expectations.retirement import Use, free_to_retire
from expectations.rules import between, in_order, true, unique
from expectations.texts import screened_texts

STILL_USED = (
    Use("membership", ("programme",), "valid_to", goes_on=True),
    Use("training_requirement", ("programme",), "required_to", goes_on=True),
    Use("course_run", ("programme",), "start_on", where={"status": ("PLANNED",)}),
    Use("engagement", ("programme",), "planned_on", where={"status": ("PLANNED",)}),
)
"""What must have ended with a programme."""

DATASET = Dataset(
    key="programme",
    title="Programmes",
    one_row_is="one programme",
    prefix="PR",
    columns=(
        Column("programme", "id", "code of the programme", aliases=("program",)),
        Column("name", "text", "its name", longest=150),
        Column("lead_partner", "id", "partner that leads it", required=False),
        day("start_on", "first day of the programme", required=True),
        day("end_on", "last day; empty while no end is set"),
        Column("period_type", "code", "how often it reports", allowed=("MONTH", "QUARTER", "HALF", "YEAR")),
        Column("fiscal_start_month", "integer", "first month of its year", required=False),
    ),
    key_columns=("programme",),
    references=("partner",),
    facts=(
        exists("lead_partner", "partner", key="partner"),
        free_to_retire("programme.is_free_to_retire", ("programme",), "end_on", STILL_USED),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["programme"],
            reason="A programme is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "start_on", "end_on",
            reason="A programme does not end before it starts.", hint="Mend start_on or end_on.",
        ),
        true(
            "PR-01", Effect.REFUSE_ROW, "lead_partner.exists",
            reason="The lead partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        between(
            "PR-02", Effect.REFUSE_ROW, "fiscal_start_month", 1, 12,
            reason="A year starts in month 1 to 12.", hint="Write the number of the month.",
        ),
        true(
            "RF-11", Effect.WARN, "programme.is_free_to_retire", shows=("end_on", "programme"), needs=("end_on",),
            reason="A programme that ended has no member, requirement or plan that goes on.",
            hint="End them on or before its last day, or give the programme a later one.",
        ),
        *screened_texts("SG-02", ("name",)),
    ),
    example={"programme": "DEMO-CRP", "name": "Combined Response Programme", "lead_partner": "ALD",
             "start_on": "2023-01-01", "period_type": "QUARTER"},
)  # fmt: skip
