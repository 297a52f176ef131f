"""Those asked who answered (DQ-01)."""

from sqlalchemy import Select

from metrics.facts.fact import Adds, Place
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.response import DISPOSITIONS, OPEN_LINK, ResponseRate
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    dispatch = rows.of("survey_dispatch")
    asked = Place(
        source=dispatch,
        month=rows.month(dispatch.c.field_closes_on),
        programme=dispatch.c.programme,
        partner=dispatch.c.partner,
        marking=dispatch.c.marking,
        unit=dispatch.c.unit,
        topic=dispatch.c.survey + " " + dispatch.c.wave,
    )
    closes = rows.day_number(dispatch.c.field_closes_on)
    is_dated = dispatch.c.field_closes_on.is_not(None)
    is_eligible = dispatch.c.disposition.in_(tuple(DISPOSITIONS))
    invited = asked.fact(Adds(denominator=1), is_dated, is_eligible, kind=dispatch.c.disposition, bucket=closes)
    return invited, _open_link(rows)


def _open_link(rows: Rows) -> Select:
    """One fact for each answer sheet that names no invitation: its first item, that is, one with none before it."""
    given, before = rows.of("survey_response"), rows.of("survey_response")
    same_sheet = [before.c[name] == given.c[name] for name in ("survey", "wave", "response")]
    is_before = same_sheet[0] & same_sheet[1] & same_sheet[2] & (before.c.item_code < given.c.item_code)
    place = Place(
        source=given.outerjoin(before, is_before),
        month=rows.month(given.c.submitted_at),
        programme=given.c.programme,
        partner=given.c.partner,
        marking=given.c.marking,
        unit=given.c.unit,
        topic=given.c.survey + " " + given.c.wave,
    )
    is_first = before.c.response.is_(None) & given.c.submitted_at.is_not(None)
    is_open = given.c.invitee_key.is_(None) & (given.c.status == "REAL")
    return place.fact(Adds(left_out=1), is_first, is_open, kind=OPEN_LINK)


INDICATOR = Indicator(
    key="survey_response_rate",
    code="DQ-01",
    title="Survey response rate",
    short_title="Survey response rate",
    question="How many of those we asked answered, so how far can the survey figures be trusted?",
    definition=(
        "Of the persons invited to a survey whose field work closed in the period, the share that answered in full or "
        "in part (AAPOR response rate 2). Those known not to be eligible do not count; those whose eligibility is "
        "unknown do. For answers by an open link no rate can be computed, and none is."
    ),
    numerator="Invitations with the disposition complete (I) or partial (P).",
    denominator=(
        "Invitations with the disposition complete, partial, refused, not reached, other, or eligibility unknown "
        "(I, P, R, NC, O, UH, UO) in waves closed by the edition's day."
    ),
    period_key="The last day on which the wave takes answers; for answers by an open link, the day they came.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="survey and wave",
    target=0.60,
    target_source="Proposed default, to be confirmed by the data steward",
    limitations=(
        "A high rate does not make those who did not answer like those who did.",
        "Where eligibility is unknown for some, the rate is a floor; the note gives the rate without them (RR6).",
        "An open link has no invitations: such answers are counted and the rate is said not to be computable.",
        "A wave that still takes answers is left out and counted until it closes.",
    ),
    owner_role="Data steward",
    sources=("survey_dispatch", "survey_response"),
    facts=_facts,
    read=ResponseRate(),
    change_log=(Change("2026-01-01", "First definition."),),
)
