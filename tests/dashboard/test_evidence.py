"""The pages behind a figure over a real loader: counts, rows, the line; and addresses that somebody made up."""

import html
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.evidence.address import figure_link
from etl.loader import Loader
from metrics.catalogue import indicator
from metrics.evidence.evidence import Sought, rows_of_persons
from tests.dashboard.steward_desk import application, opened, send, work, written
from tests.etl.steward import place, write_csv
from tests.etl.steward import send as deliver
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection

STRANGE = '<script>alert(1)</script> "quoted"  two blanks; =cmd'
ROWS = [
    place(1, outcome_label=STRANGE),
    place(2, "NOT_COMPLETED", hours_attended="40"),
    place(3, "NOT_RECORDED"),
    place(4, completed_on="31/02/2025"),
    *(place(number) for number in range(5, 70)),
]
TAGS = re.compile(r"<[^>]+>")
FIGURE = "/evidence?indicator=TRN-01&programme=CRP&quarter=2025Q1"


def said(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(TAGS.sub(" ", page)).replace("\xa0", " "))


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    folder = tmp_path_factory.mktemp("evidence")
    loader = opened(folder)
    client = application(loader).server.test_client()
    send(client, written(ROWS), "roster.csv", partner="ALD", programme="CRP", period="2025Q1")
    work(loader)
    own = write_csv(folder / "own.csv", [place(80)])
    deliver(loader, own, partner="ALD", programme="CRP", releasability="ALD", profile="training_roster")
    yield loader
    loader.warehouse.close()


@pytest.fixture(scope="module")
def client(loader: Loader) -> FlaskClient:
    return application(loader).server.test_client()


@pytest.fixture(scope="module")
def other(loader: Loader) -> FlaskClient:
    """The screens of a partner that sent nothing."""
    return application(loader, Scope.of_partner("BRE")).server.test_client()


def row_of(loader: Loader, key: str) -> int:
    rows = loader.warehouse.rows("training_roster", Scope.steward())
    return int(rows.loc[rows["participant_key"] == key, "row_id"].item())


def test_the_page_of_a_figure_says_its_counts_and_lists_its_rows_by_what_they_add(client):
    page = said(client.get(FIGURE).text)
    assert "99 % 67 of 68" in page
    assert "67 in the numerator" in page
    assert "1 in the denominator only" in page
    assert "1 left out" in page
    assert "1 held back, in no figure" in page
    assert "P0003" in said(client.get(f"{FIGURE}&part=left-out").text)
    left_out = said(client.get(f"{FIGURE}&part=left-out").text)
    assert "outcome not recorded" in left_out
    assert "P0002" in said(client.get(f"{FIGURE}&part=denominator").text)


def test_the_rows_come_in_pages_and_each_row_once(client):
    links = re.compile(r"/evidence/row/training_roster/(\d+)\?")
    pages = [links.findall(client.get(f"{FIGURE}&part=numerator&page={page}").text) for page in (1, 2)]
    assert [len(page) for page in pages] == [50, 17]
    assert len({*pages[0], *pages[1]}) == 67
    assert links.findall(client.get(f"{FIGURE}&part=numerator&page=999").text) == pages[1]


def test_a_page_says_which_rows_it_has_and_leads_to_the_others_by_plain_links(client):
    first, second = (client.get(f"{FIGURE}&part=numerator&page={page}").text for page in (1, 2))
    assert ("Rows 1 to 50 of 67" in said(first), "Rows 51 to 67 of 67" in said(second)) == (True, True)
    turns = [re.findall(r'<a href="([^"]+)"[^>]*>(First|Previous|Next|Last)<', page) for page in (first, second)]
    assert [[name for _, name in each] for each in turns] == [["Next", "Last"], ["First", "Previous"]]
    following = html.unescape(turns[0][0][0])
    assert following.endswith("&part=numerator&page=2#panel-rows")
    assert "Rows 51 to 67 of 67" in said(client.get(following).text)
    assert turns[0][0][0] in client.get(f"{FIGURE}&part=numerator&cells=1").text.replace("cells=1&amp;", "")


