"""How well each capability was performed, objective by objective, as a review rated it."""

from expectations.columns import RELEASABILITY
from expectations.dataset import Column, Dataset

RATINGS = ("P", "S", "M", "U", "NE")
"""HSEEP: performed without challenges, with some, with major challenges, unable to be performed, not evaluated."""

DATASET = Dataset(
    key="review_rating",
    title="Capability ratings",
    one_row_is="one rating of one capability for one objective by one kind of evaluator",
    prefix="RV",
    columns=(
        Column("review", "id", "the review"),
        Column("objective_no", "integer", "number of the objective in the review"),
        Column("capability", "text", "the capability rated", longest=100),
        Column("rating", "code", "P, S, M, U; NE where it was not evaluated", allowed=RATINGS),
        Column("evaluator_kind", "code", "who rated", allowed=("SELF", "PEER", "EXTERNAL")),
        RELEASABILITY,
    ),
    key_columns=("review", "objective_no", "capability", "evaluator_kind"),
    references=("review", "finding"),
    markings_from="releasability",
    usage_warnings=("Never average the letters; objectives and evaluators differ from review to review.",),
)
