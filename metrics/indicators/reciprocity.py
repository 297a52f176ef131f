"""Whether partners give as much information as they receive (PEN-06)."""

from sqlalchemy import Select

from metrics.facts.fact import Adds, Place
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.measures.reciprocity import GIVEN, RECEIVED, Reciprocity
from warehouse.facts import Rows

FEWEST_EXCHANGES = 5
DELIVERED = ("FULL", "PARTIAL")


def _facts(rows: Rows) -> tuple[Select, ...]:
    exchanges = rows.of("info_exchange")
    exchange = exchanges.c
    giver, taker = exchange.from_partner, exchange.to_partner
    sides = ((GIVEN, giver, taker), (RECEIVED, taker, giver))
    was_delivered = exchange.completeness.in_(DELIVERED) & exchange.delivered_on.is_not(None)
    is_between_two = giver != taker
    return tuple(
        Place(
            source=exchanges,
            month=rows.month(exchange.delivered_on),
            programme=exchange.programme,
            partner=partner,
            marking=exchange.marking,
            topic=other,
        ).fact(Adds(denominator=1), was_delivered, is_between_two, kind=side)
        for side, partner, other in sides
    )


INDICATOR = Indicator(
    key="reciprocity",
    code="PEN-06",
    title="Reciprocity of exchange",
    short_title="Reciprocity",
    question="Does information flow both ways?",
    definition=(
        "One less the difference between what a partner gave and what it received, over the sum of the two: 1 where "
        "they are equal, 0 where a partner only gives or only receives. For several partners the differences and the "
        "sums are added first. Deliveries in full or in part count; what was declined or is pending does not."
    ),
    numerator="Exchanges given and received, less the difference between the two, partner by partner.",
    denominator=f"Exchanges delivered in the period, given and received, of partners with {FEWEST_EXCHANGES} or more.",
    period_key="The day of delivery.",
    unit=Unit.RATIO,
    direction=Direction.UP,
    over_time=OverTime.RECOMPUTE,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="the other partner",
    target=0.60,
    target_source="Proposed default, to be confirmed by the partnership coordinator",
    limitations=(
        "Equal counts may be of unequal worth: one report may weigh more than ten.",
        f"A partner with fewer than {FEWEST_EXCHANGES} exchanges in the period has no figure; few have one in a single "
        "month, so read the quarter.",
        "Given and received are shown beside it: two partners with one figure may stand on opposite sides.",
        "Every exchange counts for both its partners, so the n of the programme counts each twice. Exchanges that a "
        "reader may not see are not counted for that reader.",
        "The interval is of exchanges drawn anew (bootstrap, always the same draws); near 1 it lies below the figure.",
    ),
    owner_role="Partnership coordinator",
    sources=("info_exchange",),
    facts=_facts,
    read=Reciprocity(fewest=FEWEST_EXCHANGES),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
