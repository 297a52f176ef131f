"""Enrolments that were completed (TRN-01)."""

from sqlalchemy import Select, func

from metrics.facts.enrolments import enrolments
from metrics.facts.fact import adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

COMPLETED = ("COMPLETED_PASS", "COMPLETED_UNGRADED")
NOT_RECORDED = "NOT_RECORDED"


def _facts(rows: Rows) -> tuple[Select, ...]:
    facts = []
    for each in enrolments(rows, dated_by="end_on"):
        roster, run = each.roster, each.run
        began = each.is_place & func.coalesce(roster.withdrawn_on >= run.start_on, True)
        is_known = each.is_held & (roster.outcome != NOT_RECORDED)
        is_done = is_known & roster.outcome.in_(COMPLETED)
        facts.append(each.place.fact(adds(is_done, is_known, each.headcount), began))
    return tuple(facts)


INDICATOR = Indicator(
    key="course_completion",
    code="TRN-01",
    title="Course completion rate",
    short_title="Course completion",
    question="Do the people we enrol complete the course?",
    definition=(
        "Of the enrolments in course runs that were held and ended in the period, the share that was completed with a "
        "pass, or completed where the course is not graded. Enrolments withdrawn before the run started, and cancelled "
        "runs, do not count."
    ),
    numerator="Enrolments of the denominator with the outcome completed with a pass, or completed ungraded.",
    denominator=(
        "Enrolments in runs held whose last day is in the period, without withdrawals before the first day. A row "
        "that stands for a group counts its headcount; several attempts in one run are one enrolment."
    ),
    period_key="The last day of the run.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="course",
    target=0.90,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "A course completed without the pass grade is a completion in the learning system and none here.",
        "An enrolment that is still in progress after the last day of the run counts as not completed until its outcome "
        "is sent.",
        "Enrolments without a recorded outcome, and those in runs not reported as held, are left out and counted.",
        "A withdrawal without a date counts as not completed: it is not known to have come before the start.",
        "It covers everybody enrolled: the interval says what chance alone could produce, not a sampling error.",
        "One person enrolled under two accounts counts twice.",
    ),
    owner_role="Training manager",
    sources=("training_roster", "course_run", "unit"),
    facts=_facts,
    read=Share(left_out_because="outcome not recorded, or the run is not reported as held"),
    change_log=(Change("2026-01-01", "First definition."),),
)
