"""Every callback of the product."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard import components, ids, shell, words
from dashboard.address import Asked, Fields, link
from dashboard.desk import Desk
from dashboard.pages import fields_of
from dashboard.screen import Panel, Screen
from vocabulary.errors import Unavailable


def wire(app: Dash, screens: Mapping[str, Screen], desk: Desk) -> None:
    """Register every callback: which screen is open, what each shows, what it tells the shell, and its own wires."""
    live = {key: screen for key, screen in screens.items() if screen.live}
    app.layout = html.Div([dcc.Location(id=ids.LOCATION, refresh=False), html.Div(id=ids.CONTENT)])
    app.validation_layout = html.Div([app.layout, *(frame(screen) for screen in live.values())])
    app.callback(Output(ids.CONTENT, "children"), Input(ids.LOCATION, "pathname"), Input(ids.LOCATION, "search"))(
        partial(opened, live, desk)
    )
    for screen in live.values():
        shown = [Output(ids.panel(screen.key, panel.key), "children") for panel in screen.panels]
        chosen = Input(ids.selection(screen.key), "data")
        app.callback(Output(ids.about(screen.key), "data"), *shown, chosen, prevent_initial_call=True)(
            partial(rendered, screen, desk)
        )
        app.clientside_callback(ClientsideFunction("shell", "tell"), Input(ids.about(screen.key), "data"))
        for wires in screen.wires:
            app.callback(wires.outputs, wires.inputs, wires.states, prevent_initial_call=True)(partial(wires.act, desk))


def opened(screens: Mapping[str, Screen], desk: Desk, pathname: Any, search: Any) -> Component:
    """The screen at an address, drawn at once for what the address asks."""
    screen = next((screen for screen in screens.values() if screen.path == pathname), None)
    if screen is None:
        return html.P("There is no screen at this address.", className="why-not")
    fields = fields_of(search if isinstance(search, str) else "")
    about, *panels = rendered(screen, desk, fields)
    return frame(screen, fields, about, panels)


def rendered(screen: Screen, desk: Desk, fields: Any) -> list[Any]:
    """What the shell is told, and the inside of every panel; all from one edition."""
    desk = desk.at_request()
    try:
        asked = desk.asked(_as_fields(fields))
    except Unavailable as unavailable:
        return [None, *(components.unavailable(str(unavailable)) for _ in screen.panels)]
    return [_about(screen, desk, asked), *(_drawn(panel, desk, asked) for panel in screen.panels)]


def frame(screen: Screen, fields: Fields | None = None, about: Any = None, panels: Sequence[Any] = ()) -> Component:
    """The places of a screen: its two stores and its panels, filled or empty."""
    sections = [
        html.Section(inside, id=ids.panel(screen.key, panel.key), className=f"panel {panel.width}")
        for panel, inside in zip(screen.panels, panels or [None for _ in screen.panels], strict=True)
    ]
    stores = [dcc.Store(id=ids.selection(screen.key), data=fields), dcc.Store(id=ids.about(screen.key), data=about)]
    return html.Div([*stores, *sections], className="panels")


def _drawn(panel: Panel, desk: Desk, asked: Asked) -> Any:
    if panel.pins is None:
        return _inside(desk, panel, asked)
    return desk.kept(_spelled, panel, panel.pins(asked))


def _spelled(desk: Desk, panel: Panel, asked: Asked) -> Any:
    """The inside of a panel as the lists and dicts that the browser is sent: kept so, it costs next to nothing."""
    return _plain(_inside(desk, panel, asked))


def _plain(part: Any) -> Any:
    """Components, however deep, as lists and dicts."""
    if isinstance(part, str):
        return part
    if isinstance(part, Component):
        part = part.to_plotly_json()
    if isinstance(part, dict):
        return {name: inner if type(inner) is str else _plain(inner) for name, inner in part.items()}
    return [_plain(inner) for inner in part] if isinstance(part, list | tuple) else part


def _inside(desk: Desk, panel: Panel, asked: Asked) -> list[Component]:
    try:
        return components.panel(panel.draw(panel.query(desk, asked)))
    except Unavailable as unavailable:
        return components.unavailable(str(unavailable))


def _about(screen: Screen, desk: Desk, asked: Asked) -> dict[str, str]:
    said = words.partners(asked.selection.partners, desk.names(asked.selection.edition).partners)
    return {
        "provenance": str(shell.provenance(screen, desk, asked)),
        "notices": str(shell.notices(screen, desk, asked)),
        "partners": said[:1].upper() + said[1:],
        "link": link(screen.path, asked),
        "carried": link("", Asked(asked.selection)).lstrip("?"),
    }


def _as_fields(fields: Any) -> Fields:
    return fields if isinstance(fields, dict) else {}
