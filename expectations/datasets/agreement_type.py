"""Kinds of agreements between partners."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.retirement import Use, free_to_retire
from expectations.rules import in_order, true, unique
from expectations.texts import screened_texts

STILL_USED = (
    Use("required_agreement", ("agreement_type",), "valid_to", goes_on=True),
    Use("agreement", ("agreement_type",), "effective_on"),
)
"""What must have ended with a type that is retired."""

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
    facts=(free_to_retire("agreement_type.is_free_to_retire", ("agreement_type",), "valid_to", STILL_USED),),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["agreement_type"],
            reason="A type of agreement is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A type does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        true(
            "RF-11", Effect.WARN, "agreement_type.is_free_to_retire",
            shows=("valid_to", "agreement_type"), needs=("valid_to",),
            reason="No agreement of a retired type is required, and none begins.",
            hint="End what is required on or before that day, or give the type a later last day.",
        ),
        *screened_texts("SG-02", ("name",)),
    ),
    example={"agreement_type": "INFO-SHARING", "name": "Sharing of information"},
)  # fmt: skip
