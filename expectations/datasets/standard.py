"""Common standards (terminology, procedures, formats), edition by edition."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.rules import in_order, unique
from expectations.texts import screened_texts

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
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["standard", "edition"],
            reason="An edition of a standard is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "promulgated_on", "superseded_on",
            reason="An edition does not end before it begins.", hint="Mend promulgated_on or superseded_on.",
        ),
        *screened_texts("SG-02", ("title",)),
    ),
    example={"standard": "STD-TERMS", "edition": "2", "title": "Glossary of common terms",
             "promulgated_on": "2023-06-01"},
)  # fmt: skip
