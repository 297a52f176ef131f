"""Common standards (terminology, procedures, formats), edition by edition."""

from expectations.columns import day
from expectations.dataset import Column, Dataset

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
    example={"standard": "STD-TERMS", "edition": "2", "title": "Glossary of common terms",
             "promulgated_on": "2023-06-01"},
)  # fmt: skip
