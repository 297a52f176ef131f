"""The steward's whole way in a real browser: send a faulty file, read what is wrong, mend it, see it count."""

import io
import shutil
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from etl.loader import Loader
from tests.dashboard.steward_desk import application, opened, work, written
from tests.dashboard.test_browser import FLAGS, PATIENCE
from tests.etl.steward import place

ALL_IT_SAYS = "return document.querySelector('main')?.innerText ?? ''"


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    loader = opened(tmp_path)
    yield loader
    loader.warehouse.close()


@pytest.fixture
def address(loader: Loader) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application(loader).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        started = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        yield started
        started.quit()


def shows(browser: webdriver.Chrome, text: str) -> str:
    """Wait until the page says so; returns all it says.

    Read in one step: the page renews itself while the file is checked, and what was found is then no longer in it.
    """
    return WebDriverWait(browser, PATIENCE).until(lambda it: text in (said := it.execute_script(ALL_IT_SAYS)) and said)


def send(browser: webdriver.Chrome, address: str, path: Path) -> None:
    browser.get(f"{address}/stewardship")
    browser.find_element(By.NAME, "file").send_keys(str(path))
    browser.find_element(By.CSS_SELECTOR, ".sending button").click()


def mended(address: str, link: str, folder: Path) -> Path:
    """The workbook of the rows held back, its marked cells mended."""
    assert link.startswith(address)
    with urllib.request.urlopen(link) as answer:
        workbook = openpyxl.load_workbook(io.BytesIO(answer.read()))
    sheet = workbook.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, columns["completed_on"]).value = "2025-03-05"
    workbook.save(folder / "mended.xlsx")
    return folder / "mended.xlsx"


def test_a_faulty_file_is_sent_read_mended_sent_again_and_counts(loader, address, browser, tmp_path):
    rows = [place(number) for number in range(1, 12)]
    for at in (2, 7):
        rows[at] = place(at + 1, completed_on="soon")
    (tmp_path / "roster.csv").write_bytes(written(rows))
    send(browser, address, tmp_path / "roster.csv")
    shows(browser, "waits in the queue")
    work(loader)
    page = shows(browser, "Loaded, two rows held back")
    assert "soon" in page
    faulty = browser.current_url
    before = loader.warehouse.submission(faulty.rpartition("/")[2]).edition
    link = browser.find_element(By.PARTIAL_LINK_TEXT, "rows held back").get_attribute("href")

    send(browser, address, mended(address, link, tmp_path))
    shows(browser, "waits in the queue")
    work(loader)
    page = shows(browser, "Loaded, nothing held back")
    assert "moved" in page
    after = loader.warehouse.submission(browser.current_url.rpartition("/")[2]).edition
    assert after == before + 1
    moved = browser.find_element(By.CSS_SELECTOR, ".moved tbody").text
    assert "9 of 9" in moved
    assert "11 of 11" in moved

    browser.find_element(By.LINK_TEXT, "As known before").click()
    assert f"edition={before}" in browser.current_url
    shows(browser, f"(edition {before})")


def test_the_form_needs_no_script_and_fits_a_narrow_page(loader, address, browser):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    browser.get(f"{address}/stewardship")
    form = browser.find_element(By.CSS_SELECTOR, ".sending")
    assert form.size["width"] <= 390
    browser.find_element(By.CSS_SELECTOR, ".ledger tbody a").click()
    assert "/stewardship/S" in browser.current_url
    shows(browser, "rows in the file")
