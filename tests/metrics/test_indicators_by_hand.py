"""Every indicator of the field equals a slow recomputation from the rows: any selection, any edition, both databases."""

import importlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.catalogue import datasets
from metrics import read
from metrics.catalogue import field_indicators
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.measures.tally import Window
from metrics.reading import Reading
from metrics.series import Point
from tests.metrics.plain.asked import Asked, Counted, Record, Rows
from tests.metrics.plain.course_reaction import respondents
from tests.metrics.plain.overdue_actions import bands
from tests.metrics.shelf import publish
from tests.metrics.world import PARTNERS, PROGRAMMES, START, World
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.store import Warehouse

pytestmark = pytest.mark.long

CHOSEN = st.builds(
    lambda programme, last, length, partners, edition: replace(
        Selection.ending(programme, Month(2025, 1) + last, length).narrowed(*partners), edition=edition
    ),
    st.sampled_from(PROGRAMMES),
    st.integers(0, 19),
    st.integers(1, 9),
    st.sets(st.sampled_from(PARTNERS)),
    st.sampled_from((1, 2)),
)


@pytest.mark.parametrize(("kind", "seed", "examples"), [("sqlite", 1, 30), ("sqlite", 2, 30), ("postgresql", 3, 10)])
def test_every_indicator_equals_its_recomputation_by_hand(lender, kind, seed, examples):
    with lender.lent(kind, datasets()) as warehouse:
        fill(warehouse, World(seed))
        cubes = Cubes(warehouse)
        known = {edition: _records(warehouse, edition) for edition in (1, 2)}

        @settings(max_examples=examples, deadline=None, derandomize=True)
        @given(selection=CHOSEN)
        def compare(selection):
            for indicator in field_indicators().values():
                _compare(cubes, indicator, selection, known[selection.edition])

        compare()


def fill(warehouse: Warehouse, world: World) -> None:
    """A random programme, and after forty days a correction of half of it."""
    names = [{"partner": code, "name": code.title(), "kind": "NATION"} for code in PARTNERS]
    programmes = [
        {"programme": code, "name": code, "start_on": START, "period_type": "MONTH", "lead_partner": lead}
        for code, lead in zip(PROGRAMMES, ("AAA", "BBB", "AAA", None), strict=True)
    ]
    tables = world.tables()
    publish(warehouse, "2026-01-15", partner=names, programme=programmes, **tables)
    publish(warehouse, "2026-02-24", **world.changed())


def _compare(cubes: Cubes, indicator: Indicator, selection: Selection, rows: Rows) -> None:
    reading = Reading.of(cubes, indicator, selection, Scope.steward())
    windows = (*reading.month_windows, reading.quarter_window(selection.quarter))
    shown = read.series(cubes, indicator, selection, Scope.steward())
    for window, point in zip(windows, (*shown.points, shown.quarter), strict=True):
        asked = Asked(
            selection.programme, selection.partners, window.first.first_day, window.last_day, reading.edition.as_of
        )
        plain = importlib.import_module(f"tests.metrics.plain.{indicator.key}")
        expected = plain.counted(rows, asked)
        where = f"{indicator.key} {selection.partners} {window.label} edition {selection.edition}"
        _compare_point(point, expected, where)
        if indicator.read.least_n:
            _compare_hidden(reading, window, expected, where)
        if hasattr(plain, "parts"):
            _compare_parts(reading, window, plain.parts(rows, asked), where)
        for extra in _EXTRA.get(indicator.key, ()):
            extra(reading, window, rows, asked, where)


def _compare_point(point: Point, expected: Counted, where: str) -> None:
    if point.state is State.SUPPRESSED or "hidden" in point.note:
        assert point.n <= expected.n, where
        return
    assert (point.numerator, point.n, point.left_out) == (expected.numerator, expected.n, expected.left_out), where
    if expected.median is not None:
        assert point.value == expected.median, where
    elif expected.value is not None:
        assert point.value == pytest.approx(expected.value), where
    elif point.value is not None:
        assert point.value == pytest.approx(expected.numerator / expected.n), where


def _compare_hidden(reading: Reading, window: Window, expected: Counted, where: str) -> None:
    """What suppression hides is counted right all the same."""
    tally = reading.tallies(reading.cells.of_partners(reading.selection.partners), (window,))[0]
    assert (tally.numerator, tally.n, tally.left_out) == (expected.numerator, expected.n, expected.left_out), where
    if expected.median is not None:
        assert tally.value == expected.median, where


def _compare_parts(reading: Reading, window: Window, expected: list[int], where: str) -> None:
    """What stands beside a figure; nothing does where nothing is reported."""
    tally = reading.tallies(reading.cells.of_partners(reading.selection.partners), (window,))[0]
    if tally.is_reported:
        assert list(tally.parts.values()) == expected, where
    else:
        assert not any(expected), where


def _compare_answers(reading: Reading, window: Window, rows: Rows, asked: Asked, where: str) -> None:
    """What suppression hides is counted right all the same."""
    tally = reading.tallies(reading.cells.of_partners(asked.partners), (window,))[0]
    expected = importlib.import_module("tests.metrics.plain.course_reaction").counted(rows, asked)
    assert (tally.numerator, tally.n, tally.left_out) == (expected.numerator, expected.n, expected.left_out), where
    assert tally.persons == respondents(rows, asked), where
    assert sum(tally.parts.values()) - tally.persons == tally.n, where


def _compare_bands(reading: Reading, window: Window, rows: Rows, asked: Asked, where: str) -> None:
    if asked.first <= asked.as_of:
        tally = reading.tallies(reading.cells.of_partners(asked.partners), (window,))[0]
        assert list(tally.parts.values()) == bands(rows, asked), where


_EXTRA = {"course_reaction": (_compare_answers,), "overdue_actions": (_compare_bands,)}


def _records(warehouse: Warehouse, edition: int) -> Rows:
    known: dict[str, list[Record]] = {}

    def rows(dataset: str) -> list[Record]:
        if dataset not in known:
            known[dataset] = list(_plain(warehouse, dataset, edition))
        return known[dataset]

    return rows


def _plain(warehouse: Warehouse, dataset: str, edition: int) -> Iterator[Record]:
    frame = warehouse.rows(dataset, Scope.steward(), edition)
    dates = {column.name for column in datasets()[dataset].columns if column.kind == "date"}
    for record in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        yield {name: v.date() if name in dates and v is not None else v for name, v in record.items()}
