"""Members that took part in something within a year (PEN-03)."""

from sqlalchemy import Select

from metrics.facts.fact import Adds, Place
from metrics.facts.members import MEMBER, SETTLED, membership
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.active import ActivePartners
from warehouse.facts import Rows

ATTENDED = "attended"
MONTHS_LOOKED_BACK = 12
DAYS_TO_SETTLE = 90


def _facts(rows: Rows) -> tuple[Select, ...]:
    invitations, engagements = rows.of("invitation"), rows.of("engagement")
    invited, engagement = invitations.c, engagements.c
    place = Place(
        source=invitations.join(engagements, engagement.engagement == invited.engagement),
        month=rows.month(engagement.start_on),
        programme=engagement.programme,
        partner=invited.partner,
        marking=rows.narrowest(invited.marking, engagement.marking),
    )
    was_held = (engagement.status == "HELD") & engagement.start_on.is_not(None)
    attended = place.fact(Adds(denominator=1), was_held, invited.attendance == "PRESENT", kind=ATTENDED)
    return attended, *membership(rows, MEMBER), *membership(rows, SETTLED, after_days=DAYS_TO_SETTLE)


INDICATOR = Indicator(
    key="active_partners",
    code="PEN-03",
    title="Active partners",
    short_title="Active partners",
    question="Which members does the programme have on paper only?",
    definition=(
        "Of the partners that are members of the programme at the end of the period, the share that was present at an "
        f"engagement at least once in the {MONTHS_LOOKED_BACK} months up to then. A partner counts once it has been a "
        f"member for {DAYS_TO_SETTLE} days."
    ),
    numerator=f"Partners of the denominator present at one engagement or more in {MONTHS_LOOKED_BACK} months.",
    denominator=f"Partners that are members at the end of the month, and have been for {DAYS_TO_SETTLE} days or more.",
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    topic_is="no topic",
    target=0.90,
    target_source="Proposed default, to be confirmed by the partnership coordinator",
    limitations=(
        "It is a stock: neighbouring months share eleven of twelve months of engagements, so it moves late and slowly.",
        "One meeting a year makes a partner active; how often it comes is the participation rate.",
        "Being represented by another is not presence. Observers are members and count.",
        "Partners that joined lately are left out and counted; those that were not active are named in the note.",
        "A reader who may not see that a partner was present sees it as not active.",
    ),
    owner_role="Partnership coordinator",
    sources=("invitation", "engagement", "membership"),
    facts=_facts,
    read=ActivePartners(
        did=ATTENDED, months=MONTHS_LOOKED_BACK, new_because=f"members for less than {DAYS_TO_SETTLE} days"
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
