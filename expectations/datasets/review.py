"""After-action and periodic reviews: planned, held, written up, agreed."""

from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset

DATASET = Dataset(
    key="review",
    title="Reviews",
    one_row_is="one review, planned or held",
    prefix="RV",
    columns=(
        Column("review", "id", "the review's number"),
        PROGRAMME,
        Column("engagement", "id", "engagement that is reviewed; empty for a periodic review", required=False),
        Column("kind", "code", "kind of review", allowed=("HOTWASH", "AAR", "QUARTERLY", "ANNUAL", "AUDIT")),
        day("planned_on", "day it was planned for when the plan was approved; never changes", required=True),
        day("event_end_on", "last day of what is reviewed"),
        day("held_on", "day it was held"),
        day("draft_on", "day the draft report was ready"),
        day("plan_agreed_on", "day the improvement plan was agreed and its actions assigned"),
        day("report_submitted_on", "day the report was submitted for clearance"),
        day("plan_submitted_on", "day the improvement plan was submitted for clearance"),
        day("finalised_on", "day its findings became final"),
        day("published_on", "day it was published"),
        Column("participants", "list", "codes of the partners present", required=False),
        Column("guests", "list", "codes of participants that were not involved in the event", required=False),
        Column("state", "code", "where it stands", allowed=("PLANNED", "HELD", "DRAFT", "FINAL", "CANCELLED")),
        RELEASABILITY,
    ),
    key_columns=("review",),
    dated_by="planned_on",
    references=("programme", "partner", "engagement", "invitation"),
    markings_from="releasability",
    usage_warnings=("A report without its improvement plan counts as not submitted.",),
)
