"""Every indicator is found by its file, declared in full, and printed on its page.

What is proved of the field's indicators in full is asked of one's own as far as a file in `metrics/own` can answer.
"""

import importlib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from expectations.catalogue import datasets
from expectations.indicator_codes import CODES, DIRECTION, MEASURED_IN
from metrics import read
from metrics.catalogue import field_indicators, indicator, indicators, own_indicators, statements
from metrics.cube import Cubes
from metrics.indicator import Change, Direction, Indicator, Unit
from metrics.sheets import sheet, sheets
from tests.metrics.test_indicators_by_hand import fill
from tests.metrics.world import PROGRAMMES, World
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.store import Warehouse

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"
LEAST_LETTERS = 20


MEASURED = {Unit.SHARE: "PERCENT", Unit.PERCENT: "PERCENT", Unit.RATIO: "RATIO", Unit.DAYS: "DAYS"}
"""How a target says the unit of an indicator; any other unit is said as a count."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Iterator[Warehouse]:
    """A random programme in a real warehouse."""
    warehouse = Warehouse.open(f"sqlite:///{tmp_path_factory.mktemp('catalogue') / 'warehouse.sqlite'}", datasets())
    fill(warehouse, World(1))
    yield warehouse
    warehouse.close()


def test_codes_units_and_directions_are_those_that_targets_are_set_for():
    found = {each.code: each for each in field_indicators().values()}
    assert len(found) == len(field_indicators())
    assert set(found) <= set(CODES)
    for code, each in found.items():
        assert MEASURED.get(each.unit, "COUNT") in MEASURED_IN[code], code
        assert each.direction is Direction[DIRECTION[code]], code


def test_the_quarterly_scorecard_has_at_most_twelve_rows():
    assert sum(each.headline for each in field_indicators().values()) <= 12


@pytest.mark.parametrize("key", list(indicators()))
def test_an_indicator_has_cells_a_series_a_verdict_a_sheet_a_known_answer_and_a_plain_recomputation(filled, key):
    cells, is_own = filled.cells(key, Scope.steward()), key in own_indicators()
    assert len(cells) or is_own, "the random programme of tests/metrics/world.py has rows for it"
    series = read.series(Cubes(filled), indicator(key), Selection.ending(*_newest(cells), 18), Scope.steward())
    assert len(series.points) == 18
    assert series.control.says
    assert series.verdict.title.startswith(indicator(key).short_title)
    assert series.verdict.why
    assert indicator(key).definition in sheet(indicator(key))
    if not is_own:
        _proved_in_full(key)


def _newest(cells: pd.DataFrame) -> tuple[str, Month]:
    """Programme and month to look at; one's own may count what never happens in the random programme."""
    if cells.empty:
        return PROGRAMMES[0], Month(2025, 12)
    newest = cells["month"].max()
    return cells["programme"].mode()[0], Month(newest // 100, newest % 100)


def _proved_in_full(key: str) -> None:
    """What each indicator of the field has besides: its place on the page, an answer and a recomputation."""
    assert sheet(indicator(key)) in PAGE.read_text(encoding="utf-8")
    assert callable(importlib.import_module(f"tests.metrics.known.{key}").answer)
    assert callable(importlib.import_module(f"tests.metrics.plain.{key}").counted)


@pytest.mark.parametrize("key", list(field_indicators()))
def test_an_indicator_is_declared_in_full(key):
    each = indicator(key)
    for name in ("definition", "numerator", "denominator", "period_key", "question", "target_source", "owner_role"):
        assert len(getattr(each, name)) > LEAST_LETTERS or name in ("owner_role", "period_key"), name
        assert getattr(each, name), name
    assert each.limitations
    assert each.change_log
    assert all(sentence.endswith((".", "?")) for sentence in (*each.limitations, each.definition, each.question))
    assert set(each.sources) <= set(datasets())


NOT_ON_THE_SHEET = {"key", "short_title", "headline", "facts", "sources"}
"""What names an indicator, shows it, or is told by its statement."""


def test_whatever_the_reference_sheet_says_makes_another_definition_when_it_is_said_otherwise():
    """What is noted beside the editions, and signed, is all that a reader is told, not only its first lines."""
    each = indicator("seat_fill")
    for name in {field.name for field in fields(each)} - NOT_ON_THE_SHEET:
        assert replace(each, **{name: _otherwise(each, name)}).sheet != each.sheet, name


def _otherwise(each: Indicator, name: str) -> object:
    said = {"limitations": ("Another.",), "change_log": (Change("2026-01-01", "Another."),)}
    return said.get(name, f"not {getattr(each, name)}")


def test_each_indicator_hands_the_warehouse_one_statement():
    assert [each.indicator for each in statements()] == list(indicators())


def test_the_page_of_reference_sheets_is_fresh():
    """Whether or not those of one's own were printed on it: the field's are as they are declared."""
    fresh = (sheets(field_indicators().values()), sheets(indicators().values()))
    assert PAGE.read_text(encoding="utf-8") in fresh, "run python -m metrics sheets docs/indicators.md"


def test_an_unknown_key_is_answered_with_the_known_ones():
    with pytest.raises(KeyError, match="course_completion"):
        indicator("completion")
