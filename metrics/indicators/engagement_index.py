"""Partner engagement in one number, never without its parts (PEN-08)."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Select, false, func

from metrics.facts.fact import COUNT, Adds, Place, when
from metrics.facts.members import MEMBER, membership
from metrics.facts.part_facts import of_part
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.indicators import participation, reciprocity, reporting_timeliness, timely_response
from metrics.measures.active import ActivePartners
from metrics.measures.share import Share
from metrics.measures.weighted import Part, Weighted
from warehouse.facts import Rows

MADE_OF = {
    each.INDICATOR.code: each.INDICATOR for each in (participation, timely_response, reporting_timeliness, reciprocity)
}
CAME, ANSWERED, REPORTED, EVEN = MADE_OF
LED, SPOKE = "LED", "SPOKE"
"""Parts that are no indicators of their own."""
GAVE = "gave feedback"

PARTS = (
    Part(CAME, "came when invited", MADE_OF[CAME].read),
    Part(ANSWERED, "answered in time", MADE_OF[ANSWERED].read),
    Part(REPORTED, "reported in time", MADE_OF[REPORTED].read),
    Part(EVEN, "gave as it received", replace(MADE_OF[EVEN].read, draws=0)),
    Part(LED, "led where it took part", Share()),
    Part(SPOKE, "gave feedback", ActivePartners(did=GAVE, months=0, lists_idle=False)),
)


def _facts(rows: Rows) -> tuple[Select, ...]:
    taken: tuple[tuple[str, Callable[[Rows], tuple[Select, ...]], tuple[str, ...]], ...] = (
        *((code, MADE_OF[code].facts, (COUNT,)) for code in (CAME, ANSWERED, REPORTED)),
        (EVEN, MADE_OF[EVEN].facts, ()),
        (LED, _led, ()),
        (SPOKE, _gave_feedback, ()),
        (SPOKE, lambda known: membership(known, MEMBER), ()),
    )
    return tuple(of_part(each, key, kinds) for key, facts, kinds in taken for each in facts(rows))


def _led(rows: Rows) -> tuple[Select, ...]:
    """Engagements that a partner took part in, and those of them that it hosted or chaired."""
    invitations, engagements = rows.of("invitation"), rows.of("engagement")
    invited, engagement = invitations.c, engagements.c
    place = Place(
        source=invitations.join(engagements, engagement.engagement == invited.engagement),
        month=rows.month(engagement.start_on),
        programme=engagement.programme,
        partner=invited.partner,
        marking=rows.narrowest(invited.marking, engagement.marking),
    )
    is_own = func.coalesce(engagement.host_partner == invited.partner, false()) | func.coalesce(
        engagement.chair_partner == invited.partner, false()
    )
    was_held = (engagement.status == "HELD") & engagement.start_on.is_not(None)
    counts = was_held & ~func.coalesce(invited.is_withdrawn_by_host, false())
    return (place.fact(Adds(when(is_own), 1), counts, is_own | (invited.attendance == "PRESENT")),)


def _gave_feedback(rows: Rows) -> tuple[Select, ...]:
    seen, given = rows.of("observation"), rows.of("survey_response")
    observed = Place(
        seen, rows.month(seen.c.submitted_on), seen.c.programme, seen.c.originator_partner, seen.c.marking
    )
    answered = Place(given, rows.month(given.c.submitted_at), given.c.programme, given.c.partner, given.c.marking)
    is_sent = given.c.submitted_at.is_not(None) & (given.c.status == "REAL")
    return (
        observed.fact(Adds(denominator=1), seen.c.submitted_on.is_not(None), kind=GAVE),
        answered.fact(Adds(denominator=1), is_sent, kind=GAVE),
    )


INDICATOR = Indicator(
    key="engagement_index",
    code="PEN-08",
    title="Partner engagement index",
    short_title="Engagement index",
    question="Taken together, is a partner drawing nearer or drawing back?",
    definition=(
        "The mean of six parts, each from 0 to 1, in points of 100. Four parts are indicators of their own: "
        "participation (PEN-01), answers in time (PEN-02), reports in time (PEN-05) and reciprocity of exchange "
        "(PEN-06). The fifth is the share of engagements the partner took part in that it hosted or chaired itself. The "
        "sixth is feedback: 1 for a member that sent an observation or a survey answer in the period, 0 for one that "
        "sent none; for several partners, the share of members that did. All six weigh alike. A part without a case "
        "has no value and is left out. With fewer than four parts, or less than three fifths of the weight, there is no "
        "figure: the data are insufficient. The parts always stand beside it, with their counts."
    ),
    numerator="The sum of the values of the parts that have one, in points of 100; as all weigh alike, none is weighted.",
    denominator="The number of parts that have a value: four, five or six. It is what n says.",
    period_key=(
        "That of each part: the first day of an engagement, the day an answer was due, the last day of a reporting "
        "period, the day of a delivery, the day an observation or an answer was sent."
    ),
    unit=Unit.POINTS,
    direction=Direction.UP,
    over_time=OverTime.RECOMPUTE,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="no topic (its parts are broken down on their own)",
    target=None,
    target_source="No target: an index is for asking what lies behind it, and its parts have targets.",
    limitations=(
        "It hides causes: two partners with one figure may have nothing in common. Look at the parts first.",
        "It rewards what is recorded. A partner that does much and reports little looks disengaged.",
        "The weights are a choice. The note says between which ends the figure lies if each weight were half less or "
        "half more; differences within that range mean nothing.",
        "Partners are never to be ranked by it; compare a partner with its own past.",
        "The figure of several partners is made of their counts added up, not of the mean of their figures.",
        "What a part leaves out (attendance not known, answers and reports not due yet, partners with fewer than five "
        "exchanges) is left out here too. No interval is given: parts of six kinds have none together.",
        "An engagement that a partner led without an invitation of its own in the log is not seen; a partner invited "
        "with several units counts once for each.",
        "A part without a figure is left out, so months are made of different parts: the note says which.",
    ),
    owner_role="Partnership coordinator",
    sources=tuple(
        dict.fromkeys(
            (
                *(source for each in MADE_OF.values() for source in each.sources),
                *("membership", "observation", "survey_response"),
            )
        )
    ),
    facts=_facts,
    read=Weighted(PARTS),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
    made_of=tuple(MADE_OF),
)
