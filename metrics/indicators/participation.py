"""Partners that came to the engagements they were invited to (PEN-01)."""

from sqlalchemy import Select, case, false, func

from metrics.facts.fact import Adds, Place, adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

REPRESENTED, BELOW_LEVEL = "represented", "level not met"


def _facts(rows: Rows) -> tuple[Select, ...]:
    invitations, engagements = rows.of("invitation"), rows.of("engagement")
    invited, engagement = invitations.c, engagements.c
    place = Place(
        source=invitations.join(engagements, engagement.engagement == invited.engagement),
        month=rows.month(engagement.start_on),
        programme=engagement.programme,
        partner=invited.partner,
        marking=rows.narrowest(invited.marking, engagement.marking),
        unit=invited.unit,
        topic=engagement.kind,
    )
    was_held = (engagement.status == "HELD") & engagement.start_on.is_not(None)
    counts = was_held & ~func.coalesce(invited.is_withdrawn_by_host, false())
    is_known = invited.attendance != "UNKNOWN"
    is_below = ~func.coalesce(invited.is_level_met, True)
    was_there = invited.attendance == "PRESENT"
    other = case((was_there & is_below, BELOW_LEVEL), (invited.attendance == "REPRESENTED", REPRESENTED))
    return (
        place.fact(adds(was_there & ~is_below, is_known), counts),
        place.fact(Adds(denominator=1), counts, other.is_not(None), kind=other),
    )


INDICATOR = Indicator(
    key="participation",
    code="PEN-01",
    title="Participation rate",
    short_title="Participation",
    question="Do partners come when they are invited?",
    definition=(
        "Of the invitations to engagements that were held in the period, the share for which the partner was present "
        "with a delegation of the level asked for. Engagements that were cancelled or postponed, and invitations that "
        "the host took back, do not count."
    ),
    numerator="Invitations of the denominator with the attendance present, unless the level is said not to be met.",
    denominator="Invitations to engagements held that began in the period, not withdrawn by the host.",
    period_key="The first day of the engagement.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of engagement",
    target=0.80,
    target_source="Proposed default, to be confirmed by the partnership coordinator",
    limitations=(
        "Being represented by another is not presence; it is counted beside the figure, as is a level not met.",
        "Where nothing is said about the level of a delegation that came, it counts as met.",
        "Invitations whose attendance is not known are left out and counted: to keep them would count a list that nobody "
        "filled in as absence. How many there are says how far the rate can be leaned on.",
        "A partner that is invited more often weighs more; virtual and in-person engagements count alike.",
    ),
    owner_role="Partnership coordinator",
    sources=("invitation", "engagement"),
    facts=_facts,
    read=Share(
        left_out_because="attendance not known",
        beside={REPRESENTED: "represented by another", BELOW_LEVEL: "present below the level asked for"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
)
