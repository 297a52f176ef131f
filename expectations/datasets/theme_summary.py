"""How many summaries partners gave on each theme in a period: counts only, never what happened."""

from expectations import theme_summary_facts as facts
from expectations.columns import PROGRAMME, RELEASABILITY, free_text
from expectations.dataset import Column, Dataset
from expectations.datasets._theme_summary_rules import KEYS, RULES
from expectations.facts import before, exists, is_in, looked_up, member_in

DATASET = Dataset(
    key="theme_summary",
    title="Theme summaries",
    one_row_is="one theme's count in one partner's summary of one period",
    prefix="IT",
    columns=(
        Column("period", "code", "period it is about"),
        PROGRAMME,
        Column("reporting_partner", "id", "partner that reports", aliases=("partner",)),
        Column("theme", "id", "theme of the programme"),
        Column("summary_count", "integer", "summaries on the theme; 0 where there were none", required=False),
        Column("coverage", "code", "how much of the period is covered", allowed=("FULL", "PARTIAL", "NONE")),
        Column("is_training_relevant", "boolean", "training could help; empty is not said", required=False),
        Column("stated_total", "integer", "the partner's own total over all themes, where it gave one", required=False),
        free_text("change_reason", "why the count of a closed period was changed", longest=500),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    references=("period", "programme", "partner", "membership", "theme", "course_theme_map"),
    facts=(
        exists("reporting_partner", "partner", "partner"),
        exists("programme", "programme"),
        exists("period", "period"),
        *(looked_up("period", "period", take) for take in ("start_on", "end_on", "locked_on")),
        member_in("partner.was_member", "programme", "reporting_partner", ("period.start_on", "period.end_on")),
        before("theme_summary", KEYS, "summary_count"),
        before("theme_summary", KEYS, "coverage"),
        is_in("coverage.is_none", "coverage", ("NONE",)),
        is_in("coverage.is_full", "coverage", ("FULL",)),
        facts.theme_in_use, facts.names_every_theme, facts.robust_score, facts.share_of_other, facts.total_agrees,
        facts.count_is_plain, facts.theme_is_taught, facts.theme_recurs, facts.change_is_explained,
        facts.was_partial_before,
    ),
    rules=RULES,
    markings_from="releasability",
    usage_warnings=(
        "Counts of two periods are compared only where the coverage of both is the same.",
        "None reported is not nought.",
    ),
)  # fmt: skip
