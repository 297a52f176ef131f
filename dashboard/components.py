"""A drawn panel as Dash components; the same panel as HTML is `panels.as_html`."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import panels
from dashboard.screen import Drawn, Table

GRAPH_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,  # no "Share chart" button: it would send the figure to a stranger
    "plotlyServerURL": "",
    "showEditInChartStudio": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}


def graph(identity: str, figure: dict[str, Any], height: int) -> dcc.Graph:
    """A Plotly chart of a plain dict; *height* in pixels, so that nothing moves when it arrives."""
    return dcc.Graph(id=identity, figure=figure, config=GRAPH_CONFIG, style={"height": f"{height}px"}, responsive=True)


def planted(markup: Markup) -> html.Div:
    """HTML or SVG of our own making inside Dash; `assets/house.js` puts it in place."""
    return html.Div(**{"data-markup": str(markup), "className": "planted"})


def panel(drawn: Drawn) -> list[Component]:
    """The inside of a panel."""
    said = [html.P(drawn.aloud, className="visually-hidden")] if drawn.aloud else []
    twin = [_twin(drawn.table)] if drawn.table else []
    return [_head(drawn), *said, *_components(drawn.body), *twin]


def unavailable(why: str) -> list[Component]:
    """The inside of a panel that cannot be shown, and why."""
    title, rest = panels.told(why)
    said = [html.P(rest, className="why-not")] if rest else []
    return [html.H2(title, className="panel-title quiet"), *said]


def _head(drawn: Drawn) -> html.Div:
    links = [html.A(words, href=address) for words, address in drawn.links]
    return html.Div(
        [
            html.Div([html.H2(drawn.title, className="panel-title"), html.P(drawn.note, className="panel-note")]),
            html.Div(links, className="panel-links"),
        ],
        className="panel-head",
    )


def _components(body: Any) -> list[Component]:
    if body is None:
        return []
    if isinstance(body, Markup):
        return [planted(body)]
    if isinstance(body, Sequence) and not isinstance(body, str):
        return [component for part in body for component in _components(part)]
    return [body]


def _twin(twin: Table) -> html.Div:
    """As one text: hundreds of cells as components would cost more than the figure beside them."""
    return planted(panels.twin(twin))
