"""Participants who use on the job what they were taught (TRN-09)."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, join, or_

from metrics.facts import Adds, Place
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import PersonShare
from warehouse.facts import Rows

DAYS_FROM, DAYS_TO = 89, 184
"""Three to six months after a course, whichever months they are."""
LEAST_RESPONDENTS = 10
UNVERSIONED = "1"


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (_first(rows, _is_valid, Adds(denominator=1)), _first(rows, _says_yes, Adds(numerator=1)), _untimely(rows))


def _first(rows: Rows, holds: Any, counted: Adds) -> Select:
    """One fact a respondent: the first answer for which *holds*, that is, one with none before it on the sheet."""
    given, place, follows_up, elapsed = _answers(rows, holds)
    return place.fact(counted, follows_up, holds(given), elapsed.between(DAYS_FROM, DAYS_TO))


def _untimely(rows: Rows) -> Select:
    given, place, follows_up, elapsed = _answers(rows, _is_valid)
    is_untimely = or_(elapsed < DAYS_FROM, elapsed > DAYS_TO)
    return place.fact(Adds(left_out=1), follows_up, _is_valid(given), is_untimely)


def _answers(rows: Rows, holds: Any) -> tuple[FromClause, Place, ColumnElement, ColumnElement]:
    """Answers to follow-up questions, where they count, the condition every fact needs, and days since the course."""
    given, item, run = (rows.of(dataset) for dataset in ("survey_response", "survey_item", "course_run"))
    before, its_item = rows.of("survey_response"), rows.of("survey_item")
    same_sheet = and_(*(before.c[name] == given.c[name] for name in ("survey", "wave", "response")))
    is_before = (before.c.item_code < given.c.item_code) & holds(before) & _asks(before, its_item)
    source = _with_item(given, item).join(run, run.c.run == given.c.linked_run)
    source = source.outerjoin(_with_item(before, its_item), same_sheet & is_before)
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


def _with_item(given: FromClause, item: FromClause) -> FromClause:
    version = func.coalesce(given.c.form_version, UNVERSIONED)
    is_same = (item.c.survey == given.c.survey) & (item.c.item_code == given.c.item_code)
    return join(given, item, is_same & (item.c.form_version == version))


def _asks(given: FromClause, item: FromClause) -> ColumnElement:
    return (given.c.status == "REAL") & (item.c.measures == "APPLICATION") & (item.c.scale == "YESNO")


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
    target_source="(P) proposed default, to be confirmed by the training manager",
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
