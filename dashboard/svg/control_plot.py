"""A control chart as it needs no script: ordinary variation, mean, target, months, signals, and where it breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import points as said
from dashboard import theme, words
from dashboard.figures.axes import month_axis, span, value_axis
from dashboard.figures.labels import spread
from dashboard.markup import tag
from dashboard.svg import marks
from dashboard.svg.breaks import Break
from dashboard.svg.paper import Paper, for_both
from dashboard.svg.scale import Scale, path
from dashboard.svg.sparkline import stretches
from metrics.indicator import Indicator
from metrics.series import Meaning, Series
from metrics.words import drawable
from vocabulary.state import State

WIDE = Paper(860, 384, left=54, right=142, top=30, bottom=34)
NARROW = Paper(330, 290, left=42, right=82, top=26, bottom=30)
_LINE, _PLAIN, _SIGNAL, _LATEST = 16.0, 3.2, 5.0, 5.8
_ROOM = 11
"""Round a point, what may be clicked: a point alone is too small for a finger."""
_EVERY, _EVERY_NARROW, _EVERY_LONG, _LONG = 3, 6, 6, 40
_LETTERS = 46
_GAPS = {
    State.NOT_REPORTED: "v-8",
    State.NOT_APPLICABLE: "m-3 -5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
    State.SUPPRESSED: "m-3 -1l6 -6m-6 0l6 6",
}
"""How a month without a figure is marked at the foot: a stroke, a ring, a cross."""


@dataclass(frozen=True)
class _Drawing:
    series: Series
    indicator: Indicator
    breaks: Sequence[Break]
    behind: Sequence[str | None]
    paper: Paper

    @property
    def across(self) -> Scale:
        return self.paper.across(-0.5, len(self.series.points) - 0.5)

    @property
    def ends(self) -> tuple[float, float]:
        control, unit = self.series.control, self.indicator.unit
        lines = [drawable(each, unit) for line in (control.low, control.high, control.centre) for each in line
                 if each is not None]  # fmt: skip
        seen = [each for each in (*(p.value for p in self.series.points), self.series.target) if each is not None]
        return span([*seen, *lines], unit)

    @property
    def up(self) -> Scale:
        return self.paper.up(*self.ends)

    @property
    def starts(self) -> list[int]:
        return [each.at for each in self.breaks]

    @property
    def meanings(self) -> dict[int, Meaning]:
        return {signal.index: signal.meaning for signal in self.series.control.signals}

    def height(self, value: float) -> float:
        """The pixel of a limit or a mean, cut to what the unit can be."""
        return self.up(drawable(value, self.indicator.unit))


def control_plot(
    series: Series, indicator: Indicator, breaks: Sequence[Break], aloud: str, behind: Sequence[str | None] = ()
) -> Markup:
    """Draw a series with its limits; its line breaks at gaps and at *breaks*.

    *behind* has, month by month, the address that a click on the point leads to.
    """
    there = behind or [None] * len(series.points)

    def drawn(paper: Paper) -> Iterator[Markup]:
        drawing = _Drawing(series, indicator, breaks, there, paper)
        yield from _behind(drawing)
        yield from _frame(drawing)
        yield from _run(drawing)
        yield from _breaks(drawing)
        yield from _points(drawing)
        yield from _labels(drawing)

    return for_both(drawn, WIDE, NARROW, aloud)


def _behind(drawing: _Drawing) -> Iterator[Markup]:
    control, across = drawing.series.control, drawing.across
    for first, last in stretches(control.low, drawing.starts):
        xs = range(first, last + 1)
        outline = [(across(x), drawing.height(control.high[x])) for x in xs]
        outline += [(across(x), drawing.height(control.low[x])) for x in reversed(xs)]
        yield tag("path", d=path(outline) + "Z", class_="band")
    for first, last in stretches(control.centre, drawing.starts):
        line = path((across(x), drawing.height(control.centre[x])) for x in range(first, last + 1))
        yield tag("path", d=line, class_="mean", fill="none")


def _frame(drawing: _Drawing) -> Iterator[Markup]:
    across, up, paper = drawing.across, drawing.up, drawing.paper
    axis = value_axis(*drawing.ends, drawing.indicator.unit)
    for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        yield tag("path", d=f"M{across.start:g} {up(value):g}H{across.end:g}", class_="grid")
        yield tag("text", text, x=across.start - 8, y=up(value) + 4, text_anchor="end")
    months = drawing.series.selection.months
    every = _EVERY_NARROW if paper.is_narrow else _EVERY_LONG if len(months) > _LONG else _EVERY
    named = month_axis(months, every)
    for at, text in zip(named["tickvals"], named["ticktext"], strict=True):
        yield tag("text", text, x=across(at), y=paper.height - 8, text_anchor="middle")
    if drawing.series.target is not None:
        yield tag("path", d=f"M{across.start:g} {up(drawing.series.target):g}H{across.end:g}", class_="target")


def _run(drawing: _Drawing) -> Iterator[Markup]:
    """The line from month to month; dotted where it leads to or from a provisional one, which is no drop yet."""
    points, across, up = drawing.series.points, drawing.across, drawing.up
    for first, last in stretches(tuple(point.value for point in points), drawing.starts):
        for x in range(first, last):
            is_settled = not (points[x].provisional or points[x + 1].provisional)
            ends = ((across(at), up(points[at].value)) for at in (x, x + 1))
            yield tag("path", d=path(ends), class_="run" if is_settled else "run doubtful")


def _breaks(drawing: _Drawing) -> Iterator[Markup]:
    """A line from top to foot and the reason at its top, turned inward where there is no room; narrow, the month."""
    paper = drawing.paper
    for row, each in enumerate(drawing.breaks):
        x = drawing.across(each.at - 0.5)
        yield tag("path", d=f"M{x:g} 8V{paper.height - paper.bottom:g}", class_="break")
        is_late = x > (drawing.across.start + drawing.across.end) / 2
        text = each.text if len(each.text) <= _LETTERS else each.text[: _LETTERS - 1].rstrip() + "…"
        side = {"x": x - 6, "text_anchor": "end"} if is_late else {"x": x + 6}
        said_there = drawing.series.points[each.at].label if paper.is_narrow else text
        yield tag("text", said_there, y=16 + (0 if paper.is_narrow else 15 * row), class_="ink", **side)


def _points(drawing: _Drawing) -> Iterator[Markup]:
    points, across, up, meanings = drawing.series.points, drawing.across, drawing.up, drawing.meanings
    numbers = [x for x, point in enumerate(points) if point.value is not None]
    foot = drawing.paper.height - drawing.paper.bottom
    for state, stroke in _GAPS.items():
        gaps = "".join(f"M{across(x):g} {foot:g}{stroke}" for x, point in enumerate(points) if point.state is state)
        if gaps:
            yield tag("path", d=gaps, class_="gap", fill="none")
    for x in numbers:
        point, meaning = points[x], meanings.get(x)
        size = _LATEST if x == numbers[-1] else _SIGNAL if meaning else _PLAIN
        told = f"{point.label}: {said.whole(point, drawing.indicator.unit)}"
        mark = marks.point(across(x), up(point.value), meaning, size, point.provisional)
        name = tag("title", told + (", provisional" if point.provisional else ""))
        room = tag("circle", cx=across(x), cy=up(point.value), r=_ROOM, class_="room")
        yield tag("g", name, room, mark, data_there=drawing.behind[x])


def _labels(drawing: _Drawing) -> Iterator[Markup]:
    """The lines' names and the latest month beside their ends, none over another."""
    unit, found = drawing.indicator.unit, list(_ends(drawing))
    latest = next((point for point in reversed(drawing.series.points) if point.value is not None), None)
    if latest is not None:
        meaning = drawing.meanings.get(drawing.series.points.index(latest))
        colour = f"strong fill-{theme.of_meaning(meaning)}" if meaning else "strong ink"
        found.append((latest.value, (said.figure(latest, unit), latest.label), colour))
    heights = [_LINE * len(texts) for _, texts, _ in found]
    places = spread([drawing.height(value) for value, _, _ in found], heights)
    for (_, texts, class_), middle, height in zip(found, places, heights, strict=True):
        for line, text in enumerate(texts):
            y = middle - height / 2 + _LINE * (line + 0.75)
            yield tag("text", text, x=drawing.across.end + 10, y=round(y, 1), class_=class_ if not line else None)


def _ends(drawing: _Drawing) -> Iterator[tuple[float, tuple[str, ...], str | None]]:
    control, unit, is_narrow = drawing.series.control, drawing.indicator.unit, drawing.paper.is_narrow
    centre = "median" if control.method == "run chart" else "mean"
    names = ("upper", centre, "lower") if is_narrow else ("upper limit", centre, "lower limit")
    for name, line in zip(names, (control.high, control.centre, control.low), strict=True):
        values = [value for value in line if value is not None]
        if values:
            value = drawable(values[-1], unit)
            yield value, (f"{name} {words.amount(value, unit)}",), None
    if drawing.series.target is not None:
        yield drawing.series.target, (f"target {words.amount(drawing.series.target, unit)}",), "ink"
