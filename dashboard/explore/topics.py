"""The indicator in focus by course, theme or whatever its topics are: each with its cases and its interval."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.evidence.address import behind
from dashboard.explore.focus import Focus, Place, focus
from dashboard.screen import Drawn, Table, linked
from dashboard.svg.dots import dots
from metrics import read
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from metrics.reference import NOT_STATED
from metrics.series import Point
from vocabulary.errors import Unavailable
from vocabulary.selection import Selection

_LISTS = {"course": ("course", "title"), "theme": ("theme", "name")}
"""Topics that are codes of a list: its dataset, and the column that names them."""

_SAID = {"AAR": "After-action review", "HOTWASH": "Hot wash"}
"""Codes that say little as words."""
_MOST_NAMED = 2


@dataclass(frozen=True)
class OfTopic:
    """The figure of one topic, named as a reader knows it, and as its evidence knows it."""

    point: Point
    sought: Sought

    @property
    def there(self) -> str | None:
        """The way to the rows behind it; None where it is hidden or there is no number."""
        return behind(self.sought, self.point)


@dataclass(frozen=True)
class Topics:
    """The focus, and one figure for each topic of the quarter under review.

    Args:
        points: the most cases first.
    """

    found: Focus
    points: tuple[OfTopic, ...]


def query(desk: Desk, asked: Asked, place: Place) -> Topics:
    """Read the topics of the indicator in focus."""
    found = focus(desk, asked, place)
    points = desk.kept(by_topic, found.indicator.key, found.selection)
    if not points:
        raise Unavailable(f"{found.indicator.short_title}: nothing was reported for {found.series.quarter.label}.")
    return Topics(found, tuple(sorted(points, key=lambda of: (-of.point.n, of.point.label))))


def draw(topics: Topics) -> Drawn:
    """One line a topic, around the figure of them all."""
    found = topics.found
    indicator, quarter = found.indicator, found.series.quarter
    note = f"{indicator.short_title} in {quarter.label}, most cases first. Line: 95{words.SPACE}% interval."
    if quarter.state.is_number:
        note += f" All together: {said.whole(quarter, indicator.unit)}."
    title = f"By {indicator.topic_is}: {_apart(topics)}"
    aloud = f"{title}: " + "; ".join(f"{of.point.label} {said.whole(of.point, indicator.unit)}" for of in topics.points)
    ways = [of.there for of in topics.points]
    body = dots([of.point for of in topics.points], indicator, quarter.value, ways)
    return Drawn(title, note, body, _table(topics), aloud)


def _apart(topics: Topics) -> str:
    """The topics whose interval does not hold the figure of all together."""
    level = topics.found.series.quarter.value
    points = [of.point for of in topics.points]
    judged = [point for point in points if point.low is not None and point.high is not None]
    if level is None or len(judged) < 2:
        return "nothing to set apart"
    apart = [point.label for point in judged if not point.low <= level <= point.high]
    if not apart:
        return "none stands apart from all together"
    if len(apart) > _MOST_NAMED:
        return f"{words.counted(len(apart), 'stand', 'stand')} apart from all together"
    return f"{words.listed(apart)} {'stands' if len(apart) == 1 else 'stand'} apart"


def by_topic(desk: Desk, key: str, selection: Selection) -> tuple[OfTopic, ...]:
    """One figure for each topic, by the name that its list gives it."""
    indicator = desk.indicators[key]
    points = read.by_topic(desk.cubes, indicator, selection, desk.scope)
    names = desk.kept(names_of, indicator.topic_is, selection.edition)
    return tuple(OfTopic(_renamed(point, names), _sought(indicator, selection, point)) for point in points)


def _sought(indicator: Indicator, selection: Selection, point: Point) -> Sought:
    return Sought(indicator, selection, topic="" if point.label == NOT_STATED else point.label)


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
    said_of = names.get(point.label) or _SAID.get(point.label) or point.label.replace("_", " ").capitalize()
    return replace(point, label=said_of)


def _table(topics: Topics) -> Table:
    indicator = topics.found.indicator
    rows = tuple(
        (
            of.point.label,
            linked(said.figure(of.point, indicator.unit), of.there),
            said.counts(of.point, indicator.unit) or "–",
            words.interval(of.point, indicator.unit) or "–",
            of.point.note or "–",
        )
        for of in topics.points
    )
    head = (indicator.topic_is.capitalize(), "Figure", "Cases", "Interval", "Note")
    return Table(f"{indicator.title} by {indicator.topic_is}, {topics.found.series.quarter.label}", head, rows)
