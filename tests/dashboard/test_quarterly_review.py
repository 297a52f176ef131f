import datetime as dt
import re

import pytest

from dashboard import points, words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.quarterly import partners, reading
from metrics import read
from tests.dashboard import sample
from vocabulary.state import State


def _reported(monkeypatch: pytest.MonkeyPatch, desk: Desk, days: dict[str, dt.date]) -> int | None:
    """Which edition reported the quarter first, were its period to state these days."""
    monkeypatch.setattr(reading, "_days", lambda *_: days)
    return reading.reported_edition(desk, sample.selection())


PAGE = "/quarterly-review?edition={}"


@pytest.fixture
def page(client) -> str:
    return client.get(PAGE.format(2)).text.replace("\xa0", " ")


def test_the_page_shows_the_figures_of_the_metrics_floor_and_no_others(page, desk):
    rows = read.scorecard(desk.cubes, sample.selection(), desk.scope)
    shown = re.findall(r'<td class="num latest">(.*?)</td>', page)
    assert len(shown) == len(rows)
    for cell, (indicator, series) in zip(shown, rows, strict=True):
        text = re.sub("<[^>]+>", " ", cell)
        assert points.whole(series.quarter, indicator.unit).split("(")[0].replace("\xa0", " ") in text
        assert words.counts(series.quarter, indicator.unit) in text


def test_rows_stand_in_the_order_of_need(page, desk):
    rows = read.scorecard(desk.cubes, sample.selection(), desk.scope)
    assert re.findall(r'class="code"[^>]*>([A-Z]+-\d+)<', page) == [indicator.code for indicator, _ in rows]


def test_what_changed_names_signals_only_and_what_chance_would_give(page, desk):
    found = reading.review(desk.at_request(), Asked(sample.selection()))
    sentences = re.findall('<li class="mark-', page)
    assert len(sentences) == len(found.signals) > 0
    assert "On-time implementation" in re.search('<ol class="sentences">.*?</ol>', page, re.S)[0]
    assert f"among {words.counted(found.judged, 'indicator')}; about {found.expected_by_chance:.1f} expected" in page


def test_a_figure_that_was_restated_shows_both_with_the_way_to_the_first(page):
    restated = re.findall('class="restated">([^<]+)<', page)
    assert len(restated) == 2  # on time, and overdue: the same action
    assert all(" → " in each for each in restated)
    assert "two figures restated since" in page
    assert re.search(r'href="[^"]*edition=1"[^>]*>1, 20 October 2026<', page)


def test_the_edition_that_reported_first_shows_no_restatement(client):
    page = client.get(PAGE.format(1)).text
    assert 'class="restated"' not in page
    assert "Reported → now" not in page


def test_before_its_day_of_locking_a_quarter_is_compared_with_the_day_its_reports_were_due(desk, monkeypatch):
    due, locked = dt.date(2026, 10, 22), dt.date(2026, 11, 21)
    assert _reported(monkeypatch, desk, {"due_on": due, "locked_on": locked}) == 1
    assert _reported(monkeypatch, desk, {"due_on": due, "locked_on": dt.date(2026, 11, 20)}) == 2
    assert _reported(monkeypatch, desk, {"due_on": locked, "locked_on": locked}) is None
    assert _reported(monkeypatch, desk, {}) == 1


def test_an_old_edition_shows_the_old_figure(client, desk):
    def latest(edition: int) -> str:
        page = client.get(PAGE.format(edition)).text
        return re.search(r"/indicator/FBK-05.*?latest\">(?:<a[^>]+>)?<b>([^<]+)<", page, re.S)[1]

    old, new = (desk.series(desk.indicator("FBK-05"), sample.selection(edition)).quarter for edition in (1, 2))
    assert old.numerator - new.numerator == 1
    assert latest(1) == words.figure(old, desk.indicator("FBK-05").unit)


def test_completeness_and_what_comes_next_stand_in_the_head(page, desk):
    point = desk.series(desk.indicator("PEN-04"), sample.selection()).quarter
    assert f"{point.numerator} of {point.n} submissions" in page
    assert "Q4 reports due 15 January 2027" in page
    assert "demonstration data" in page


def test_a_partner_that_stopped_reporting_is_not_drawn_as_one_that_was_never_due(page, desk):
    found = partners.timeliness(desk.at_request(), Asked(sample.selection()))
    before_joining = found.grid.cells.get(("Elmar", "Q1\xa025"))
    assert before_joining is None or before_joining.state is not State.VALUE or before_joining.n > 0
    silent = found.grid.cells[("Corvia & <Sons>", "Q3\xa026")]
    assert silent.value == 0 or silent.state is State.NOT_REPORTED


def test_every_figure_has_a_table_twin_and_says_itself(page):
    sections = re.findall(r'<section class="panel (?:full|half)" id="panel-(\w+)">(.*?)</section>', page, re.S)
    drawn = {key: body for key, body in sections if "<svg" in body and key not in ("key",)} | {
        key: body for key, body in sections if 'class="heat"' in body
    }
    assert {"scorecard", "closing", "comparison", "timeliness"} <= set(drawn)
    for key, body in drawn.items():
        assert '<details class="twin">' in body, key
        for drawing in re.findall("<svg[^>]*>", body):
            assert 'aria-label="' in drawing or 'aria-hidden="true"' in drawing, key


def test_every_indicator_is_defined_on_the_page(page, desk):
    for indicator in desk.indicators.values():
        if indicator.headline:
            assert f'id="def-{indicator.code}"' in page
            assert f'href="/indicator/{indicator.code}?' in page


def test_an_indicator_leads_to_the_screen_that_shows_it_at_length(page):
    assert re.search(r'href="/trial\?[^"]*focus=implemented_on_time" class="name"', page)


def test_the_page_needs_neither_plotly_nor_dash(page):
    assert "plotly" not in page
    assert "_dash" not in page


def test_every_id_stands_once_and_every_label_in_the_page_has_its_place(page):
    found = re.findall(r'\sid="([^"]+)"', page)
    assert len(found) == len(set(found))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in found


def test_printed_pages_say_what_was_chosen_and_from_which_edition(page):
    margins = re.search("@page{.*?}}", page)[0]
    assert "Trial Programme" in margins
    assert "edition 2" in margins


def test_a_selection_without_signals_says_that_nothing_changed(client):
    page = client.get("/quarterly-review?until=2025-06&months=6").text
    assert "No indicator has enough months yet to tell change from chance." in page
