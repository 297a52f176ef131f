"""Observations that became a lesson identified or a best practice (FBK-03)."""

from sqlalchemy import Select

from metrics.facts.fact import Adds, when
from metrics.facts.observations import observation_place
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

DAYS_TO_CONVERT = 90
LESSONS = ("LESSON_IDENTIFIED", "BEST_PRACTICE")


def _facts(rows: Rows) -> tuple[Select, ...]:
    observations = rows.of("observation")
    submitted_on = observations.c.submitted_on
    place = observation_place(rows, observations, submitted_on)
    reached = when(observations.c.state.in_(LESSONS))
    return (place.fact(Adds(reached, 1), submitted_on.is_not(None), bucket=rows.day_number(submitted_on)),)


INDICATOR = Indicator(
    key="conversion_to_lesson",
    code="FBK-03",
    title="Observations that became a lesson or a best practice",
    short_title="Conversion to lessons",
    question="How many of the observations turn out to hold something to learn?",
    definition=(
        "Of the observations submitted in the period, the share whose state is lesson identified or best practice. An "
        f"observation counts once it is {DAYS_TO_CONVERT} days old, because analysis takes time."
    ),
    numerator="Observations of the denominator in the state lesson identified or best practice.",
    denominator=f"Observations submitted in the period that are {DAYS_TO_CONVERT} days old or more on the edition's day.",
    period_key="The day the observation was submitted.",
    unit=Unit.SHARE,
    direction=Direction.NEUTRAL,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=None,
    target_source="none: it can be pushed up by lowering the bar",
    limitations=(
        "It rises when the bar is lowered: neither more nor less is better in itself.",
        "Older months have had longer to convert than recent ones. Rejected observations count in the denominator.",
        "An observation that was taken up again stands where it stands now.",
    ),
    owner_role="Lessons learned officer",
    sources=("observation",),
    facts=_facts,
    read=Share(matures_after=DAYS_TO_CONVERT, immature_because=f"less than {DAYS_TO_CONVERT} days old"),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
