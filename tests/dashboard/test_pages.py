import datetime as dt
import re
from dataclasses import replace

import pytest

from dashboard.address import Asked
from dashboard.application import build, create_app
from tests.dashboard import sample
from tests.dashboard.conftest import SCREEN, TODAY, TRIAL
from vocabulary.scope import Scope

QUARTERLY = "/quarterly-review"


@pytest.mark.parametrize("path", [QUARTERLY, "/trial", "/trial/trend.csv", "/_dash-layout", "/_dash-dependencies"])
def test_what_there_is_is_served(client, path):
    assert client.get(path).status_code == 200


def test_the_first_address_leads_to_the_first_screen(client):
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, QUARTERLY)


NOT_THERE = [
    "/nope", "/quarterly-review/", "/quarterly-review/nope.csv",
    "/quarterly-review/said.csv", "/assets/house.css",
    "/assets/../app.py", "/assets/%00", "/assets/%2e%2e/%2e%2e/etc/passwd", "/house/x/house.css", "/_reload-hash",
    "/_dash-component-suites/plotly/package_data/plotly.min.js", "/_dash-component-suites/none/x.js", "/_mcp",
    "/health",
    "/_dash-component-suites/dash/%00", "/_dash-component-suites/dash/../../app.py", "/_favicon.ico", "/.git/config",
]  # fmt: skip


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_gets_a_calm_page_with_ways_out(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/quarterly-review"' in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_no_other_verb_does_anything(client, method):
    assert getattr(client, method)(QUARTERLY).status_code == 405


@pytest.mark.parametrize("path", [QUARTERLY, "/trial", "/nope", "/_dash-layout", "/trial/trend.csv"])
def test_every_answer_keeps_the_page_to_itself(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    scripts = re.search("script-src ([^;]*)", policy)[1]
    assert "unsafe" not in scripts
    assert not set("*") & set(policy)
    assert "http" not in policy
    for wall in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
        assert wall in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"


def test_our_own_files_are_named_by_their_content_compressed_and_kept_for_ever(client):
    address = re.search('href="(/house/[^"]+house.css)"', client.get(QUARTERLY).text)[1]
    answer = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "br")
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(address).headers.get("Content-Encoding") is None


def test_a_page_is_compressed_as_the_browser_asks(client):
    plain = client.get(QUARTERLY).data
    for coding in ("br", "gzip"):
        answer = client.get(QUARTERLY, headers={"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert len(answer.data) < len(plain) / 3


def test_an_old_edition_says_that_it_is_old_and_what_is_newest(client):
    page = client.get(f"{QUARTERLY}?edition=1").text.replace("\xa0", " ")
    assert "As known on 20 October 2026 (edition 1)." in page
    assert "The newest is 2, 20 November 2026." in page
    assert "As known on" not in client.get(f"{QUARTERLY}?edition=2").text.replace("\xa0", " ").replace(
        "As known</span>", ""
    )


def test_a_link_pins_the_edition_that_was_shown(client):
    page = client.get(QUARTERLY).text
    assert re.search(r'<a href="/quarterly-review\?[^"]*edition=2" id="copy-link"', page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("until=soon", "until = “soon”, which cannot be read"),
        ("edition=99", "There is no edition 99 yet; the newest, 2, is shown."),
        ("partners=ALD,XYZ", "No partner XYZ is known in edition 2; left out."),
        ("programme=OTHER", "No programme OTHER is known in edition 2; DEMO-TST is shown."),
    ],
)
def test_a_part_of_a_link_that_cannot_be_used_is_named(client, query, said):
    assert said in client.get(f"{QUARTERLY}?{query}").text


def test_markup_in_names_and_links_is_only_text(client):
    page = client.get(f"{QUARTERLY}?until=<script>alert(1)</script>&partners=COR").text
    assert "<script>alert" not in page
    assert "<Sons>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Corvia &amp; &lt;Sons&gt;" in page


def test_ticked_partners_come_as_one_field_or_as_several(client):
    one, several = (
        client.get(f"{QUARTERLY}?{query}").text for query in ("partners=ALD,BRE", "partners=ALD&partners=BRE")
    )
    assert 'id="partners-said">Alderland and Brenmark<' in one
    assert one == several


def test_the_selection_bar_is_a_form_that_needs_no_script(client):
    page = client.get(QUARTERLY).text
    form = re.search("<form.*?</form>", page, re.S)[0]
    assert 'method="get" action="/quarterly-review"' in form
    assert {"programme", "until", "months", "partners", "edition"} <= set(re.findall('name="([a-z]+)"', form))
    assert "<button" in form


def test_the_table_behind_a_figure_is_a_file(client):
    answer = client.get("/trial/trend.csv")
    assert answer.text.startswith("\ufeffMonth,n\r\nOct 2024,30\r\n")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="trial-trend.csv"'


def test_an_empty_warehouse_says_so_and_what_to_do(warehouse, archive):
    app = create_app(warehouse, archive, Scope.steward(), lambda: TODAY)
    answer = app.server.test_client().get(QUARTERLY)
    assert answer.status_code == 503
    assert "Nothing has been published yet. Load a file" in answer.text


def test_a_defect_of_ours_is_a_calm_page_without_its_reasons(desk):
    def broken(*_):
        raise ZeroDivisionError("secret 42")

    app = build(desk, {TRIAL: SCREEN})
    app.server.add_url_rule("/broken", view_func=broken)
    answer = app.server.test_client().get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "could not be made" in answer.text


def test_a_partner_sees_its_marking_and_never_what_is_not_releasable_to_it(filled, archive):
    app = create_app(filled, archive, Scope.of_partner("ALD"), lambda: TODAY)
    page = app.server.test_client().get(QUARTERLY).text
    assert "Releasable to ALD" in page


def test_the_whole_page_is_kept_by_scope_and_never_shared_between_scopes(desk, filled, archive):
    steward = build(desk, {TRIAL: SCREEN}).server.test_client().get("/trial").text
    partner = create_app(filled, archive, Scope.of_partner("BRE"), lambda: TODAY).server.test_client().get(QUARTERLY).text
    assert "All markings" in steward
    assert "All markings" not in partner


def test_what_is_kept_names_its_edition(desk):
    with pytest.raises(ValueError, match="edition"):
        desk.scorecard(sample.selection(None))


def test_settling_fills_in_the_edition_that_is_shown(desk):
    assert desk.at_request().settled(Asked(sample.selection(None))).selection.edition == 2


def test_what_is_kept_for_one_scope_is_never_given_to_another(desk):
    def reader(each):
        return each.scope.reader

    partner = replace(desk, scope=Scope.of_partner("ALD"))
    assert (desk.kept(reader), partner.kept(reader), desk.kept(reader)) == ("steward", "partner ALD", "steward")


def test_what_one_request_found_is_gone_with_the_next(desk):
    found = []

    def find(_, word):
        found.append(word)

    for request in (desk.at_request(), desk.at_request()):
        request.once(find, "x")
        request.once(find, "x")
    assert found == ["x", "x"]


def test_the_day_is_asked_at_each_request(desk):
    days = iter([TODAY, TODAY + dt.timedelta(days=1)])
    left_open = replace(desk, clock=lambda: next(days))
    first, second = left_open.at_request(), left_open.at_request()
    assert (first.today, first.today, second.today) == (TODAY, TODAY, TODAY + dt.timedelta(days=1))
