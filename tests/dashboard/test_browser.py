"""The screens in a real browser: nothing leaves the machine, nothing complains, the keyboard reaches everything."""

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from dash import Dash
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait
from werkzeug.serving import make_server

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1440,900",
)  # fmt: skip
PATIENCE = 20


@pytest.fixture(scope="module")
def address(application: Dash) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def started() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        yield browser
        browser.quit()


@pytest.fixture
def browser(started: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    started.get("about:blank")
    started.get_log("performance")
    started.get_log("browser")
    yield started
    complaints = [line["message"] for line in started.get_log("browser")]
    assert complaints == []


def until(browser: webdriver.Chrome, condition: Callable[[webdriver.Chrome], object]) -> object:
    """Wait for a condition. An element that the page replaces while it is read is not there yet."""
    passing = (NoSuchElementException, StaleElementReferenceException)
    return WebDriverWait(browser, PATIENCE, ignored_exceptions=passing).until(condition)


def css(browser: webdriver.Chrome, selector: str):
    return browser.find_element(By.CSS_SELECTOR, selector)


def sent(browser: webdriver.Chrome) -> list[dict]:
    events = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    return [
        event["params"]
        for event in events
        if event["method"] in ("Network.requestWillBeSent", "Network.loadingFinished")
    ]


def trial(browser: webdriver.Chrome, address: str, query: str = "") -> None:
    browser.get(f"{address}/trial{query}")
    until(browser, lambda it: it.find_elements(By.CSS_SELECTOR, ".js-plotly-plot .main-svg"))


@pytest.mark.parametrize("path", ["/quarterly-review", "/trial", "/nope"])
def test_no_request_leaves_the_machine(browser, address, path):
    browser.get(address + path)
    time.sleep(1.5)
    asked = [event["request"]["url"] for event in sent(browser) if "request" in event]
    outside = [url for url in asked if not url.startswith((address, "data:", "about:", "chrome:", "blob:"))]
    assert asked
    assert outside == []
    if path == "/nope":
        browser.get_log("browser")  # the 404 itself is told there


def test_the_quarterly_screen_is_light(browser, address):
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.get(f"{address}/quarterly-review")
    time.sleep(1)
    events = sent(browser)
    assert (
        sum("request" in event for event in events if not event.get("request", {}).get("url", "").startswith("chrome"))
        <= 8
    )
    assert sum(event.get("encodedDataLength", 0) for event in events if "request" not in event) <= 150_000


def test_a_screen_with_a_chart_loads_one_small_plotly_and_no_other(browser, address):
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    trial(browser, address)
    time.sleep(1)
    events = sent(browser)
    plotly = [event["request"]["url"] for event in events if "plotly" in event.get("request", {}).get("url", "")]
    assert len(plotly) == 1
    assert "plotly-cartesian" in plotly[0]
    assert sum(event.get("encodedDataLength", 0) for event in events if "request" not in event) <= 800_000


def test_no_chart_offers_to_send_its_data_away(browser, address):
    trial(browser, address)
    assert browser.find_elements(By.CSS_SELECTOR, ".modebar-btn") == []
    context = browser.execute_script("return document.querySelector('.js-plotly-plot')._context")
    assert (context["showSendToCloud"], context["plotlyServerURL"], context["displaylogo"]) == (False, "", False)


def test_a_choice_on_a_live_screen_redraws_it_and_spells_itself_in_the_address(browser, address):
    trial(browser, address)
    first = css(browser, "#trial-trend .panel-title").text
    Select(css(browser, "select[name=until]")).select_by_visible_text("2026 Q1")
    until(browser, lambda it: "until=2026-03" in it.current_url)
    until(browser, lambda it: css(it, "#trial-trend .panel-title").text != first)
    until(browser, lambda it: "until=2026-03" in css(it, ".band nav a").get_attribute("href"))
    Select(css(browser, "select[name=edition]")).select_by_index(1)
    until(browser, lambda it: "As known on" in css(it, "#notices").text)
    shared = css(browser, "#copy-link").get_attribute("href")
    assert "edition=1" in shared
    browser.get(shared)
    until(browser, lambda it: "As known on" in css(it, "#notices").text)


def test_partners_are_chosen_by_keyboard_alone(browser, address):
    browser.get(f"{address}/quarterly-review")
    summary = css(browser, "form details summary")
    summary.send_keys(Keys.ENTER)
    box = css(browser, "input[name=partners][value=ALD]")
    until(browser, lambda _: box.is_displayed())
    box.send_keys(Keys.SPACE)
    css(browser, ".drop .button").send_keys(Keys.ENTER)
    until(browser, lambda it: "partners=ALD" in it.current_url)
    assert css(browser, "#partners-said").text == "Alderland"


def test_the_first_tab_leads_past_the_navigation(browser, address):
    browser.get(f"{address}/quarterly-review")
    css(browser, "body").send_keys(Keys.TAB)
    focused = browser.switch_to.active_element
    assert focused.text == "Skip to content"
    focused.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "content"


def test_the_reader_may_choose_the_dark_and_the_charts_follow(browser, address):
    trial(browser, address)
    ground = "return getComputedStyle(document.body).backgroundColor"
    line = "return document.querySelector('.js-plotly-plot')._fullData[0].line.color"
    light = browser.execute_script(ground), browser.execute_script(line)
    css(browser, "#theme-switch").click()
    until(browser, lambda it: it.execute_script(line) != light[1])
    assert browser.execute_script(ground) != light[0]
    browser.get(f"{address}/quarterly-review")
    assert browser.execute_script(ground) != light[0]
    css(browser, "#theme-switch").click()
    assert browser.execute_script(ground) == light[0]


def test_a_drawing_of_ours_stands_inside_a_live_screen(browser, address):
    trial(browser, address)
    until(browser, lambda it: it.find_elements(By.CSS_SELECTOR, "#trial-trend svg.spark path.run"))


@pytest.mark.parametrize("path", ["/quarterly-review", "/trial"])
@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_no_page_scrolls_sideways(browser, address, path, width):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address + path)
    time.sleep(0.5)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_everything_that_can_be_clicked_is_large_enough(browser, address):
    browser.get(f"{address}/quarterly-review")
    small = browser.execute_script(
        """return [...document.querySelectorAll("a, button, summary, select, input[type=checkbox]")]
        .filter(each => each.checkVisibility() && !each.closest("p, li, dd, .skip") && !each.matches(".skip"))
        .map(each => [each.outerHTML.slice(0, 80), (each.closest("label") || each).getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )
    assert small == []


def test_without_any_script_the_quarter_can_still_be_chosen(browser, address):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/quarterly-review")
        Select(css(browser, "select[name=until]")).select_by_visible_text("2026 Q1")
        css(browser, "form noscript button, form > button").click()
        until(browser, lambda it: "until=2026-03" in it.current_url)
        assert "2026 Q1" in css(browser, "h1").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
