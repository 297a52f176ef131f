"""What bridges of figures of few persons tell the steward, and what nobody."""

import pytest

from metrics.catalogue import indicator
from metrics.known.bridge import NOT_FOR_PARTNERS, REGROUPED, TOGETHER, _At, _told_as_one, bridge
from metrics.known.knowledge import moved_between
from metrics.series import Point
from tests.metrics.conftest import Shelf
from tests.metrics.lines import reaction_item, run, sheets
from tests.metrics.shelf import day
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from vocabulary.state import State

STEWARD = Scope.steward()
OF_ONE = {"programme": "G1", "name": "One", "lead_partner": "AAA", "start_on": day("2025-01-01"), "period_type": "MONTH"}


def _bridge(shelf: Shelf, since: int, scope: Scope = STEWARD, **chosen) -> list[tuple]:
    found = bridge(shelf.cubes, indicator("course_reaction"), shelf.selection("2026-03", **chosen), scope, since)
    return [(step.cause, step.after.n) for step in found.steps]


def test_causes_between_which_too_few_stand_are_told_as_one_and_a_hidden_figure_has_no_bridge(shelf):
    shelf.fill("2026-06-01", programme=[OF_ONE], survey_item=[reaction_item()], course_run=[run("R1", "2026-02-10")],
               survey_response=sheets("R1", "AAA", 3))  # fmt: skip
    gone = sheets("R1", "AAA", 17, answer=2)
    shelf.fill("2026-06-02", survey_response=gone)
    again = [{**row, "status": "TEST"} for row in gone]
    shelf.fill("2026-06-03", survey_response=[*again, *sheets("R1", "AAA", 12, answer=4)])
    assert _bridge(shelf, 2) == [(TOGETHER, 15)]
    said = next(each for each in moved_between(shelf.cubes, 2, 3, STEWARD) if each.indicator.code == "TRN-08")
    assert (said.before.n, said.after.n, [part.n for part in said.bridge.parts]) == (20, 15, [-5])
    with pytest.raises(Unavailable, match="hidden in edition 1, because"):
        _bridge(shelf, 1)
    with pytest.raises(Unavailable, match=NOT_FOR_PARTNERS):
        _bridge(shelf, 2, Scope.of_partner("AAA"))


def test_partners_that_come_to_be_shown_by_way_of_a_hidden_figure_are_told_by_that_name_too():
    shown, hidden = Point("2026 Q1", State.VALUE, 0.5, 20, 40), Point("2026 Q1", State.SUPPRESSED)
    way = [_At("", 1, shown, "CCC"), _At("new rows", 2, hidden, "AAA CCC"), _At("new rows", 3, shown, "")]
    assert [(at.cause, at.edition) for at in _told_as_one(way)] == [("", 1), (REGROUPED, 3)]
    mixed = [*way[:2], _At("corrected rows", 3, shown, "")]
    assert [at.cause for at in _told_as_one(mixed)] == ["", TOGETHER]
    alike = [*way[:2], _At("new rows", 3, shown, "CCC")]
    assert [at.cause for at in _told_as_one(alike)] == ["", "new rows"]


def test_partners_that_come_to_be_shown_are_told_by_that_name(shelf):
    counts = (("AAA", 40), ("BBB", 30), ("CCC", 8), ("DDD", 20))
    shelf.fill("2026-06-01", survey_item=[reaction_item()], course_run=[run("R1", "2026-02-10")],
               survey_response=[row for code, count in counts for row in sheets("R1", code, count)])  # fmt: skip
    shelf.fill("2026-06-02", survey_response=sheets("R1", "CCC", 4, answer=2))
    assert _bridge(shelf, 1, partners=("AAA", "CCC")) == [(REGROUPED, 52)]
    assert _bridge(shelf, 1) == [("new rows", 102)]
