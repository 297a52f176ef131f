"""How well partners can work together, item by item, as they or others rate it."""

from expectations import assessment_facts as facts
from expectations.code_lists import ASSESSED_DOMAINS
from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset
from expectations.datasets._self_assessment_rules import KEYS, RULES
from expectations.facts import exists, is_filled, is_in, looked_up, member_on, same, valid_on

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
    facts=(
        exists("partner", "partner"),
        exists("unit", "unit"),
        exists("programme", "programme"),
        looked_up("unit", "unit", "partner"),
        same("unit.is_of_partner", "partner", "unit.partner"),
        valid_on("unit.was_open", "unit", "unit", "assessed_on"),
        member_on("partner.was_member", "programme", "partner", "assessed_on"),
        is_filled("level.is_given", "level"),
        is_in("assessment.is_own", "source", ("SELF",)),
        facts.item_is_listed, facts.one_version, facts.level_agrees, facts.domain_is_complete, facts.leap,
        facts.is_fresh, facts.share_above, facts.different_levels, facts.is_narrow,
    ),
    rules=RULES,
    dated_by="assessed_on",
    markings_from="releasability",
    unmarked_belong_to="partner",
    usage_warnings=(
        "A partner sees its own levels; what others may see is the spread.",
        "Not evaluated is no level, and never nought.",
    ),
)  # fmt: skip
