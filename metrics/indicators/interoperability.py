"""Domains in which partners have reached the level agreed (SED-01)."""

from sqlalchemy import Select

from expectations.code_lists import ASSESSED_DOMAINS
from metrics.facts.assessments import MONTHS_VALID, assessed_place, is_national
from metrics.facts.fact import adds
from metrics.facts.members import MEMBER, membership
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.at_target import AtTarget
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    assessed = rows.of("partner_self_assessment")
    item = assessed.c
    is_judged = item.level.is_not(None) & item.target_level.is_not(None)
    counted = adds(is_judged & (item.level >= item.target_level), is_judged)
    place, day = assessed_place(rows, assessed), rows.day_number(item.assessed_on)
    belongs = (membership(rows, MEMBER, topic=domain) for domain in ASSESSED_DOMAINS)
    return (
        place.fact(counted, is_national(assessed), kind=item.source, bucket=day),
        *(fact for facts in belongs for fact in facts),
    )


INDICATOR = Indicator(
    key="interoperability",
    code="SED-01",
    title="Interoperability at the level agreed",
    short_title="Interoperability at target",
    question="In what are partners able to work together as they agreed to be?",
    definition=(
        "Of the pairs of member and domain (human, procedural, technical) assessed within "
        f"{MONTHS_VALID} months of the end of the period, the share that has reached its target: every item of the "
        "latest assessment that was rated and has a target level is at that level or above. Of two assessments of one "
        "day the one from further outside counts: external before peer before the partner's own."
    ),
    numerator="Pairs of the denominator all of whose rated items with a target are at target.",
    denominator=f"Pairs of member and domain with an item rated, and a target for it, within {MONTHS_VALID} months.",
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    topic_is="domain",
    target=None,
    target_source="No target of its own: it is set with the programme's plan, as the levels agreed.",
    limitations=(
        "Most assessments are a partner's own, and drift upwards; how many pairs rest on whose word stands beside it.",
        "One weak item keeps a domain below its target. How many items are at target is counted beside it.",
        f"An assessment {MONTHS_VALID} months old says little: such pairs are left out and counted, and so are those "
        "without an agreed target. Not evaluated is no level.",
        "Levels of single units are not mixed with those of a partner as a whole, and are not counted here.",
        "An assessment is for those whom its originator names. A partner sees its own levels, not those of others.",
    ),
    owner_role="Interoperability lead",
    sources=("partner_self_assessment", "membership"),
    facts=_facts,
    read=AtTarget(months=MONTHS_VALID),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
