"""The quarterly review of a signed quarter: what was signed, what is known now, what lies between, what was decided."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.application import create_app
from expectations.catalogue import datasets
from metrics.cube import Cubes
from metrics.signed.law import Law
from metrics.signed.signing import sign
from tests.dashboard import sample
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.minutes import Comment, Decision, DecisionState
from warehouse.store import Warehouse

AT = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)
GAP = Law("XD-06", "every place has an outcome", must_hold=True, broken=("run R1",))
PAGE = "/quarterly-review?edition=2"
OWNER = "Lessons & actions manager"


@pytest.fixture
def warehouse(tmp_path) -> Iterator[Warehouse]:
    """A warehouse of its own: what is written down here must not be met elsewhere."""
    opened = Warehouse.open(f"sqlite:///{tmp_path / 'warehouse.sqlite'}", datasets())
    sample.fill(opened)
    yield opened
    opened.close()


def _client(warehouse: Warehouse, tmp_path, scope: Scope) -> FlaskClient:
    return create_app(warehouse, Archive(tmp_path / "kept"), scope, lambda: TODAY).server.test_client()


def _read(client: FlaskClient) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", client.get(PAGE).text.replace("\xa0", " ")))


def test_a_quarter_is_signed_once_and_stands_beside_what_is_known_now(warehouse, tmp_path):
    client = _client(warehouse, tmp_path, Scope.steward())
    assert "2026 Q3 is not signed yet" in _read(client)
    warehouse.comment(Comment(sample.PROGRAMME, "2026Q3", "implemented_on_time", "One owner is <late>.", OWNER, AT))
    signed = sign(warehouse, Cubes(warehouse), sample.selection(1), "Programme director", AT, (GAP,), "R & D is <late>.")
    page = _read(client)
    assert "Two signed figures known differently in edition 2" in page
    assert f"Signed 5 November 2026 by the Programme director, on edition 1 ; seal {signed.sha256[:12]}" in page
    assert f"Signed all the same, because: R &amp; D is &lt;late&gt;. What did not hold: {GAP.line}." in page
    assert "corrected rows: +" in page
    assert "One owner is &lt;late&gt;. – Lessons &amp; actions manager" in page
    assert "Every signed figure stands in edition 1" in _read_edition(client, 1)


def _read_edition(client: FlaskClient, number: int) -> str:
    return re.sub("<[^>]+>", " ", client.get(f"/quarterly-review?edition={number}").text)


def test_decisions_say_who_by_when_and_what_became_of_them(warehouse, tmp_path):
    def decide(quarter: str, said: str, due_on: dt.date) -> int:
        told = (sample.PROGRAMME, quarter, "implemented_on_time", said, OWNER, due_on, "Programme director", AT)
        return warehouse.decide(Decision(0, *told))

    client = _client(warehouse, tmp_path, Scope.steward())
    assert "No decision is written down yet" in _read(client)
    late = decide("2026Q2", "Meet the owners", dt.date(2026, 10, 1))
    decide("2026Q3", "Review their load", dt.date(2026, 12, 15))
    page = _read(client)
    assert "1 of one earlier decision still open, 1 of them overdue; 1 new" in page
    assert "1 October 2026 (overdue)" in page
    warehouse.settle(late, DecisionState.DONE, "Both were met.", OWNER, AT)
    assert "done: Both were met." in _read(client)


def test_a_partner_sees_neither_what_was_signed_nor_what_was_said(warehouse, tmp_path):
    warehouse.comment(Comment(sample.PROGRAMME, "2026Q3", "implemented_on_time", "For us alone.", OWNER, AT))
    sign(warehouse, Cubes(warehouse), sample.selection(1), "Programme director", AT, (GAP,), "For us alone, too.")
    page = _read(_client(warehouse, tmp_path, Scope.of_partner("ALD")))
    assert "For us alone" not in page
    assert "seal" not in page
    assert "Decisions of the review are not released to partners" in page
