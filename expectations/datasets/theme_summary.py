"""How many summaries partners gave on each theme in a period: counts only, never what happened."""

from expectations.columns import PROGRAMME, RELEASABILITY, free_text
from expectations.dataset import Column, Dataset

KEYS = ("period", "programme", "reporting_partner", "theme")

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
    markings_from="releasability",
    usage_warnings=(
        "Counts of two periods are compared only where the coverage of both is the same.",
        "None reported is not nought.",
    ),
)
