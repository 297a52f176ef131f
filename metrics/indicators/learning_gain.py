"""What persons learned between the test before a course and the test after it (TRN-07)."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Numeric, Select, case, cast, func

from metrics.facts.attempts import SOURCES, first_attempts
from metrics.facts.fact import Adds, is_filled, when
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.measures.gain import SCALE, UNPAIRED, Gain
from warehouse.facts import Rows

HIGHEST = 100
LEAST_PERSONS = 5


def _is_paired(roster: Any) -> ColumnElement:
    return roster.pre_score.is_not(None) & roster.post_score.is_not(None)


def _is_tested(roster: Any) -> ColumnElement:
    return roster.pre_score.is_not(None) | roster.post_score.is_not(None)


def _facts(rows: Rows) -> tuple[Select, ...]:
    facts = []
    for each in first_attempts(rows, _is_paired):
        roster = each.roster
        counts = each.is_first & _is_paired(roster) & (each.headcount == 1)
        is_comparable = (roster.pre_score < HIGHEST) & is_filled(roster.test_family)
        room = case((roster.pre_score < HIGHEST, HIGHEST - roster.pre_score), else_=1)
        # A number of decimals, so that every engine rounds halves away from nought.
        gain = func.round(cast((roster.post_score - roster.pre_score) * SCALE / room, Numeric))
        facts.append(
            each.place.fact(
                Adds(0, when(is_comparable), when(~is_comparable)),
                counts,
                bucket=case((is_comparable, cast(gain, Integer)), else_=0),
            )
        )
    for each in first_attempts(rows, _is_tested, unless=_is_paired):
        has_one = each.is_first & _is_tested(each.roster) & (each.headcount == 1)
        facts.append(each.place.fact(Adds(denominator=1), has_one, kind=UNPAIRED))
    return tuple(facts)


INDICATOR = Indicator(
    key="learning_gain",
    code="TRN-07",
    title="Learning gain between tests",
    short_title="Learning gain",
    question="How much of what could be learned was learned?",
    definition=(
        "The median, over persons with a test before and after the course, of the part of the possible gain that was "
        f"made: the score after less the score before, over {HIGHEST} less the score before. It is 1 for somebody who "
        "ends with the full score and below 0 for somebody who ends lower."
    ),
    numerator=f"For each person: score after less score before, over {HIGHEST} less score before; the middle one.",
    denominator=(
        "Persons with both scores, of tests that may be compared, and less than the full score before; the first "
        "attempt in the run that has both."
    ),
    period_key="The day of the test after: the day the attempt was completed, else the last day of the run.",
    unit=Unit.RATIO,
    direction=Direction.UP,
    over_time=OverTime.RECOMPUTE,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="course",
    target=0.5,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "Only persons with both tests count; how many of those tested have both stands beside it. Those who left "
        "before the second test may have learned less.",
        "Persons with the full score before have nothing to gain and are left out and counted, as are scores of tests "
        "that name no test family, and so may not be comparable.",
        "It is the median of the gains, not the gain of the means, which is another figure.",
        "Taking a test twice helps a little by itself. The first attempt counts, not the best one.",
        "A row that stands for a group has no scores of single persons and does not count.",
        f"A figure of fewer than {LEAST_PERSONS} persons is hidden: it would give away single scores.",
        "Gains are kept to four decimals. The interval is the bootstrap's, in closed form; months are not added, the "
        "quarter is computed again from all its persons.",
    ),
    owner_role="Training manager",
    sources=SOURCES,
    facts=_facts,
    read=Gain(left_out_because="full score before the course, or no test family stated", least_n=LEAST_PERSONS),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
