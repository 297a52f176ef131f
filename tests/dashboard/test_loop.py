"""The screen "Loop" over a real warehouse: where loops stand, which need somebody, one loop, and what a partner sees of it."""

import csv
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.application import create_app
from dashboard.loop.listing import ON_A_PAGE
from expectations.catalogue import datasets
from metrics.loops.said import MAY_GO_ON
from tests.dashboard import sample
from tests.dashboard.conftest import TODAY
from tests.metrics.loop_lines import ACTION, CHANGE, COURSE, FINDING, OBSERVATION, REVIEW, place, run
from tests.metrics.shelf import day, publish
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.store import Warehouse

PROGRAMME = sample.PROGRAMME
HOSTILE = '<script>alert("x")</script>'
TAGS = re.compile(r"<[^>]+>")


def said(page: str) -> str:
    return re.sub(r"\s+", " ", TAGS.sub(" ", page).replace("\xa0", " "))


def rows() -> dict:
    """A closed loop, one that came back, one that is broken, one that is late; many noted and nothing more."""
    late = {"state": "TASKED", "implemented_on": None, "validated_on": None, "responsible_partner": "COR"}
    observations = [
        OBSERVATION | {"originator_partner": "ALD", "marking": "ALD BRE"},
        OBSERVATION | {"observation": "O2", "title": HOSTILE},
        OBSERVATION | {"observation": "O3", "submitted_on": day("2026-01-10"), "recurs_from": "A2",
                       "state": "NOTED"},
        *(OBSERVATION | {"observation": f"P{at:02}", "title": f"Point {at}", "state": "NOTED"} for at in range(30)),
    ]
    actions = [
        ACTION | {"responsible_partner": "BRE"},
        ACTION | {"action": "A2", "source": "O2", "responsible_partner": "BRE"},
        ACTION | late | {"action": "A3", "source_kind": "FINDING", "source": "F1"},
        ACTION | {"action": "A/4", "source": "O-GONE", "responsible_partner": "DRO"},
    ]
    changes = [CHANGE, CHANGE | {"change": "C2", "caused_by": None}]
    own = {"programme": PROGRAMME}
    return {
        "observation": [row | own for row in observations], "corrective_action": [row | own for row in actions],
        "review": [REVIEW | own], "finding": [FINDING], "change_log": [row | own for row in changes], "course": [COURSE],
        "course_run": [run("N1", "2025-07-07") | own], "training_roster": [place("N1", f"P{at}") for at in range(4)],
    }  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    opened = Warehouse.open(f"sqlite:///{tmp_path_factory.mktemp('loops') / 'warehouse.sqlite'}", datasets())
    names = sample.PARTNERS | {"AAA": "Aland"}
    partners = [{"partner": code, "name": name, "kind": "NATION"} for code, name in names.items()]
    programme = [{"programme": PROGRAMME, "name": "Trial Programme", "start_on": day("2024-10-01")}]
    publish(opened, "2025-03-15", partner=partners, programme=programme,
            observation=[OBSERVATION | {"programme": PROGRAMME, "marking": "ALD BRE"}])  # fmt: skip
    publish(opened, "2026-11-01", **rows())
    yield opened
    opened.close()


def client_of(filled: Warehouse, folder, scope: Scope) -> FlaskClient:
    return create_app(filled, Archive(folder), scope, lambda: TODAY).server.test_client()


@pytest.fixture(scope="module")
def client(filled, tmp_path_factory) -> FlaskClient:
    return client_of(filled, tmp_path_factory.mktemp("kept"), Scope.steward())


@pytest.fixture(scope="module")
def stranger(filled, tmp_path_factory) -> FlaskClient:
    """A partner to whom the first observation is not released."""
    return client_of(filled, tmp_path_factory.mktemp("kept"), Scope.of_partner("COR"))


def test_the_screen_counts_where_loops_stand_and_says_so_in_words_and_as_a_table(client):
    page = client.get("/loop").text
    assert "of 35 loops are closed" in said(page)
    assert page.count("<svg") > 2
    table = client.get("/loop/stands.csv").text.splitlines()
    counts = [int(line.split(",")[1]) for line in table if re.match(r'"?[A-Z][a-z ]+"?,"?\d', line)]
    assert sum(counts) == 35
    assert "Changed version taught,1,0" in "\n".join(table)


def test_what_is_broken_comes_first_then_what_came_back_then_what_is_late(client):
    listed = re.findall(r'<th scope="row"><a href="/loop/(\w+)/([^?]+)\?', client.get("/loop").text)
    assert listed[:3] == [("action", "A%2F4"), ("observation", "O2"), ("finding", "F1")]


@pytest.mark.parametrize(
    ("focus", "codes"),
    [("broken", ["A%2F4"]), ("recurred", ["O2"]), ("late", ["F1"]), ("taught", ["O1"]), ("proposed", [])],
)
def test_the_address_brings_loops_forward_by_where_they_stand_and_what_they_need(client, focus, codes):
    page = client.get(f"/loop?focus={focus}").text
    assert sorted(re.findall(r'<th scope="row"><a href="/loop/\w+/([^?]+)\?', page)) == sorted(codes)


