"""Trust and mutual understanding, as partners answer (SED-04)."""

from sqlalchemy import FromClause, Select, case

from metrics.facts.fact import Adds, Place, adds
from metrics.facts.survey_answers import FAVOURABLE, answer, asks_for, is_before, is_sent, is_valid, with_item
from metrics.indicator import Change, Direction, Indicator, OverPartners, OverTime, Unit
from metrics.measures.item_mean import ItemMean
from metrics.measures.share import RESPONDENT
from warehouse.facts import Rows

LEAST_ANSWERS = 10
TRUST = "TRUST"


def _facts(rows: Rows) -> tuple[Select, ...]:
    given, item = rows.of("survey_response"), rows.of("survey_item")
    place = _place(rows, with_item(given, item), given, item)
    is_asked = is_sent(given) & asks_for(item, TRUST)
    counted = adds(is_valid(given) & (answer(given, item) >= FAVOURABLE), is_valid(given))
    given_answer = case((is_valid(given), answer(given, item)), else_=0)
    return place.fact(counted, is_asked, bucket=given_answer), _respondents(rows)


def _respondents(rows: Rows) -> Select:
    """One fact a respondent: the first valid answer, that is, one with none before it on the same sheet."""
    given, item = rows.of("survey_response"), rows.of("survey_item")
    before, its_item = rows.of("survey_response"), rows.of("survey_item")
    counts = is_valid(before) & is_sent(before) & asks_for(its_item, TRUST)
    source = with_item(given, item).outerjoin(with_item(before, its_item), is_before(before, given) & counts)
    is_first = is_valid(given) & is_sent(given) & asks_for(item, TRUST) & before.c.response.is_(None)
    return _place(rows, source, given, item).fact(Adds(denominator=1), is_first, kind=RESPONDENT)


def _place(rows: Rows, source: FromClause, given: FromClause, item: FromClause) -> Place:
    return Place(
        source=source,
        month=rows.month(given.c.submitted_at),
        programme=given.c.programme,
        partner=given.c.partner,
        marking=rows.narrowest(given.c.marking, item.c.marking),
        topic=item.c.survey + " " + item.c.item_code,
    )


INDICATOR = Indicator(
    key="trust",
    code="SED-04",
    title="Trust and mutual understanding",
    short_title="Trust",
    question="Do partners say that they trust and understand one another?",
    definition=(
        "For each of the fixed questions on trust of the partner survey, the share of valid answers, from 1 to 5, that "
        "is 4 or 5; and of these shares the mean. There is a figure where every question asked has "
        f"{LEAST_ANSWERS} valid answers or more."
    ),
    numerator="The sum of the shares of answers of 4 or 5, question by question.",
    denominator="The number of questions on trust that were asked.",
    period_key="The day on which the answers were sent.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.RECOMPUTE,
    over_partners=OverPartners.RECOMPUTE,
    topic_is="question",
    target=None,
    target_source="No target yet: to be set from the baseline of the first two rounds.",
    limitations=(
        f"A figure of fewer than {LEAST_ANSWERS} respondents is hidden, and so is what would give it away by "
        "subtraction.",
        "Compare a partner with its own past only: styles of answering differ between cultures.",
        "Who fears to be recognised answers kindly, or not at all. Read it with the survey response rate.",
        "When the questions change it is another figure: the questions and their counts stand beside it.",
        "A round is asked twice a year: its figure is that of the quarter in which it was sent, and other quarters have "
        "none, which is no silence. Quarters are not pooled into half-years, because pooling could give away a quarter "
        "that is hidden.",
        "The interval covers chance only. It is the mean of the questions' intervals, wide rather than narrow, because "
        "answers of one respondent go together.",
        "The counts of answers beside it are of all questions together; their share is the figure only where all "
        "questions have equally many answers.",
    ),
    owner_role="Partnership coordinator",
    sources=("survey_response", "survey_item"),
    facts=_facts,
    read=ItemMean(least_n=LEAST_ANSWERS),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
