"""Kinds of agreements between partners."""

from expectations.columns import day
from expectations.dataset import Column, Dataset

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
    example={"agreement_type": "INFO-SHARING", "name": "Sharing of information"},
)