def test_the_address_narrows_to_a_partner_and_keeps_the_edition(client):
    page = client.get("/loop?partners=COR").text
    assert re.findall(r'<th scope="row"><a href="/loop/\w+/([^?]+)\?', page) == ["F1"]
    before = client.get("/loop?edition=1").text
    assert "As known on 15 March 2025" in said(before)
    assert "0 of 1 loops are closed" in said(before)
    assert "edition=1" in re.search(r'href="(/loop/observation/O1[^"]+)"', before)[1]


def test_the_list_has_pages(client):
    first, second = client.get("/loop").text, client.get("/loop?page=2").text
    assert "Page 1 of 2" in said(first)
    assert "Point 29" in said(second)
    assert "Point 29" not in said(first)
    assert client.get("/loop?page=99").status_code == client.get("/loop?page=-1e9").status_code == 200


def test_one_loop_is_a_line_of_steps_with_days_and_links_to_the_rows_behind_them(client):
    page = client.get("/loop/observation/O1").text
    words = said(page)
    assert "30 days after “noted”" in words
    assert "37 days after “change published”" in words
    assert "fewer than 10 persons in 1 run" in words
    assert "The unit that noted it, AAA-1 , was among them." in words
    assert re.findall(r'href="/evidence/row/(\w+)/\d+\?edition=2"', page)[:3] == [
        "observation", "observation", "corrective_action"
    ]  # fmt: skip
    assert re.search(r'<li class="taken" aria-current="step">.*?Changed version taught', page)


def test_a_loop_that_came_back_says_when_and_with_what(client):
    page = client.get("/loop/observation/O2").text
    assert "It was shown to work, and came back" in said(page)
    assert re.search(r'class="back return".*?O3', page)
    assert "Observed again, 10 Jan 2026, 125 days after “validated”." in said(page)
    assert HOSTILE not in page


def test_a_broken_loop_names_the_missing_link_and_how_to_mend_it_even_with_a_slash_in_its_code(client):
    words = said(client.get("/loop/action/A%2F4").text)
    assert "One link is missing" in words
    assert "Names O-GONE. What the action says it comes from is in no register." in words
    assert "mend source in the action register" in words


def test_a_change_that_no_loop_leads_to_is_listed_on_the_screen(client):
    assert "One change that no loop leads to" in said(client.get("/loop").text)


@pytest.mark.parametrize("address", ["/loop/observation/NOBODY", "/loop/rumour/O1", "/loop/observation/" + "x" * 500])
def test_a_loop_that_is_not_there_is_a_calm_page(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is no such page" in said(answer.text)


def test_a_partner_is_told_that_something_is_not_shown_and_never_what(stranger):
    assert stranger.get("/loop/observation/O1").status_code == 404
    page = stranger.get("/loop/action/A1").text
    assert "not released to you" in said(page)
    every = "".join(stranger.get(f"/loop{tail}").text for tail in ("", "?page=2", "?focus=broken", "/action/A1", "/action/A%2F4"))
    assert not re.search(r"\bO1\b", every)
    assert "O-GONE" not in every
    assert "missing link" not in said(every)


def test_a_programme_without_loops_says_so(filled, tmp_path):
    empty = Warehouse.open(f"sqlite:///{tmp_path / 'w.sqlite'}", datasets())
    publish(empty, "2026-01-01", programme=[{"programme": "G9", "name": "New", "start_on": day("2026-01-01")}])
    page = client_of(empty, tmp_path, Scope.steward()).get("/loop")
    assert page.status_code == 200
    assert "No observation, finding or action of this selection is known" in said(page.text)
    empty.close()


LINE = re.compile(r'<ol class="loop-line">.*?</ol>', re.S)


def test_the_quarterly_review_shows_the_same_loops_step_by_step_with_the_way_to_those_that_wait(client):
    line = LINE.search(client.get("/quarterly-review").text)[0]
    reached = [int(count.replace(",", "")) for count in re.findall(r"<b>([\d,]+)</b>", line)]
    table = csv.DictReader(client.get("/loop/stands.csv").text.lstrip("\ufeff").splitlines())
    by_step = {row["Step"]: row for row in table if row.get("Step")}
    steps = re.findall(r'<span class="step">([^<]+)</span>', line)
    assert reached == [int(by_step[step]["Came so far"]) for step in steps]
    assert len(steps) == 8
    assert reached[0] > reached[-1] > 0
    for focus, here in re.findall(r'focus=(\w+)[^>]*>([\d,]+) stand here', line):
        listed = re.findall(r'<th scope="row"><a href="/loop/', client.get(f"/loop?focus={focus}").text)
        assert len(listed) == min(int(here), ON_A_PAGE)
    assert [int(late) for late in re.findall(r'class="late">(\d+) late', line)] == [
        int(by_step[step]["Late"]) for step in steps if int(by_step[step]["Late"])
    ]


def test_a_partner_is_told_on_the_quarterly_review_that_loops_may_go_on_unseen(stranger):
    page = stranger.get("/quarterly-review").text
    assert MAY_GO_ON in page
    assert "O1" not in LINE.search(page)[0]
