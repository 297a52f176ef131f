"""Capability ratings, as reviews gave them (REV-05)."""

from sqlalchemy import Select, case

from metrics.facts.fact import Adds, when
from metrics.facts.reviews import review_places
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.ratings import LEAST_RATINGS, QUARTERS, Ratings
from warehouse.facts import Rows

STEPS = {4: "P", 3: "S", 2: "M", 1: "U"}
NAMES = {
    4: "P, without challenges", 3: "S, with some challenges", 2: "M, with major challenges", 1: "U, unable to perform",
}  # fmt: skip
GOOD = ("P", "S")
NOT_EVALUATED = "not evaluated"


def _facts(rows: Rows) -> tuple[Select, ...]:
    rated, review = rows.of("review_rating"), rows.of("review")
    source = rated.join(review, review.c.review == rated.c.review)
    is_rating = rated.c.rating.in_(tuple(STEPS.values()))
    step = case({letter: step for step, letter in STEPS.items()}, value=rated.c.rating, else_=0)
    good = when(rated.c.rating.in_(GOOD))
    facts = []
    for each in review_places(rows, source, review, review.c.held_on, rated.c.capability, rated.c.marking):
        was_held = each.is_mine & review.c.held_on.is_not(None)
        facts.append(each.place.fact(Adds(good, 1), was_held, is_rating, bucket=step))
        facts.append(each.place.fact(Adds(denominator=1), was_held, ~is_rating, kind=NOT_EVALUATED))
    return tuple(facts)


INDICATOR = Indicator(
    key="capability_ratings",
    code="REV-05",
    title="Capability ratings of P or S",
    short_title="Capability ratings",
    question="How well do we perform together what we set out to perform?",
    definition=(
        "Of the ratings that reviews held in the period gave to capabilities, the share that is P (performed without "
        "challenges) or S (with some challenges). The whole profile, P, S, M and U, stands beside it. What was not "
        f"evaluated is no rating. The note of a quarter says how the odds of a better rating moved in {QUARTERS} quarters, "
        "all steps taken together (cumulative odds)."
    ),
    numerator="Ratings of the denominator that are P or S.",
    denominator="Ratings P, S, M or U: one for each review, objective, capability and kind of evaluator.",
    period_key="The day the review was held.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="capability",
    target=0.80,
    target_source="Proposed default, to be confirmed by the exercise and evaluation lead",
    limitations=(
        "Letters are steps, not numbers: there is no mean of them. Look at the whole profile, because a share of two "
        "of its steps can stand still while ratings move between P and S.",
        f"The trend supposes that every step moves by the same odds; of fewer than {LEAST_RATINGS} ratings, and where no "
        "finite trend fits, none is said. Ratings of one review go together, so its interval is rather too narrow.",
        "Each review has objectives of its own, and evaluators change: a change may be theirs.",
        "Where the evaluated and others rated the same, both ratings count.",
        "Ratings of a review without a day on which it was held are not here. A review counts for the host of its event.",
    ),
    owner_role="Exercise and evaluation lead",
    sources=("review_rating", "review", "engagement"),
    facts=_facts,
    read=Ratings(steps=NAMES, beside={NOT_EVALUATED: "not evaluated"}),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-28",
            "The trend of the ratings, with its interval, stands in the note of a quarter; the figure is the same.",
        ),
    ),
    headline=False,
)
