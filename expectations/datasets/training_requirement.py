"""Who has to hold which certificate, because of the role they have."""

from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset

KEYS = ("participant_key", "programme", "role", "course", "required_from")

DATASET = Dataset(
    key="training_requirement",
    title="Training requirements",
    one_row_is="one course that one person's role requires, from a day to a day",
    prefix="RQ",
    columns=(
        Column("participant_key", "id", "pseudonym of the person, as in the training roster; never a name"),
        PROGRAMME,
        Column("partner", "id", "partner the person belongs to"),
        Column("unit", "id", "unit the person belongs to", required=False),
        Column("role", "code", "role that requires it"),
        Column("course", "id", "course that is required, in any version"),
        day("required_from", "first day it is required", required=True),
        day("required_to", "last day it is required; empty while the person has the role"),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    references=("programme", "partner", "unit", "membership", "course"),
    dated_by="required_from",
    markings_from="releasability",
    usage_warnings=("A requirement ends when the person leaves the role; who left is in no later stock.",),
)
