"""The control chart of an indicator, under what it says, with every month as a table."""

from dashboard import words
from dashboard.address import link
from dashboard.evidence.address import month_link, quarter_link
from dashboard.explore import trend, why
from dashboard.explore.focus import Focus
from dashboard.markup import joined, tag
from dashboard.screen import Drawn
from dashboard.svg import marks
from dashboard.svg.breaks import Break, breaks_of
from dashboard.svg.control_plot import control_plot
from metrics.indicator import Unit
from metrics.statistics.control import expected_false_signals

KEY = "trend"


def draw(found: Focus) -> Drawn:
    """The chart of the partners chosen, and its method."""
    series, indicator = found.series, found.indicator
    breaks = breaks_of(series, indicator)
    aloud = words.series_aloud(series, indicator) + "".join(
        f" Broken before {_at(found, b)}: {b.text}." for b in breaks
    )
    behind = [month_link(indicator, series.selection, point) for point in series.points]
    plot = control_plot(series, indicator, breaks, aloud, behind)
    said = [tag("p", series.control.says.replace(" %", f"{words.SPACE}%"), class_="method")]
    said += [
        tag("p", f"Broken before {_at(found, each)}: {words.sentence(each.text)}", class_="method") for each in breaks
    ]
    return Drawn(
        series.verdict.title,
        f"{indicator.title}, by month. {found.whom}.{trend.gaps(series)}{_hollow(found)}",
        joined((plot, tag("div", said, class_="methods"))),
        trend.table(found),
        aloud,
        (
            ("Rows behind it", quarter_link(indicator, series.selection)),
            ("CSV", link(f"{found.place.path}/{KEY}.csv", found.asked)),
        ),
    )


def draw_said(found: Focus) -> Drawn:
    """Beside the chart: the figure, why it is flagged or not, how sure it is, what chance does."""
    verdict = found.series.verdict
    parts = (
        why.headline(found),
        tag("div", marks.variation(verdict.variation), marks.assurance(verdict.assurance), class_="verdicts"),
        why.answer(
            "Why it is flagged" if verdict.latest_signal else "Why it is not flagged",
            tag("p", verdict.why.replace(" %", f"{words.SPACE}%")),
        ),
        why.answer("How sure", tag("p", why.sure(found))),
        _chance(found),
    )
    return Drawn("What it says", body=tag("div", [part for part in parts if part], class_="answers"))


def _at(found: Focus, each: Break) -> str:
    return found.series.points[each.at].label


def _hollow(found: Focus) -> str:
    return " Hollow: provisional." if any(point.provisional for point in found.series.points) else ""


def _chance(found: Focus) -> object:
    expected = expected_false_signals(found.series.control)
    if not expected or found.series.verdict.latest_signal:  # then the reasons say it
        return None
    said = words.amount(expected, Unit.SHARE)
    return why.answer("By chance alone", tag("p", f"A chart like this is flagged about {said} of the time."))
