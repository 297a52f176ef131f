"""A control chart: ordinary variation, mean, target, months, and the months that chance alone does not explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import points, theme, words
from dashboard.figures.axes import month_axis, span, value_axis
from dashboard.figures.breaks import break_labels, break_lines
from dashboard.figures.labels import Label, annotations
from dashboard.svg.breaks import Break, breaks_of
from dashboard.svg.sparkline import stretches
from dashboard.theme import LIGHT
from metrics.indicator import Indicator, Unit
from metrics.series import Meaning, Point, Series
from metrics.words import drawable
from vocabulary.state import State

HEIGHT, HEIGHT_NARROW = 400, 300
"""The least height that a page gives the chart; labels that do not overlap in it do not in a taller one."""
_TOP, _BOTTOM = 14, 34
_LEFT, _RIGHT = 54, 136
_LEFT_NARROW, _RIGHT_NARROW = 40, 92
_EVERY, _EVERY_NARROW, _EVERY_LONG = 3, 6, 6
_LONG = 40

SHAPES = {Meaning.IMPROVEMENT: "triangle-up", Meaning.CONCERN: "diamond", Meaning.NEUTRAL: "square"}
GAPS = {State.NOT_REPORTED: "line-ns-open", State.NOT_APPLICABLE: "circle-open", State.SUPPRESSED: "x-thin-open"}
"""How a month without a figure is marked at the foot of the chart."""
_PLAIN, _SIGNAL, _LATEST = 6.5, 10.5, 12


@dataclass(frozen=True)
class _Chart:
    series: Series
    indicator: Indicator
    behind: Sequence[str | None]

    @property
    def unit(self) -> Unit:
        return self.indicator.unit

    @property
    def numbers(self) -> list[int]:
        """Positions of the months that have a figure."""
        return [at for at, point in enumerate(self.series.points) if point.value is not None]

    @property
    def meanings(self) -> dict[int, Meaning]:
        return {signal.index: signal.meaning for signal in self.series.control.signals}

    @property
    def breaks(self) -> tuple[Break, ...]:
        return breaks_of(self.series, self.indicator)

    @property
    def starts(self) -> list[int]:
        return [each.at for each in self.breaks]

    def line(self, values: tuple[float | None, ...]) -> list[float | None]:
        """A line of the chart's method, cut to what the unit can be."""
        return [None if value is None else drawable(value, self.unit) for value in values]

    @property
    def ends(self) -> tuple[float, float]:
        """The lower and upper end of the vertical axis."""
        control = self.series.control
        lines = [*self.line(control.low), *self.line(control.high), *self.line(control.centre), self.series.target]
        seen = [point.value for point in self.series.points]
        return span([value for value in (*seen, *lines) if value is not None], self.unit)


def control_chart(series: Series, indicator: Indicator, behind: Sequence[str | None] = ()) -> dict[str, Any]:
    """Draw a series as a Plotly figure, a plain dict; `layout.meta.narrow` is laid over the layout on a narrow page.

    *behind* has, month by month, the address that a click on the point leads to.
    """
    chart = _Chart(series, indicator, behind or [None] * len(series.points))
    data = [*_behind(chart), *_run(chart), *_gaps(chart), _points(chart)]
    return {"data": data, "layout": _layout(chart)}


def _layout(chart: _Chart) -> dict[str, Any]:
    low, high = chart.ends
    months = chart.series.selection.months
    every = _EVERY_LONG if len(months) > _LONG else _EVERY
    narrow = {
        "margin": {"l": _LEFT_NARROW, "r": _RIGHT_NARROW, "t": _TOP, "b": _BOTTOM},
        "annotations": [
            *annotations(_labels(chart, is_narrow=True), low, high, HEIGHT_NARROW - _TOP - _BOTTOM),
            *break_labels(chart.breaks, chart.series),
        ],
        "xaxis": theme.axis(showgrid=False, **month_axis(months, _EVERY_NARROW)),
    }
    return theme.layout(
        margin={"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        xaxis=theme.axis(showgrid=False, **month_axis(months, every)),
        yaxis=theme.axis(**value_axis(low, high, chart.unit)),
        shapes=[*_target(chart), *break_lines(chart.breaks)],
        annotations=[*annotations(_labels(chart), low, high, HEIGHT - _TOP - _BOTTOM), *break_labels(chart.breaks, chart.series)],
        meta={"narrow": narrow},
    )


def _behind(chart: _Chart) -> Iterator[dict[str, Any]]:
    """The band of ordinary variation and its mean; both break where there is no figure, and at a rebase."""
    control, starts = chart.series.control, chart.starts
    low, high = chart.line(control.low), chart.line(control.high)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for first, last in stretches(tuple(low), starts):
        there = range(first, last + 1)
        xs += [*there, *reversed(there), None]
        ys += [*(high[x] for x in there), *(low[x] for x in reversed(there)), None]
    quiet = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    if xs:
        band = LIGHT["band"]
        yield quiet | {"x": xs, "y": ys, "fill": "toself", "fillcolor": band, "line": {"width": 0, "color": band}}
    centre: dict[str, list[float | None]] = {"x": [], "y": []}
    for at, value in enumerate(chart.line(control.centre)):
        if at in starts:
            centre["x"].append(None)
            centre["y"].append(None)
        centre["x"].append(at)
        centre["y"].append(value)
    yield quiet | centre | {"line": {"width": 1, "color": LIGHT["common"]}}


def _target(chart: _Chart) -> Iterator[dict[str, Any]]:
    target = chart.series.target
    if target is not None:
        yield {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target,
            "line": {"width": 1.4, "dash": "dot", "color": LIGHT["ink"]},
        }  # fmt: skip


def _run(chart: _Chart) -> Iterator[dict[str, Any]]:
    """The line from month to month; dotted where it leads to or from a provisional one, which is no drop yet."""
    months = chart.series.points
    settled = [None if point.provisional else point.value for point in months]
    near = [any(each.provisional for each in months[max(at - 1, 0) : at + 2]) for at in range(len(months))]
    doubtful = [point.value if is_near else None for point, is_near in zip(months, near, strict=True)]
    places: list[int | None] = list(range(len(months)))
    for at in reversed(chart.starts):  # a line is broken by a place that is none
        for each in (places, settled, doubtful):
            each.insert(at, None)
    line = {"type": "scatter", "mode": "lines", "x": places, "connectgaps": False, "hoverinfo": "skip"}
    yield line | {"y": settled, "line": {"width": 1.6, "color": LIGHT["common"]}}
    if any(value is not None for value in doubtful):
        yield line | {"y": doubtful, "line": {"width": 1.4, "dash": "dot", "color": LIGHT["common"]}}


def _points(chart: _Chart) -> dict[str, Any]:
    """The months that have a figure: signals by shape, size and colour, provisional ones hollow."""
    numbers, meanings, months = chart.numbers, chart.meanings, chart.series.points
    colours = [LIGHT[theme.of_meaning(meanings[at])] if at in meanings else LIGHT["common"] for at in numbers]
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": numbers, "y": [months[at].value for at in numbers],
        "text": [hover(months[at], chart.unit, chart.series, at) for at in numbers],
        "customdata": [chart.behind[at] for at in numbers],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "opacity": 1,
            "symbol": [SHAPES[meanings[at]] if at in meanings else "circle" for at in numbers],
            "size": [_size(at in meanings, at == numbers[-1]) for at in numbers],
            "color": [
                LIGHT["paper"] if months[at].provisional else colour
                for at, colour in zip(numbers, colours, strict=True)
            ],
            "line": {"width": [2 if months[at].provisional else 0 for at in numbers], "color": colours},
        },
    }  # fmt: skip


