"""Where a review counts: for the host of the event it is about, shared by the indicators of reviews."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, func

from metrics.facts.fact import Place
from warehouse.facts import Rows

CALLED_OFF = ("CANCELLED", "POSTPONED")


class ReviewPlace(NamedTuple):
    """Reviews of one kind: of an engagement in the log, or of none.

    Args:
        place: for writing facts.
        is_mine: the condition every fact needs.
        was_called_off: the engagement did not take place; always false of a review of none.
    """

    place: Place
    is_mine: ColumnElement
    was_called_off: ColumnElement


def review_places(
    rows: Rows, source: FromClause, review: FromClause, day: ColumnElement, topic: Any, *markings: ColumnElement
) -> tuple[ReviewPlace, ReviewPlace]:
    """Places of the reviews in *source*, by the month of *day*.

    Those of an engagement in the log count for its host, the others for no partner; to be counted together.

    Args:
        markings: of the rows joined to the review in *source*.
    """
    engagement, missing = rows.of("engagement"), rows.of("engagement")
    common = {"month": rows.month(day), "programme": review.c.programme, "topic": topic}
    hosted = Place(
        source=source.join(engagement, engagement.c.engagement == review.c.engagement),
        partner=engagement.c.host_partner,
        marking=rows.narrowest(review.c.marking, engagement.c.marking, *markings),
        **common,
    )
    alone = Place(
        source=source.outerjoin(missing, missing.c.engagement == review.c.engagement),
        partner=func.coalesce(None, ""),
        marking=rows.narrowest(review.c.marking, *markings),
        **common,
    )
    has_engagement = engagement.c.engagement.is_not(None)
    return (
        ReviewPlace(hosted, has_engagement, engagement.c.status.in_(CALLED_OFF)),
        ReviewPlace(alone, missing.c.engagement.is_(None), missing.c.engagement.is_not(None)),
    )
