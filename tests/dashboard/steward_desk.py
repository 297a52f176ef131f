"""A steward's desk over a real loader: reference lists loaded, files sent in the browser, a real worker."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.application import create_app
from dashboard.intake import Intake
from etl.deliver import work_one
from etl.loader import Loader
from metrics.catalogue import statements
from tests.etl.steward import clock, load_references
from vocabulary.scope import Scope

TODAY = dt.date(2025, 4, 2)
UPLOAD = "/stewardship/upload"


def opened(folder: Path, with_references: bool = True) -> Loader:
    """A loader in *folder*, with the reference lists of a small programme."""
    loader = Loader.open(f"sqlite:///{folder / 'warehouse.sqlite'}", folder / "home", statements())
    if with_references:
        lists = folder / "references"
        lists.mkdir()
        load_references(loader, lists)
    return loader


def application(loader: Loader, scope: Scope | None = None) -> Dash:
    """The screens over what the loader loads."""
    intake = Intake(clock, {"moodle_completion": "Moodle"})
    return create_app(loader.warehouse, loader.archive, scope or Scope.steward(), lambda: TODAY, intake)


def written(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows as a CSV file."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def token(client: FlaskClient, page: str = "/stewardship") -> str:
    """The token of a form, as a browser would find it; its twin is in the client's cookies."""
    return re.search('name="form" value="([^"]+)"', client.get(page).text)[1]


def send(client: FlaskClient, content: bytes, name: str = "roster.csv", **said: str) -> TestResponse:
    """Send a file through the form."""
    fields = {"form": token(client), "file": (io.BytesIO(content), name), **said}
    return client.post(UPLOAD, data=fields, content_type="multipart/form-data")


def work(loader: Loader) -> None:
    """Let a worker empty the queue."""
    while work_one(loader, clock) is not None:
        pass
