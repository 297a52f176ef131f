"""The first file of a new programme: our own blank workbook, a few of its sheets filled in, the others left as they are."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient

from etl.loader import Loader
from tests.dashboard.steward_desk import application, opened, send, work
from tests.dashboard.test_stewardship import said
from tests.etl.steward import REFERENCES, place
from vocabulary.scope import Scope

PLACES = [place(number) for number in range(1, 12)]
FILLED = REFERENCES | {"training_roster": PLACES}


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    loader = opened(tmp_path, with_references=False)
    yield loader
    loader.warehouse.close()


@pytest.fixture
def client(loader: Loader) -> FlaskClient:
    return application(loader).server.test_client()


def filled(client: FlaskClient, sheets: dict) -> bytes:
    """The blank workbook of all sheets, these filled in."""
    workbook = openpyxl.load_workbook(io.BytesIO(client.get("/stewardship/templates/all.xlsx").data))
    for name, rows in sheets.items():
        columns = {cell.value: cell.column for cell in workbook[name][1]}
        for at, row in enumerate(rows, start=2):
            for column, text in row.items():
                workbook[name].cell(at, columns[column]).value = text
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def sent(loader: Loader, client: FlaskClient, sheets: dict, name: str = "first.xlsx") -> str:
    """Address of the submission, once the worker is done."""
    there = send(client, filled(client, sheets), name).headers["Location"]
    work(loader)
    return there


def test_sheets_left_blank_are_one_line_and_ours_is_no_finding(loader, client):
    page = client.get(sent(loader, client, dict(FILLED))).text
    told = said(page)
    assert "Loaded, nothing held back" in told
    assert "sheets without rows" in told
    assert page.count('class="account"') == len(FILLED)
    assert "About this file" not in told


def test_what_it_moved_is_told_against_nothing_and_only_counts_stand_side_by_side(loader, client):
    told = said(client.get(sent(loader, client, dict(FILLED))).text)
    assert "Edition 1, 2 April 2025, the first." in told
    assert "Course completion Mar 25 CRP 0 of 0 11 of 11" in told
    assert "Also moved, without counts to compare: " in told


def test_blank_sheets_report_nothing_unless_the_file_says_of_what_period(loader, client):
    sent(loader, client, dict(FILLED))
    manifest = loader.warehouse.rows("submission_manifest", Scope.steward())
    assert set(manifest["dataset"]) == set(FILLED)


def test_a_page_never_rewrites_the_name_of_a_file(loader, client):
    told = said(client.get(sent(loader, client, dict(FILLED), "roster.xlsx")).text)
    assert "Roster.xlsx" not in told


def test_one_column_wrong_in_every_row_is_one_rule_to_mend(loader, client):
    wrong = [row | {"participant_key": f"p{number}"} for number, row in enumerate(PLACES)]
    text = client.get(sent(loader, client, FILLED | {"training_roster": wrong})).text
    page, rules = said(text), re.findall('class="reason">([^<]*)<', text)
    assert [rule.startswith("participant_key is an id") for rule in rules].count(True) == 1
    assert "Most often: participant_key is an id" in page, "whoever reads only why it was refused is told, too"
    assert "Write it as P0" in page
    assert "The others likewise" in page


def test_blank_workbooks_stand_in_the_order_in_which_they_are_needed(client):
    page = said(client.get("/stewardship").text)
    lists, reports = page.index("Reference lists, sent first"), page.index("Reports What happened")
    assert lists < page.index("Programmes One row") < reports < page.index("Training roster One row")
