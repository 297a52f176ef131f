"""The indicator in focus by course, theme or whatever its topics are: each with its cases and its interval."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.explore.focus import Focus, Place, focus
from dashboard.screen import Drawn, Table
from dashboard.svg.dots import dots
from metrics import read
from metrics.series import Point
from vocabulary.errors import Unavailable
from vocabulary.selection import Selection

_LISTS = {"course": ("course", "title"), "theme": ("theme", "name")}
"""Topics that are codes of a list: its dataset, and the column that names them."""

_MOST_NAMED = 2


@dataclass(frozen=True)
class Topics:
    """The focus, and one figure for each topic of the quarter under review.

    Args:
        points: named as a reader knows them, the most cases first.
    """

    found: Focus
    points: tuple[Point, ...]


def query(desk: Desk, asked: Asked, place: Place) -> Topics:
    """Read the topics of the indicator in focus."""
    found = focus(desk, asked, place)
    points = desk.kept(by_topic, found.indicator.key, found.selection)
    if not points:
        raise Unavailable(f"{found.indicator.short_title}: nothing was reported for {found.series.quarter.label}.")
    return Topics(found, tuple(sorted(points, key=lambda point: (-point.n, point.label))))


def draw(topics: Topics) -> Drawn:
    """One line a topic, around the figure of them all."""
    found = topics.found
    indicator, quarter = found.indicator, found.series.quarter
    note = f"{indicator.short_title} in {quarter.label}, most cases first. Line: 95{words.SPACE}% interval."
    if quarter.state.is_number:
        note += f" All together: {said.whole(quarter, indicator.unit)}."
    title = f"By {indicator.topic_is}: {_apart(topics)}"
    aloud = f"{title}: " + "; ".join(f"{point.label} {said.whole(point, indicator.unit)}" for point in topics.points)
    body = dots(topics.points, indicator, quarter.value, aloud)
    return Drawn(title, note, body, _table(topics), aloud)


def _apart(topics: Topics) -> str:
    """The topics whose interval does not hold the figure of all together."""
    level = topics.found.series.quarter.value
    judged = [point for point in topics.points if point.low is not None and point.high is not None]
    if level is None or len(judged) < 2:
        return "nothing to set apart"
    apart = [point.label for point in judged if not point.low <= level <= point.high]
    if not apart:
        return "none stands apart from all together"
    if len(apart) > _MOST_NAMED:
        return f"{words.counted(len(apart), 'stand', 'stand')} apart from all together"
    return f"{words.listed(apart)} {'stands' if len(apart) == 1 else 'stand'} apart"


def by_topic(desk: Desk, key: str, selection: Selection) -> tuple[Point, ...]:
    """One figure for each topic, by the name that its list gives it."""
    indicator = desk.indicators[key]
    points = read.by_topic(desk.cubes, indicator, selection, desk.scope)
    names = desk.kept(names_of, indicator.topic_is, selection.edition)
    return tuple(_renamed(point, names) for point in points)


def names_of(desk: Desk, topic_is: str, edition: int) -> Mapping[str, str]:
    """What codes of a topic are called; empty where the topic is no code of a list."""
    if topic_is not in _LISTS:
        return {}
    dataset, column = _LISTS[topic_is]
    rows = desk.warehouse.rows(dataset, desk.scope, edition)
    named = rows[rows[column].notna()]
    return dict(zip(named[dataset], named[column], strict=True))


def _renamed(point: Point, names: Mapping[str, str]) -> Point:
    """The name that a list gives, or the code in words: `TABLE_TOP` is said `Table top`."""
    return replace(point, label=names.get(point.label) or point.label.replace("_", " ").capitalize())


def _table(topics: Topics) -> Table:
    indicator = topics.found.indicator
    rows = tuple(
        (
            point.label,
            said.figure(point, indicator.unit),
            said.counts(point, indicator.unit) or "–",
            words.interval(point, indicator.unit) or "–",
            point.note or "–",
        )
        for point in topics.points
    )
    head = (indicator.topic_is.capitalize(), "Figure", "Cases", "Interval", "Note")
    return Table(f"{indicator.title} by {indicator.topic_is}, {topics.found.series.quarter.label}", head, rows)
