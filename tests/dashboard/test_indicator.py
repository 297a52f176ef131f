"""The screen of one indicator: chart, what moved it, what was known when, its sheet; and the list of all."""

import csv
import datetime as dt
import io
import re
from dataclasses import fields, replace

import pytest

from dashboard.address import Asked, decode, encode
from dashboard.explore import trend as explored
from dashboard.explore.focus import Place, focus
from dashboard.figures.control_chart import control_chart
from dashboard.indicator import known, moved, page, sheet, trend
from dashboard.indicator.listing import GROUPS
from dashboard.svg.breaks import Break, breaks_of
from dashboard.svg.control_plot import control_plot
from dashboard.svg.sparkline import sparkline
from metrics.catalogue import indicators
from metrics.changes.change import Judged
from metrics.indicator import Change, Indicator
from metrics.series import Meaning, Rebase
from tests.dashboard import sample
from vocabulary.period import Month
from vocabulary.scope import Scope

ON_TIME = "FBK-05"
SPACE = "\xa0"


def _page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text.replace(SPACE, " ")


def _focus(desk, code: str = ON_TIME, edition: int = 2):
    place = Place("indicator", f"/indicator/{code}", (code,))
    return focus(desk.at_request(), Asked(sample.selection(edition)), place)


@pytest.mark.parametrize("code", sorted(each.code for each in indicators().values()))
def test_every_indicator_has_a_page_with_chart_words_and_sheet(client, code):
    text = _page(client, f"/indicator/{code}")
    for panel in ("trend", "says", "moved", "known", "sheet"):
        assert f'id="panel-{panel}"' in text
    assert "went wrong" not in text


def test_the_list_has_every_indicator_in_its_group_and_leads_to_it(client):
    text = _page(client, "/indicators")
    order = re.findall(r'href="/indicator/([A-Z]+-\d+)', text)
    assert sorted(order) == sorted(each.code for each in indicators().values())
    groups = [code.partition("-")[0] for code in order]
    of_the_field = [each for each in GROUPS if each in groups]
    assert of_the_field == list(dict.fromkeys(groups))[: len(of_the_field)], "groups of one's own come after the field's"
    rows = list(csv.reader(io.StringIO(client.get("/indicators.csv").text)))
    assert len(rows) == 1 + len(order)


def test_a_page_is_found_by_key_too_and_one_that_is_not_there_is_said_calmly(client):
    assert "Reference sheet" in _page(client, "/indicator/implemented_on_time")
    assert client.get("/indicator/XXX-99").status_code == 404
    assert client.get(f"/indicator/{ON_TIME}/nothing.csv").status_code == 404


def test_every_panel_with_a_table_has_it_as_a_file(client, desk):
    for panel in page.screen_of(desk.indicator(ON_TIME)).panels:
        if panel.key != "says":
            answer = client.get(f"/indicator/{ON_TIME}/{panel.key}.csv")
            assert (answer.status_code, answer.mimetype) == (200, "text/csv"), panel.key


def test_the_scorecard_and_the_explore_screens_lead_here(client, desk):
    assert f'href="/indicator/{ON_TIME}?programme={sample.PROGRAMME}' in _page(client, "/quarterly-review")
    assert ("In full", f"/indicator/{ON_TIME}?programme={sample.PROGRAMME}&until=2026-09&edition=2") in explored.draw(
        _focus(desk)
    ).links


def test_every_number_of_a_sentence_leads_somewhere_that_is_there(client, desk):
    text = client.get(f"/indicator/{ON_TIME}").text
    places = set(re.findall(r'id="([^"]+)"', text))
    links = re.findall(r'<a href="([^"]+)" class="to-number"', text)
    assert len(links) > 4
    for link in links:
        address = link.replace("&amp;", "&")
        if address.startswith("#"):
            assert address[1:] in places
        else:
            assert client.get(address).status_code == 200, address


def test_numbers_without_a_signal_are_folded_and_claim_nothing(desk):
    found = moved.query(desk, Asked(sample.selection()), Place("indicator", "/indicator/TRN-01", ("TRN-01",)))
    found = replace(found, changes=tuple(replace(each, judged=Judged.CHANCE) for each in found.changes))
    drawn = moved.draw(found)
    assert drawn.title == "Nothing has changed beyond chance"
    assert "The numbers, which claim nothing" in drawn.body
    assert "is-signal" not in drawn.body
    told = moved.draw(replace(found, changes=tuple(replace(each, judged=Judged.SIGNAL) for each in found.changes)))
    assert (told.title, "is-signal" in told.body) == ("What moved it", True)


