"""Persons who hold a valid certificate of what their role requires (TRN-05)."""

from sqlalchemy import Select

from metrics.facts.certificates import SOURCES, Required, held
from metrics.facts.fact import COUNT, Adds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.stock import Stock, came, went
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (*_required(rows), *_held(rows))


def _required(rows: Rows) -> tuple[Select, ...]:
    asked = Required.of(rows)
    begins, ends = (asked.place(rows, asked.both, day) for day in (asked.first, asked.last))
    first, after = rows.day_number(asked.first), rows.day_number(asked.last) + 1
    return (
        begins.fact(Adds(denominator=1), asked.is_dated, kind=came(COUNT), bucket=first),
        ends.fact(Adds(denominator=1), asked.is_dated, asked.last.is_not(None), kind=went(COUNT), bucket=after),
    )


def _held(rows: Rows) -> list[Select]:
    facts = []
    for each in held(rows):
        facts.append(each.came.fact(Adds(numerator=1), each.is_held, kind=came(COUNT), bucket=each.came_on))
        is_over = each.is_held & each.went_on.is_not(None)
        facts.append(each.went.fact(Adds(numerator=1), is_over, kind=went(COUNT), bucket=each.went_on))
    return facts


INDICATOR = Indicator(
    key="required_training",
    code="TRN-05",
    title="Required-training currency",
    short_title="Required training",
    question="Do the people in roles that require a course hold a valid certificate of it?",
    definition=(
        "Of the courses that roles required, at the end of the month, of persons whose partner is then a member of the "
        "programme, the share for which the person held a valid certificate. A certificate is valid from the day the "
        "course was completed to the last day it says. The quarter's figure is that of its last month."
    ),
    numerator="Requirements of the denominator whose person holds a certificate that is valid on that day.",
    denominator=(
        "Requirements in force on the last day of the month, one for each person, role and course, of partners that are "
        "members on it; for the month still running, on the edition's day."
    ),
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    topic_is="course",
    target=0.95,
    target_source="Proposed default, to be confirmed by the training manager",
    limitations=(
        "It is a stock: months are never added, and neighbouring months hold largely the same persons.",
        "Who left the role drops out only when the requirement is ended in the list, and so do persons of a unit that was "
        "closed. When a partner's membership ends, all of its requirements drop out.",
        "The latest certificate counts, and until the day it says itself: a rule of expiry that changed later changes "
        "nothing for it. A certificate without a last day does not expire.",
        "A course counts in any version and in whatever programme it was held. One person under two pseudonyms has two "
        "records and may lack a certificate in both.",
        "It says that a certificate is held, not that its holder could do it today.",
    ),
    owner_role="Training manager",
    sources=SOURCES,
    facts=_facts,
    read=Stock(),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-28",
            "Only requirements of partners that are members on the day count, on both sides; before a partner that had left "
            "counted until its requirements were ended in the list.",
        ),
    ),
    headline=False,
)
