"""Answers of 4 or 5 to the questions on how the course was received (TRN-08)."""

from sqlalchemy import ColumnElement, FromClause, Integer, Select, case, cast, func, join

from metrics.facts import Adds, Place, adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import RESPONDENT, AnswerShare
from warehouse.facts import Rows

LOWEST, HIGHEST, FAVOURABLE = 1, 5, 4
LEAST_RESPONDENTS = 10
UNVERSIONED = "1"


def _facts(rows: Rows) -> tuple[Select, ...]:
    given, item, run = (rows.of(dataset) for dataset in ("survey_response", "survey_item", "course_run"))
    answers = _answers(given, item).join(run, run.c.run == given.c.linked_run)
    place = _place(rows, answers, given, item, run)
    is_asked = _is_reaction(item) & _is_real(given) & run.c.end_on.is_not(None)
    as_given = cast(given.c.value_num, Integer)
    answer = case((func.coalesce(item.c.is_reversed, False), LOWEST + HIGHEST - as_given), else_=as_given)
    is_valid = func.coalesce(_is_valid(given), False)
    counted = adds(is_valid & (answer >= FAVOURABLE), is_valid)
    bucket = case((is_valid, answer), else_=0)
    return place.fact(counted, is_asked, bucket=bucket), _respondents(rows)


def _respondents(rows: Rows) -> Select:
    """One fact a respondent: the first valid answer, that is, one with none before it on the same sheet."""
    given, item, run = (rows.of(dataset) for dataset in ("survey_response", "survey_item", "course_run"))
    before, its_item = rows.of("survey_response"), rows.of("survey_item")
    same_sheet = [before.c[name] == given.c[name] for name in ("survey", "wave", "response")]
    counts = (before.c.item_code < given.c.item_code) & _is_valid(before) & _is_real(before) & _is_reaction(its_item)
    source = _answers(given, item).join(run, run.c.run == given.c.linked_run)
    source = source.outerjoin(_answers(before, its_item), same_sheet[0] & same_sheet[1] & same_sheet[2] & counts)
    is_first = before.c.response.is_(None) & _is_valid(given) & _is_real(given) & _is_reaction(item)
    place = _place(rows, source, given, item, run)
    return place.fact(Adds(denominator=1), is_first, run.c.end_on.is_not(None), kind=RESPONDENT)


def _answers(given: FromClause, item: FromClause) -> FromClause:
    """Answers with the item they answer."""
    version = func.coalesce(given.c.form_version, UNVERSIONED)
    is_same = (item.c.survey == given.c.survey) & (item.c.item_code == given.c.item_code)
    return join(given, item, is_same & (item.c.form_version == version))


def _place(rows: Rows, source: FromClause, given: FromClause, item: FromClause, run: FromClause) -> Place:
    return Place(
        source=source,
        month=rows.month(run.c.end_on),
        programme=given.c.programme,
        partner=given.c.partner,
        marking=rows.narrowest(given.c.marking, item.c.marking, run.c.marking),
        unit=given.c.unit,
        topic=run.c.course,
    )


def _is_reaction(item: FromClause) -> ColumnElement:
    return (item.c.measures == "REACTION") & (item.c.scale == "LIKERT5")


def _is_real(given: FromClause) -> ColumnElement:
    return given.c.status == "REAL"


def _is_valid(given: FromClause) -> ColumnElement:
    return given.c.value_num.in_(range(LOWEST, HIGHEST + 1))


INDICATOR = Indicator(
    key="course_reaction",
    code="TRN-08",
    title="Course reaction, answers of 4 or 5",
    short_title="Course reaction",
    question="What do participants think of the course?",
    definition=(
        "Of the valid answers, from 1 to 5, to the questions of a course survey that ask for the reaction to the "
        "course, the share that is 4 or 5. Not applicable, declined and blank are no answers. The whole distribution "
        "stands beside it, and the survey response rate belongs next to it."
    ),
    numerator="Valid answers of 4 or 5; of items where a high answer is a bad one, of 1 or 2.",
    denominator="Valid answers of 1 to 5 by respondents to surveys linked to a course run that ended in the period.",
    period_key="The last day of the run.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="course",
    target=0.80,
    target_source="(P) proposed default, to be confirmed by the training manager",
    limitations=(
        f"A figure of fewer than {LEAST_RESPONDENTS} respondents is hidden, and so is what would give it away by "
        "subtraction. A choice of several partners adds up only what is not hidden.",
        "n counts answers; the respondents are counted beside it.",
        "Who answers chose to: the interval covers chance only. Read it with the response rate.",
        "Styles of answering differ between nations: compare a partner with itself over time.",
        "It is what people thought of the course (level 1), not what they learned or do with it.",
        "Answers that name no course run are not counted.",
    ),
    owner_role="Training manager",
    sources=("survey_response", "survey_item", "course_run"),
    facts=_facts,
    read=AnswerShare(left_out_because="not applicable, declined or blank", least_n=LEAST_RESPONDENTS),
    change_log=(Change("2026-01-01", "First definition."),),
)
