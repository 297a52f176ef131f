"""Every screen, panel by panel: no figure without a way to the rows behind it, and each way leads to that very figure."""

import html
import re
from collections.abc import Iterator

import pytest

from dashboard import panels
from dashboard.address import Asked
from dashboard.application import screens_of
from dashboard.evidence.address import behind, wanted
from dashboard.indicator.page import screen_of
from dashboard.markup import joined
from dashboard.screen import Drawn, Linked, Panel, Screen
from dashboard.svg.sparkline import sparkline
from metrics.evidence.evidence import Sought
from metrics.series import Point
from tests.dashboard import sample
from vocabulary.errors import Unavailable
from vocabulary.state import State

TAGS = re.compile(r"<[^>]+>")
FIGURE = re.compile(r"\d[\d,.]*\xa0(?:%|d\b)|\b\d[\d,]*\sof\s\d")
NUMBER = re.compile(r"^\d[\d,.]*(\xa0(%|d))?\*?( \(.*\))?$|^\d[\d,]*\sof\s\d[\d,]*$")
NO_FIGURES = re.compile(r'<li class="axis".*?</li>|<details.*?</details>|[Tt]arget [≥≤][^,.;<]*|is no (?:share|sum).*?<')
"""Numbers that are no figures: of an axis, a definition, a target."""
WAYS = ('href="/evidence', 'data-there="/evidence')
OTHERWISE = {
    "tabs": "a tab brings its indicator forward, whose chart and figure lead to their rows",
    "moved": "its numbers lead to what they are made of, and that to the rows",
    "key": "how to read the page",
    "sheet": "a declaration: its numbers are targets",
    "quality": "counts of rules and submissions: they lead to the submissions",
    "stands": "counts of loops: they lead to the list of those loops, and each loop to its rows",
    "loops": "the same counts, step by step: they lead to the same lists",
    "decisions": "decisions are written down here, and stand there in full",
}
MOST_FOLLOWED = 40


def _screens(desk) -> Iterator[Screen]:
    yield from (screen for screen in screens_of().values() if screen.panels)
    yield from (screen_of(desk.indicator(code)) for code in ("FBK-05", "FBK-06", "FBK-07", "TRN-01", "PEN-03"))


def _drawn(desk) -> Iterator[tuple[Screen, Panel, Drawn]]:
    desk = desk.at_request()
    for screen in _screens(desk):
        for focus in ("", *screen.covers[1:4:2]):
            for panel in screen.panels:
                try:
                    yield screen, panel, panel.draw(panel.query(desk, Asked(sample.selection(), focus)))
                except Unavailable:
                    continue


@pytest.fixture(scope="module")
def everything(desk) -> list[tuple[Screen, Panel, Drawn]]:
    return list(_drawn(desk))


def _markup(panel: Panel, drawn: Drawn) -> str:
    """What stands in the panel without its twin; Dash components as they print themselves."""
    parts = drawn.body if isinstance(drawn.body, list | tuple) else [drawn.body]
    return str(panels.as_html(panel, Drawn(drawn.title, links=drawn.links))) + "".join(map(str, parts))


def test_every_panel_that_shows_figures_has_a_way_to_their_rows(everything):
    without = [
        f"{screen.key}/{panel.key}: {TAGS.sub(' ', _markup(panel, drawn))}"
        for screen, panel, drawn in everything
        if panel.key not in OTHERWISE
        and FIGURE.search(TAGS.sub(" ", NO_FIGURES.sub("", _markup(panel, drawn))))
        and not any(way in _markup(panel, drawn) for way in WAYS)
    ]
    assert without == [], "\n".join(map(str, without))
    assert len({(screen.path, panel.key) for screen, panel, _ in everything}) > 40


def test_every_row_of_a_table_twin_with_a_figure_leads_to_its_rows(everything):
    without = [
        f"{screen.key}/{panel.key}: {row}"
        for screen, panel, drawn in everything
        if drawn.table is not None and panel.key not in OTHERWISE
        for row in drawn.table.rows
        if any(NUMBER.match(text) and text != "0" for text in row[1:]) and not any(isinstance(text, Linked) for text in row)
    ]
    assert without == [], "\n".join(map(str, without))


def test_each_way_of_a_table_twin_leads_to_the_figure_that_it_is_of(everything, client):
    ways = {
        text.there: str(text)
        for _, panel, drawn in everything
        if drawn.table is not None
        for row in drawn.table.rows
        for text in row
        if isinstance(text, Linked) and text.there.startswith("/evidence?")
    }
    step = max(1, len(ways) // MOST_FOLLOWED)
    for there, text in sorted(ways.items())[::step]:
        answer = client.get(there)
        said = re.sub(r"\s+", " ", html.unescape(TAGS.sub(" ", answer.text)))
        wanted_ = re.sub(r"\s+", " ", text.rstrip("*").split(" (")[0])
        assert answer.status_code == 200, there
        assert wanted_ in said, (there, text)
    assert len(ways) > MOST_FOLLOWED


def test_hidden_figures_and_months_without_one_have_no_way(desk):
    sought = Sought(desk.indicator("TRN-08"), sample.selection())
    for state in (State.SUPPRESSED, State.NOT_REPORTED, State.NOT_APPLICABLE):
        assert behind(sought, Point("x", state)) is None
    assert behind(sought, Point("x", State.VALUE, 0.5, 1, 2)) is not None
    assert behind(sought, Point("x", State.NOT_APPLICABLE, left_out=3)) is not None, "the rows left out say why"


def test_an_address_of_evidence_says_runs_counts_and_rows_that_name_no_partner(desk):
    desk = desk.at_request()
    fields = {"indicator": "FBK-07", "until": "2026-09", "since": "2026-01", "edition": "2"}
    asked = wanted(desk, fields)
    assert asked.sought.is_run
    assert str(asked.sought.selection.since) == "2026-01"
    assert wanted(desk, fields | {"since": "2027-01"}).notices
    assert wanted(desk, fields | {"since": "1990-01"}).notices
    assert wanted(desk, {"indicator": "FBK-07", "count": "no due date"}).sought.part == "no due date"
    nobody = wanted(desk, {"indicator": "FBK-05", "partners": "~"}).sought
    assert nobody.selection.partners == ("",)
    assert "partners=~" in behind(nobody, Point("x", State.VALUE, 0.5, 1, 2))


def test_every_small_chart_says_its_method_whether_it_is_screened_and_how_many_points_it_has(client, everything, desk):
    pages = [client.get(path).text for path in ("/quarterly-review?edition=2", "/indicators")]
    small = [drawn.body for _, panel, drawn in everything if panel.key == "partners" and isinstance(drawn.body, list)]
    pages += [str(joined(body)) for body in small]
    for page in pages:
        charts = page.count('class="spark"')
        told = re.findall(r'class="made-by">([^<]*)<', page)
        assert len(told) == charts > 3
        for said in told:
            assert said == "no settled month" or re.search(r"chart.*, \d+ points?, (not )?screened$", said), said
    assert "made-by" in sparkline(sample.series((0.5,) * 14), desk.indicator("FBK-05"))


def test_every_large_chart_says_its_method_beside_it(everything):
    for screen, panel, drawn in everything:
        if panel.key == "trend":
            said = f"{drawn.table.caption}"
            assert re.search(r"(chart|No chart).*", said), screen.path
        if panel.key == "comparison":
            assert re.search(r"(?i)limits.*(exact binomial|are widened)", drawn.note), screen.path
            assert re.search(r" (one|[a-z]+|\d+) partners? against ", drawn.note), screen.path
        if panel.key == "closing":
            assert "Kaplan-Meier" in drawn.note
