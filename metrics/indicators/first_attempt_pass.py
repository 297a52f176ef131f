"""First assessed attempts that were passed (TRN-02)."""

from typing import Any

from sqlalchemy import ColumnElement, Select

from metrics.facts.attempts import SOURCES, first_attempts
from metrics.facts.fact import Adds, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

PASSED, FAILED = "COMPLETED_PASS", "COMPLETED_FAIL"


def _is_assessed(roster: Any) -> ColumnElement:
    return roster.outcome.in_((PASSED, FAILED))


def _facts(rows: Rows) -> tuple[Select, ...]:
    return tuple(
        each.place.fact(
            Adds(when(each.roster.outcome == PASSED, each.headcount), each.headcount),
            each.is_first,
            _is_assessed(each.roster),
        )
        for each in first_attempts(rows, _is_assessed)
    )


INDICATOR = Indicator(
    key="first_attempt_pass",
    code="TRN-02",
    title="First-attempt pass rate",
    short_title="First-attempt passes",
    question="Do people pass the first time they are assessed?",
    definition=(
        "Of the persons assessed for the first time in a course run in the period, the share that passed. Later "
        "attempts in the same run change nothing. Whoever completed a course that is not graded was not assessed."
    ),
    numerator="First assessed attempts of the denominator with the outcome completed with a pass.",
    denominator=(
        "First assessed attempts: for each person and run the attempt with the lowest number whose outcome is a pass "
        "or a fail, in runs that were not cancelled. A row that stands for a group counts its headcount."
    ),
    period_key="The day the attempt was completed; where it is not stated, the last day of the run.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="course",
    target=0.80,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "A source that overwrites the first attempt with a later one makes this rate too high; it must send both.",
        "Attempts are numbered within a run: somebody who failed and comes back in a later run is assessed for the "
        "first time there.",
        "Tests of different courses, or of different versions of one, are not equally hard: compare a course with "
        "itself.",
        "People who were never assessed, because they left or did not finish, are not here; see the completion rate.",
    ),
    owner_role="Training manager",
    sources=SOURCES,
    facts=_facts,
    read=Share(),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
