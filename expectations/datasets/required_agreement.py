"""Which types of agreements a programme requires of its partners."""

from expectations.agreement_facts import requirement_is_met
from expectations.columns import PROGRAMME, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists
from expectations.reference_facts import apart
from expectations.rules import in_order, listed, true

KEYS = ("programme", "agreement_type", "partner", "valid_from")

DATASET = Dataset(
    key="required_agreement",
    title="Required agreements",
    one_row_is="one type of agreement that a programme requires, of every member or of one partner",
    prefix="RA",
    columns=(
        PROGRAMME,
        Column("agreement_type", "id", "the type that is required"),
        Column("partner", "id", "partner it is required of; empty is every member", required=False),
        day("valid_from", "first day it is required; empty is always"),
        day("valid_to", "last day it is required; empty is still"),
    ),
    key_columns=KEYS,
    references=("programme", "partner", "agreement_type"),
    facts=(
        exists("programme", "programme"),
        exists("partner", "partner"),
        exists("agreement_type", "agreement_type"),
        apart("requirement.is_apart", "required_agreement", ("programme", "agreement_type", "partner")),
        requirement_is_met,
    ),
    rules=(
        true(
            "RF-01", Effect.REFUSE_SUBMISSION, "requirement.is_apart",
            shows=("valid_from", "valid_to", "agreement_type"),
            reason="A type is required once at a time of the same partners.",
            hint="End the earlier row the day before the later one begins.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A requirement does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        listed("RA-01", "programme", "programme"),
        listed("RA-02", "partner", "partner"),
        listed("RA-03", "agreement_type", "type of agreement"),
        true(
            "AG-07", Effect.NOTE, "requirement.is_met", shows=("agreement_type", "programme", "partner"),
            reason="Every active partner has an agreement in force of each type that is required.",
            hint="Nothing to mend; it counts as missing until one is in force.",
        ),
    ),
    example={"programme": "DEMO-CRP", "agreement_type": "INFO-SHARING", "valid_from": "2023-01-01"},
)  # fmt: skip
