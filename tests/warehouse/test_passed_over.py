"""Rows that make no fact: a joined row that is not for the reader places nothing in a month and fits nothing."""

import pytest

from tests.warehouse.small import STATEMENTS, load, places, runs, table_rows
from vocabulary.scope import Scope
from warehouse.evidence import FactsSought

YEAR = FactsSought("PRG", (202601, 202612))
COMPLETED = STATEMENTS[0]


@pytest.fixture
def shared(small):
    """Places for everybody, in a run for everybody and in one for NOR alone."""
    load(
        small,
        "a",
        table_rows("course_run", runs(("R1", "VEL", "2026-01-31"), ("R2", "VEL", "2026-02-28", "NOR"))),
        table_rows("training_roster", places(("R1", "P1", "DONE"), ("R2", "P2", "DONE"))),
    )
    return small


@pytest.mark.parametrize(
    ("scope", "months"),
    [
        (Scope.steward(), {202601, 202602}),
        (Scope.of_partner("NOR"), {202601, 202602}),
        (Scope.of_partner("VEL"), {202601}),
    ],
)
def test_a_row_whose_month_comes_from_one_that_is_hidden_is_in_no_month(shared, scope, months):
    found = shared.considered(COMPLETED, scope, 1, YEAR)
    assert set(found["month"]) == months
    assert set(found["lacks"]) == {""}
