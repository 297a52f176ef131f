"""What a review found: strengths, and areas for improvement."""

from expectations import review_facts as facts
from expectations.columns import RELEASABILITY, free_text
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import before, exists, looked_up
from expectations.rules import true, unique
from expectations.texts import screened_texts

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
    facts=(
        before("finding", "finding", "kind"),
        exists("review", "review"),
        looked_up("review", "review", "held_on"),
        exists("theme", "theme"),
        facts.finding_is_due,
        facts.finding_has_action,
    ),
    rules=(
        unique(
            "RV-01a", Effect.REFUSE_ROW, ["finding"],
            reason="A finding is listed once.", hint="Give each finding a number of its own.",
        ),
        true(
            "RV-01b", Effect.REFUSE_ROW, "review.exists",
            reason="The review that made a finding is known.", hint="Send the review first, or mend its number.",
        ),
        true(
            "RV-01c", Effect.REFUSE_ROW, "theme.exists",
            reason="The theme is in the list of themes.", hint="Add the theme first, or mend its code.",
        ),
        true(
            "RV-11", Effect.WARN, "finding.has_action", when="finding.is_due", shows=("finding", "kind", "review"),
            reason="An area for improvement leads to a corrective action within 60 days of the review.",
            hint="Add the action with this finding as its source, or say in no_action_reason why there is none.",
        ),
        *screened_texts("SG-02", ("finding_text", "capability", "no_action_reason")),
    ),
    references=("review", "theme"),
    markings_from="releasability",
)  # fmt: skip
