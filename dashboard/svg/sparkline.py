"""One series in a table row: run, ordinary variation, target, signals, what is missing and what is provisional."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dashboard import words
from dashboard.markup import tag
from dashboard.svg import marks
from dashboard.svg.breaks import breaks_of
from dashboard.svg.scale import Scale, path, spanning
from metrics.indicator import Indicator, Unit
from metrics.series import Point, Series
from vocabulary.state import State

_EDGE = 5.0
_LATEST, _SIGNAL = 3.4, 2.6
_GAPS = {
    State.NOT_REPORTED: "v-5",
    State.NOT_APPLICABLE: "m-1 -2h2",
    State.SUPPRESSED: "m-2 0l4 -4m-4 0l4 4",
}
"""How a month without a figure is marked at the foot: a stroke, a dash, a cross."""


def sparkline(
    series: Series,
    indicator: Indicator,
    size: tuple[int, int] = (224, 48),
    scale: Scale | None = None,
    overall: Series | None = None,
) -> Markup:
    """Draw a series, and say beneath it how its limits were made.

    Args:
        size: width and height in pixels.
        scale: a vertical scale to share with other drawings; by default the series' own.
        overall: another series of the same months, thin behind it.
    """
    width, height = size
    along = Scale(0, max(len(series.points) - 1, 1), _EDGE, width - _EDGE)
    up = scale or vertical([series], indicator.unit, height)
    starts = [each.at for each in breaks_of(series, indicator)]
    drawn = tag(
        "svg",
        _behind(series, along, up, starts),
        _run(overall.points if overall else (), along, up, starts, "run overall-run"),
        _run(series.points, along, up, starts),
        [_break(along(at - 0.5), height) for at in starts],
        _points(series, along, up, height),
        width=width, height=height, viewBox=f"0 0 {width} {height}", role="img", class_="spark",
        aria_label=words.series_aloud(series, indicator),
    )  # fmt: skip
    return drawn + tag("span", words.method(series.control), class_="made-by")


def vertical(several: list[Series], unit: Unit, height: int) -> Scale:
    """A scale that holds every number, limit and target of *several* series."""
    seen = [point.value for series in several for point in series.points if point.value is not None]
    limits = [limit for series in several for limit in (*series.control.low, *series.control.high) if limit is not None]
    targets = [series.target for series in several if series.target is not None]
    cut = [_possible(limit, unit) for limit in limits]
    return spanning([*seen, *cut, *targets] or [0.0, 1.0], height - _EDGE, _EDGE)


def _possible(value: float, unit: Unit) -> float:
    return min(max(value, 0.0), 1.0) if unit is Unit.SHARE else max(value, 0.0)


def _break(x: float, height: int) -> Markup:
    return tag("path", d=f"M{x:g} 0V{height}", class_="break")


def _behind(series: Series, along: Scale, up: Scale, starts: Sequence[int]) -> Iterator[Markup]:
    """Ordinary variation, mean and target."""
    control = series.control
    for first, last in stretches(control.low, starts):
        xs = range(first, last + 1)
        outline = [(along(x), up(control.high[x])) for x in xs] + [(along(x), up(control.low[x])) for x in reversed(xs)]
        yield tag("path", d=path(outline) + "Z", class_="band")
        yield tag("path", d=path((along(x), up(control.centre[x])) for x in xs), class_="mean", fill="none")
    if series.target is not None:
        level = up(series.target)
        yield tag("path", d=f"M{along.start:g} {level:g}H{along.end:g}", class_="target")


def _run(
    points: tuple[Point, ...], along: Scale, up: Scale, starts: Sequence[int], class_: str = "run"
) -> Iterator[Markup]:
    values = tuple(point.value for point in points)
    for first, last in stretches(values, starts):
        yield tag("path", d=path((along(x), up(values[x])) for x in range(first, last + 1)), class_=class_)


def _points(series: Series, along: Scale, up: Scale, height: int) -> Iterator[Markup]:
    meanings = {signal.index: signal.meaning for signal in series.control.signals}
    numbers = [x for x, point in enumerate(series.points) if point.value is not None]
    plain = [x for x in numbers[:-1] if x not in meanings and not series.points[x].provisional]
    if plain:
        dots = "".join(f"M{along(x):g} {up(series.points[x].value):g}h0" for x in plain)
        yield tag("path", d=dots, class_="dots")
    for state, stroke in _GAPS.items():
        gaps = [x for x, point in enumerate(series.points) if point.state is state]
        if gaps:
            yield tag("path", d="".join(f"M{along(x):g} {height - 1}{stroke}" for x in gaps), class_="gap")
    for x in numbers:
        if x in plain:
            continue
        point = series.points[x]
        size = _LATEST if x == numbers[-1] else _SIGNAL
        yield marks.point(along(x), up(point.value), meanings.get(x), size, point.provisional)


def stretches(values: tuple[float | None, ...], starts: Sequence[int] = ()) -> Iterator[tuple[int, int]]:
    """First and last position of every run of numbers without a gap; a new one begins at each of *starts*."""
    first = None
    for at, value in enumerate((*values, None)):
        if first is not None and (value is None or at in starts):
            yield first, at - 1
            first = None
        if value is not None and first is None:
            first = at
