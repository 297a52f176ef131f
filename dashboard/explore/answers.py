"""What was answered on the scale of the course reaction: the whole distribution, not only its upper end."""

from dataclasses import dataclass

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.explore.topics import by_topic
from dashboard.screen import Drawn, Table
from dashboard.svg.stacks import Stack, stacks
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
    courses: tuple[Point, ...]
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
    points = [("All courses", quarter), *((point.label, point) for point in answers.courses)]
    rows = [_stack(name, point, answers.indicator) for name, point in points]
    return Drawn(title, note, stacks(rows, _NAMES, "4 or 5"), _table(points), f"{title}. {note}")


def _response(point: Point) -> str:
    """Who answered: without it nobody can read a reaction."""
    return f"Survey response rate: {said.whole(point, Unit.SHARE)}."


def _stack(name: str, point: Point, indicator: Indicator) -> Stack:
    counts = _counts(point) if point.state.is_number else ()
    return Stack(name, counts, said.figure(point, indicator.unit), words.figure(point, indicator.unit))


def _counts(point: Point) -> tuple[int, ...]:
    return tuple(point.parts.get(f"answered {answer}", 0) for answer in _SCALE)


def _table(points: list[tuple[str, Point]]) -> Table:
    head = ("Course", *(f"Answered {answer}" for answer in _SCALE), "4 or 5", "Respondents")
    rows = tuple(
        (name, *(f"{count:,}" for count in _counts(point)), f"{point.numerator:,} of {point.n:,}",
         f"{point.parts.get('respondents', 0):,}")
        if point.state.is_number
        else (name, *("–" for _ in _SCALE), words.STATE_WORDS[point.state], "–")
        for name, point in points
    )  # fmt: skip
    return Table("Answers on the scale of 1 to 5", head, rows)
