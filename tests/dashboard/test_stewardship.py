"""The steward's pages over a real warehouse: the account adds up, findings name rows, a withdrawal says what moved."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient

import dashboard
from dashboard import theme
from dashboard.stewardship import due, states
from dashboard.stewardship.handbook_page import as_html
from dashboard.stewardship.states import Due
from etl.loader import Loader
from tests.dashboard.steward_desk import application, opened, send, token, work, written
from tests.etl.steward import place

ROWS = [place(number) for number in range(1, 12)]
ROWS[4] = place(5, completed_on="31/02/2025")
TAGS = re.compile(r"<[^>]+>")


def said(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", TAGS.sub(" ", page).replace("\xa0", " "))


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    loader = opened(tmp_path_factory.mktemp("stewardship"))
    yield loader
    loader.warehouse.close()


@pytest.fixture(scope="module")
def client(loader: Loader) -> FlaskClient:
    return application(loader).server.test_client()


@pytest.fixture(scope="module")
def faulty(loader: Loader, client: FlaskClient) -> str:
    """Address of a submission of eleven rows, one of them held back."""
    address = send(client, written(ROWS), "roster.csv", partner="ALD", programme="CRP", period="2025Q1")
    work(loader)
    return address.headers["Location"]


def test_the_account_is_a_sum_that_adds_up(client, faulty):
    page = said(client.get(faulty).text)
    assert "12 rows in the file = 11 read as records + 1 header, title or blank" in page
    assert "11 records = 10 loaded + 1 held back" in page


def test_rules_are_told_by_how_many_rows_of_how_many_files_broke_them_quarter_by_quarter(client, faulty):
    panel = re.search('id="panel-broken".*?</section>', client.get("/stewardship").text, re.S)[0]
    [line] = re.findall("<tr>(?:(?!</tr>).)*completed_on is one day.*?</tr>", panel, re.S)
    cells = [said(cell).strip() for cell in re.findall("<td.*?</td>", line, re.S)]
    assert cells == ["holds rows back", "–", "–", "–", "1 row in 1 file"]
    assert "2025 Q2, " in said(panel)


def test_a_finding_names_the_row_the_column_what_was_found_and_how_to_mend_it(client, faulty):
    page = said(client.get(faulty).text)
    assert "Holds rows back" in page
    assert "6 completed_on 31/02/2025" in page
    assert "How to mend:" in page
    assert re.search(r"\d+ rules held", page)


def test_the_rows_held_back_can_be_downloaded_as_a_workbook(client, faulty):
    answer = client.get(f"{faulty}/refused.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert sheet.max_row == 2
    assert "31/02/2025" in [cell.value for cell in sheet[2]]


def test_the_ledger_is_newest_first_and_can_be_narrowed(client, faulty):
    page = client.get("/stewardship").text
    assert page.index("roster.csv") < page.index("course_run.csv")
    narrowed = client.get("/stewardship?sender=ALD").text
    assert ">roster.csv<" in narrowed
    assert ">course_run.csv<" not in narrowed
    assert "No submission is like this" in client.get("/stewardship?state=withdrawn&sender=BRE").text


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=999999999999", "state=x", "sender=%00'"])
def test_a_strange_address_is_answered_calmly(client, query):
    assert client.get(f"/stewardship?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/S9", "/S999999", "/S0000000000000000000001", "/s000001", "/S000001/refused.xlsx", "/templates/x.xlsx",
             "/templates/..%2f..%2fapp.xlsx", "/datasets/x", "/S000001/nothing", "/S00000\u0661"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, faulty, path):
    assert client.get(f"/stewardship{path}").status_code == 404


def test_a_withdrawal_says_what_will_happen_needs_a_reason_and_shows_what_moved(loader, client):
    rows = written(place(number) for number in range(70, 80))
    address = send(client, rows, "to_withdraw.csv").headers["Location"]
    work(loader)
    question = client.get(f"{address}/withdraw").text
    assert "ten rows of this file are as the other files left them" in question
    form = {"form": token(client, f"{address}/withdraw"), "why": " "}
    assert client.post(f"{address}/withdrawn", data=form).status_code == 400
    assert "Loaded" in client.get(address).text
    done = client.post(f"{address}/withdrawn", data=form | {"why": "sent for the <b>wrong</b> period"})
    assert (done.status_code, done.headers["Location"]) == (303, address)
    page = client.get(address).text
    assert "It was loaded and taken back" in page
    assert "sent for the &lt;b&gt;wrong&lt;/b&gt; period" in page
    assert "Withdrawing it moved" in page
    edition = loader.warehouse.edition().number
    again = client.post(f"{address}/withdrawn", data=form | {"why": "a second click"})
    assert (again.status_code, again.headers["Location"]) == (303, address)
    assert loader.warehouse.edition().number == edition
    assert "a second click" not in client.get(address).text
    assert client.get(f"{address}/withdraw").status_code == 409


def test_a_withdrawal_from_another_site_does_nothing(client, faulty):
    form = {"form": token(client), "why": "because I can"}
    answer = client.post(f"{faulty}/withdrawn", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Loaded" in client.get(faulty).text


@pytest.mark.parametrize("name", ["training_roster", "all"])
def test_a_blank_workbook_opens_and_holds_its_sheets(client, name):
    answer = client.get(f"/stewardship/templates/{name}.xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames
    assert "training_roster" in sheets
    assert (len(sheets) > 10) == (name == "all")


def test_the_page_about_a_dataset_says_its_columns_and_rules(client):
    page = client.get("/stewardship/datasets/training_roster").text
    assert "<code>participant_key</code>" in page
    assert 'href="/stewardship/datasets/course_run"' in page
    assert "<code>TR-05</code>" in page
    assert "| ---" not in page


def test_the_screen_leads_to_what_must_hold_when_a_quarter_closes(client):
    assert 'href="/stewardship/closing"' in client.get("/stewardship").text
    page = client.get("/stewardship/closing").text
    assert "open actions at the start, and what came, less what went, are those at the end" in page
    assert 'href="#about-xd-05"' in page
    assert 'id="about-xd-05"' in page
    assert 'href="/stewardship/datasets/finding"' in page
    assert "](" not in page


def test_the_handbook_is_written_without_trusting_its_words():
    drawn = str(as_html("# A <b>\n\n- `x<y`\n\n| a | b |\n| --- | --- |\n| <i> | 1 \\| 2 |"))
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "<code>x&lt;y</code>" in drawn
    assert "<td>1 | 2</td>" in drawn


def test_an_empty_warehouse_says_what_to_send_first(tmp_path):
    loader = opened(tmp_path, with_references=False)
    page = application(loader).server.test_client().get("/stewardship")
    assert page.status_code == 200
    assert "Nothing has arrived yet" in page.text
    assert "none yet" in page.text
    loader.warehouse.close()


def test_an_expected_report_is_on_time_late_missing_or_not_due(desk):
    found = due.expected(desk.at_request())
    by_state = {state: found.counted(state) for state in Due}
    assert set(found.rows) == {"Alderland", "Brenmark", "Corvia & <Sons>", "Drosk", "Elmar"}
    corvia = {report.state for report in found.rows["Corvia & <Sons>"]}
    assert Due.NOT_RECEIVED in corvia
    assert by_state[Due.ON_TIME] > 0
    assert all(report.days_late > 0 for row in found.rows.values() for report in row if report.state is Due.LATE)


def test_the_stylesheet_uses_only_colours_that_the_theme_names():
    css = (Path(dashboard.__file__).parent / "assets/stewardship.css").read_text()
    used = set(re.findall(r"var\(--([a-z0-9-]+)", css)) - {"s1", "s2", "s3", "s4", "s5", "s6"}
    assert used <= {name.replace("_", "-") for name in theme.LIGHT}


def test_every_state_has_its_own_word_and_shape():
    drawn = {state: str(states.due(state)) for state in Due}
    assert len({TAGS.sub("", text) for text in drawn.values()}) == len(Due)
