"""What was answered on the scale of the course reaction: the whole distribution, not only its upper end."""

from dataclasses import dataclass, replace

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.evidence.address import figure_link
from dashboard.explore.topics import OfTopic, by_topic
from dashboard.screen import Drawn, Table, linked
from dashboard.svg.stacks import Stack, stacks
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator, Unit
from metrics.series import Point, Series
from vocabulary.errors import Unavailable

REACTION = "TRN-08"
RESPONSE = "DQ-01"
_SCALE = range(1, 6)
_NAMES = ("1, lowest", "2", "3", "4", "5, highest")


@dataclass(frozen=True)
class Answers:
    """Course reaction of the quarter under review: all courses, each course, and how many of those asked answered."""

    indicator: Indicator
    series: Series
    courses: tuple[OfTopic, ...]
    response: Point


def query(desk: Desk, asked: Asked) -> Answers:
    """Read the answers of the partners chosen."""
    indicator = desk.indicator(REACTION)
    series = desk.series(indicator, asked.selection)
    courses = desk.kept(by_topic, indicator.key, asked.selection)
    if not courses and not series.quarter.state.is_number:
        raise Unavailable(f"No course survey was answered in {series.quarter.label}.")
    response = desk.series(desk.indicator(RESPONSE), asked.selection).quarter
    return Answers(indicator, series, courses, response)


def draw(answers: Answers) -> Drawn:
    """One bar for all courses together, then one a course."""
    quarter = answers.series.quarter
    whole = said.whole(quarter, answers.indicator.unit)
    figure = words.figure(quarter, answers.indicator.unit)
    title = f"{figure} of answers are 4 or 5" if quarter.state.is_number else f"Answers of 4 or 5: {figure}"
    note = f"Course reaction in {quarter.label}: {whole}. {_response(answers.response)}"
    every = Sought(answers.indicator, answers.series.selection)
    whole_and_courses = [OfTopic(replace(quarter, label="All courses"), every), *answers.courses]
    rows = [_stack(of, answers.indicator) for of in whole_and_courses]
    return Drawn(title, note, stacks(rows, _NAMES, "4 or 5"), _table(whole_and_courses), f"{title}. {note}")


def _response(point: Point) -> str:
    """Who answered: without it nobody can read a reaction."""
    return f"Survey response rate: {said.whole(point, Unit.SHARE)}."


def _stack(of: OfTopic, indicator: Indicator) -> Stack:
    point = of.point
    figure, state = said.figure(point, indicator.unit), words.figure(point, indicator.unit)
    if not point.state.is_number:
        return Stack(point.label, (), figure, state)
    return Stack(point.label, _counts(point), figure, state, of.there, tuple(_behind(of, answer) for answer in _SCALE))


def _behind(of: OfTopic, answer: int) -> str | None:
    """The way to one answer's rows; None where nobody gave it."""
    part = f"answered {answer}"
    return figure_link(replace(of.sought, part=part)) if of.point.parts.get(part) else None


def _counts(point: Point) -> tuple[int, ...]:
    return tuple(point.parts.get(f"answered {answer}", 0) for answer in _SCALE)


def _table(every: list[OfTopic]) -> Table:
    head = ("Course", *(f"Answered {answer}" for answer in _SCALE), "4 or 5", "Respondents")
    rows = tuple(
        (
            of.point.label,
            *(linked(f"{count:,}", _behind(of, answer)) for answer, count in zip(_SCALE, _counts(of.point), strict=True)),
            linked(f"{of.point.numerator:,} of {of.point.n:,}", of.there),
            f"{of.point.parts.get('respondents', 0):,}",
        )
        if of.point.state.is_number
        else (of.point.label, *("–" for _ in _SCALE), words.STATE_WORDS[of.point.state], "–")
        for of in every
    )
    return Table("Answers on the scale of 1 to 5", head, rows)
