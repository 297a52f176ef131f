"""A file in the folder of one's own indicators is all it takes: the page that says so is carried out here."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import metrics.own
from dashboard.explore.panels import own_codes
from metrics import catalogue
from metrics.__main__ import app
from metrics.indicator import Unit
from metrics.own_indicators import Records
from metrics.series import Variation
from metrics.sheets import sheet, sheets
from tests.metrics import test_catalogue
from tests.metrics.lines import event, month, observation, sent
from tests.metrics.shelf import Row
from vocabulary.scope import Scope
from vocabulary.state import State

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "own_indicator.md"
EXAMPLES = dict(
    zip(
        re.findall(r"^`metrics/own/(\w+)\.py`", PAGE.read_text(encoding="utf-8"), re.MULTILINE),
        re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL),
        strict=True,
    )
)
NEVER_HAPPENS = (
    EXAMPLES["minutes_in_time"]
    .replace("minutes_in_time", "never_happens")
    .replace("OWN-01", "OWN-03")
    .replace('"MEETING"', '"NEVER"')
)
KEYS = (*EXAMPLES, "never_happens")
LEFT = ("course_completion", "required_training", "seat_fill")
COPIED = ("metrics", "warehouse", "expectations", "vocabulary", "tests", "docs")
PROOFS = tuple(
    f"tests/metrics/test_{name}.py" for name in ("catalogue", "known_answers", "indicator_codes", "hidden_rows")
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own indicators that the program knows, with the examples of the page."""
    monkeypatch.setattr(metrics.own, "__path__", [str(tmp_path)])
    for name, code in EXAMPLES.items():
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    _forget(tmp_path)
    yield tmp_path
    _forget(tmp_path)


def _forget(folder: Path) -> None:
    catalogue.indicators.cache_clear()
    catalogue.own_indicators.cache_clear()
    for file in folder.glob("*.py"):
        sys.modules.pop(f"metrics.own.{file.stem}", None)


def _held(code: str, issued_on: str | None, **said) -> Row:
    return event(code, "2026-02-10", kind="MEETING", modality="VIRTUAL", minutes_issued_on=issued_on, **said)


def test_the_share_of_the_page_has_cells_a_series_a_verdict_and_a_sheet(own, shelf):
    shelf.fill(
        "2026-06-01",
        engagement=[
            _held("E1", "2026-02-20"), _held("E2", "2026-02-21"), _held("E3", None, host_partner="BBB"),
            _held("E4", "2026-02-11", status="CANCELLED"), event("E5", "2026-02-10"),
            {**_held("E6", None), "start_on": "2026-05-25", "end_on": "2026-05-25"},
        ],
    )  # fmt: skip
    assert len(shelf.warehouse.cells("minutes_in_time", Scope.steward())) == 3
    series = shelf.series("minutes_in_time", "2026-05", 4)
    assert (series.points[0].numerator, series.points[0].n, series.target) == (1, 3, 0.9)
    assert (series.points[3].left_out, series.points[3].provisional) == (1, True)
    assert series.verdict.variation is Variation.TOO_FEW
    assert {code: point.n for code, point in shelf.by_partner("minutes_in_time", "2026-03").items()} == {
        "AAA": 2, "BBB": 1
    }  # fmt: skip
    page = sheet(catalogue.indicator("minutes_in_time"))
    assert "## OWN-01 Minutes issued within ten days" in page
    assert "| Target | 90 %. agreed by the steering group in September 2026 |" in page


def test_the_count_of_the_page_tells_nought_from_not_reported(own, shelf):
    shelf.fill(
        "2026-06-01",
        period=[month("202603", "2026-03-01", "2026-03-31")],
        submission_manifest=[sent("B1", "AAA", "202603", "2026-04-05", dataset="observation")],
        observation=[
            observation("O1", "2026-01-10", state="LESSON_IDENTIFIED", finalised_on="2026-02-10"),
            observation("O2", "2026-01-10", state="NOTED", finalised_on="2026-02-10"),
        ],
    )
    points = shelf.series("lessons_identified", "2026-04", 3).points
    assert [point.state for point in points] == [State.VALUE, State.ZERO, State.NOT_REPORTED]
    assert points[0].value == 1.0
    assert catalogue.indicator("lessons_identified").unit is Unit.COUNT


def test_indicators_of_ones_own_are_listed_beside_the_fields_and_have_a_screen(own):
    listed = CliRunner().invoke(app, ["list"]).output
    assert re.search(r"OWN-01 +minutes_in_time", listed)
    assert re.search(r"TRN-01 +course_completion", listed)
    assert own_codes() == ("OWN-01", "OWN-02")
    assert own_codes("TRN") == own_codes(but=("OWN",)) == ()


def test_a_code_that_is_taken_is_refused(own):
    (own / "minutes_in_time.py").write_text(EXAMPLES["minutes_in_time"].replace("OWN-01", "TRN-01"), encoding="utf-8")
    _forget(own)
    with pytest.raises(ValueError, match="two indicators are called TRN-01"):
        catalogue.indicators()


def test_a_column_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="no column ended_on; it has engagement, programme"):
        Records(dataset="engagement", dated_by="ended_on")
    with pytest.raises(ValueError, match="'meeting' has no column"):
        Records(dataset="meeting", dated_by="end_on")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the program with the examples of the page, and one of what never happens, in its folder.

    Few of the field's are left in it: nothing here depends on how many there are, and the cells of all take a minute.
    """
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("settings.py", "pyproject.toml"):
        shutil.copy2(ROOT / name, tmp_path / name)
    own, field = tmp_path / "metrics" / "own", tmp_path / "metrics" / "indicators"
    for file in (*own.glob("[!_]*.py"), *field.glob("[!_]*.py")):
        if file.stem not in LEFT:
            file.unlink()
    for name, code in (EXAMPLES | {"never_happens": NEVER_HAPPENS}).items():
        (own / f"{name}.py").write_text(code, encoding="utf-8")
    page = tmp_path / "docs" / "indicators.md"
    page.write_text(sheets(catalogue.indicator(key) for key in LEFT), encoding="utf-8")
    return tmp_path


def test_what_proves_the_fields_indicators_holds_with_ones_own_beside_them(copied):
    """Who puts a file into the folder, and edits nothing else, still sees the tests pass."""
    ran = _tests(copied, *PROOFS, "-k", f"not [ or {' or '.join(KEYS)}")
    assert ran.returncode == 0, ran.stdout
    assert all(f"a_plain_recomputation[{key}] PASSED" in ran.stdout for key in KEYS)
    assert "test_the_page_of_reference_sheets_is_fresh PASSED" in ran.stdout


@pytest.mark.parametrize("printed", [catalogue.indicators, catalogue.field_indicators])
def test_the_page_of_sheets_is_fresh_with_ones_own_on_it_or_without(own, tmp_path, monkeypatch, printed):
    page = tmp_path / "indicators.md"
    page.write_text(sheets(printed().values()), encoding="utf-8")
    monkeypatch.setattr(test_catalogue, "PAGE", page)
    test_catalogue.test_the_page_of_reference_sheets_is_fresh()
    page.write_text(page.read_text(encoding="utf-8").replace("TRN-01", "TRN-99"), encoding="utf-8")
    with pytest.raises(AssertionError, match="metrics sheets"):
        test_catalogue.test_the_page_of_reference_sheets_is_fresh()


def _tests(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
