"""The control chart of the indicator in focus, under the sentence that it supports."""

from dashboard import components, ids, words
from dashboard import points as said
from dashboard.address import link
from dashboard.evidence.address import month_link, quarter_link
from dashboard.explore.focus import Focus
from dashboard.figures.control_chart import HEIGHT, control_chart
from dashboard.indicator.address import indicator_link
from dashboard.screen import Drawn, Table, linked
from metrics.series import Series
from metrics.words import drawable
from vocabulary.state import State

KEY = "trend"
_MARKED = {State.NOT_REPORTED: "a stroke", State.NOT_APPLICABLE: "a ring", State.SUPPRESSED: "a cross"}


def draw(found: Focus) -> Drawn:
    """The chart of the partners chosen."""
    series, indicator = found.series, found.indicator
    behind = [month_link(indicator, series.selection, point) for point in series.points]
    figure = control_chart(series, indicator, behind)
    note = f"{indicator.title}, by month. {found.whom}.{gaps(series)}"
    return Drawn(
        series.verdict.title,
        note,
        components.graph(ids.part(found.place.screen, KEY, "chart"), figure, HEIGHT),
        table(found),
        words.series_aloud(series, indicator),
        (
            ("In full", indicator_link(indicator, found.asked)),
            ("Rows behind it", quarter_link(indicator, series.selection)),
            ("CSV", link(f"{found.place.path}/{KEY}.csv", found.asked)),
        ),
    )


def gaps(series: Series) -> str:
    """What the marks at the foot mean, where there are any."""
    states = {point.state for point in series.points}
    marks = [f"{mark} for {words.STATE_WORDS[state]}" for state, mark in _MARKED.items() if state in states]
    return f" At the foot: {words.listed(marks)}." if marks else ""


def table(found: Focus) -> Table:
    """Every month in words: what the chart draws, a keyboard or a screen reader can read here."""
    head = ("Month", "Figure", "Cases", "95 % interval", "Ordinary variation", "Signal", "Note")
    rows = tuple(_month(found, at) for at in range(len(found.series.points)))
    return Table(f"{found.indicator.title}, by month. {found.series.control.says}", head, rows)


def _month(found: Focus, at: int) -> tuple[str, ...]:
    unit, control = found.indicator.unit, found.series.control
    point = found.series.points[at]
    low, high = (line[at] if line else None for line in (control.low, control.high))
    has_limits = low is not None and high is not None
    limits = [words.amount(drawable(limit, unit), unit) for limit in (low, high)] if has_limits else []
    signals = [f"{each.rule}, {words.MEANING_WORDS[each.meaning]}" for each in control.signals if each.index == at]
    notes = [word for word in ("provisional" if point.provisional else "", point.note) if word]
    return (
        point.label,
        linked(said.figure(point, unit), month_link(found.indicator, found.series.selection, point)),
        said.counts(point, unit) or "–",
        words.interval(point, unit).removeprefix(f"95{words.SPACE}% interval ") or "–",
        " to ".join(limits) or "–",
        "; ".join(signals) or "–",
        "; ".join(notes) or "–",
    )
