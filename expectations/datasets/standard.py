"""Common standards (terminology, procedures, formats), edition by edition."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.retirement import Use, free_to_retire
from expectations.rules import in_order, true, unique
from expectations.texts import screened_texts

ADOPTED = ("RATIFIED", "RATIFIED_WITH_RESERVATION", "IMPLEMENTED")
STILL_USED = (Use("standards_adoption", ("standard", "edition"), "status_on", where={"status": ADOPTED}),)
"""What must have ended with an edition that is superseded."""

DATASET = Dataset(
    key="standard",
    title="Standards",
    one_row_is="one edition of one standard",
    prefix="ST",
    columns=(
        Column("standard", "id", "code of the standard"),
        Column("edition", "code", "its edition"),
        Column("title", "text", "its title"),
        day("promulgated_on", "day the edition was promulgated", required=True),
        day("superseded_on", "day a later edition replaced it, or it was withdrawn"),
    ),
    key_columns=("standard", "edition"),
    facts=(free_to_retire("standard.is_free_to_retire", ("standard", "edition"), "superseded_on", STILL_USED),),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["standard", "edition"],
            reason="An edition of a standard is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "promulgated_on", "superseded_on",
            reason="An edition does not end before it begins.", hint="Mend promulgated_on or superseded_on.",
        ),
        true(
            "RF-11", Effect.WARN, "standard.is_free_to_retire",
            shows=("superseded_on", "standard", "edition"), needs=("superseded_on",),
            reason="No partner ratified or implemented an edition after it was superseded.",
            hint="Record the adoption under the edition then in force, or mend superseded_on.",
        ),
        *screened_texts("SG-02", ("title",)),
    ),
    example={"standard": "STD-TERMS", "edition": "2", "title": "Glossary of common terms",
             "promulgated_on": "2023-06-01"},
)  # fmt: skip