def _size(is_signal: bool, is_latest: bool) -> float:
    if is_signal:
        return _LATEST if is_latest else _SIGNAL
    return _PLAIN + 2 if is_latest else _PLAIN


def _gaps(chart: _Chart) -> Iterator[dict[str, Any]]:
    """Months without a figure, at the foot; never as zero, and each state with its own mark."""
    months = chart.series.points
    gaps = [at for at, point in enumerate(months) if point.value is None]
    if gaps:
        yield {
            "type": "scatter", "mode": "markers", "cliponaxis": False, "x": gaps, "y": [chart.ends[0]] * len(gaps),
            "text": [f"<b>{months[at].label}</b><br>{words.STATE_WORDS[months[at].state]}" for at in gaps],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "symbol": [GAPS[months[at].state] for at in gaps], "size": 8, "color": LIGHT["common"],
                "line": {"width": 1.5, "color": LIGHT["common"]},
            },
        }  # fmt: skip


def _labels(chart: _Chart, is_narrow: bool = False) -> list[Label]:
    """Limits, mean, target and the latest month, each to stand beside its line."""
    found = [Label(value, f"{name} {words.amount(value, chart.unit)}") for name, value in _line_ends(chart, is_narrow)]
    if chart.series.target is not None:
        found.append(Label(chart.series.target, f"target {words.amount(chart.series.target, chart.unit)}", "ink"))
    if chart.numbers:
        found.append(_latest(chart, is_narrow))
    return found


def _line_ends(chart: _Chart, is_narrow: bool) -> list[tuple[str, float]]:
    control = chart.series.control
    centre = "median" if control.method == "run chart" else "mean"
    upper, lower = ("upper", "lower") if is_narrow else ("upper limit", "lower limit")
    lines = ((upper, control.high), (centre, control.centre), (lower, control.low))
    ends = [(name, [value for value in chart.line(values) if value is not None]) for name, values in lines]
    return [(name, values[-1]) for name, values in ends if values]


def _latest(chart: _Chart, is_narrow: bool) -> Label:
    at = chart.numbers[-1]
    point, meaning = chart.series.points[at], chart.meanings.get(at)
    colour = theme.of_meaning(meaning) if meaning else "ink"
    between = "<br>" if is_narrow else " "
    text = f"<b>{points.figure(point, chart.unit)}</b>"
    if counts := points.counts(point, chart.unit):
        text += f'{between}<span style="font-size:12px">{counts}</span>'
    when = point.label + (", provisional" if point.provisional else "")
    text += f'<br><span style="font-size:12px">{when.replace(", ", "<br>") if is_narrow else when}</span>'
    return Label(point.value, text, colour, 14)


def hover(point: Point, unit: Unit, series: Series, at: int) -> str:
    """What a month says when it is pointed at; the table twin says the same."""
    control = series.control
    lines = [f"<b>{point.label}</b>", points.whole(point, unit)]
    lines += filter(None, (words.interval(point, unit),))
    if control.low and control.low[at] is not None:
        low, high = (words.amount(drawable(line[at], unit), unit) for line in (control.low, control.high))
        lines.append(f"ordinary variation {low} to {high}")
    lines += [
        f"{signal.rule}: {words.MEANING_WORDS[signal.meaning]}" for signal in control.signals if signal.index == at
    ]
    if point.provisional:
        lines.append("provisional")
    return "<br>".join(lines)
