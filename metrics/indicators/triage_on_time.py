"""Observations decided on within ten working days (FBK-02)."""

from sqlalchemy import Select, func

from metrics.facts.fact import Adds, when
from metrics.facts.observations import observation_place
from metrics.facts.working_days import WORKING_DAYS, tenth_working_day
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    observations = rows.of("observation")
    observed = observations.c
    submitted = rows.day_number(observed.submitted_on)
    due = tenth_working_day(rows, observations, submitted)
    place = observation_place(rows, observations, observed.submitted_on)
    needs_triage = observed.submitted_on.is_not(None) & ~func.coalesce(observed.is_offline_form, False)
    in_time = when(rows.day_number(observed.triage_on) <= due)
    return (place.fact(Adds(in_time, 1), needs_triage, bucket=due),)


INDICATOR = Indicator(
    key="triage_on_time",
    code="FBK-02",
    title="Triage of observations on time",
    short_title="Triage on time",
    question="Does somebody who tells us something get a decision soon?",
    definition=(
        f"Of the observations submitted in the period, the share that was accepted or rejected within {WORKING_DAYS} "
        "working days: Monday to Friday, without the holidays of the programme office. An observation counts "
        "once those days have passed. Observations on an off-line form need no "
        "triage and do not count."
    ),
    numerator=f"Observations of the denominator whose triage is dated on or before the {WORKING_DAYS}th working day.",
    denominator=(
        f"Observations submitted in the period, not on an off-line form, whose {WORKING_DAYS}th working day has passed "
        "on the edition's day."
    ),
    period_key="The day the observation was submitted.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=0.90,
    target_source="Proposed default, to be confirmed by the lessons learned officer",
    limitations=(
        "Working days are those of the programme office, which decides: Saturdays, Sundays and the holidays that the list "
        "of holidays gives for the office are taken out. Weekends and holidays of single partners are not.",
        "Where the list of holidays has gaps, the ten days come a little sooner than they should, never later.",
        "An observation without a day of triage was not decided in time, whatever its state says.",
        "It says how soon, not how well, it was decided.",
    ),
    owner_role="Lessons learned officer",
    sources=("observation", "holiday"),
    facts=_facts,
    read=Share(matures_after=0, immature_because="ten working days have not passed"),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-22",
            "Holidays of the programme office are no working days any more.",
        ),
    ),
    headline=False,
)
