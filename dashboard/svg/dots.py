"""Figures side by side: a dot and its interval on one scale, around the figure of them all. HTML: names wrap."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard import points as said
from dashboard import words
from dashboard.figures.axes import round_steps, span
from dashboard.markup import tag
from dashboard.svg.scale import Scale
from metrics.indicator import Indicator, Unit
from metrics.series import Point
from vocabulary.state import State

_CLASSES = {State.NOT_REPORTED: "gap", State.NOT_APPLICABLE: "na", State.SUPPRESSED: "held"}
_TICKS = 6


def dots(
    points: Sequence[Point], indicator: Indicator, overall: float | None, behind: Sequence[str | None] = ()
) -> Markup:
    """Draw points in the order they come: a list whose names and figures read as words.

    Args:
        overall: the figure of all together, a line through every row; None where there is none. Of a count it is the
            sum of the rows, which no row can be compared with: it is left out.
        behind: of each point, the address that its figure and a click on its row lead to.
    """
    overall = None if indicator.unit is Unit.COUNT else overall
    seen = [value for point in points for value in (point.low, point.value, point.high) if value is not None]
    low, high = span([*seen, *([] if overall is None else [overall])], indicator.unit)
    across = Scale(low, high, 0, 100)
    level = None if overall is None else tag("s", style=f"left:{across(overall):g}%")
    ways = behind or [None] * len(points)
    rows = [_row(point, indicator.unit, across, level, there) for point, there in zip(points, ways, strict=True)]
    return tag("ul", rows, _axis(across, indicator.unit), class_="dot-plot")


def _row(point: Point, unit: Unit, across: Scale, level: Markup | None, there: str | None) -> Markup:
    text = said.figure(point, unit)
    shown = text if there is None else tag("a", text, href=there, class_="behind-it")
    figure = tag("b", shown, class_=None if point.state.is_number else "none")
    counts = tag("span", said.counts(point, unit), class_="of")
    track = tag("span", level, *_mark(point, unit, across), class_="track", aria_hidden="true")
    return tag("li", tag("span", point.label, class_="name-of"), track, figure, counts, data_there=there)


def _mark(point: Point, unit: Unit, across: Scale) -> list[Markup]:
    if not point.state.is_number:
        return [tag("i", class_=f"state {_CLASSES[point.state]}")]
    dot = tag("i", class_="few" if said.is_small(point, unit) else "dot", style=f"left:{across(point.value):g}%")
    if point.low is None or point.high is None:
        return [dot]
    start, end = across(point.low), across(point.high)
    return [tag("u", style=f"left:{start:g}%;width:{end - start:.1f}%"), dot]


def _axis(across: Scale, unit: Unit) -> Markup:
    ticks = [tick for tick in round_steps(across.low, across.high, _TICKS) if tick >= 0]
    texts = [tag("span", words.amount(tick, unit), style=f"left:{across(tick):g}%") for tick in ticks]
    return tag("li", tag("span"), tag("span", texts, class_="ticks"), class_="axis", aria_hidden="true")
