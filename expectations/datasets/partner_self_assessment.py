"""How well partners can work together, item by item, as they or others rate it."""

from expectations.code_lists import ASSESSED_DOMAINS
from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset

KEYS = ("partner", "unit", "domain", "item_code", "assessed_on", "source")
SOURCES = ("SELF", "PEER", "EXTERNAL")
RATINGS = ("INTEROPERABLE", "PARTIALLY", "NOT", "NOT_EVALUATED")

DATASET = Dataset(
    key="partner_self_assessment",
    title="Partner self-assessments",
    one_row_is="one item of one assessment of one partner (or one of its units)",
    prefix="SA",
    columns=(
        Column("assessment", "id", "the assessment: all items that were rated together"),
        Column("partner", "id", "partner that is assessed"),
        Column("unit", "id", "unit that is assessed; empty where it is the partner as a whole", required=False),
        PROGRAMME,
        day("assessed_on", "day of the assessment", required=True),
        Column("source", "code", "who assessed", allowed=SOURCES),
        Column("domain", "code", "what the item is about", allowed=ASSESSED_DOMAINS),
        Column("item_code", "code", "the item, as the instrument names it"),
        Column("level", "integer", "level reached, 0 to 3; empty where it was not evaluated", required=False),
        Column("target_level", "integer", "level agreed to be reached", required=False),
        Column("evidence_ref", "text", "where the evidence is kept", required=False),
        Column("rating", "code", "the level in words, or NOT_EVALUATED", required=False, allowed=RATINGS),
        Column("instrument_version", "code", "version of the instrument"),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    references=("partner", "unit", "programme", "membership", "assessment_item"),
    dated_by="assessed_on",
    markings_from="releasability",
    usage_warnings=(
        "A partner sees its own levels; what others may see is the spread.",
        "Not evaluated is no level, and never nought.",
    ),
)
