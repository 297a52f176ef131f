"""Which types of agreements a programme requires of its partners."""

from expectations.columns import PROGRAMME, day
from expectations.dataset import Column, Dataset

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
    example={"programme": "DEMO-CRP", "agreement_type": "INFO-SHARING", "valid_from": "2023-01-01"},
)
