"""A file sent in the browser: what is taken, what is refused and how, and that nothing malformed breaks anything."""

import io
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.application import create_app
from dashboard.stewardship import incoming
from dashboard.stewardship.incoming import clean_name
from etl.loader import Loader
from tests.dashboard import steward_desk
from tests.dashboard.steward_desk import UPLOAD, application, opened, send, token, work, written
from tests.etl.steward import place
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState
from warehouse.ledger_page import Sought

GOOD = written(place(number) for number in range(1, 11))


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    loader = opened(tmp_path_factory.mktemp("uploads"))
    yield loader
    loader.warehouse.close()


@pytest.fixture
def client(loader: Loader) -> FlaskClient:
    return application(loader).server.test_client()


def part(name: str, value: bytes) -> bytes:
    """One field of a form, as it is sent."""
    return b'--y\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + value + b"\r\n"


def queued(loader: Loader) -> int:
    return loader.warehouse.ledger_page(Scope.steward(), Sought()).states.get(SubmissionState.QUEUED, 0)


def test_a_file_waits_is_checked_and_is_recognised_when_sent_again(loader, client):
    answer = send(client, GOOD)
    assert answer.status_code == 303
    address = answer.headers["Location"]
    page = client.get(address).text
    assert "waits in the queue" in page
    assert 'http-equiv="refresh"' in page
    work(loader)
    page = client.get(address).text
    assert "Loaded, nothing held back" in page
    assert 'http-equiv="refresh"' not in page
    again = send(client, GOOD, "another name.csv")
    assert again.headers["Location"] == f"{address}?again=1"
    assert "This file is here already as" in client.get(again.headers["Location"]).text


def test_what_was_kept_is_byte_for_byte_what_was_sent(loader, client):
    content = GOOD + b"\r\n"
    address = send(client, content, "r\u00f6ster =1.csv").headers["Location"]
    work(loader)
    source = client.get(f"{address}/source")
    assert source.data == content
    assert source.headers["Content-Disposition"].startswith('attachment; filename="r_ster _1.csv"; filename*=UTF-8')
    assert source.mimetype == "application/octet-stream"


def test_what_is_said_of_a_file_is_kept_and_what_is_on_no_list_is_refused(loader, client):
    content = written(place(number) for number in range(20, 26))
    address = send(client, content, profile="training_roster", partner="ALD", period="2025Q1", for_us_alone="yes")
    one = loader.warehouse.submission(address.headers["Location"].rpartition("/")[2])
    assert (one.profile, one.partner, one.period, one.releasability) == ("training_roster", "ALD", "2025Q1", "NONE")
    work(loader)
    refused = send(client, GOOD + b" ", partner="<b>ZZZ")
    assert refused.status_code == 400
    assert "is on no list" in refused.text


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"", "roster.csv", 400, "is empty"),
        (b"a,b\n", "roster.exe", 415, "another ending"),
        (b"a,b\n", "", 400, "No file was chosen"),
        (b"PK\x03\x04 and more", "roster.csv", 415, "something else than its ending says"),
        (b"a,b\n", "roster.xlsx", 415, "something else than its ending says"),
        (b"\xd0\xcf\x11\xe0 and more", "roster.xlsx", 415, "old or a locked workbook"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_way_out(loader, client, content, name, status, said):
    before = queued(loader)
    answer = send(client, content, name)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert 'href="/stewardship"' in answer.text
    assert queued(loader) == before


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(loader, client, tmp_path_factory):
    home = tmp_path_factory.getbasetemp()
    kept = sorted(home.rglob("kept/*/*"))
    body = {"form": token(client), "file": (io.BytesIO(b"x" * (incoming.MOST_BYTES + 1)), "large.csv")}
    answer = client.post(UPLOAD, data=body, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "At most 100 MB" in answer.text
    assert sorted(home.rglob("kept/*/*")) == kept


def test_a_form_of_another_site_or_without_its_token_is_refused(loader, client):
    before = queued(loader)
    fields = {"form": token(client), "file": (io.BytesIO(b"a,b\n1,2\n"), "x.csv")}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        copy = fields | {"file": (io.BytesIO(b"a,b\n1,2\n"), "x.csv")}
        answer = client.post(UPLOAD, data=copy, content_type="multipart/form-data", headers=headers)
        assert answer.status_code == 403
    forged = {"form": "A" * 43, "file": (io.BytesIO(b"a,b\n1,2\n"), "x.csv")}
    assert client.post(UPLOAD, data=forged, content_type="multipart/form-data").status_code == 400
    client.delete_cookie("stewardship-form", path="/stewardship")
    assert client.post(UPLOAD, data=fields, content_type="multipart/form-data").status_code == 400
    assert queued(loader) == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"), (b"--x", "multipart/form-data; boundary=y"), (b"\xff" * 99, "text/plain"),
        (b'{"a": 1}', "application/json"), (b"a=1", "application/x-www-form-urlencoded"), (b"\0", ""),
        (part("form", b"A" * 100_000) + b"--y--", "multipart/form-data; boundary=y"),
        (part("file", b"no file") * 50 + b"--y--", "multipart/form-data; boundary=y"),
    ],
)  # fmt: skip
def test_a_malformed_post_is_answered_calmly(client, body, kind):
    answer = client.post(UPLOAD, data=body, content_type=kind)
    assert answer.status_code in (400, 413, 415)
    assert "Traceback" not in answer.text


def test_a_partner_can_neither_send_nor_see_nor_download(loader):
    send(application(loader).server.test_client(), GOOD)
    client = application(loader, Scope.of_partner("ALD")).server.test_client()
    home = client.get("/stewardship")
    assert home.status_code == 200
    assert "for the data steward" in home.text
    assert "roster.csv" not in home.text
    assert client.post(UPLOAD, data={}, content_type="multipart/form-data").status_code == 403
    for path in ("/S000001", "/S000001/source", "/S000001/refused.xlsx", "/templates/all.xlsx", "/S000001/withdraw"):
        assert client.get(f"/stewardship{path}").status_code == 404
    assert client.post("/stewardship/S000001/withdrawn", data={"why": "because"}).status_code == 403


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("..\\..\\etc\\passwd.CSV", "passwd.csv"), ("/tmp/a/../b.xlsx", "b.xlsx"), ("a\u202egnp.csv", "agnp.csv"),
        ("a\r\nSet-Cookie: x=1.csv", "aSet-Cookie: x=1.csv"), ("", "file"), ("x" * 400 + ".csv", "x" * 116 + ".csv"),
    ],
)  # fmt: skip
def test_a_file_name_is_cleaned_for_showing(sent, shown):
    assert clean_name(sent) == shown


def test_the_words_of_a_file_are_never_markup(loader, client):
    rows = [place(number) for number in range(40, 50)]
    rows[3]["outcome"] = "<script>alert(1)</script>"
    address = send(client, written(rows), '<img src=x onerror=alert(2)>.csv').headers["Location"]
    work(loader)
    for page in (client.get(address).text, client.get("/stewardship").text):
        assert "<script>alert" not in page
        assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in client.get(address).text


def test_it_is_said_where_nothing_can_be_sent(loader):
    reading = create_app(loader.warehouse, loader.archive, Scope.steward(), lambda: steward_desk.TODAY).server.test_client()
    assert "for reading only" in reading.get("/stewardship").text
    assert reading.post(UPLOAD, data={}, content_type="multipart/form-data").status_code == 503
