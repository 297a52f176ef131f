"""The screens over a real warehouse, and one live screen that exists only here."""

import datetime as dt
from collections.abc import Iterator

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import components, ids, theme
from dashboard.address import Asked
from dashboard.application import build, screens_of
from dashboard.desk import Desk
from dashboard.screen import Drawn, Panel, Screen, Table
from dashboard.svg.sparkline import sparkline
from expectations.catalogue import datasets
from metrics.catalogue import indicators
from metrics.cube import Cubes
from tests.dashboard import sample
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.store import Warehouse

TODAY = dt.date(2026, 11, 22)
TRIAL = "trial"


def _read(desk: Desk, asked: Asked):
    indicator = desk.indicator("FBK-05")
    return indicator, desk.series(indicator, asked.selection)


def _draw(found) -> Drawn:
    indicator, series = found
    values = [point.value for point in series.points]
    figure = {
        "data": [{"type": "scatter", "y": values, "line": {"color": theme.LIGHT["worse"]}}],
        "layout": theme.layout(),
    }
    body = [components.graph(ids.part(TRIAL, "trend", "graph"), figure, 240), sparkline(series, indicator)]
    rows = tuple((point.label, str(point.n)) for point in series.points)
    return Drawn(series.verdict.title, "A note", body, Table("By month", ("Month", "n"), rows), "A text")


SCREEN = Screen(
    key=TRIAL, path="/trial", title="Trial", menu="Trial", question="Does it hold?", place=9,
    panels=(Panel("trend", _read, _draw),), covers=("implemented_on_time",),
)  # fmt: skip


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The sample programme, in SQLite."""
    opened = Warehouse.open(f"sqlite:///{tmp_path_factory.mktemp('screens') / 'warehouse.sqlite'}", datasets())
    sample.fill(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def desk(filled: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    archive = Archive(tmp_path_factory.mktemp("kept"))
    return Desk(
        filled, Cubes(filled), archive, Scope.steward(), lambda: TODAY, indicators(),
        {"implemented_on_time": SCREEN.path},
    )  # fmt: skip


@pytest.fixture(scope="session")
def application(desk: Desk) -> Dash:
    return build(desk, {**screens_of(), TRIAL: SCREEN})


@pytest.fixture
def client(application: Dash) -> FlaskClient:
    return application.server.test_client()
