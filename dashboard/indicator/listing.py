"""All indicators, group by group: the figure of the quarter, what it rests on, and what its chart says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from flask import Response
from markupsafe import Markup

from dashboard import export, points, shell, theme, words
from dashboard.address import Asked, link
from dashboard.desk import DEMONSTRATION, Desk
from dashboard.evidence.address import behind
from dashboard.indicator.address import LIST, indicator_link
from dashboard.markup import joined, scrolling, tag
from dashboard.pages import asked_of
from dashboard.screen import Head, Page, Screen, Table
from dashboard.svg import marks
from dashboard.svg.sparkline import sparkline
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from metrics.series import Series

GROUPS: Mapping[str, str] = {
    "TRN": "Training",
    "FBK": "Feedback, lessons and actions",
    "PEN": "Partner engagement",
    "REV": "Reviews",
    "SED": "Standards, readiness and learning together",
    "DQ": "Data quality",
}
"""What the beginning of a code stands for; indicators of one's own come after, under their own letters."""
_HEAD = (("Indicator", ""), ("Latest", "num"), ("Trend", ""), ("What it says", ""), ("Target", "num"))
TITLE, QUESTION = "Indicators", "What is measured, and what does each say now?"

Row = tuple[Indicator, Series]


def page(desk: Desk) -> Page:
    """The list as the edition asked for knows it."""
    asked = asked_of(desk).focused("")
    inner = desk.kept(_inner, asked, asked.notices, desk.edition().number)
    return Page(TITLE, inner, head=shell.print_margins(desk, asked), asked=asked)


def table(desk: Desk) -> Response:
    """The list as a file."""
    rows = [(f"{each.code} {each.title}", *_texts(each, series)) for each, series in _rows(desk, asked_of(desk))]
    head = ("Indicator", "Figure", "Cases", "What it says", "Target")
    return export.csv_answer(Table(TITLE, head, tuple(rows)), "indicators")


def _rows(desk: Desk, asked: Asked) -> list[Row]:
    """Every indicator with its series, group by group, in the order of the codes."""
    order = list(GROUPS)
    ordered = sorted(desk.indicators.values(), key=lambda each: (_place(order, each), each.code))
    found = [(each, desk.series(each, asked.selection)) for each in ordered]
    return [(replace(each, target=series.target, target_source=series.target_source), series) for each, series in found]


def _place(order: list[str], indicator: Indicator) -> tuple[int, str]:
    group = _group(indicator)
    return (order.index(group) if group in order else len(order), group)


def _group(indicator: Indicator) -> str:
    return indicator.code.partition("-")[0]


def _inner(desk: Desk, asked: Asked, *_pins: object) -> Markup:
    screen = Screen("indicator", LIST, TITLE, "", QUESTION, (), 0, live=False, charts=False, head=_head)
    groups = [
        _panel(asked, group, list(rows)) for group, rows in groupby(_rows(desk, asked), lambda row: _group(row[0]))
    ]
    return joined((shell.heading(screen, desk, asked), tag("div", groups, class_="panels indicators")))


def _head(desk: Desk, asked: Asked) -> Head:
    fictional = " · demonstration data" if asked.selection.programme.startswith(DEMONSTRATION) else ""
    csv = tag("a", "CSV", href=link(f"{LIST}.csv", asked))
    return Head(TITLE, QUESTION + fictional, (("Indicators", f"{len(desk.indicators)}"), ("As a file", csv)))


def _panel(asked: Asked, group: str, rows: list[Row]) -> Markup:
    title = GROUPS.get(group, group)
    head = tag("tr", [tag("th", name, scope="col", class_=class_ or None) for name, class_ in _HEAD])
    widths = tag("colgroup", [tag("col", class_=f"c{at}") for at in range(1, len(_HEAD) + 1)])
    body = tag("tbody", [_line(asked, *row) for row in rows])
    whole = scrolling(tag("table", widths, tag("thead", head), body, class_="score listed"), title)
    note = tag("p", f"{_summary(rows)}", class_="panel-note")
    top = tag("div", tag("div", tag("h2", title, class_="panel-title"), note), class_="panel-head")
    return tag("section", top, whole, class_="panel full", id=f"panel-{group.lower()}")


def _summary(rows: list[Row]) -> str:
    """How many there are, and how many are flagged."""
    flagged = sum(bool(series.verdict.latest_signal) for _, series in rows)
    said = words.counted(len(rows), "indicator")
    return words.sentence(f"{said}, {words.counted(flagged, 'signal')}")


def _line(asked: Asked, indicator: Indicator, series: Series) -> Markup:
    point, unit = series.quarter, indicator.unit
    name = tag("a", indicator.short_title, href=indicator_link(indicator, asked), class_="name")
    figure = tag("b", points.figure(point, unit)) if point.state.is_number else tag("span", points.figure(point, unit),
                                                                                    class_="muted")  # fmt: skip
    sub = tag("span", points.counts(point, unit), " provisional" if point.provisional else None, class_="sub")
    latest = joined((figure, sub))
    there = behind(Sought(indicator, series.selection), point)
    if there is not None:
        latest = tag("a", latest, href=there, class_="behind-it", title="The rows behind this figure")
    says = (marks.variation(series.verdict.variation), marks.assurance(series.verdict.assurance))
    return tag(
        "tr",
        tag("th", name, tag("span", indicator.code, class_="code"), scope="row"),
        tag("td", latest, class_="num latest"),
        tag("td", sparkline(series, indicator), class_="trend"),
        tag("td", tag("div", [each for each in says if each]), class_="verdict"),
        tag("td", words.target(indicator), class_="num target-said", title=indicator.target_source or None),
        class_=f"row-{theme.of_variation(series.verdict.variation)}",
    )


def _texts(indicator: Indicator, series: Series) -> Iterator[str]:
    yield points.figure(series.quarter, indicator.unit)
    yield points.counts(series.quarter, indicator.unit) or "–"
    yield series.verdict.title
    yield words.target(indicator)
