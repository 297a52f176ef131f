"""The scorecard: one row an indicator, the most pressing first."""

from markupsafe import Markup

from dashboard import points, theme, words
from dashboard.address import link
from dashboard.desk import Desk
from dashboard.evidence.address import behind, month_link
from dashboard.indicator.address import indicator_link
from dashboard.markup import joined, scrolling, tag
from dashboard.quarterly.reading import Review
from dashboard.screen import Drawn, Table, linked
from dashboard.svg import marks
from dashboard.svg.sparkline import sparkline
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from metrics.series import Series

_HEAD = (("Indicator", ""), ("Latest", "num"), ("Trend", ""), ("What it says", ""), ("Target", "num"))
_RESTATED = ("Reported → now", "num")


def draw(found: tuple[Desk, Review]) -> Drawn:
    """The scorecard as a table with a drawing in each row."""
    desk, review = found
    months = len(review.asked.selection.months)
    note = f"Sorted by need for attention. {months} months; grey band: ordinary variation; dotted: target."
    columns = (*_HEAD, _RESTATED) if review.reported else _HEAD
    head = tag("tr", [tag("th", name, scope="col", class_=class_ or None) for name, class_ in columns])
    rows = [_row(desk, review, indicator, series) for indicator, series in review.rows]
    widths = tag("colgroup", [tag("col", class_=f"c{at}") for at in range(1, len(columns) + 1)])
    table = tag("table", widths, tag("thead", head), tag("tbody", rows), class_="score")
    return Drawn("Scorecard", note, scrolling(table, "Scorecard"), _months(review))


def _row(desk: Desk, review: Review, indicator: Indicator, series: Series) -> Markup:
    colour = theme.of_variation(series.verdict.variation)
    return tag(
        "tr",
        tag("th", _name(desk, review, indicator), scope="row"),
        tag("td", _behind(indicator, series, _latest(indicator, series)), class_="num latest"),
        tag("td", sparkline(series, indicator), class_="trend"),
        tag("td", tag("div", *_verdict(series), _owner(review, indicator)), class_="verdict"),
        tag("td", words.target(indicator), class_="num target-said", title=indicator.target_source or None),
        tag("td", _restated(review, indicator, series), class_="num restated-said") if review.reported else None,
        class_=f"row-{colour}",
    )


def _name(desk: Desk, review: Review, indicator: Indicator) -> Markup:
    explorer = desk.explorers.get(indicator.key)
    address = link(explorer, review.asked.focused(indicator.key)) if explorer else f"#{definition_id(indicator)}"
    return joined(
        (
            tag("a", indicator.short_title, href=address, class_="name"),
            tag(
                "a",
                indicator.code,
                href=indicator_link(indicator, review.asked),
                class_="code",
                aria_label=f"{indicator.code}, in full",
            ),
        )
    )


def definition_id(indicator: Indicator) -> str:
    """The place on the page where the indicator is defined."""
    return f"def-{indicator.code}"


def _latest(indicator: Indicator, series: Series) -> tuple[Markup, Markup]:
    point = series.quarter
    figure = points.figure(point, indicator.unit)
    shown = tag("b", figure) if point.state.is_number else tag("span", figure, class_="muted")
    if not point.state.is_number:
        return shown, tag("span", point.note, class_="sub")
    said = points.counts(point, indicator.unit)
    return shown, tag("span", said, " provisional" if point.provisional else None, class_="sub")


def _behind(indicator: Indicator, series: Series, latest: tuple[Markup, Markup]) -> Markup | tuple[Markup, Markup]:
    """The figure as the way to the rows that make it."""
    there = behind(Sought(indicator, series.selection), series.quarter)
    if there is None:
        return latest
    return tag("a", latest, href=there, class_="behind-it", title="The rows behind this figure")


def _verdict(series: Series) -> tuple[Markup, Markup | None, Markup | None]:
    verdict = series.verdict
    why = tag("details", tag("summary", "Why"), tag("p", verdict.why), class_="why") if verdict.why else None
    return marks.variation(verdict.variation), marks.assurance(verdict.assurance), why


def _owner(review: Review, indicator: Indicator) -> Markup | None:
    """What the owner of the indicator says of the quarter."""
    comment = review.comments.get(indicator.key)
    return None if comment is None else tag("p", f"{comment.said} ", tag("span", f"– {comment.role}"), class_="owner")


def _restated(review: Review, indicator: Indicator, series: Series) -> Markup:
    said = review.restated(indicator, series.quarter)
    if said is not None:
        return tag("span", " → ".join(said), class_="restated")
    return tag("span", "unchanged", class_="muted")


def _months(review: Review) -> Table:
    """The twin: every month of every indicator, as words."""
    months = review.asked.selection.months
    head = ("Indicator", *(words.short_month(month) for month in months))
    rows = tuple(
        (
            f"{indicator.code} {indicator.short_title}",
            *(
                linked(
                    words.figure(point, indicator.unit) + ("*" if point.provisional else ""),
                    month_link(indicator, series.selection, point),
                )
                for point in series.points
            ),
        )
        for indicator, series in review.rows
    )
    return Table("Every month of every indicator; * provisional.", head, rows)
