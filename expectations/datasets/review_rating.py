"""How well each capability was performed, objective by objective, as a review rated it."""

from expectations import review_facts as facts
from expectations.columns import RELEASABILITY
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists, is_in
from expectations.rules import between, filled, one_of, true, unique
from expectations.texts import screened_texts

RATINGS = ("P", "S", "M", "U", "NE")
"""HSEEP: performed without challenges, with some, with major challenges, unable to be performed, not evaluated."""
MOST_IMPROVEMENTS = 5

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
    facts=(
        exists("review", "review"),
        is_in("rating.is_poor", "rating", ("M", "U")),
        facts.names_improvement,
        facts.improvements_of_perfect,
        facts.rating_gap,
    ),
    rules=(
        true(
            "RV-01", Effect.REFUSE_ROW, "review.exists",
            reason="The review that rated is known.", hint="Send the review first, or mend its number.",
        ),
        one_of(
            "RV-03a", Effect.REFUSE_ROW, "rating", RATINGS,
            reason="A rating is P, S, M or U; NE where it was not evaluated.", hint="Write the letter, not a number.",
        ),
        unique(
            "RV-03b", Effect.REFUSE_ROW, ["review", "objective_no", "capability", "evaluator_kind"],
            reason="A review rates a capability once for each objective and kind of evaluator.",
            hint="Keep the rating that was agreed.",
        ),
        true(
            "RV-04", Effect.WARN, "review.names_improvement", when="rating.is_poor", shows=("rating", "review"),
            reason="What was performed with major challenges, or could not be, leads to an area for improvement.",
            hint="Send the review's findings, or see whether the rating is right.",
        ),
        between(
            "RV-05", Effect.WARN, "review.improvement_count", None, MOST_IMPROVEMENTS, shows=("rating", "review"),
            reason=f"A review that rates everything P finds at most {MOST_IMPROVEMENTS} areas for improvement.",
            hint="See whether the ratings, or the findings, tell the truth.",
        ),
        between(
            "RV-12", Effect.WARN, "rating.gap", None, 1, shows=("rating", "evaluator_kind", "capability"),
            reason="What the evaluated and external evaluators rated is at most one level apart.",
            hint="Ask both what they saw.",
        ),
        filled(
            "RV-13", Effect.REFUSE_ROW, "capability",
            reason="A rating says of which capability, in its own row or in a merged cell beside it.",
            hint="Write the capability into each row; a merged cell is carried on inside its own block only.",
        ),
        *screened_texts("SG-02", ("capability",)),
    ),
    references=("review", "finding"),
    markings_from="releasability",
    usage_warnings=("Never average the letters; objectives and evaluators differ from review to review.",),
)  # fmt: skip
