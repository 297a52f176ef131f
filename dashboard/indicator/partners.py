"""Partners side by side, by name: never a ranking."""

from dataclasses import dataclass

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import behind
from dashboard.explore.focus import Focus, Place, focus
from dashboard.screen import Drawn, Table, linked
from dashboard.svg.dots import dots
from metrics.evidence.evidence import Sought
from metrics.series import Point
from vocabulary.errors import Unavailable

KEY = "partners"


@dataclass(frozen=True)
class Partners:
    """The indicator, and a figure for each partner in the quarter under review, by name."""

    found: Focus
    points: tuple[Point, ...]


def query(desk: Desk, asked: Asked, place: Place) -> Partners:
    """Read one figure for each partner."""
    found = focus(desk, asked, place)
    points = desk.by_partner(found.indicator, found.of_all.selection)
    if not any(point.state.is_number for point in points):
        raise Unavailable(f"{found.indicator.short_title}: no partner has a figure for {found.series.quarter.label}.")
    return Partners(found, points)


def draw(partners: Partners) -> Drawn:
    """One line a partner, around the figure of all together."""
    found = partners.found
    indicator, overall = found.indicator, found.overall.quarter
    together = f" All together: {said.whole(overall, indicator.unit)}." if overall.state.is_number else ""
    count = words.counted(sum(each.state.is_number for each in partners.points), "partner")
    kind = ", Wilson's" if indicator.read.is_share else ""
    note = f"{overall.label}, {count} by name. Line: 95{words.SPACE}% interval{kind}, where there is one.{together}"
    aloud = "By partner: " + "; ".join(f"{each.label} {said.whole(each, indicator.unit)}" for each in partners.points)
    links = (("CSV", link(f"{found.place.path}/{KEY}.csv", found.asked)),)
    body = dots(partners.points, indicator, overall.value, [_behind(found, each) for each in partners.points])
    return Drawn("By partner", note, body, _table(partners), aloud, links)


def _behind(found: Focus, of: Point) -> str | None:
    return behind(Sought(found.indicator, found.selection.narrowed(of.partner)), of)


def _table(partners: Partners) -> Table:
    unit = partners.found.indicator.unit
    rows = tuple(
        (
            each.label,
            linked(said.figure(each, unit), _behind(partners.found, each)),
            said.counts(each, unit) or "–",
            words.interval(each, unit) or "–",
            each.note or "–",
        )
        for each in partners.points
    )
    caption = f"{partners.found.indicator.title} by partner, {partners.found.overall.quarter.label}"
    return Table(caption, ("Partner", "Figure", "Cases", "Interval", "Note"), rows)
