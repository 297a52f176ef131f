"""Rows, cells and ledger become visible together, and every row is accounted for."""

from tests.warehouse.small import load, places, runs, table_rows
from vocabulary.scope import Scope

STEWARD = Scope.steward()
RUN = runs(("R1", "VEL", "2026-01-31"))


def test_a_first_load_makes_edition_one_with_its_rows_and_cells(small):
    edition = load(
        small, "a", table_rows("course_run", RUN), table_rows("training_roster", places(("R1", "P1", "DONE")))
    )
    assert (edition.number, edition.kind, edition.submission) == (1, "load", "S000001")
    rows = small.rows("training_roster", STEWARD)
    assert rows[["row_key", "submission", "source_row"]].values.tolist() == [["R1|P1", "S000001", 2]]
    cells = small.cells("completed", STEWARD)
    assert cells[["month", "partner", "numerator", "denominator"]].values.tolist() == [[202601, "VEL", 1, 1]]


def test_unchanged_rows_are_seen_again_and_changed_ones_open_a_version(small):
    load(
        small,
        "a",
        table_rows("course_run", RUN),
        table_rows("training_roster", places(("R1", "P1", ""), ("R1", "P2", ""))),
    )
    load(
        small, "b", table_rows("training_roster", places(("R1", "P1", ""), ("R1", "P2", "DONE"), ("R1", "P3", "DONE")))
    )
    account = small.submission("S000002").parts[0]
    assert (account.loaded, account.unchanged) == (2, 1)
    rows = small.rows("training_roster", STEWARD).sort_values("row_key")
    assert rows[["row_key", "submission", "edition_from"]].values.tolist() == [
        ["R1|P1", "S000001", 1],
        ["R1|P2", "S000002", 2],
        ["R1|P3", "S000002", 2],
    ]
    assert small.cells("completed", STEWARD)[["numerator", "denominator"]].values.tolist() == [[2, 3]]
    assert small.cells("completed", STEWARD, 1)[["numerator", "denominator"]].values.tolist() == [[0, 2]]
    assert small.rows("training_roster", STEWARD, 1)["status"].isna().sum() == 0
