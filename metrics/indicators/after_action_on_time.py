"""After-action report and improvement plan within 90 days (REV-02)."""

from sqlalchemy import ColumnElement, FromClause, Select, case, func

from metrics.facts.fact import Adds, Place, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.in_time import InTime
from metrics.measures.waiting import Kinds, Waiting
from warehouse.facts import Rows

DAYS_ALLOWED, DAYS_FOR_DRAFT, DAYS_FOR_ACTIONS = 90, 30, 60
DRAFTED, AGREED = "draft in time", "actions assigned in time"
SUBMITTED, NOT_SUBMITTED = "submitted", "not submitted"
NO_REVIEW = "no review"
STANDALONE = "REVIEW"
AFTER_ACTION = "AAR"
"""Engagements that need an after-action report even where nobody has registered one."""
NEEDING_ONE = ("EXERCISE",)


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (*_of_engagements(rows), *_without_engagement(rows), *_without_review(rows))


def _of_engagements(rows: Rows) -> tuple[Select, ...]:
    review, engagement = rows.of("review"), rows.of("engagement")
    ended_on = func.coalesce(review.c.event_end_on, engagement.c.end_on)
    source = review.join(engagement, engagement.c.engagement == review.c.engagement)
    place = _of_event(rows, source, engagement, ended_on, review.c.marking)
    return _on_time(rows, place, review, ended_on, engagement.c.status == "HELD")


def _without_engagement(rows: Rows) -> tuple[Select, ...]:
    """Reviews of something that is in no engagement log; a review that was called off is none."""
    review = rows.of("review")
    place = Place(
        source=review,
        month=rows.month(review.c.event_end_on),
        programme=review.c.programme,
        partner=func.coalesce(None, ""),
        marking=review.c.marking,
        topic=STANDALONE,
    )
    is_alone = review.c.engagement.is_(None) & (review.c.state != "CANCELLED")
    return _on_time(rows, place, review, review.c.event_end_on, is_alone)


def _without_review(rows: Rows) -> tuple[Select, ...]:
    engagement, review = rows.of("engagement"), rows.of("review")
    is_its = (review.c.engagement == engagement.c.engagement) & (review.c.kind == AFTER_ACTION)
    ended_on = engagement.c.end_on
    place = _of_event(rows, engagement.outerjoin(review, is_its), engagement, ended_on)
    needs_one = (engagement.c.status == "HELD") & engagement.c.kind.in_(NEEDING_ONE) & ended_on.is_not(None)
    has_none = needs_one & review.c.review.is_(None)
    ended = rows.day_number(ended_on)
    kinds = ({}, {"kind": NO_REVIEW}, {"kind": NOT_SUBMITTED})
    return tuple(place.fact(Adds(denominator=1), has_none, bucket=ended, **kind) for kind in kinds)


def _on_time(
    rows: Rows, place: Place, review: FromClause, ended_on: ColumnElement, counts: ColumnElement
) -> tuple[Select, ...]:
    ended = rows.day_number(ended_on)
    is_event = counts & (review.c.kind == AFTER_ACTION) & ended_on.is_not(None)
    report, plan, draft, agreed = (
        rows.day_number(review.c[name]) - ended
        for name in ("report_submitted_on", "plan_submitted_on", "draft_on", "plan_agreed_on")
    )
    both = when((report <= DAYS_ALLOWED) & (plan <= DAYS_ALLOWED))
    is_out = review.c.report_submitted_on.is_not(None) & review.c.plan_submitted_on.is_not(None)
    took = case((report > plan, report), else_=plan)
    return (
        place.fact(Adds(both, 1), is_event, bucket=ended),
        place.fact(Adds(denominator=1), is_event, draft <= DAYS_FOR_DRAFT, bucket=ended, kind=DRAFTED),
        place.fact(Adds(denominator=1), is_event, agreed <= DAYS_FOR_ACTIONS, bucket=ended, kind=AGREED),
        place.fact(
            Adds(when(is_out), 1),
            is_event,
            kind=case((is_out, SUBMITTED), else_=NOT_SUBMITTED),
            bucket=case((is_out & (took > 0), took), (is_out, 0), else_=ended),
        ),
    )


def _of_event(
    rows: Rows, source: FromClause, engagement: FromClause, ended_on: ColumnElement, *markings: ColumnElement
) -> Place:
    return Place(
        source=source,
        month=rows.month(ended_on),
        programme=engagement.c.programme,
        partner=engagement.c.host_partner,
        marking=rows.narrowest(engagement.c.marking, *markings),
        topic=engagement.c.kind,
    )


INDICATOR = Indicator(
    key="after_action_on_time",
    code="REV-02",
    title="After-action report and improvement plan on time",
    short_title="After-action reporting on time",
    question="Are the lessons of an event written down, with a plan, while they are fresh?",
    definition=(
        "Of the events that needed an after-action review, the share for which both the report and the improvement "
        f"plan were submitted for clearance within {DAYS_ALLOWED} days of the end of the event. An exercise that was "
        "held needs one even where no review was registered. An event counts once those days have passed. The note says "
        "how long it took until both were submitted (Kaplan-Meier), those not submitted followed to the edition's day."
    ),
    numerator=f"Events of the denominator with report and plan both submitted within {DAYS_ALLOWED} days of the end.",
    denominator=(
        "Held events with an after-action review, and held exercises without one, that ended in the period, "
        f"{DAYS_ALLOWED} days or more before the edition's day."
    ),
    period_key="The last day of the event.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of event",
    target=0.85,
    target_source="Proposed default, to be confirmed by the exercise and evaluation lead",
    limitations=(
        "A report without its improvement plan counts as not submitted, and the day of publication is not looked at.",
        "An event counts for its host. A review of something in no engagement log has no partner, and is in the "
        "figure of the whole programme only.",
        f"Drafts within {DAYS_FOR_DRAFT} days, plans agreed with their actions assigned within {DAYS_FOR_ACTIONS} days, "
        "and exercises without any review are counted beside it.",
        "It counts reviews: an event with two after-action reviews counts twice.",
        "Few events a month: read the quarter, or the year, rather than a month.",
    ),
    owner_role="Exercise and evaluation lead",
    sources=("review", "engagement"),
    facts=_facts,
    read=InTime(
        matures_after=DAYS_ALLOWED,
        immature_because=f"ended less than {DAYS_ALLOWED} days ago",
        beside={
            DRAFTED: f"draft within {DAYS_FOR_DRAFT} days",
            AGREED: f"actions assigned within {DAYS_FOR_ACTIONS} days",
            NO_REVIEW: "exercise without any review",
        },
        what="reports and plans submitted",
        waiting=Waiting(
            curves=(Kinds(SUBMITTED, SUBMITTED, NOT_SUBMITTED),),
            ended="never ends another way",
            settles_after=DAYS_ALLOWED,
            quarters_pooled=1,
        ),
    ),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-22",
            "Plans agreed within 60 days, and the median time until report and plan are submitted, stand beside it; the figure "
            "is the same.",
        ),
    ),
)
