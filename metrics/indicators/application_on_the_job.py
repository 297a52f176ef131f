"""Participants who use on the job what they were taught (TRN-09)."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, Select, func, or_

from metrics.facts.fact import Adds, Place
from metrics.facts.survey_answers import asks_for, is_real, is_same_sheet, with_item
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import PersonShare
from warehouse.facts import Rows

DAYS_FROM, DAYS_TO = 89, 184
"""Three to six months after a course, whichever months they are."""
LEAST_RESPONDENTS = 10


def _facts(rows: Rows) -> tuple[Select, ...]:
    return _respondents(rows), _users(rows), _untimely(rows)


def _respondents(rows: Rows) -> Select:
    """One fact a respondent: the first valid answer, that is, one with none before it on the sheet."""
    given, place, follows_up, elapsed = _answers(rows)
    return place.fact(Adds(denominator=1), follows_up, _is_valid(given), elapsed.between(DAYS_FROM, DAYS_TO))


def _users(rows: Rows) -> Select:
    """The same fact of those who say yes to something: joined to their first yes.

    It starts from the respondent's own fact, so that no reader sees a yes of somebody who is not counted.
    """
    given, place, follows_up, elapsed = _answers(rows)
    yes, its_item, earlier, earlier_item = (
        rows.of(dataset) for dataset in ("survey_response", "survey_item", "survey_response", "survey_item")
    )
    is_yes = is_same_sheet(yes, given) & _says_yes(yes) & _is_valid(yes) & _asks(yes, its_item)
    is_earlier = is_same_sheet(earlier, given) & (earlier.c.item_code < yes.c.item_code)
    is_earlier = is_earlier & _says_yes(earlier) & _is_valid(earlier) & _asks(earlier, earlier_item)
    source = place.source.join(with_item(yes, its_item), is_yes)
    source = source.outerjoin(with_item(earlier, earlier_item), is_earlier)
    marking = rows.narrowest(place.marking, yes.c.marking, its_item.c.marking)
    counted = replace(place, source=source, marking=marking)
    in_time = elapsed.between(DAYS_FROM, DAYS_TO)
    return counted.fact(Adds(numerator=1), follows_up, _is_valid(given), in_time, earlier.c.response.is_(None))


def _untimely(rows: Rows) -> Select:
    given, place, follows_up, elapsed = _answers(rows)
    is_untimely = or_(elapsed < DAYS_FROM, elapsed > DAYS_TO)
    return place.fact(Adds(left_out=1), follows_up, _is_valid(given), is_untimely)


def _answers(rows: Rows) -> tuple[FromClause, Place, ColumnElement, ColumnElement]:
    """Answers to follow-up questions, where they count, the condition every fact needs, and days since the course."""
    given, item, run = (rows.of(dataset) for dataset in ("survey_response", "survey_item", "course_run"))
    before, its_item = rows.of("survey_response"), rows.of("survey_item")
    is_before = (before.c.item_code < given.c.item_code) & _is_valid(before) & _asks(before, its_item)
    source = with_item(given, item).join(run, run.c.run == given.c.linked_run)
    source = source.outerjoin(with_item(before, its_item), is_same_sheet(before, given) & is_before)
    place = Place(
        source=source,
        month=rows.month(given.c.submitted_at),
        programme=given.c.programme,
        partner=given.c.partner,
        marking=rows.narrowest(given.c.marking, item.c.marking, run.c.marking),
        unit=given.c.unit,
        topic=run.c.course,
    )
    follows_up = before.c.response.is_(None) & _asks(given, item) & given.c.submitted_at.is_not(None)
    elapsed = rows.day_number(given.c.submitted_at) - rows.day_number(run.c.end_on)
    return given, place, follows_up & run.c.end_on.is_not(None), elapsed


def _asks(given: FromClause, item: FromClause) -> ColumnElement:
    return is_real(given) & asks_for(item, "APPLICATION", scale="YESNO")


def _says_yes(given: FromClause) -> ColumnElement:
    return func.coalesce(given.c.value_num == 1, False) | func.coalesce(given.c.value_code == "YES", False)


def _is_valid(given: FromClause) -> ColumnElement:
    is_number, is_word = given.c.value_num.in_((0, 1)), given.c.value_code.in_(("YES", "NO"))
    return func.coalesce(is_number, False) | func.coalesce(is_word, False)


INDICATOR = Indicator(
    key="application_on_the_job",
    code="TRN-09",
    title="Application on the job",
    short_title="Application on the job",
    question="Do people use on the job what the course taught them?",
    definition=(
        "Of the participants who answered a follow-up survey three to six months after their course, the share that "
        "reports having used at least one of the skills it names at least once."
    ),
    numerator="Respondents of the denominator with a yes to at least one question that names a skill.",
    denominator=(
        "Respondents with a valid answer, yes or no, to at least one such question, three to six months "
        f"({DAYS_FROM} to {DAYS_TO} days) after the last day of the run."
    ),
    period_key="The month in which the follow-up was answered.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="course",
    target=0.60,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "Who answers months later chose to, and the keen ones more often: read it with the survey response rate.",
        "It is what participants say of themselves, not evidence; ask their supervisors too.",
        "Counted are the yes-or-no questions that the codebook marks as asking for application, one a skill.",
        "Answers given earlier or later after the course are left out and counted.",
        f"A figure of fewer than {LEAST_RESPONDENTS} respondents is hidden, and so is what would give it away.",
    ),
    owner_role="Training manager",
    sources=("survey_response", "survey_item", "course_run"),
    facts=_facts,
    read=PersonShare(
        left_out_because="answered less than three or more than six months after the course",
        least_n=LEAST_RESPONDENTS,
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
