"""One tab for each indicator of the screen: what it is called, where it stands, and what it says now."""

from dash import html

from dashboard import points as said
from dashboard import theme, words
from dashboard.address import link
from dashboard.explore.focus import Focus, Row
from dashboard.screen import Drawn


def draw(found: Focus) -> Drawn:
    """The tabs, as links: each leads to the same screen with another indicator in focus."""
    tabs = [_tab(found, row) for row in found.rows]
    row = html.Nav(tabs, className="indicator-tabs", **{"aria-label": "Indicators"})
    return Drawn("Indicators of this screen", body=row)


def _tab(found: Focus, row: Row) -> html.A:
    indicator, series = row
    variation = series.verdict.variation
    spoken = html.Span(f", {words.VARIATION_WORDS[variation].lower()}", className="visually-hidden")
    is_chosen = indicator.key == found.indicator.key
    return html.A(
        [
            html.Span(className=f"tab-mark {theme.of_variation(variation)}"),
            html.Span([indicator.short_title, spoken], className="tab-name"),
            html.Span(said.figure(series.quarter, indicator.unit), className="tab-figure"),
        ],
        href=link(found.place.path, found.asked.focused(indicator.key)),
        className="indicator-tab",
        **{"data-focus": indicator.key, "aria-current": "true" if is_chosen else "false"},
    )
