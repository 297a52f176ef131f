"""Required agreements that are in force (SED-05)."""

from sqlalchemy import FromClause, Select, func

from metrics.facts.fact import Place
from metrics.facts.lists import holds
from metrics.facts.members import membership_days
from metrics.facts.spans import Span, span, span_facts
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.standing import Standing
from warehouse.facts import Rows

REQUIRED, IN_FORCE, EXPIRING = "required", "in force", "expiring"
DAYS_OF_WARNING = 180
OVER = ("TERMINATED", "SUPERSEDED")


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (*_required(rows), *_in_force(rows))


def _required(rows: Rows) -> tuple[Select, ...]:
    required, members = rows.of("required_agreement"), rows.of("membership")
    is_its = (members.c.programme == required.c.programme) & (
        func.coalesce(required.c.partner, members.c.partner) == members.c.partner
    )
    place = _place(rows, required.join(members, is_its), members, required)
    is_asked = span(rows.day_number(required.c.valid_from), rows.day_number(required.c.valid_to) + 1)
    return span_facts(
        place, REQUIRED, is_asked.and_also(membership_days(rows, members)), members.c.valid_from.is_not(None)
    )


def _in_force(rows: Rows) -> tuple[Select, ...]:
    """The agreements a member is party to; one of several parties counts for each."""
    agreements, members = rows.of("agreement"), rows.of("membership")
    agreement = agreements.c
    place = _place(rows, agreements.join(members, holds(agreement.parties, members.c.partner)), members, agreements)
    days = _days_in_force(rows, agreements)
    expires = rows.day_number(agreement.expires_on)
    unrenewed = span(expires - DAYS_OF_WARNING, rows.day_number(agreement.renewal_started_on))
    # Nobody knows how long an agreement held that ended on a day not stated.
    is_known = ~(agreement.status.in_(OVER) & agreement.ended_on.is_(None)) & (agreement.status != "DRAFT")
    counts = (agreement.effective_on.is_not(None), members.c.valid_from.is_not(None), is_known)
    return (
        *span_facts(place, IN_FORCE, days, *counts),
        *span_facts(place, EXPIRING, days.and_also(unrenewed), *counts, expires.is_not(None)),
    )


def _days_in_force(rows: Rows, agreements: FromClause) -> Span:
    """From the first day in force to the last, or to the day before it was terminated or superseded."""
    agreement = agreements.c
    days = span(rows.day_number(agreement.effective_on), rows.day_number(agreement.expires_on) + 1)
    return days.and_also(span(until=rows.day_number(agreement.ended_on)))


def _place(rows: Rows, source: FromClause, members: FromClause, stated: FromClause) -> Place:
    return Place(
        source=source,
        month=rows.month(members.c.valid_from),
        programme=members.c.programme,
        partner=members.c.partner,
        marking=rows.narrowest(stated.c.marking, members.c.marking),
        topic=stated.c.agreement_type,
    )


INDICATOR = Indicator(
    key="frameworks_in_force",
    code="SED-05",
    title="Required agreements in force",
    short_title="Agreements in force",
    question="Is there a legal footing for what the programme asks its partners to do?",
    definition=(
        "Of the types of agreements that the programme requires of its members at the end of the period, partner by "
        "partner, the share of which an agreement is in force: effective, not expired, not terminated or superseded. "
        f"Beside it: how many of them expire within {DAYS_OF_WARNING} days without their renewal having been started."
    ),
    numerator="Pairs of the denominator with an agreement of that type in force, to which the partner is party.",
    denominator="Pairs of member and agreement type required on the last day of the month.",
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    topic_is="type of agreement",
    target=1.0,
    target_source="Proposed default: what is required is required; to be confirmed by the legal adviser",
    limitations=(
        "Signed is not in force. The days decide, not the status that somebody wrote; a draft never counts.",
        "An agreement of several parties counts for each of them that is a member.",
        "An agreement with one partner is taken to serve all programmes that require its type.",
        "Amendments are no agreements of their own: what they change is not seen.",
        "An agreement said to be terminated or superseded without the day is left out altogether.",
        "It is a stock: neighbouring months hold largely the same agreements.",
    ),
    owner_role="Legal adviser",
    sources=("agreement", "membership", "required_agreement"),
    facts=_facts,
    read=Standing(
        needed=REQUIRED,
        stands=IN_FORCE,
        lacking="not in force",
        beside={EXPIRING: f"expiring within {DAYS_OF_WARNING} days, renewal not started"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
