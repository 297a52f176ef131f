"""Planned reviews that were held about when they were planned (REV-01)."""

from sqlalchemy import Select, func

from metrics.facts.fact import Adds, when
from metrics.facts.reviews import review_places
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

DAYS_EITHER_WAY = 30
NO_EVENT = "event called off"


def _facts(rows: Rows) -> tuple[Select, ...]:
    facts = []
    review = rows.of("review")
    planned = rows.day_number(review.c.planned_on)
    as_planned = when(func.abs(rows.day_number(review.c.held_on) - planned) <= DAYS_EITHER_WAY)
    for each in review_places(rows, review, review, review.c.planned_on, review.c.kind):
        is_planned = each.is_mine & review.c.planned_on.is_not(None)
        facts.append(each.place.fact(Adds(as_planned, 1), is_planned, bucket=planned))
        called_off = Adds(denominator=1)
        facts.append(each.place.fact(called_off, is_planned, each.was_called_off, kind=NO_EVENT, bucket=planned))
    return tuple(facts)


INDICATOR = Indicator(
    key="reviews_as_planned",
    code="REV-01",
    title="Reviews held as planned",
    short_title="Reviews as planned",
    question="Do the reviews take place that we planned?",
    definition=(
        "Of the reviews planned for the period, by the plan as it was approved, the share that was held within "
        f"{DAYS_EITHER_WAY} days before or after the planned day. A review counts once those days have passed. One "
        "that was cancelled, or moved further, was not held as planned."
    ),
    numerator=f"Reviews of the denominator held at most {DAYS_EITHER_WAY} days before or after the planned day.",
    denominator=f"Reviews planned for the period, whose planned day is {DAYS_EITHER_WAY} days or more ago.",
    period_key="The planned day, as the plan was approved; it never changes.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of review",
    target=0.90,
    target_source="Proposed default, to be confirmed by the exercise and evaluation lead",
    limitations=(
        "Planning anew would erase misses, so the first plan counts; a register that overwrites it makes this rate "
        "too high, and rule RV-08 refuses it.",
        "A review whose event was called off counts as not held; how many these are stands beside it.",
        "A review counts for the host of its event; one of no event in the log has no partner, and is in the figure of "
        "the whole programme only.",
        "That a review was held says nothing of what came of it. Few reviews a month: read the quarter, or the year.",
    ),
    owner_role="Exercise and evaluation lead",
    sources=("review", "engagement"),
    facts=_facts,
    read=Share(
        matures_after=DAYS_EITHER_WAY,
        immature_because=f"planned for less than {DAYS_EITHER_WAY} days ago, or still to come",
        beside={NO_EVENT: "of these, the event was called off"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
