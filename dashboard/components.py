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
    return [html.H2("This cannot be shown", className="panel-title"), html.P(why, className="why-not")]


def table(twin: Table) -> html.Div:
    """A table that scrolls by itself where the page is narrow."""
    head = html.Thead(html.Tr([html.Th(word, scope="col") for word in twin.head]))
    body = html.Tbody([html.Tr([_cell(at, text) for at, text in enumerate(row)]) for row in twin.rows])
    return html.Div(
        html.Table([html.Caption(twin.caption), head, body], className="plain"),
        className="scroll",
        tabIndex=0,
        role="group",
        **{"aria-label": twin.caption},
    )


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


def _cell(at: int, text: str) -> html.Th | html.Td:
    return html.Th(text, scope="row") if at == 0 else html.Td(text)