def test_a_folded_list_is_open_where_the_address_names_a_page_of_it(client):
    closed, opened_ = client.get(FIGURE).text, client.get(f"{FIGURE}&cells=7").text
    folded = [re.search(r'<section[^>]*id="panel-cells"><details([^>]*)>', page)[1] for page in (closed, opened_)]
    assert ["open" in each for each in folded] == [False, True]


def test_a_composite_shows_its_parts_and_each_leads_to_its_own_rows(client):
    page = client.get("/evidence?indicator=PEN-08&programme=CRP&quarter=2025Q1").text
    parts = re.findall(r'<tr><th scope="row">(.*?)</th>', page)
    assert [said(part).split(" PEN-")[0].strip() for part in parts][:2] == ["Came when invited", "Answered in time"]
    own = client.get("/evidence?indicator=PEN-08&programme=CRP&quarter=2025Q1&count=came+when+invited").text
    assert "One part of: Partner engagement index" in said(own)


def test_a_part_of_a_composite_over_a_run_of_months_leads_to_its_rows_over_these_months(client):
    there = "/evidence?indicator=PEN-08&programme=CRP&until=2025-03&since=2024-04"
    own = said(client.get(f"{there}&count=came+when+invited").text)
    assert "One part of: Partner engagement index" in own
    assert "Apr 2024 to Mar 2025, came when invited" in own
    count = said(client.get(f"{there.replace('PEN-08', 'FBK-05')}&count=overdue").text)
    assert "a run of months has none; the figure is shown" in count


@pytest.mark.parametrize("made_up", ["part=all", "page=-1", "page=1e9", "cells=", "held-back=٣", "not-counted=12345678"])
def test_what_an_address_says_of_lists_and_cannot_be_read_is_said_and_the_rest_is_shown(client, made_up):
    usual, page = (said(client.get(there).text) for there in (FIGURE, f"{FIGURE}&{made_up}"))
    notice = f"The link says {'rows of a kind' if 'part' in made_up else 'a page'} that"
    assert (notice in page, notice in usual) == (True, False)
    assert "Rows 1 to 50 of 67" in page
    assert notice not in said(client.get(f"{FIGURE}&part=left-out&page=99&cells=0").text)


def test_a_topic_of_a_month_is_said_not_to_be_shown_and_all_topics_are(client):
    whole = "/evidence?indicator=TRN-01&programme=CRP&month=2025-03"
    usual, asked = (said(client.get(there).text) for there in (whole, f"{whole}&topic=COORD"))
    assert ["all topics are shown" in page for page in (usual, asked)] == [False, True]
    assert "67 in the numerator" in asked


