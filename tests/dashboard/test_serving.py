import gzip
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

import dashboard

HOME = Path(dashboard.__file__).parent
PYTHON = sorted(HOME.rglob("*.py"))


def test_serving_never_imports_the_judge_or_the_loader():
    code = (
        "import sys, dashboard.application\n"
        "from dashboard.application import screens_of\n"
        "screens_of()\n"
        "print([name for name in ('great_expectations', 'etl', 'expectations.suite') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME.parent)
    assert said.stdout.strip() == "[]"


def test_no_figure_is_built_as_an_object():
    for path in PYTHON:
        text = path.read_text()
        for word in ("graph_objects", "plotly.express", "go.Figure"):
            assert word not in text, path


def test_nothing_of_ours_names_an_outside_address():
    for path in [*PYTHON, *HOME.glob("assets/house.*"), *HOME.glob("assets/address.js"), *HOME.glob("assets/*.svg")]:
        found = [
            address
            for address in re.findall(r"https?://[^\s\"')]+", path.read_text())
            if "www.w3.org/2000/svg" not in address
        ]
        assert found == [], path


def test_the_packed_plotly_bundle_is_the_one_beside_it():
    bundle = HOME / "assets/plotly-cartesian-4.1.1.min.js"
    assert brotli.decompress((bundle.parent / (bundle.name + ".br")).read_bytes()) == bundle.read_bytes()
    assert "Plotly" in (bundle.parent / "plotly-LICENSE.txt").read_text()


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(HOME)))
def test_no_module_is_longer_than_the_house_allows(path):
    assert len(path.read_text().splitlines()) <= 250


def test_no_callback_is_registered_outside_wiring():
    for path in PYTHON:
        if path.name != "wiring.py":
            assert not re.search(r"\.(clientside_)?callback\(", path.read_text()), path


def test_a_screen_with_charts_is_compressed_to_less_than_800_kilobytes(client):
    page = client.get("/trial").text
    addresses = re.findall(r'(?:src|href)="(/(?:house|_dash-component)[^"]+)"', page)
    answers = [client.get(address, headers={"Accept-Encoding": "br"}) for address in dict.fromkeys(addresses)]
    assert sum(len(answer.data) for answer in answers) < 780_000
    assert any("plotly-cartesian" in address for address in addresses)


def test_the_quarterly_screen_with_all_its_files_is_below_150_kilobytes(client):
    page = client.get("/quarterly-review", headers={"Accept-Encoding": "br"}).data
    addresses = re.findall(r'(?:src|href)="(/house[^"]+)"', brotli.decompress(page).decode())
    files = [client.get(address, headers={"Accept-Encoding": "br"}).data for address in addresses]
    assert len(page) + sum(map(len, files)) < 150_000
    assert len(files) <= 7


def test_what_is_packed_is_the_same_as_what_is_not(client):
    page = client.get("/quarterly-review").data
    assert gzip.decompress(client.get("/quarterly-review", headers={"Accept-Encoding": "gzip"}).data) == page