def test_a_change_of_definition_breaks_the_line_and_the_first_definition_does_not(desk):
    found = _focus(desk)
    whole = control_plot(found.series, found.indicator, (), "aloud")
    assert breaks_of(found.series, found.indicator) == ()
    log = (*found.indicator.change_log, Change("2026-02-01", "Withdrawn actions are left out."))
    changed = replace(found, indicator=replace(found.indicator, change_log=log))
    breaks = breaks_of(changed.series, changed.indicator)
    assert breaks == (
        Break(found.selection.months.index(Month(2026, 2)), "definition: Withdrawn actions are left out."),
    )
    broken = control_plot(changed.series, changed.indicator, breaks, "aloud")
    runs = [len(re.findall('class="run', each)) for each in (whole, broken)]
    assert runs[1] == runs[0] - 2, "one stretch less on each of the two papers"
    assert ('class="break"' in broken, 'class="break"' in whole) == (True, False)
    shapes = control_chart(changed.series, changed.indicator)["layout"]
    assert "since Feb 2026, definition: Withdrawn" in str(shapes["annotations"])
    assert any(each.get("line", {}).get("dash") == "dash" for each in shapes["shapes"])
    small = [sparkline(each.series, each.indicator) for each in (found, changed)]
    assert ['class="break"' in each for each in small] == [False, True]
    drawn = trend.draw(changed)
    assert "Broken before Feb 2026: Definition: Withdrawn actions are left out." in drawn.body
    assert "Broken before Feb 2026" in drawn.aloud


def test_a_rebase_is_a_break_with_its_reason(desk):
    found = _focus(desk)
    rebase = (5, Rebase(dt.date(2025, 3, 1), "new rules", "training officer"))
    control = replace(found.series.control, rebases=(rebase,))
    rebased = replace(found, series=replace(found.series, control=control))
    assert breaks_of(rebased.series, rebased.indicator) == (Break(5, "afresh: new rules"),)


def test_the_chart_tells_signals_provisional_months_and_gaps_apart():
    indicator = indicators()["implemented_on_time"]
    series = sample.series((0.7, None, 0.72, 0.4), {3: Meaning.CONCERN})
    points = list(series.points)
    points[2] = replace(points[2], provisional=True)
    drawn = control_plot(replace(series, points=tuple(points)), indicator, (), "aloud")
    assert ('class="dot worse"' in drawn, 'class="hollow"' in drawn, 'class="gap"' in drawn) == (True, True, True)
    assert "run doubtful" in drawn


def test_first_published_signed_and_known_now_stand_side_by_side_with_the_bridge(desk):
    place = Place("indicator", f"/indicator/{ON_TIME}", (ON_TIME,))
    found = known.query(desk.at_request(), Asked(sample.selection()), place)
    first, signed, now = found.times
    assert (first.edition, now.edition, signed.figure) == (1, 2, None)
    assert now.figure.numerator - first.figure.numerator == -1
    assert sum(part.numerator for part in first.way.parts) == -1
    drawn = known.draw(found)
    assert drawn.title == "2026 Q3 is known differently now"
    assert "corrected rows" in drawn.body


def test_what_was_signed_is_for_the_steward_alone(desk):
    place = Place("indicator", f"/indicator/{ON_TIME}", (ON_TIME,))
    partner = replace(desk, scope=Scope.of_partner("ALD")).at_request()
    signed = known.query(partner, Asked(sample.selection()), place).times[1]
    assert "not released" in signed.why_not


def test_the_sheet_has_every_field_of_the_declaration(desk):
    indicator = desk.indicator(ON_TIME)
    told = {name for name, _, _ in sheet.fields(indicator)}
    beside = {"key", "short_title", "direction", "target_source", "target_most", "question", "facts"}
    assert {each.name for each in fields(Indicator)} <= told | beside
    drawn = sheet.draw(sheet.query(desk, Asked(sample.selection()), Place("indicator", "/x", (ON_TIME,))))
    for text in (indicator.definition, indicator.numerator, indicator.limitations[0], indicator.owner_role):
        assert text[1:20] in str(drawn.body)


def test_an_address_may_name_the_day_on_which_it_was_known(client, desk):
    for address in (f"/indicator/{ON_TIME}", "/indicators", "/quarterly-review"):
        assert "edition 1" in _page(client, f"{address}?known_on=2026-10-31"), address
    assert "Nothing was published by 2020-01-01" in _page(client, f"/indicator/{ON_TIME}?known_on=2020-01-01")
    assert "cannot be read" in _page(client, f"/indicator/{ON_TIME}?known_on=yesterday")


def test_a_day_is_spelled_until_its_edition_is_found(desk):
    asked = decode({"known_on": "2026-10-31"}, sample.selection(None))
    assert decode(encode(asked), sample.selection(None)) == asked
    settled = desk.settled(asked)
    assert (settled.selection.edition, settled.known_on) == (1, None)
    assert decode({"known_on": "2026-10-31", "edition": "2"}, sample.selection(None)).known_on is None


def test_partners_chosen_are_the_ones_shown(client):
    text = _page(client, f"/indicator/{ON_TIME}?partners=BRE")
    assert "One partner is chosen" in text or "Brenmark" in text
    assert "what was signed is the figure of all partners together".capitalize() in text


def test_nothing_of_the_page_needs_a_script(client):
    text = client.get(f"/indicator/{ON_TIME}").text
    assert "react-entry-point" not in text
    assert "plotly" not in text
