"""What stands in the way of working together, by how often it is named (SED-10)."""

from sqlalchemy import Select

from expectations.code_lists import BARRIERS
from metrics.facts.fact import Adds, Place, is_filled, when
from metrics.facts.lists import holds
from metrics.facts.survey_answers import asks_for, is_sent, with_item
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.profile import Profile
from warehouse.facts import Rows

LEAST_NAMED = 10


def _facts(rows: Rows) -> tuple[Select, ...]:
    return tuple(each for barrier in BARRIERS for each in (_observed(rows, barrier), _commented(rows, barrier)))


def _observed(rows: Rows, barrier: str) -> Select:
    seen = rows.of("observation")
    place = Place(
        source=seen,
        month=rows.month(seen.c.submitted_on),
        programme=seen.c.programme,
        partner=seen.c.originator_partner,
        marking=seen.c.marking,
        topic=barrier,
    )
    is_coded = seen.c.submitted_on.is_not(None) & is_filled(seen.c.barriers)
    return place.fact(Adds(when(holds(seen.c.barriers, barrier)), 1), is_coded)


def _commented(rows: Rows, barrier: str) -> Select:
    given, item = rows.of("survey_response"), rows.of("survey_item")
    place = Place(
        source=with_item(given, item),
        month=rows.month(given.c.submitted_at),
        programme=given.c.programme,
        partner=given.c.partner,
        marking=rows.narrowest(given.c.marking, item.c.marking),
        topic=barrier,
    )
    is_coded = is_sent(given) & asks_for(item, "BARRIER", scale="CODE") & given.c.value_code.in_(BARRIERS)
    return place.fact(Adds(when(given.c.value_code == barrier), 1), is_coded)


INDICATOR = Indicator(
    key="barrier_profile",
    code="SED-10",
    title="Barriers to working together",
    short_title="Leading barrier",
    question="What stands in the way most often?",
    definition=(
        "Of the observations and survey comments that were coded with barriers, the share that names a barrier: by "
        "barrier, and for the figure of a month or a quarter that of the barrier which is named most often in all "
        "months known. How often each is named stands beside it, the most frequent first. An observation may name "
        "several barriers, so the shares add up to more than 100 %."
    ),
    numerator="Observations and comments of the denominator coded with the barrier.",
    denominator="Observations submitted and survey comments given in the period that were coded with any barrier.",
    period_key="The day on which the observation or the comment was sent.",
    unit=Unit.SHARE,
    direction=Direction.NEUTRAL,
    over_time=OverTime.SUM,
    topic_is="barrier",
    target=None,
    target_source="No target: a profile says where to look, not how much is too much.",
    limitations=(
        "Two coders may code one text differently; how far they agree is not recorded, so look for large differences.",
        f"A barrier named fewer than {LEAST_NAMED} times in a period is not shown beside the leading one, and no figure "
        f"of fewer than {LEAST_NAMED} coded texts: a rare code may tell whose it is.",
        "For some partners the leading barrier is that of the months, and of the quarters, that are not hidden: where few "
        "texts were coded, the figure of a month and that of its quarter may be of two barriers; each says of which.",
        "Uncoded observations are on neither side. How many observations come at all is FBK-01.",
        "A survey comment holds one code, an observation any number.",
        "Named often is not the same as grave.",
    ),
    owner_role="Lessons learned officer",
    sources=("observation", "survey_response", "survey_item"),
    facts=_facts,
    read=Profile(least_n=LEAST_NAMED),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
