"""Agreements between partners: signed, in force, expired; what each covers."""

from expectations import agreement_facts as facts
from expectations.chronology import step_facts
from expectations.columns import RELEASABILITY, day
from expectations.dataset import Column, Dataset
from expectations.datasets._agreement_rules import LIFE, RULES
from expectations.facts import all_exist, exists, is_in

STATES = ("DRAFT", "SIGNED", "IN_FORCE", "EXPIRED", "TERMINATED", "SUPERSEDED")
COVERS = (
    "INFORMATION_SHARING", "TRAINING", "STATUS_OF_PERSONNEL", "DATA_PROTECTION", "MUTUAL_SUPPORT", "FINANCE", "OTHER",
)  # fmt: skip

DATASET = Dataset(
    key="agreement",
    title="Agreements",
    one_row_is="one agreement between two or more partners, in its present state",
    prefix="AG",
    columns=(
        Column("agreement", "id", "the agreement's number, never used twice"),
        Column("agreement_type", "id", "type of agreement"),
        Column("parties", "list", "codes of the partners that are party to it"),
        Column("title", "text", "what it is called"),
        day("signed_on", "day the last party signed"),
        day("effective_on", "day it came into force"),
        day("expires_on", "last day it is in force; empty where it is open-ended"),
        Column("is_open_ended", "boolean", "it has no last day; empty is no", required=False),
        Column("status", "code", "where it stands", allowed=STATES),
        day("ended_on", "day it was terminated or superseded; from then on it is not in force"),
        day("renewal_started_on", "day its renewal was started"),
        Column("supersedes", "id", "agreement that it replaces", required=False),
        Column("covers", "list", "what it covers", required=False, allowed=COVERS),
        RELEASABILITY,
    ),
    key_columns=("agreement",),
    references=("partner", "agreement_type", "required_agreement", "membership"),
    facts=(
        exists("agreement_type", "agreement_type"),
        all_exist("parties", "partner", "partner"),
        exists("supersedes", "agreement", "agreement"),
        *step_facts(LIFE),
        is_in("agreement.is_in_force", "status", ("IN_FORCE",)),
        is_in("agreement.is_superseded", "status", ("SUPERSEDED",)),
        facts.party_count, facts.status_agrees, facts.has_successor, facts.ends_soon, facts.is_settled,
        facts.expiry_is_a_day, facts.end_is_said, facts.is_the_only_one, facts.parties_are_covered,
    ),
    rules=RULES,
    dated_by="effective_on",
    markings_from="releasability",
    usage_warnings=(
        "Signed is not in force: an agreement counts from effective_on.",
        "An agreement of several parties counts for each of them.",
    ),
)  # fmt: skip
