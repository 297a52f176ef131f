"""Partners involved in an event that came to its review (REV-04)."""

from sqlalchemy import ColumnElement, FromClause, Select, func

from metrics.facts.fact import Place, adds, is_filled
from metrics.facts.lists import holds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

CAME = ("PRESENT", "REPRESENTED")


def _facts(rows: Rows) -> tuple[Select, ...]:
    return _of_guests(rows), _of_hosts(rows)


def _of_guests(rows: Rows) -> Select:
    """Partners that came to the event: once each, by the first of their invitations."""
    review, engagement, came, before = (
        rows.of(dataset) for dataset in ("review", "engagement", "invitation", "invitation")
    )
    source = review.join(engagement, engagement.c.engagement == review.c.engagement)
    source = source.join(came, came.c.engagement == engagement.c.engagement)
    is_before = func.coalesce(before.c.unit, "") < func.coalesce(came.c.unit, "")
    same = (before.c.engagement == came.c.engagement) & (before.c.partner == came.c.partner)
    source = source.outerjoin(before, same & is_before & before.c.attendance.in_(CAME))
    place = _place(rows, source, review, came.c.partner, engagement.c.marking, came.c.marking)
    return _present(
        place, review, engagement, came.c.partner, before.c.engagement.is_(None), came.c.attendance.in_(CAME)
    )


def _of_hosts(rows: Rows) -> Select:
    """The host, where the log does not say that it came to its own event."""
    review, engagement, came = (rows.of(dataset) for dataset in ("review", "engagement", "invitation"))
    source = review.join(engagement, engagement.c.engagement == review.c.engagement)
    is_its = (came.c.engagement == engagement.c.engagement) & (came.c.partner == engagement.c.host_partner)
    source = source.outerjoin(came, is_its & came.c.attendance.in_(CAME))
    host = engagement.c.host_partner
    place = _place(rows, source, review, host, engagement.c.marking)
    return _present(place, review, engagement, host, came.c.engagement.is_(None), host.is_not(None))


def _present(
    place: Place, review: FromClause, engagement: FromClause, partner: ColumnElement, *where: ColumnElement
) -> Select:
    is_known = is_filled(review.c.participants)
    is_there = is_known & holds(review.c.participants, partner)
    is_held = review.c.held_on.is_not(None) & (engagement.c.status == "HELD")
    return place.fact(adds(is_there, is_known), is_held, *where)


def _place(
    rows: Rows, source: FromClause, review: FromClause, partner: ColumnElement, *markings: ColumnElement
) -> Place:
    return Place(
        source=source,
        month=rows.month(review.c.held_on),
        programme=review.c.programme,
        partner=partner,
        marking=rows.narrowest(review.c.marking, *markings),
        topic=review.c.kind,
    )


INDICATOR = Indicator(
    key="review_attendance",
    code="REV-04",
    title="Review attendance of those involved",
    short_title="Review attendance",
    question="Do those who took part in the event take part in learning from it?",
    definition=(
        "Of the partners involved in the events whose reviews were held in the period, the share that was present at "
        "the review. Involved are the partners that the engagement log says were present or represented, and the host."
    ),
    numerator="Partners of the denominator among the participants of the review.",
    denominator="For each review held of an event held: the partners that came to the event, and its host, once each.",
    period_key="The day the review was held.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of review",
    target=0.90,
    target_source="Proposed default, to be confirmed by the exercise and evaluation lead",
    limitations=(
        "Who was involved is taken from the engagement log, never from the review's own list, which would make it "
        "always right.",
        "Reviews that list no participants are left out, and the partners involved counted. Periodic reviews of no "
        "event in the log are not here.",
        "An event that is reviewed twice counts twice. Guests that were not involved count on neither side.",
        "Being listed says nothing of having been heard.",
    ),
    owner_role="Exercise and evaluation lead",
    sources=("review", "engagement", "invitation"),
    facts=_facts,
    read=Share(left_out_because="the review lists no participants"),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
