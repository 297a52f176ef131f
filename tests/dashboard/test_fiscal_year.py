"""A programme whose year begins in October meets partners of other years: every quarter says which it is of both calendars."""

import re

import pytest

from dashboard.application import create_app
from expectations.catalogue import datasets
from metrics import read
from metrics.catalogue import indicator
from metrics.cube import Cubes
from tests.metrics.lines import member, owed, partner, places, run, sent
from tests.metrics.shelf import day, publish
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.archive import Archive
from warehouse.store import Warehouse

OCTOBER, JANUARY = 10, 1
BOTH = "2025 Q4 · FY 2026 Q1"
CHOSEN = Selection.ending("G1", Month(2025, 12), 12)


@pytest.mark.parametrize(
    ("quarter", "first_month", "name"),
    [
        (Quarter(2025, 4), 1, "2025 Q4"),
        (Quarter(2025, 4), 10, BOTH),
        (Quarter(2025, 3), 10, "2025 Q3 · FY 2025 Q4"),
        (Quarter(2026, 1), 4, "2026 Q1 · FY 2026 Q4"),
        (Quarter(2026, 2), 4, "2026 Q2 · FY 2027 Q1"),
        (Quarter(2026, 3), 7, "2026 Q3 · FY 2027 Q1"),
        (Quarter(2026, 1), 2, "2026 Q1 · FY 2026 Q4 and FY 2027 Q1"),
    ],
)
def test_a_quarter_is_named_in_the_programmes_own_year_where_it_is_another(quarter, first_month, name):
    assert quarter.named(first_month) == name


def _warehouse(tmp_path, fiscal_start: int | None) -> Warehouse:
    """A programme with a partner of its own year (AAA) and one of the calendar's (BBB); both trained and reported."""
    warehouse = Warehouse.open(f"sqlite:///{tmp_path / f'{fiscal_start}.sqlite'}", datasets())
    quarter = {"period": "2025Q4", "calendar": "QUARTER", "start_on": "2025-10-01", "end_on": "2025-12-31"}
    following = {"period": "2026Q1", "calendar": "QUARTER", "start_on": "2026-01-01", "end_on": "2026-03-31"}
    publish(
        warehouse,
        "2026-02-10",
        programme=[{"programme": "G1", "name": "One", "start_on": day("2025-01-01"), "period_type": "QUARTER",
                    "fiscal_start_month": fiscal_start}],
        partner=[partner("AAA") | {"fiscal_start_month": OCTOBER}, partner("BBB") | {"fiscal_start_month": JANUARY}],
        membership=[member("AAA"), member("BBB")],
        period=[quarter | {"due_on": "2026-01-31"}, following | {"due_on": "2026-04-30"}],
        expected_submission=[owed(code, "2025Q4", "2026-01-31") for code in ("AAA", "BBB")],
        submission_manifest=[sent(f"S-{code}", code, "2025Q4", "2026-01-20", accepted_on="2026-01-20", file_rows=20,
                                  loaded_rows=20, refused_rows=0) for code in ("AAA", "BBB")],
        course_run=[run("R1", "2025-11-20")],
        training_roster=[*places("R1", "AAA", 20), *places("R1", "BBB", 10), *places("R1", "BBB", 10, "NOT_COMPLETED")],
    )  # fmt: skip
    return warehouse


def _page(warehouse: Warehouse, tmp_path, address: str) -> str:
    app = create_app(warehouse, Archive(tmp_path / "kept"), Scope.steward(), lambda: day("2026-02-11"))
    return app.server.test_client().get(address).text.replace("\xa0", " ")


def _cells(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_an_october_programme_and_a_calendar_year_partner_meet_under_labels_of_both_years(tmp_path):
    warehouse = _warehouse(tmp_path, OCTOBER)
    cubes = Cubes(warehouse)
    several = read.small_multiples(cubes, indicator("course_completion"), CHOSEN, Scope.steward())
    labels = {each.selection.partners: (each.quarter.label, each.quarter.n) for each in several}
    assert labels == {("AAA",): (BOTH, 20), ("BBB",): (BOTH, 20)}
    assert {point.label for each in several for point in each.points} == {month.name for month in CHOSEN.months}
    page = _page(warehouse, tmp_path, "/quarterly-review?until=2025-12")
    assert re.search(rf'<option value="2025-12" selected[^>]*>{BOTH}</option>', page)
    assert re.search(rf"<h1>{BOTH} <span>October to December", page)
    assert "Q1 · FY 2026 Q2 reports due 30 April 2026" in _cells(page)
    heads = re.findall(r'<th[^>]*scope="col"[^>]*>(Q\d [^<]*)</th>', page)
    assert (heads[0], heads[-1]) == ("Q1 24 · FY 2024 Q2", "Q4 25 · FY 2026 Q1")
    assert re.search(rf'aria-label="[^"]*: {BOTH} 75 %', page)
    assert f"{BOTH} is not signed yet" in _cells(page)
    warehouse.close()


@pytest.mark.parametrize("fiscal_start", [JANUARY, None])
def test_nothing_is_added_where_the_year_begins_in_january_or_nobody_said(tmp_path, fiscal_start):
    warehouse = _warehouse(tmp_path, fiscal_start)
    page = _page(warehouse, tmp_path, "/quarterly-review?until=2025-12")
    assert "FY" not in _cells(page)
    assert re.search(r"<h1>2025 Q4 <span>", page)
    warehouse.close()
