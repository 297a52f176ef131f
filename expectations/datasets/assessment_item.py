"""The instrument of the self-assessments: every item of every version."""

from expectations.code_lists import ASSESSED_DOMAINS
from expectations.columns import day, free_text
from expectations.dataset import Column, Dataset

DATASET = Dataset(
    key="assessment_item",
    title="Assessment instrument",
    one_row_is="one item of one version of the instrument",
    prefix="AI",
    columns=(
        Column("instrument_version", "code", "version of the instrument"),
        Column("domain", "code", "what the item is about", allowed=ASSESSED_DOMAINS),
        Column("item_code", "code", "the item, as assessments name it"),
        free_text("item_text", "what is looked at, without naming equipment", longest=500, required=True),
        day("valid_from", "first day this version is used; empty is always"),
        day("valid_to", "last day it is used; empty is still"),
    ),
    key_columns=("instrument_version", "item_code"),
    usage_warnings=("Levels of two versions are compared only where an item keeps its code and its text.",),
    example={"instrument_version": "1", "domain": "HUMAN", "item_code": "H1",
             "item_text": "Staff of different services know each other's roles."},
)  # fmt: skip
