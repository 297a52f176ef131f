"""The instrument of the self-assessments: every item of every version."""

from expectations.code_lists import ASSESSED_DOMAINS
from expectations.columns import day, free_text
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import is_in
from expectations.retirement import Use, free_to_retire
from expectations.rules import avoids, in_order, true, unique
from expectations.screening import EQUIPMENT
from expectations.texts import screened_texts

STILL_USED = (Use("partner_self_assessment", ("instrument_version", "item_code"), "assessed_on"),)
"""What must have ended with a version that is retired."""

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
    facts=(
        is_in("item.is_technical", "domain", ("TECHNICAL",)),
        free_to_retire("assessment_item.is_free_to_retire", ("instrument_version", "item_code"), "valid_to", STILL_USED),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["instrument_version", "item_code"],
            reason="An item is listed once in each version of the instrument.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A version does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        avoids(
            "SA-10", Effect.REFUSE_ROW, "item_text", EQUIPMENT, when="item.is_technical",
            reason="Technical items speak of what works together, and name no equipment.",
            hint="Say what has to be exchanged, not with which device.",
        ),
        true(
            "RF-11", Effect.WARN, "assessment_item.is_free_to_retire",
            shows=("valid_to", "instrument_version", "item_code"), needs=("valid_to",),
            reason="Nobody is assessed by a version after its last day.",
            hint="Assess by the version then in force, or give this one a later last day.",
        ),
        *screened_texts("SG-02", ("item_text",)),
    ),
    usage_warnings=("Levels of two versions are compared only where an item keeps its code and its text.",),
    example={"instrument_version": "1", "domain": "HUMAN", "item_code": "H1",
             "item_text": "Staff of different services know each other's roles."},
)  # fmt: skip
