"""Information delivered within the agreed time (SED-07)."""

from sqlalchemy import Select, case

from metrics.facts.fact import Adds, Place, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.in_time import InTime
from metrics.measures.waiting import Kinds, Waiting
from warehouse.facts import Rows

OWED = ("REQUEST", "STANDING_REPORT")
LATE, PARTIAL, DECLINED, PENDING = "late", "in part", "declined", "pending"
ANSWERED, UNANSWERED, REFUSED = "answered", "not answered", "request declined"
SETTLES_AFTER_DAYS = 90


def _facts(rows: Rows) -> tuple[Select, ...]:
    exchanges = rows.of("info_exchange")
    exchange = exchanges.c
    owed, asked = (
        Place(
            source=exchanges,
            month=rows.month(day),
            programme=exchange.programme,
            partner=exchange.from_partner,
            marking=exchange.marking,
            topic=exchange.kind,
        )
        for day in (exchange.agreed_due_on, exchange.requested_on)
    )
    is_owed = exchange.kind.in_(OWED) & exchange.agreed_due_on.is_not(None)
    is_whole = (exchange.completeness == "FULL") & exchange.delivered_on.is_not(None)
    in_time = is_whole & (exchange.delivered_on <= exchange.agreed_due_on)
    due = rows.day_number(exchange.agreed_due_on)
    other = case(
        (is_whole & (exchange.delivered_on > exchange.agreed_due_on), LATE),
        (exchange.completeness == "PARTIAL", PARTIAL),
        (exchange.completeness == "DECLINED", DECLINED),
        (exchange.completeness == "PENDING", PENDING),
    )
    requested = rows.day_number(exchange.requested_on)
    came = exchange.delivered_on.is_not(None) & exchange.completeness.in_(("FULL", "PARTIAL"))
    is_request = (exchange.kind == "REQUEST") & exchange.requested_on.is_not(None)
    state = case((came, ANSWERED), (exchange.completeness == "DECLINED", REFUSED), else_=UNANSWERED)
    took = case((came, rows.day_number(exchange.delivered_on) - requested), else_=requested)
    return (
        owed.fact(Adds(when(in_time), 1), is_owed, bucket=due),
        owed.fact(Adds(denominator=1), is_owed, other.is_not(None), kind=other, bucket=due),
        asked.fact(Adds(when(came), 1), is_request, kind=state, bucket=took),
    )


INDICATOR = Indicator(
    key="sharing_in_time",
    code="SED-07",
    title="Information delivered within the agreed time",
    short_title="Information sharing in time",
    question="Does what partners need from one another arrive when it was promised?",
    definition=(
        "Of the requests and standing reports due in the period, the share that was delivered in full on or before "
        "the agreed day. What came in part, came late, was declined or is still pending counts against it and is "
        "counted beside it. For requests the note says how long answers took (Kaplan-Meier, from the day of the "
        "request), the unanswered followed to the edition's day."
    ),
    numerator="Exchanges of the denominator delivered in full on or before the agreed day.",
    denominator="Requests and standing reports whose agreed day has come by the edition's day.",
    period_key="The agreed day; for the time that answers took, the day of the request.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of exchange",
    target=0.85,
    target_source="Proposed default, to be confirmed by the information-sharing lead",
    limitations=(
        "It counts for the partner that gives. A request that had to be cleared first is slow for reasons that lie "
        "elsewhere; the clock starts on the day of the request all the same.",
        "An answer in part does not count as delivered, but it ends the wait: the median is to the first answer.",
        "A declined request is never answered: it stays among those waiting, so declining makes no partner fast.",
        "The agreed day is what the log says now; a day that was moved hides a delay.",
        "Requests without a day of request are in the share and not in the time.",
    ),
    owner_role="Information-sharing lead",
    sources=("info_exchange",),
    facts=_facts,
    read=InTime(
        matures_after=0,
        immature_because="not due yet",
        beside={LATE: "came late", PARTIAL: "came in part", DECLINED: DECLINED, PENDING: PENDING},
        what="requests answered",
        waiting=Waiting(
            curves=(Kinds(ANSWERED, ANSWERED, UNANSWERED),),
            ended=REFUSED,
            settles_after=SETTLES_AFTER_DAYS,
            quarters_pooled=1,
        ),
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
