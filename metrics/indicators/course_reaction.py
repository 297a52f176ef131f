"""Answers of 4 or 5 to the questions on how the course was received (TRN-08)."""

from sqlalchemy import FromClause, Select, case

from metrics.facts.fact import Adds, Place, adds
from metrics.facts.survey_answers import FAVOURABLE, answer, asks_for, is_before, is_real, is_valid, with_item
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import RESPONDENT, AnswerShare
from warehouse.facts import Rows

LEAST_RESPONDENTS = 10
REACTION = "REACTION"


def _facts(rows: Rows) -> tuple[Select, ...]:
    given, item, run = (rows.of(dataset) for dataset in ("survey_response", "survey_item", "course_run"))
    answers = with_item(given, item).join(run, run.c.run == given.c.linked_run)
    place = _place(rows, answers, given, item, run)
    is_asked = asks_for(item, REACTION) & is_real(given) & run.c.end_on.is_not(None)
    counted = adds(is_valid(given) & (answer(given, item) >= FAVOURABLE), is_valid(given))
    given_answer = case((is_valid(given), answer(given, item)), else_=0)
    return place.fact(counted, is_asked, bucket=given_answer), _respondents(rows)


def _respondents(rows: Rows) -> Select:
    """One fact a respondent: the first valid answer, that is, one with none before it on the same sheet."""
    given, item, run = (rows.of(dataset) for dataset in ("survey_response", "survey_item", "course_run"))
    before, its_item = rows.of("survey_response"), rows.of("survey_item")
    counts = is_valid(before) & is_real(before) & asks_for(its_item, REACTION)
    source = with_item(given, item).join(run, run.c.run == given.c.linked_run)
    source = source.outerjoin(with_item(before, its_item), is_before(before, given) & counts)
    is_first = before.c.response.is_(None) & is_valid(given) & is_real(given) & asks_for(item, REACTION)
    place = _place(rows, source, given, item, run)
    return place.fact(Adds(denominator=1), is_first, run.c.end_on.is_not(None), kind=RESPONDENT)


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
    target_source="Proposed default, to be confirmed by the training manager",
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
