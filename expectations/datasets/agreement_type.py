"""Kinds of agreements between partners."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.rules import in_order, unique
from expectations.texts import screened_texts

DATASET = Dataset(
    key="agreement_type",
    title="Types of agreements",
    one_row_is="one type of agreement",
    prefix="AT",
    columns=(
        Column("agreement_type", "id", "code of the type"),
        Column("name", "text", "its name", longest=150),
        day("valid_from", "first day it is used; empty is always"),
        day("valid_to", "last day it is used; empty is still"),
    ),
    key_columns=("agreement_type",),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["agreement_type"],
            reason="A type of agreement is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A type does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        *screened_texts("SG-02", ("name",)),
    ),
    example={"agreement_type": "INFO-SHARING", "name": "Sharing of information"},
)  # fmt: skip
