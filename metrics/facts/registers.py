"""Registers that were received: they tell a month in which nothing happened from one that nobody reported."""

from sqlalchemy import Select

from metrics.facts.fact import Adds, Place
from metrics.measures.count import REGISTER
from warehouse.facts import Rows

SOURCES = ("submission_manifest", "period")


def registers(rows: Rows, dataset: str) -> Select:
    """Accepted submissions of a dataset, each in the last month it is for, with its first month as the bucket."""
    sent, period = rows.of("submission_manifest"), rows.of("period")
    place = Place(
        source=sent.join(period, period.c.period == sent.c.period),
        month=rows.month(period.c.end_on),
        programme=sent.c.programme,
        partner=sent.c.partner,
        marking=rows.narrowest(sent.c.marking, period.c.marking),
    )
    is_register = (sent.c.dataset == dataset) & (sent.c.outcome == "ACCEPTED")
    has_days = period.c.start_on.is_not(None) & period.c.end_on.is_not(None)
    return place.fact(Adds(denominator=1), is_register, has_days, kind=REGISTER, bucket=rows.month(period.c.start_on))
