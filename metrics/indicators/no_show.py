"""Confirmed nominees who did not come (TRN-04)."""

from sqlalchemy import Select, func

from metrics.facts.enrolments import enrolments
from metrics.facts.fact import adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

DAYS_OF_NOTICE = 10


def _facts(rows: Rows) -> tuple[Select, ...]:
    facts = []
    for each in enrolments(rows, dated_by="start_on"):
        roster, run = each.roster, each.run
        notice = rows.day_number(run.start_on) - rows.day_number(roster.withdrawn_on)
        counts = each.is_place & roster.confirmed_on.is_not(None) & func.coalesce(notice < DAYS_OF_NOTICE, True)
        is_known = each.is_held & ((roster.attendance != "UNKNOWN") | roster.withdrawn_on.is_not(None))
        stayed_away = is_known & (roster.attendance == "NO_SHOW")
        facts.append(each.place.fact(adds(stayed_away, is_known, each.headcount), counts))
    return tuple(facts)


INDICATOR = Indicator(
    key="no_show",
    code="TRN-04",
    title="No-show rate",
    short_title="No-show rate",
    question="Do the people whose places were confirmed come?",
    definition=(
        "Of the confirmed nominations for course runs that were held and began in the period, the share that did not "
        f"come and did not say so. Nominations withdrawn {DAYS_OF_NOTICE} days or more before the first day do not "
        "count; later withdrawals count as places lost but are no no-shows."
    ),
    numerator="Nominations of the denominator with the attendance no-show.",
    denominator=(
        "Confirmed nominations in runs held whose first day is in the period, not withdrawn "
        f"{DAYS_OF_NOTICE} days or more before it. A row that stands for a group counts its headcount."
    ),
    period_key="The first day of the run.",
    unit=Unit.SHARE,
    direction=Direction.DOWN,
    over_time=OverTime.SUM,
    topic_is="course",
    target=0.05,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "Only rosters that say when a place was confirmed take part.",
        "Where attendance is not known the nomination is left out and counted, unless it was withdrawn: to keep it would "
        "count an empty list as everybody having come. Many left out mean that the rate says little.",
        "A source that codes late withdrawals as no-shows makes this rate too high; the profile must tell them apart.",
        "Several attempts of one person in one run are one nomination, in its last state.",
    ),
    owner_role="Training manager",
    sources=("training_roster", "course_run", "unit"),
    facts=_facts,
    read=Share(left_out_because="attendance not known, or the run is not reported as held"),
    change_log=(Change("2026-01-01", "First definition."),),
)
