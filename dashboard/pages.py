"""The addresses of the product: screens, the tables behind their figures, and the calm pages for what is not there."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qs

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Response, g, redirect, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, NotFound

from dashboard import export, ids, panels, shell
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.markup import joined, tag, verbatim
from dashboard.screen import Panel, Route, Screen
from dashboard.shell import Shell
from vocabulary.errors import Unavailable

_NOT_SERVED = ("/<path:path>", "/assets/<path:filename>", "/_reload-hash", "/_favicon.ico")
_FULL_PLOTLY = "/_dash-component-suites/plotly/"  # replaced by the smaller bundle of `files`
_FILLS_WHEN_EMPTY = "stewardship"
"""Key of the screen that has something to do before anything was published."""
_WRONG = "Something of ours went wrong. The figures are safe; trying again often helps."


def fields_of(search: str) -> dict[str, str]:
    """The fields of a query string; a field said several times is joined by commas (ticked partners)."""
    said = parse_qs(search.lstrip("?"), keep_blank_values=True, max_num_fields=1000)
    return {name: ",".join(values) for name, values in said.items()}


def add_pages(app: Dash, shell_: Shell, desk: Desk) -> None:
    """Give every screen its address, and every other address a calm answer."""
    server = app.server
    screens = sorted(shell_.screens.values(), key=lambda screen: screen.place)
    for screen in screens:
        if screen.path not in {route.path for route in screen.routes}:
            page = partial(_live_page, app) if screen.live else _whole_page
            server.add_url_rule(screen.path, f"screen {screen.key}", partial(page, shell_, desk, screen))
        for panel in screen.panels:
            address = f"{screen.path}/{panel.key}.csv"
            server.add_url_rule(address, f"table {address}", partial(_table, desk, screen, panel))
        for route in screen.routes:
            serve = partial(_routed, shell_, desk, screen, route)
            server.add_url_rule(route.path, f"route {route.path}", serve, methods=list(route.methods))
    server.view_functions["/"] = lambda: redirect(screens[0].path)
    server.before_request(_refuse_unknown)
    server.register_error_handler(Unavailable, partial(_unavailable, shell_, desk))
    server.register_error_handler(HTTPException, partial(_not_there, shell_, desk))
    for missing in (DependencyException, InvalidResourceError):
        server.register_error_handler(missing, lambda _: _not_there(shell_, desk, NotFound()))
    server.register_error_handler(Exception, partial(_broken, app, shell_, desk))


def marking(desk: Desk) -> str:
    """What may be done with the page: whose markings are in it."""
    return "All markings" if desk.scope.partner is None else f"Releasable to {desk.scope.partner}"


def asked_of(desk: Desk) -> Asked:
    """What the present request asks, with its edition filled in."""
    return desk.asked(fields_of(request.query_string.decode("utf-8", "replace")))


def _whole_page(shell_: Shell, desk: Desk, screen: Screen) -> Response:
    """A page that an edition and a selection pin: made once, whoever of the same scope asks for it."""
    desk = desk.at_request()
    asked = asked_of(desk)
    written = desk.warehouse.written()  # commentary, decisions and sign-offs are of no edition
    pins = (asked.notices, desk.edition().number, written, desk.today if written else None)
    return _answer(desk.kept(_written, shell_, screen, asked, *pins))


def _written(desk: Desk, shell_: Shell, screen: Screen, asked: Asked, *_pins: object) -> str:
    inner = shell.heading(screen, desk, asked) + tag(
        "div", [panels.shown(panel, desk, asked) for panel in screen.panels], class_="panels"
    )
    return shell_.page(screen.title, inner, _band(shell_, desk, screen, asked), head=shell.print_margins(desk, asked))


def _live_page(app: Dash, shell_: Shell, desk: Desk, screen: Screen) -> Response:
    desk = desk.at_request()
    asked = asked_of(desk)
    g.page = partial(
        _around_dash, shell_, screen, shell.heading(screen, desk, asked), _band(shell_, desk, screen, asked)
    )
    return _answer(app.index())


def _routed(shell_: Shell, desk: Desk, screen: Screen, route: Route, **parts: str) -> Response:
    answer = route.serve(desk.at_request(), **parts)
    if isinstance(answer, Response):
        return answer
    page = shell_.page(answer.title, answer.inner, _band(shell_, desk, screen, answer.asked), head=answer.head)
    return _answer(page, answer.status)


def _around_dash(shell_: Shell, screen: Screen, heading: Markup, band: Markup, parts: Mapping[str, str]) -> str:
    waiting = tag(
        "div", [tag("section", class_=f"panel {panel.width} waiting") for panel in screen.panels], class_="panels"
    )
    entry = tag("div", waiting, id="react-entry-point")
    plotly = tag("script", src=shell_.files.plotly.address) if screen.charts else ""
    tail = joined((verbatim(parts["config"]), verbatim(parts["scripts"]), plotly, verbatim(parts["renderer"])))
    return shell_.page(screen.title, heading + entry, band, tail, verbatim(parts["css"]), ids.selection(screen.key))


def _table(desk: Desk, screen: Screen, panel: Panel) -> Response:
    desk = desk.at_request()
    drawn = panel.draw(panel.query(desk, asked_of(desk)))
    if drawn.table is None:
        raise NotFound
    return export.csv_answer(drawn.table, f"{screen.key}-{panel.key}")


def _band(shell_: Shell, desk: Desk, screen: Screen | None = None, asked: Asked | None = None) -> Markup:
    return shell_.band(desk.scope.reader, marking(desk), screen, asked)


def _refuse_unknown() -> None:
    rule = request.url_rule.rule if request.url_rule else ""
    if rule in _NOT_SERVED or request.path.startswith(_FULL_PLOTLY):
        raise NotFound


def _unavailable(shell_: Shell, desk: Desk, error: Unavailable) -> Response:
    ways_out = [(screen.title, screen.path) for screen in shell_.screens.values() if screen.key == _FILLS_WHEN_EMPTY]
    inner = shell.message("There is nothing to show yet", str(error), ways_out or [("Try again", request.path)])
    return _answer(shell_.page("Nothing to show", inner, _band(shell_, desk)), 503)


def _not_there(shell_: Shell, desk: Desk, error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    title = "There is no such page" if error.code == 404 else "This request cannot be answered"
    in_order = sorted(shell_.screens.values(), key=lambda screen: screen.place)
    ways_out = [(screen.title, screen.path) for screen in in_order if screen.menu]
    inner = shell.message(title, "The link may be old, or was not copied whole.", ways_out)
    return _answer(shell_.page(title, inner, _band(shell_, desk)), error.code)


def _broken(app: Dash, shell_: Shell, desk: Desk, error: Exception) -> Response:
    app.logger.error("request %s failed", request.path, exc_info=error)
    inner = shell.message("This page could not be made", _WRONG, [("Try again", request.path)])
    return _answer(shell_.page("Something went wrong", inner, _band(shell_, desk)), 500)


def _answer(page: str, status: int = 200) -> Response:
    return Response(page, status, content_type="text/html; charset=utf-8")
