"""Engagements that partners led, not the lead nation alone (PEN-07)."""

from sqlalchemy import Select, func, or_

from metrics.facts.fact import Place, adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    engagements, programmes = rows.of("engagement"), rows.of("programme")
    engagement, lead = engagements.c, programmes.c.lead_partner
    leaders = (engagement.host_partner, engagement.chair_partner, engagement.instructor_partner)
    place = Place(
        source=engagements.join(programmes, programmes.c.programme == engagement.programme),
        month=rows.month(engagement.start_on),
        programme=engagement.programme,
        partner=func.coalesce(*leaders),
        marking=rows.narrowest(engagement.marking, programmes.c.marking),
        topic=engagement.kind,
    )
    was_held = (engagement.status == "HELD") & engagement.start_on.is_not(None)
    is_known = lead.is_not(None) & or_(*(leader.is_not(None) for leader in leaders))
    # The lead partner's own code stands for a leader who is not stated: that is nobody else.
    is_led = or_(*(func.coalesce(leader, lead, "") != func.coalesce(lead, "") for leader in leaders))
    return (place.fact(adds(is_known & is_led, is_known), was_held),)


INDICATOR = Indicator(
    key="partner_led",
    code="PEN-07",
    title="Engagements led by partners",
    short_title="Partner-led share",
    question="Is the programme carried by its partners, or by the lead nation alone?",
    definition=(
        "Of the engagements held in the period, the share that a partner other than the programme's lead partner "
        "hosted, chaired or taught. An engagement that several partners led counts once."
    ),
    numerator="Engagements of the denominator hosted, chaired or taught by a partner other than the lead partner.",
    denominator="Engagements held that began in the period, with a host, chair or teacher, in programmes with a lead partner.",
    period_key="The first day of the engagement.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="kind of engagement",
    target=None,
    target_source="No target yet: to be set from the baseline of the first four quarters.",
    limitations=(
        "It is a figure of the programme: an engagement counts with its host, so one partner's figure says who hosts, "
        "not how much a partner leads.",
        "Who taught is known where the register says so (instructor_partner); who teaches a course run is kept with the run, "
        "and counts here only where the run is in the register of engagements too. Without it the figure is too low where "
        "partners teach what the lead partner hosts.",
        "Engagements without host, chair and teacher, and those of a programme that names no lead partner, are left out "
        "and counted.",
        "A short meeting and a large exercise weigh alike.",
    ),
    owner_role="Partnership coordinator",
    sources=("engagement", "programme"),
    facts=_facts,
    read=Share(left_out_because="who led it, or the lead partner, not stated"),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change("2026-11-28", "Teaching counts as leading, since the register of engagements says who taught."),
    ),
    headline=False,
)
