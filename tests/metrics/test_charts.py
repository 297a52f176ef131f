"""Which chart an indicator gets, through the whole path: stocks, rebases and fixed baselines."""

import datetime as dt
from dataclasses import replace

from metrics import read
from metrics.catalogue import indicator
from metrics.series import Assurance, Rebase, Variation
from metrics.sheets import sheet
from metrics.statistics.control import expected_false_signals
from tests.metrics.lines import action, places, run
from vocabulary.scope import Scope

MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
DECIDED = Rebase(dt.date(2025, 1, 15), "new entry rules", "training officer")


def _fill_completion(shelf):
    """Twelve months at seven or eight of ten, then twelve at three or four."""
    runs = [run(f"R{at}", f"{code}-10") for at, code in enumerate(MONTHS)]
    roster = []
    for at, each in enumerate(runs):
        done = (8 if at % 2 else 7) if at < 12 else (4 if at % 2 else 3)
        roster += [*places(each["run"], "AAA", done), *places(each["run"], "AAA", 10 - done, "NOT_COMPLETED")]
    shelf.fill("2026-06-01", course_run=runs, training_roster=roster)


def _series(shelf, **declared):
    completion = replace(indicator("course_completion"), **declared)
    return read.series(shelf.cubes, completion, shelf.selection("2025-12", 24), Scope.steward())


def test_a_stock_is_set_beside_its_median_and_judged_by_no_limits(shelf):
    shelf.fill(
        "2026-01-20",
        corrective_action=[
            action(f"A{at}", endorsed_on="2023-12-01", due_original_on=f"{code}-05", due_current_on=f"{code}-05")
            for at, code in enumerate(MONTHS)
        ],
    )
    overdue = shelf.series("overdue_actions", "2025-12", 24)
    assert (overdue.control.method, overdue.control.is_stock, overdue.control.signals) == ("run chart", True, ())
    assert (overdue.verdict.variation, overdue.verdict.assurance) == (Variation.NOT_JUDGED, Assurance.NONE)
    assert "much the same items" in overdue.verdict.why
    assert expected_false_signals(overdue.control) == 0


def test_a_rebase_declared_with_the_indicator_starts_its_chart_afresh(shelf):
    _fill_completion(shelf)
    plain, rebased = _series(shelf), _series(shelf, rebases=(DECIDED,))
    assert plain.control.signals
    assert rebased.control.signals == ()
    assert rebased.control.points == 12
    assert rebased.control.centre[:12] == (0.75,) * 12
    assert "since the rebase of 2025-01-15 (new entry rules; training officer)" in rebased.control.says


def test_a_rebase_outside_the_months_shown_changes_nothing(shelf):
    _fill_completion(shelf)
    early = replace(DECIDED, on=dt.date(2019, 1, 1))
    assert _series(shelf, rebases=(early,)).control == _series(shelf).control


def test_a_fixed_baseline_declared_with_the_indicator_judges_later_months_by_the_first(shelf):
    _fill_completion(shelf)
    fixed = _series(shelf, baseline_points=12)
    assert fixed.control.centre[-1] == 0.75
    assert {signal.index for signal in fixed.control.signals} == set(range(12, 24))
    assert "fixed on the first 12 points" in fixed.control.says


def test_the_reference_sheet_shows_what_was_decided():
    completion = indicator("course_completion")
    decided = sheet(replace(completion, rebases=(DECIDED,), baseline_points=12))
    assert "| Chart starts afresh | 2025-01-15: new entry rules (training officer) |" in decided
    assert "| Limits fixed on | the first 12 months |" in decided
    assert "afresh" not in sheet(completion)
