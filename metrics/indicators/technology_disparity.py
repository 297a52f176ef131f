"""How far apart partners stand in what their equipment lets them do together (SED-02)."""

from sqlalchemy import Select, Text, cast, func

from metrics.facts.assessments import MONTHS_VALID, assessed_place, is_national
from metrics.facts.fact import Adds
from metrics.facts.members import MEMBER, membership
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.measures.spread import NOT_EVALUATED, LevelSpread
from warehouse.facts import Rows

FEWEST_PARTNERS = 5
TECHNICAL = "TECHNICAL"


def _facts(rows: Rows) -> tuple[Select, ...]:
    assessed = rows.of("partner_self_assessment")
    item = assessed.c
    level = item.source + " " + func.coalesce(cast(item.level, Text), NOT_EVALUATED)
    place, day = assessed_place(rows, assessed), rows.day_number(item.assessed_on)
    is_technical = is_national(assessed) & (item.domain == TECHNICAL)
    rated = place.fact(Adds(denominator=1), is_technical, kind=level, bucket=day)
    return rated, *membership(rows, MEMBER, topic=TECHNICAL)


INDICATOR = Indicator(
    key="technology_disparity",
    code="SED-02",
    title="Technology disparity between partners",
    short_title="Technology disparity",
    question="Is the gap between those ahead and those behind closing?",
    definition=(
        "The interquartile range, over the members of the programme, of their technical level: the levels between "
        "which the middle half of them lies. A partner's level is the median of the technical items, from 0 to 3, of "
        f"its latest assessment within {MONTHS_VALID} months of the end of the period. Beside it: how many stand two "
        "levels or more below the median."
    ),
    numerator="Upper quartile of the members' technical levels, less the lower quartile.",
    denominator=f"Members with a technical item rated within {MONTHS_VALID} months; {FEWEST_PARTNERS} or more, else no figure.",
    period_key="The last day of the month.",
    unit=Unit.LEVELS,
    direction=Direction.DOWN,
    over_time=OverTime.LAST,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="domain, which is always the technical one",
    target=1.0,
    target_source="Proposed default, to be confirmed by the interoperability lead",
    limitations=(
        "It says how wide the gap is, not how high the partners stand: the median may rise while the gap stays.",
        "It can shrink because those ahead fell back. The number of partners at each level stands beside it.",
        f"Of fewer than {FEWEST_PARTNERS} partners there is no figure, because quartiles of a few are single partners; how "
        "many stand at each level is shown instead. Only assessments that a reader may see are counted for that reader: "
        "a partner that may see its own alone sees its own level here, and no spread.",
        "Levels are ratings, mostly by the partners themselves, and no equipment is named in them.",
        f"Assessments {MONTHS_VALID} months old are left out and counted. Units are not mixed with partners.",
    ),
    owner_role="Interoperability lead",
    sources=("partner_self_assessment", "membership"),
    facts=_facts,
    read=LevelSpread(months=MONTHS_VALID, fewest=FEWEST_PARTNERS),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-28",
            f"Of fewer than {FEWEST_PARTNERS} partners the number at each level is shown; before nothing was. Figures are the "
            "same.",
        ),
    ),
    headline=False,
)
