"""Partners around the programme's share by number of cases: what lies outside the funnel, size does not explain."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from dashboard import theme, words
from dashboard.figures.labels import spread
from dashboard.markup import tag
from dashboard.svg import marks
from dashboard.svg.paper import Paper, for_both
from dashboard.svg.scale import Scale, path, spanning, whole_steps
from metrics.funnel import BEYOND, NEAR, Funnel
from metrics.indicator import Direction, Unit
from metrics.series import Meaning, Point

WIDE = Paper(620, 322, left=52, right=20, top=14, bottom=46)
NARROW = Paper(318, 260, left=46, right=8, top=14, bottom=46)
_LABEL_ROOM = 90
_LABEL_HEIGHT = 14.0
_TICKS_NARROW = 3
_ROOM = 11
"""Round a point, what may be clicked: a point alone is too small for a finger."""


@dataclass(frozen=True)
class _Drawing:
    funnel: Funnel
    direction: Direction
    behind: Callable[[Point], str | None]
    paper: Paper

    @cached_property
    def shown(self) -> list[tuple[Point, str]]:
        pairs = zip(self.funnel.points, self.funnel.positions, strict=True)
        return [(point, position) for point, position in pairs if point.value is not None]

    @cached_property
    def across(self) -> Scale:
        return self.paper.across(0, max(point.n for point, _ in self.shown) * 1.06)

    @cached_property
    def up(self) -> Scale:
        values = [point.value for point, _ in self.shown]
        least = min(point.n for point, _ in self.shown)
        limits = self.funnel.limits
        reach = [
            limit
            for n, low, high in zip(limits.n, limits.low_998, limits.high_998, strict=True)
            if n >= least
            for limit in (low, high)
        ]
        bottom, top = self.paper.height - self.paper.bottom, self.paper.top
        found = spanning([*values, *reach, self.funnel.centre], bottom, top, 0.04)
        return Scale(max(found.low, 0), min(found.high, 1), bottom, top)


def funnel_plot(
    funnel: Funnel, direction: Direction, aloud: str, behind: Callable[[Point], str | None] = lambda _: None
) -> Markup:
    """Draw a funnel whose centre is a number and in which some partner has cases.

    *behind* gives the address that a click on a partner leads to.
    """

    def drawn(paper: Paper) -> Iterator[Markup]:
        drawing = _Drawing(funnel, direction, behind, paper)
        yield from _frame(drawing)
        yield from _limits(drawing)
        heights = _label_heights(drawing)
        for point, position in sorted(drawing.shown, key=lambda pair: pair[1] == BEYOND):
            told = f"{point.label}: {words.figure(point, Unit.SHARE)} ({words.counts(point, Unit.SHARE)})"
            inside = list(_partner(drawing, point, position, heights))
            yield tag("g", tag("title", told), inside, data_there=behind(point))

    return for_both(drawn, WIDE, NARROW, aloud)


def meaning_of(point: Point, centre: float, direction: Direction) -> Meaning:
    """What lying outside means for a partner."""
    if direction is Direction.NEUTRAL:
        return Meaning.NEUTRAL
    return Meaning.IMPROVEMENT if (point.value > centre) == (direction is Direction.UP) else Meaning.CONCERN


def _frame(drawing: _Drawing) -> Iterator[Markup]:
    across, up, paper = drawing.across, drawing.up, drawing.paper
    for share in _shares(up):
        yield tag("path", d=f"M{across.start:g} {up(share):g}H{across.end:g}", class_="grid")
        yield tag("text", words.amount(share, Unit.SHARE), x=across.start - 8, y=up(share) + 4, text_anchor="end")
    foot = paper.height - paper.bottom
    for count in whole_steps(across.high, _TICKS_NARROW if paper.is_narrow else 5):
        if count <= across.high:
            yield tag("text", f"{count:,.0f}", x=across(count), y=foot + 18, text_anchor="middle")
    yield tag("text", "cases in four quarters", x=across.end, y=foot + 38, text_anchor="end")


def _shares(up: Scale) -> list[float]:
    step = next(step for step in (0.05, 0.1, 0.2, 0.25, 0.5) if (up.high - up.low) / step <= 5)
    first = int(up.low / step + 0.999)
    return [at * step for at in range(first, int(up.high / step + 1e-9) + 1)]


def _limits(drawing: _Drawing) -> Iterator[Markup]:
    across, up, limits = drawing.across, drawing.up, drawing.funnel.limits
    level = up(drawing.funnel.centre)
    yield tag("path", d=f"M{across.start:g} {level:g}H{across.end:g}", class_="overall")
    for line, class_ in (
        (limits.low_95, "limit dashed"),
        (limits.high_95, "limit dashed"),
        (limits.low_998, "limit"),
        (limits.high_998, "limit"),
    ):
        inside = [(n, share) for n, share in zip(limits.n, line, strict=True) if up.low < share < up.high]
        if len(inside) > 1:
            yield tag("path", d=path((across(n), up(share)) for n, share in inside), class_=class_)


def _label_heights(drawing: _Drawing) -> dict[str, float]:
    """Where the labels stand, so that those of neighbours do not overlap."""
    labelled = [point for point, position in drawing.shown if position in (NEAR, BEYOND)]
    places = spread([drawing.up(point.value) for point in labelled], [_LABEL_HEIGHT] * len(labelled))
    return {point.partner: y for point, y in zip(labelled, places, strict=True)}


def _partner(drawing: _Drawing, point: Point, position: str, heights: dict[str, float]) -> Iterator[Markup]:
    x, y = drawing.across(point.n), drawing.up(point.value)
    yield tag("circle", cx=x, cy=y, r=_ROOM, class_="room")
    if position != BEYOND:
        yield tag("circle", cx=x, cy=y, r=4.2, class_="hollow")
        if position == NEAR:
            yield _label(drawing, point, (x, heights[point.partner]), "ink")
        return
    meaning = meaning_of(point, drawing.funnel.centre, drawing.direction)
    yield marks.point(x, y, meaning, 4.6)
    yield _label(drawing, point, (x, heights[point.partner]), f"strong fill-{theme.of_meaning(meaning)}")


def _label(drawing: _Drawing, point: Point, at: tuple[float, float], class_: str) -> Markup:
    x, y = at
    is_at_edge = x > drawing.across.end - _LABEL_ROOM
    side = {"x": x - 9, "text_anchor": "end"} if is_at_edge else {"x": x + 9}
    return tag("text", point.label, y=y + 4, class_=class_, **side)