def test_no_link_to_a_row_leads_a_reader_to_one_that_is_not_named_to_them(client, other):
    there = "/evidence?indicator=TRN-06&programme=CRP&quarter=2025Q1"
    links = {html.unescape(link) for link in re.findall(r'href="(/evidence/row/[^"]+)"', other.get(there).text)}
    assert {link: other.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    pages = [said(reader.get(there).text) for reader in (client, other)]
    assert ["rows not named to you" in page for page in pages] == [False, True]


def test_the_page_of_a_row_shows_its_line_as_written_and_what_the_rules_said(client, loader):
    page = client.get(f"/evidence/row/training_roster/{row_of(loader, 'P0001')}").text
    cells = [html.unescape(TAGS.sub("", cell)) for cell in re.findall(r"<td><code>(.*?)</code></td>", page, re.DOTALL)]
    assert STRANGE in cells
    assert "<script>alert" not in page
    assert "roster.csv" in page
    warned = said(client.get(f"/evidence/row/training_roster/{row_of(loader, 'P0002')}").text)
    assert "Warned. Nobody attends a tenth more hours than the course has." in warned
    assert "TR-12" in warned
    assert re.search(r"\d+ rules passed, one remark", warned)


def test_a_partner_sees_the_rows_releasable_to_it_and_no_line_of_another(client, other, loader):
    assert "66 of 67" in said(other.get(FIGURE).text)
    shared, own = (f"/evidence/row/training_roster/{row_of(loader, key)}" for key in ("P0001", "P0080"))
    page = other.get(shared)
    listed = other.get(FIGURE).text
    assert not re.search(r"P00\d\d|/evidence/row/training_roster/", listed), "who passed is for the sender and the steward"
    assert "P0001" in application(loader, Scope.of_partner("ALD")).server.test_client().get(FIGURE).text
    is_of_persons = "training_roster" in rows_of_persons(loader.warehouse)
    assert page.status_code == (404 if is_of_persons else 200)
    assert "quoted" not in said(page.text)
    assert "roster.csv" not in page.text
    run = other.get("/evidence/row/course_run/1")
    assert run.status_code == 200
    assert "sent by somebody else" in said(run.text)
    assert "course_run.csv" not in run.text
    assert client.get(own).status_code == 200
    told = {other.get(there).text for there in (own, "/evidence/row/training_roster/987654321")}
    assert len(told) == 1, "whether a row is there is not said"
    assert own.rpartition("/")[2] not in re.findall(r"/evidence/row/training_roster/(\d+)", other.get(FIGURE).text)


@pytest.mark.parametrize(
    ("there", "status"),
    [
        ("/evidence", 200),
        ("/evidence?indicator=NO-99", 200),
        ("/evidence?indicator=TRN-01&quarter=nonsense&page=-1&part=all", 200),
        ("/evidence?indicator=TRN-01&month=2025-13&edition=99999", 200),
        ("/evidence?indicator=TRN-01&quarter=2025Q1&cells=99999999&not-counted=x&held-back=0&of=nobody", 200),
        ("/evidence?indicator=PEN-08&quarter=2025Q1&count=<b>nothing", 200),
        ("/evidence?indicator=TRN-01&programme=X';--&partners=<b>odd&topic=<b>odd%00", 200),
        ("/evidence?indicator=TRN-01&quarter=2025Q1&of=<b>odd", 200),
        ("/evidence?indicator=TRN-01&quarter=2025Q1&topic=nothing", 200),
        ("/evidence/row/training_roster/0", 404),
        ("/evidence/row/training_roster/-1", 404),
        ("/evidence/row/training_roster/99999999999999999999999", 404),
        ("/evidence/row/ledger_submission/1", 404),
        ("/evidence/row/..%2f..%2fetc/1", 404),
        ("/evidence/row/training_roster/1?edition=4000000000", 404),
        ("/evidence/row/training_roster/1?edition=%27", 404),
        ("/evidence/row/training_roster/1%20OR%201=1", 404),
    ],
)
def test_an_address_that_somebody_made_up_has_a_calm_answer(client, other, there, status):
    for reader in (client, other):
        answer = reader.get(there)
        assert answer.status_code == status, there
        assert "Traceback" not in answer.text
        assert not re.search(r"<b>(nothing|odd)", answer.text), "what the address says is text, never markup"
        assert "Something of ours went wrong" not in said(answer.text)


def test_the_link_to_a_figure_is_read_as_it_was_written(client):
    chosen = Selection("CRP", Month(2024, 4), Month(2025, 3), ("ALD",), 8)
    of_quarter = figure_link(Sought(indicator("course_completion"), chosen))
    page = client.get(of_quarter)
    assert page.status_code == 200
    assert "2025 Q1" in said(page.text)
    of_month = figure_link(Sought(indicator("course_completion"), chosen, Month(2025, 3)), "numerator", pages={"page": "2"})
    assert "Mar 2025" in said(client.get(of_month).text)
    assert "page=2" in of_month


def test_every_figure_of_the_scorecard_leads_to_its_rows_and_evidence_is_in_no_menu(client):
    page = client.get("/quarterly-review?programme=CRP&until=2025-03").text
    links = [html.unescape(each) for each in re.findall(r'href="(/evidence\?[^"]+)"', page)]
    assert links
    for there in links:
        assert client.get(there).status_code == 200
    menu = re.search(r'<nav aria-label="Screens">(.*?)</nav>', page)[1]
    assert "/evidence" not in menu
