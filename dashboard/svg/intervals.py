"""One share a partner with its interval against the share of all: where size alone explains the distance, it shows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import theme, words
from dashboard.markup import tag
from dashboard.svg import marks
from dashboard.svg.paper import Paper, for_both
from dashboard.svg.scale import Scale
from metrics.indicator import Direction, Unit
from metrics.series import Meaning, Point

_ROW = 27
_TENTHS = 10
_MOST_TICKS = 6


@dataclass(frozen=True)
class _Drawing:
    points: Sequence[Point]
    overall: float
    direction: Direction
    paper: Paper

    @property
    def across(self) -> Scale:
        low = min(self.overall, *(point.low for point in self.points))
        high = max(self.overall, *(point.high for point in self.points))
        return self.paper.across(math.floor(low * _TENTHS) / _TENTHS, math.ceil(high * _TENTHS) / _TENTHS)


def is_outside(point: Point, overall: float) -> bool:
    """True where the figure of all lies outside the interval of this one."""
    return point.low is not None and point.high is not None and not point.low <= overall <= point.high


def meaning_of(point: Point, overall: float, direction: Direction) -> Meaning | None:
    """What lying outside means; None where the figure lies inside."""
    if not is_outside(point, overall):
        return None
    if direction is Direction.NEUTRAL:
        return Meaning.NEUTRAL
    is_high = point.low > overall
    return Meaning.IMPROVEMENT if is_high == (direction is Direction.UP) else Meaning.CONCERN


def interval_plot(points: Sequence[Point], overall: float, direction: Direction, aloud: str) -> Markup:
    """Draw shares with intervals, one row each, in the order given."""
    height = 58 + _ROW * len(points)
    wide = Paper(620, height, left=112, right=150, top=28, bottom=30)
    narrow = Paper(318, height, left=86, right=56, top=28, bottom=30)

    def drawn(paper: Paper) -> Iterator[Markup]:
        drawing = _Drawing(points, overall, direction, paper)
        yield from _frame(drawing)
        for at, point in enumerate(points):
            yield from _row(drawing, point, paper.top + _ROW * at + _ROW / 2)

    return for_both(drawn, wide, narrow, aloud)


def _frame(drawing: _Drawing) -> Iterator[Markup]:
    across, paper = drawing.across, drawing.paper
    foot = paper.height - paper.bottom
    for share in _ticks(across):
        yield tag("path", d=f"M{across(share):g} {paper.top}V{foot}", class_="grid")
        yield tag("text", words.amount(share, Unit.SHARE), x=across(share), y=foot + 20, text_anchor="middle")
    x = across(drawing.overall)
    yield tag("path", d=f"M{x:g} {paper.top - 6}V{foot}", class_="overall")
    said = f"all {words.amount(drawing.overall, Unit.SHARE)}"
    yield tag("text", said, x=x, y=paper.top - 12, text_anchor="middle", class_="ink")


def _ticks(across: Scale) -> list[float]:
    low, high = round(across.low * _TENTHS), round(across.high * _TENTHS)
    step = next(step for step in (1, 2, 5) if (high - low) / step < _MOST_TICKS)
    return [tenth / _TENTHS for tenth in range(low, high + 1) if tenth % step == 0]


def _row(drawing: _Drawing, point: Point, y: float) -> Iterator[Markup]:
    across, paper = drawing.across, drawing.paper
    meaning = meaning_of(point, drawing.overall, drawing.direction)
    colour = theme.of_meaning(meaning) if meaning else ""
    strong = f"strong fill-{colour}" if colour else "ink"
    yield tag("text", point.label, x=0, y=y + 4, class_=strong)
    yield tag("path", d=f"M{across(point.low):g} {y:g}H{across(point.high):g}", class_=f"whisker {colour}".strip())
    yield marks.point(across(point.value), y, meaning, 4.0)
    value = words.figure(point, Unit.SHARE)
    right = paper.width - paper.right
    yield tag("text", value, x=right + 50, y=y + 4, text_anchor="end", class_=strong)
    if not paper.is_narrow:
        yield tag("text", words.counts(point, Unit.SHARE), x=paper.width, y=y + 4, text_anchor="end")
