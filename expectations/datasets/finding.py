"""What a review found: strengths, and areas for improvement."""

from expectations.columns import RELEASABILITY, free_text
from expectations.dataset import Column, Dataset

DATASET = Dataset(
    key="finding",
    title="Findings",
    one_row_is="one strength or area for improvement",
    prefix="RV",
    columns=(
        Column("finding", "id", "the finding's number"),
        Column("review", "id", "review that made it"),
        Column("kind", "code", "strength or weakness", allowed=("STRENGTH", "AREA_FOR_IMPROVEMENT")),
        free_text("finding_text", "what was found", required=True),
        Column("capability", "text", "capability it is about", required=False, longest=100),
        Column("theme", "id", "theme of the programme it belongs to", required=False),
        Column(
            "recommended_change",
            "code",
            "what it recommends to change",
            required=False,
            allowed=("PROTOCOL", "TRAINING", "EQUIPMENT", "ORGANISATION", "OTHER"),
        ),
        free_text("no_action_reason", "why nothing will be done about it, where that was decided", longest=500),
        RELEASABILITY,
    ),
    key_columns=("finding",),
    references=("review", "theme"),
    markings_from="releasability",
)
