"""Recurring themes that a current course teaches (SED-08)."""

from sqlalchemy import Select, case, func, or_

from metrics.facts.fact import Adds, Place
from metrics.facts.spans import NEVER
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.measures.cover import CLAIMED, COVERED, RAISED, Cover
from warehouse.facts import Rows

LEAST_SUMMARIES, TOP = 5, 10
MONTHS_LOOKED_BACK = 12


def _facts(rows: Rows) -> tuple[Select, ...]:
    return _raised(rows), _taught(rows)


def _raised(rows: Rows) -> Select:
    summaries, periods = rows.of("theme_summary"), rows.of("period")
    place = Place(
        source=summaries.join(periods, periods.c.period == summaries.c.period),
        month=rows.month(periods.c.end_on),
        programme=summaries.c.programme,
        partner=summaries.c.reporting_partner,
        marking=rows.narrowest(summaries.c.marking, periods.c.marking),
        topic=summaries.c.theme,
    )
    count = summaries.c.summary_count
    return place.fact(Adds(denominator=count), count.is_not(None), periods.c.end_on.is_not(None), kind=RAISED)


def _taught(rows: Rows) -> Select:
    """The themes of a course that was held: by a mapping that stood on the last day of the run."""
    runs, themes, courses = rows.of("course_run"), rows.of("course_theme_map"), rows.of("course")
    run, theme = runs.c, themes.c
    source = runs.join(themes, theme.course == run.course).join(
        courses, (courses.c.course == run.course) & (courses.c.course_version == run.course_version)
    )
    place = Place(
        source=source,
        month=rows.month(run.end_on),
        programme=run.programme,
        partner=run.host_partner,
        marking=rows.narrowest(run.marking, themes.c.marking, courses.c.marking),
        topic=theme.theme,
    )
    is_mapped = or_(theme.valid_from.is_(None), theme.valid_from <= run.end_on) & or_(
        theme.valid_to.is_(None), theme.valid_to >= run.end_on
    )
    return place.fact(
        Adds(denominator=1),
        (run.status == "HELD") & run.end_on.is_not(None),
        is_mapped,
        kind=case((theme.basis == "TITLE", CLAIMED), else_=COVERED),
        bucket=func.coalesce(rows.day_number(courses.c.valid_to), NEVER),
    )


INDICATOR = Indicator(
    key="themes_covered",
    code="SED-08",
    title="Recurring themes covered by training",
    short_title="Training cover of themes",
    question="Does the training that is given answer what keeps going wrong?",
    definition=(
        f"Of the themes that recur, the share that a course teaches which was held in the {MONTHS_LOOKED_BACK} months up "
        "to the end of the period and whose version is current at the end of them. A theme recurs that has "
        f"{LEAST_SUMMARIES} or more summaries in these months, or more than one and is among the {TOP} with the most. A "
        "theme that is claimed by a course's title alone is not covered; it is counted beside it."
    ),
    numerator="Themes of the denominator taught, by its content, in a run held in these months of a current course.",
    denominator=(
        f"Themes with {LEAST_SUMMARIES} or more summaries in {MONTHS_LOOKED_BACK} months, and those among the {TOP} with "
        "the most that have two or more."
    ),
    period_key="The last day of the reporting period of a summary; the last day of a run.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="theme",
    target=1.0,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "It is a figure of the programme. For a choice of partners it is of the themes that these report and the "
        "courses that these host, which others may teach as well.",
        "That a course teaches a theme says that it was taught, not that it was understood.",
        "How themes are coded changes: a theme split in two may fall below the threshold.",
        f"Themes with as many summaries as the {TOP}th count too. In a small programme, or of one partner, two summaries "
        "make a theme recur.",
        "Partners that report no summaries add no themes; coverage of the reports is in the theme summaries.",
        "It is a stock: neighbouring months share eleven of twelve months.",
    ),
    owner_role="Training manager",
    sources=("theme_summary", "period", "course_run", "course_theme_map", "course"),
    facts=_facts,
    read=Cover(least=LEAST_SUMMARIES, top=TOP, months=MONTHS_LOOKED_BACK),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-28",
            f"Themes among the {TOP} with the most summaries count from two summaries on; before only those with "
            f"{LEAST_SUMMARIES} or more did, so that a programme with few reports had no recurring theme at all.",
        ),
    ),
    headline=False,
)
