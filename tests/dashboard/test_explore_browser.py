"""The explore screens in a real browser: one round trip, the keyboard keeps its place, phones, the dark, and weight."""

import time

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.dashboard.test_browser import (
    address,  # noqa: F401  (fixtures)
    browser,  # noqa: F401
    css,
    sent,
    started,  # noqa: F401
    until,
)

SCREENS = ("/training-completion", "/feedback-closure", "/partner-engagement", "/reviews-and-readiness")
CHART = ".js-plotly-plot .main-svg"
ACTIVE = "return document.activeElement.dataset"


def opened(at, path):
    at.get(path)
    until(at, lambda it: it.find_elements(By.CSS_SELECTOR, CHART))
    time.sleep(0.8)  # the last of the panels' text


def round_trips(events):
    return sum("_dash-update-component" in event.get("request", {}).get("url", "") for event in events)


def test_another_indicator_is_one_round_trip_and_the_keyboard_stays_on_its_tab(browser, address):  # noqa: F811
    opened(browser, f"{address}/feedback-closure")
    sent(browser)
    css(browser, "#feedback_closure-trend .twin summary").click()
    css(browser, "a[data-focus=overdue_actions]").send_keys(Keys.ENTER)
    until(browser, lambda it: "focus=overdue_actions" in it.current_url)
    until(browser, lambda it: it.find_elements(By.CSS_SELECTOR, "a[data-focus=overdue_actions][aria-current=true]"))
    until(browser, lambda it: it.execute_script(ACTIVE).get("focus") == "overdue_actions")
    until(browser, lambda it: it.find_elements(By.CSS_SELECTOR, "#feedback_closure-trend .twin[open]"))
    until(browser, lambda it: "Overdue share" in css(it, "#told").get_attribute("textContent"))
    assert round_trips(sent(browser)) == 1


@pytest.mark.parametrize(
    ("path", "mark"),
    [("/feedback-closure", ".js-plotly-plot .points path.point"), ("/indicator/FBK-05", ".on-wide g[data-there] .room")],
)
def test_a_click_on_a_point_leads_to_the_rows_of_its_month(browser, address, path, mark):  # noqa: F811
    browser.get(address + path)
    point = until(browser, lambda it: css(it, mark))
    time.sleep(0.5)  # the chart settles into its place
    ActionChains(browser).scroll_to_element(point).move_to_element(point).pause(0.3).click().perform()
    until(browser, lambda it: "/evidence?indicator=FBK-05" in it.current_url and "month=" in it.current_url)


def test_back_undoes_the_last_choice_and_the_controls_follow(browser, address):  # noqa: F811
    opened(browser, f"{address}/feedback-closure")
    first = css(browser, "#feedback_closure-trend .panel-title").text
    css(browser, "a[data-focus=overdue_actions]").send_keys(Keys.ENTER)
    until(browser, lambda it: "Overdue share" in css(it, "#feedback_closure-trend .panel-title").text)
    Select(css(browser, "select[name=until]")).select_by_visible_text("2026 Q1")
    until(browser, lambda it: "until=2026-03" in it.current_url)
    browser.back()
    until(browser, lambda it: "until=2026-03" not in it.current_url)
    until(browser, lambda it: Select(css(it, "select[name=until]")).first_selected_option.text == "2026 Q3")
    until(browser, lambda it: "Overdue share" in css(it, "#feedback_closure-trend .panel-title").text)
    browser.back()
    until(browser, lambda it: "focus=" not in it.current_url)
    until(browser, lambda it: css(it, "#feedback_closure-trend .panel-title").text == first)


def test_a_partner_is_one_round_trip_there_and_one_back(browser, address):  # noqa: F811
    opened(browser, f"{address}/feedback-closure")
    sent(browser)
    css(browser, "#partner-BRE").send_keys(Keys.ENTER)
    until(browser, lambda it: "partners=BRE" in it.current_url)
    until(browser, lambda it: css(it, "#partners-said").text == "Brenmark")
    until(browser, lambda it: it.find_elements(By.CSS_SELECTOR, "#partner-BRE[aria-current=true]"))
    until(browser, lambda it: it.execute_script(ACTIVE).get("partners") == "BRE")
    css(browser, "#partners-all").send_keys(Keys.ENTER)
    until(browser, lambda it: css(it, "#partners-said").text == "All partners")
    assert "partners" not in browser.current_url
    assert round_trips(sent(browser)) == 2


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_explore_screen_scrolls_sideways(browser, address, path, width):  # noqa: F811
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened(browser, address + path)
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    chart = browser.execute_script(f"return document.querySelector('{CHART}').getBoundingClientRect().right")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width
    assert chart <= width


def test_a_chart_drawn_in_the_dark_is_light_on_paper(browser, address):  # noqa: F811
    media = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    opened(browser, f"{address}/feedback-closure")
    ink = "return document.querySelector('.js-plotly-plot')._fullLayout.font.color"
    dark = browser.execute_script(ink)
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    paper = browser.execute_script(ink)
    browser.execute_script("dispatchEvent(new Event('afterprint'))")
    after = browser.execute_script(ink)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert dark != paper
    assert after == dark


@pytest.mark.parametrize("path", SCREENS)
def test_a_cold_explore_screen_is_light(browser, address, path):  # noqa: F811
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    opened(browser, address + path)
    arrived = [event for event in sent(browser) if "request" not in event]
    assert sum(event.get("encodedDataLength", 0) for event in arrived) <= 800_000


@pytest.mark.parametrize("path", SCREENS)
def test_what_can_be_clicked_on_an_explore_screen_is_large_enough(browser, address, path):  # noqa: F811
    opened(browser, address + path)
    small = browser.execute_script(
        """return [...document.querySelectorAll("main a, main button, main summary")]
        .filter(each => each.checkVisibility() && !each.closest("p, dd"))
        .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )
    assert small == []
