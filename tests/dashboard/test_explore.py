"""The explore screens over a real warehouse: what they reach, what they say, and that it adds up."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import ids, points
from dashboard.address import Asked
from dashboard.application import screens_of
from dashboard.desk import Desk
from dashboard.explore import multiples, records, tabs, trend, why
from dashboard.explore.focus import focus
from dashboard.layouts.feedback_closure import PLACE
from dashboard.screen import Screen
from metrics.catalogue import indicators
from metrics.changes.contribution import Contribution
from metrics.cube import Cubes
from metrics.indicator import Unit
from metrics.series import Point
from tests.dashboard import sample
from tests.metrics.shelf import publish
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State

FEEDBACK = "feedback_closure"
EXPLORE = {key: screen for key, screen in screens_of().items() if screen.live and screen.covers}
CHOSEN = {"programme": sample.PROGRAMME, "until": "2026-09"}


def asked(*partners: str, focus_on: str = "") -> Asked:
    return Asked(sample.selection().narrowed(*partners), focus_on)


def changed(client, screen: Screen, fields: dict) -> dict:
    """What the page gets when the selection of *screen* changes."""
    outputs = [{"id": ids.about(screen.key), "property": "data"}]
    outputs += [{"id": ids.panel(screen.key, panel.key), "property": "children"} for panel in screen.panels]
    store = ids.selection(screen.key)
    body = {
        "output": "..{}..".format("...".join(f"{one['id']}.{one['property']}" for one in outputs)),
        "outputs": outputs,
        "inputs": [{"id": store, "property": "data", "value": fields}],
        "changedPropIds": [f"{store}.data"],
        "state": [],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return answer.json["response"]


def test_every_indicator_is_explored_on_exactly_one_screen():
    covered = sorted(key for screen in EXPLORE.values() for key in screen.covers)
    assert covered == sorted(indicators())


@pytest.mark.parametrize("key", EXPLORE)
def test_a_change_is_one_round_trip_that_redraws_every_panel(application, client, key):
    screen = EXPLORE[key]
    mine = [name for name in application.callback_map if ids.panel(key, "trend") in name]
    assert len(mine) == 1
    response = changed(client, screen, CHOSEN)
    assert set(response) == {ids.about(key), *(ids.panel(key, panel.key) for panel in screen.panels)}


@pytest.mark.parametrize("key", EXPLORE)
@pytest.mark.parametrize("partners", ["", "BRE", "BRE,ELM"])
def test_every_indicator_of_every_screen_can_be_in_focus(client, key, partners):
    for indicator in EXPLORE[key].covers:
        response = changed(client, EXPLORE[key], CHOSEN | {"focus": indicator, "partners": partners})
        chart = response[ids.panel(key, "trend")]["children"]
        assert indicators()[indicator].title in str(chart)


def test_an_indicator_of_another_screen_gives_the_first_of_this_one(desk):
    assert focus(desk.at_request(), asked(focus_on="no_show"), PLACE).indicator.code == PLACE.codes[0]


def test_tabs_say_the_verdict_in_words_and_mark_the_chosen(desk):
    found = focus(desk.at_request(), asked(focus_on="overdue_actions"), PLACE)
    links = tabs.draw(found).body.children
    assert [getattr(each, "aria-current") for each in links].count("true") == 1
    assert getattr(links[2], "aria-current") == "true"
    assert links[0].children[1].children[1].children == ", worsening"
    assert "edition=2" in links[0].href


def test_the_table_twin_has_every_month_and_says_what_the_chart_says(desk):
    drawn = trend.draw(focus(desk.at_request(), asked("BRE"), PLACE))
    assert len(drawn.table.rows) == 24
    assert drawn.table.rows[-1][0] == "Sep 2026"
    assert "concern" in drawn.table.rows[-1][5]
    assert drawn.aloud.startswith("On-time implementation, Oct 2024 to Sep 2026")
    assert "Brenmark" in drawn.note


def test_all_partners_stay_in_sight_when_one_is_chosen(desk):
    drawn = multiples.draw(multiples.query(desk.at_request(), asked("BRE"), PLACE))
    trail, body = (str(part) for part in drawn.body)
    assert len(re.findall(r"<li", body)) == len(sample.PARTNERS)
    assert re.findall(r'data-partners="(\w+)" aria-current="true"', body) == ["BRE"]
    assert "All partners" in trail
    assert "Corvia &amp; &lt;Sons&gt;" in body


def test_partners_are_sorted_by_need_and_the_title_names_who_changed(desk):
    drawn = multiples.draw(multiples.query(desk.at_request(), asked(), PLACE))
    assert drawn.title == "Worsening at Brenmark"
    assert drawn.table.rows[0][0] == "Brenmark"
    assert "by chance" in drawn.note


def test_the_reasons_say_counts_interval_and_what_moved_it(desk):
    drawn = why.draw(why.query(desk.at_request(), asked(), PLACE))
    text = re.sub(r"<[^>]+>", " ", str(drawn.body)).replace("\u00a0", " ")
    quarter = desk.series(desk.indicator("FBK-05"), asked().selection).quarter
    assert f"{quarter.numerator} of {quarter.n}" in text
    assert "95 % interval" in text
    assert "Why it is flagged" in text
    assert "Together" in text
    assert "p chart, 24 points" in text
    assert "Definition FBK-05" in text


@given(st.lists(st.floats(-0.4, 0.4), min_size=2, max_size=15))
def test_the_contributions_add_up_as_they_are_said(effects):
    parts = tuple(Contribution(f"P{at}", f"P{at}", rate=effect) for at, effect in enumerate(effects))
    change = sum(effects)
    lines = why._lines(parts, change)
    assert round(sum(round(value * 1000) for _, value in lines)) == round(change * 1000)
    assert len(lines) <= why.MOST_SHOWN + 1


def test_few_cases_are_counts_and_never_a_percentage():
    few = Point("2026 Q3", State.VALUE, 0.75, 3, 4)
    assert points.figure(few, Unit.SHARE) == "3\u00a0of\u00a04"
    assert points.counts(few, Unit.SHARE) == ""
    assert points.whole(replace(few, n=5, numerator=4, value=0.8), Unit.SHARE) == "80\u00a0% (4\u00a0of\u00a05)"
    assert points.whole(Point("2026 Q3", State.NOT_REPORTED), Unit.SHARE) == "not reported"


@pytest.mark.parametrize("partners", [(), ("ALD",), ("ALD", "BRE")])
def test_the_records_are_as_many_as_the_figure_says_and_each_is_late(desk, partners):
    found = records.query(desk.at_request(), asked(*partners), "/x")
    assert len(found.records) == found.point.n - found.point.numerator > 0
    assert all(record.late_by > 0 for record in found.records)
    assert [record.late_by for record in found.records] == sorted(
        (record.late_by for record in found.records), reverse=True
    )


def action(number: str, **more) -> dict:
    due = more.get("due_original_on", dt.date(2026, 8, 15))
    return {
        "action": number, "source_kind": "REQUEST", "action_text": "Agree a <b>form</b>", "programme": "DEMO-REC",
        "responsible_partner": "ALD", "proposed_on": dt.date(2026, 1, 1), "endorsed_on": dt.date(2026, 1, 5),
        "state": "IN_IMPLEMENTATION", "due_original_on": due, "due_current_on": due,
    } | more  # fmt: skip


@pytest.fixture
def registered(warehouse, archive):
    """A register with one action for each way to be on time, late, out or hidden; on both kinds of database."""
    day = dt.date(2026, 8, 15)
    publish(
        warehouse, "2026-11-20",
        programme=[{"programme": "DEMO-REC", "name": "Records", "start_on": dt.date(2026, 1, 1)}],
        partner=[{"partner": code, "name": code.title(), "kind": "NATION"} for code in ("ALD", "BRE")],
        corrective_action=[
            action("on the day", state="IMPLEMENTED", implemented_on=day),
            action("a day late", state="IMPLEMENTED", implemented_on=day + dt.timedelta(days=1)),
            action("still open"),
            action("moved", due_current_on=dt.date(2026, 12, 1)),
            action("ended before", state="CANCELLED", ended_on=day - dt.timedelta(days=1)),
            action("ended after", state="CANCELLED", ended_on=day + dt.timedelta(days=1)),
            action("merged", state="MERGED", ended_on=day + dt.timedelta(days=1)),
            action("last quarter", due_original_on=dt.date(2026, 6, 30)),
            action("next quarter", due_original_on=dt.date(2026, 10, 1)),
            action("for one pair of eyes", marking="BRE"),
        ],
    )  # fmt: skip

    def desk_of(scope: Scope) -> Desk:
        return Desk(warehouse, Cubes(warehouse), archive, scope, lambda: dt.date(2026, 11, 22), indicators())

    return desk_of


CHOICE = Asked(Selection("DEMO-REC", sample.FIRST, sample.LAST + -1, edition=1))
LATE = {"a day late", "still open", "moved", "ended after"}


def test_the_records_follow_the_rule_of_the_indicator_case_by_case(registered):
    found = records.query(registered(Scope.of_partner("ALD")), CHOICE, "/x")
    assert {record.action for record in found.records} == LATE
    assert len(LATE) == found.point.n - found.point.numerator


def test_a_reader_gets_only_the_records_that_are_marked_for_them(registered):
    seen = {
        code: {record.action for record in records.query(registered(Scope.of_partner(code)), CHOICE, "/x").records}
        for code in ("ALD", "BRE")
    }
    assert seen["BRE"] - seen["ALD"] == {"for one pair of eyes"}
    assert not seen["ALD"] - seen["BRE"]


def test_what_was_agreed_is_written_and_never_run(registered):
    body = str(records.draw(records.query(registered(Scope.steward()), CHOICE, "/x")).body[0])
    assert "Agree a &lt;b&gt;form&lt;/b&gt;" in body
    assert "<b>form" not in body


def test_a_quarter_without_due_actions_says_so(registered):
    empty = CHOICE.choosing(replace(CHOICE.selection, until=sample.FIRST))
    with pytest.raises(Unavailable, match="No action was due in 2024 Q4"):
        records.query(registered(Scope.steward()), empty, "/x")


def test_the_download_holds_all_records_of_the_selection(client, desk):
    found = records.query(desk.at_request(), asked("BRE"), PLACE.path)
    answer = client.get(found.download)
    lines = answer.text.strip().splitlines()
    assert lines[0].endswith("Action,What was agreed,Owner,Original due,Implemented,Against due,State")
    assert len(lines) == 1 + len(found.records)
    assert all(",Brenmark," in line for line in lines[1:])


def test_the_table_behind_the_chart_can_be_downloaded_for_what_is_shown(client):
    answer = client.get(f"{PLACE.path}/trend.csv?programme={sample.PROGRAMME}&until=2026-09&focus=overdue_actions")
    assert answer.status_code == 200
    assert "Sep 2026" in answer.text


def test_the_head_says_how_far_the_figures_reach(client):
    page = client.get(f"{PLACE.path}?programme={sample.PROGRAMME}&until=2026-09").text
    assert "Data to" in page
    assert "30\u00a0September\u00a02026" in page
    assert "demonstration data" in page


def test_copy_link_pins_the_edition_and_reset_does_not(client):
    page = client.get(f"{PLACE.path}?programme={sample.PROGRAMME}&until=2026-09").text
    copied = re.search(r'<a href="([^"]+)" id="copy-link"', page)[1]
    assert "edition=2" in copied
    assert f'<a href="{PLACE.path}" class="quiet-link">Reset</a>' in page
