"""Build the web application. Nothing is built at import."""

import datetime as dt
from collections.abc import Callable, Mapping

from dash import Dash
from flask import g

from dashboard import gate, headers, pages, wiring
from dashboard.desk import Desk
from dashboard.files import Files
from dashboard.intake import Intake
from dashboard.screen import Screen
from dashboard.shell import PRODUCT, Shell, theme_script_hash
from dashboard.turns import InTurn
from metrics.catalogue import indicators
from metrics.cube import Cubes
from vocabulary.catalogue import declared
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.store import Warehouse

_NO_SUCH_FOLDER = "assets-are-served-by-files"


class _Application(Dash):
    """Dash, with our own page around it."""

    def interpolate_index(self, **parts: str) -> str:
        return g.page(parts)


def create_app(
    warehouse: Warehouse, archive: Archive, scope: Scope, clock: Callable[[], dt.date], intake: Intake | None = None
) -> Dash:
    """The screens over *warehouse*, as *scope* may see them; `app.server` is the Flask application.

    Args:
        archive: the kept files, for what stewards download and put in the queue.
        clock: says the day on which the screens are read; it is asked at each request.
        intake: what taking files in needs; None where the screens are only read.
    """
    screens = screens_of()
    explorers = {key: screen.path for screen in screens.values() for key in screen.covers}
    return build(Desk(warehouse, Cubes(warehouse), archive, scope, clock, indicators(), explorers, intake), screens)


def screens_of() -> Mapping[str, Screen]:
    """The screens there are: one file each in `dashboard/layouts`."""
    return declared("dashboard.layouts", Screen)


def build(desk: Desk, screens: Mapping[str, Screen]) -> Dash:
    """The application of one desk with these screens."""
    files = Files.read()
    shell = Shell(screens, files)
    app = _Application(
        __name__,
        title=PRODUCT,
        update_title=None,
        assets_folder=_NO_SUCH_FOLDER,
        include_assets_files=False,
        enable_mcp=False,
        add_log_handler=False,
    )
    wiring.wire(app, shell.screens, desk)
    files.serve_from(app.server)
    pages.add_pages(app, shell, desk)
    gate.guard(app)
    headers.compress(app.server)
    headers.secure(app.server, [theme_script_hash(), *app.csp_hashes()])
    app.server.wsgi_app = InTurn(app.server.wsgi_app)
    return app
