"""Pages: bytes, requests and time to the first meaningful paint of every screen, in headless Chromium."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.measuring import Sizes
from benchmarks.server import copied, served
from dashboard.application import screens_of
from dashboard.screen import Screen

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1440,900",
)  # fmt: skip
PATIENCE_SECONDS = 60
SETTLED_SECONDS = 1.5
CHART = ".js-plotly-plot .main-svg text"
TITLE = "section.panel:not(.waiting) .panel-title"
WATCH = """
(() => {
  const isSeen = (selector) => [...document.querySelectorAll(selector)]
    .some((node) => node.textContent.trim() && node.getClientRects().length);
  const look = () => {
    if (SELECTORS.every(isSeen)) requestAnimationFrame((moment) => { window.paintedAt = moment; });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
"""The frame after the one in which the text was first there: by then it has been painted."""


@dataclass(frozen=True)
class Visit:
    """What one visit cost.

    Args:
        kilobytes: over the wire, headers included; `document` of it the page itself.
        painted: milliseconds until the first panel's finding, and on screens with charts a chart's text, was painted.
        hosts: of other machines that were asked for anything.
    """

    kilobytes: float
    document: float
    requests: int
    painted: float
    hosts: frozenset[str]


def measure(sizes: Sizes, folder: Path, home: Path | None) -> None:
    """Print medians of `sizes.repeat` visits with an empty cache, and of one more with a full one, of each screen."""
    print("\npages: headless Chromium, loopback, 2 workers x 4 threads")
    print(f"  {'screen':<24} cold kB  of it page  requests  first paint ms  warm kB  warm paint ms  other hosts")
    with served(copied(home, folder / "home")) as server, _browser(folder / "profile") as browser:
        for screen in sorted(screens_of().values(), key=lambda each: each.place):
            _visit(browser, server.address, screen, is_cold=True)
            cold = [_visit(browser, server.address, screen, is_cold=True) for _ in range(sizes.repeat)]
            _tell(screen, cold, _visit(browser, server.address, screen, is_cold=False))


def _visit(browser: webdriver.Chrome, address: str, screen: Screen, is_cold: bool) -> Visit:
    browser.get("about:blank")
    if is_cold:
        browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.get_log("performance")
    selectors = [TITLE, CHART] if screen.live and screen.charts else [TITLE]
    source = WATCH.replace("SELECTORS", json.dumps(selectors))
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    browser.get(f"http://{address}{screen.path}")
    painted = WebDriverWait(browser, PATIENCE_SECONDS).until(lambda it: it.execute_script("return window.paintedAt"))
    time.sleep(SETTLED_SECONDS)
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    return _summed(browser, painted)


def _summed(browser: webdriver.Chrome, painted: float) -> Visit:
    events = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    asked = {
        event["params"]["requestId"]: event["params"]
        for event in events
        if event["method"] == "Network.requestWillBeSent" and event["params"]["request"]["url"].startswith("http")
    }
    sizes = {
        event["params"]["requestId"]: event["params"]["encodedDataLength"] / 1000
        for event in events
        if event["method"] == "Network.loadingFinished" and event["params"]["requestId"] in asked
    }
    document = sum(size for id_, size in sizes.items() if asked[id_].get("type") == "Document")
    hosts = {urlsplit(each["request"]["url"]).hostname or "" for each in asked.values()} - {"127.0.0.1"}
    return Visit(sum(sizes.values()), document, len(asked), painted, frozenset(hosts))


def _tell(screen: Screen, cold: list[Visit], warm: Visit) -> None:
    kilobytes, document = median(each.kilobytes for each in cold), median(each.document for each in cold)
    requests, painted = median(each.requests for each in cold), median(each.painted for each in cold)
    hosts = ", ".join(sorted(warm.hosts.union(*(each.hosts for each in cold)))) or "none"
    print(
        f"  {screen.path:<24} {kilobytes:>7.0f} {document:>11.1f} {requests:>9.0f} {painted:>15.0f}"
        f" {warm.kilobytes:>8.1f} {warm.painted:>14.0f}  {hosts}",
        flush=True,
    )


@contextmanager
def _browser(profile: Path) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()
