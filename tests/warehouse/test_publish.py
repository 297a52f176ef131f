"""Rows, cells and ledger become visible together, and every row is accounted for."""

import dataclasses
import threading

import pandas as pd
import pytest
from sqlalchemy.event import listen

from tests.warehouse.small import DATASETS, NOON, STATEMENTS, completed, load, places, runs, sent, table_rows
from vocabulary.errors import BrokenPromise, Busy, Refused
from vocabulary.scope import Scope
from warehouse import connection as connections
from warehouse import versions
from warehouse.edition import SubmissionState
from warehouse.facts import CellStatement
from warehouse.publication import Publication, TableRows
from warehouse.store import Warehouse

STEWARD = Scope.steward()
RUN = runs(("R1", "VEL", "2026-01-31"))
ONE = places(("R1", "P1", "DONE"))


def counts(warehouse, edition=None):
    return warehouse.cells("completed", STEWARD, edition)[["numerator", "denominator"]].values.tolist()


def test_a_first_load_makes_edition_one_with_its_rows_and_cells(small):
    edition = load(small, "a", table_rows("course_run", RUN), table_rows("training_roster", ONE))
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
        table_rows("training_roster", places(("R1", "P1", "LEFT"), ("R1", "P2", "LEFT"))),
    )
    second = places(("R1", "P1", "LEFT"), ("R1", "P2", "DONE"), ("R1", "P3", "DONE"))
    load(small, "b", table_rows("training_roster", second))
    account = small.submission("S000002").parts[0]
    assert (account.loaded, account.unchanged) == (2, 1)
    rows = small.rows("training_roster", STEWARD).sort_values("row_key")
    assert rows[["row_key", "submission", "edition_from"]].values.tolist() == [
        ["R1|P1", "S000001", 1], ["R1|P2", "S000002", 2], ["R1|P3", "S000002", 2]
    ]  # fmt: skip
    assert (counts(small), counts(small, 1)) == ([[2, 3]], [[0, 2]])
    assert small.rows("training_roster", STEWARD, 1)["status"].tolist() == ["LEFT", "LEFT"]


def test_a_file_that_changes_nothing_still_makes_an_edition_and_says_so(small):
    load(small, "a", table_rows("training_roster", ONE))
    assert load(small, "b", table_rows("training_roster", ONE)).summary.startswith("b.csv: no row changed, 1 unchanged")


def test_many_rows_are_kept_in_the_order_of_their_keys_each_with_its_own_line(small, monkeypatch):
    monkeypatch.setattr(versions, "MANY_ROWS", 3)
    lines = places(("R2", "P1", "DONE"), ("R1", "P3", "LEFT"), ("R1", "P1", None), ("R2", "P0", "LEFT"))
    load(small, "a", table_rows("training_roster", lines))
    assert kept(small) == [("R1", "P1", 4), ("R1", "P3", 3), ("R2", "P0", 5), ("R2", "P1", 2)]
    again = places(("R2", "P1", "LEFT"), ("R1", "P3", "LEFT"), ("R1", "P0", "DONE"), ("R2", "P0", "LEFT"))
    made = load(small, "b", table_rows("training_roster", again))
    account = small.submission(made.submission).parts[0]
    assert (account.loaded, account.unchanged) == (2, 2)
    assert kept(small)[-2:] == [("R1", "P0", 4), ("R2", "P1", 2)]


def kept(warehouse) -> list[tuple]:
    found = warehouse.rows("training_roster", STEWARD)
    return list(found[["run", "person", "source_row"]].itertuples(index=False, name=None))


def test_a_change_of_marking_alone_is_a_change(small):
    load(small, "a", table_rows("training_roster", places(("R1", "P1", "DONE", "VEL"))))
    load(small, "b", table_rows("training_roster", places(("R1", "P1", "DONE", "ALL"))))
    assert small.rows("training_roster", Scope.of_partner("NOR"))["submission"].tolist() == ["S000002"]


def broken(warehouse, *tables, statements=STATEMENTS):
    """Publishing fails with a BrokenPromise, and nothing of it stays."""
    submission = sent(warehouse, "broken")
    with pytest.raises(BrokenPromise) as raised:
        warehouse.publish(Publication(submission, list(tables)), statements, NOON)
    assert warehouse.is_empty()
    assert warehouse.rows("training_roster", STEWARD).empty
    assert warehouse.submission(submission.id).state is SubmissionState.QUEUED
    return str(raised.value)


@pytest.mark.parametrize("change", [{"file_rows": 9}, {"records": 9}, {"refused": 1}, {"label": 0}])
def test_an_account_that_does_not_add_up_rolls_everything_back(small, change):
    rows = table_rows("training_roster", ONE)
    wrong = dataclasses.replace(rows, account=dataclasses.replace(rows.account, **change))
    assert "accounted for" in broken(small, wrong)


def test_a_key_that_stands_on_two_rows_is_a_broken_promise(small):
    assert "R1|P1" in broken(small, table_rows("training_roster", places(("R1", "P1", "DONE"), ("R1", "P1", "LEFT"))))


def test_two_parts_that_hold_the_same_key_are_a_broken_promise(small):
    part = table_rows("training_roster", ONE)
    assert "same key" in broken(small, part, part)


def test_columns_other_than_the_declared_ones_are_a_broken_promise(small):
    rows = table_rows("training_roster", ONE)
    assert "columns" in broken(
        small, TableRows("training_roster", ONE.drop(columns="score"), rows.source_rows, "", rows.account)
    )


def test_a_statement_with_an_empty_month_is_a_broken_promise_that_names_it(small):
    tables = (table_rows("course_run", runs(("R1", "VEL", None))), table_rows("training_roster", ONE))
    assert "completed" in broken(small, *tables)


def test_a_statement_must_name_what_it_reads(small):
    short = CellStatement("completed", ("course_run",), completed)
    assert "training_roster" in broken(small, table_rows("course_run", RUN), statements=(short,))


def test_a_statement_that_was_never_asked_is_asked_of_all_rows(small):
    load(small, "a", table_rows("course_run", RUN), table_rows("training_roster", ONE), statements=STATEMENTS[1:])
    assert counts(small) == []
    load(small, "b", table_rows("training_roster", places(("R1", "P2", "LEFT"))))
    assert counts(small) == [[1, 2]]


def test_a_statement_without_cells_is_asked_of_no_more_rows_than_one_with_cells(small):
    """Of a roster without tests nothing can be gained; finding that out again each time would cost ever more."""
    asked = []
    load(small, "a", table_rows("course_run", RUN), table_rows("training_roster", ONE))
    load(small, "b", table_rows("training_roster", places(("R1", "P2", "LEFT"))))
    assert small.cells("without_places", STEWARD).empty
    listen(small._engines.writer, "before_cursor_execute", lambda *told: asked.append(told[2]))
    load(small, "c", table_rows("training_roster", places(("R1", "P3", "LEFT"))))
    of_rows = [text for text in asked if "NOT (EXISTS" in text and "course_run" in text]
    assert of_rows
    assert all("stage_anchor" in text for text in of_rows)
    load(small, "d", table_rows("course_run", runs(("R2", "VEL", "2026-01-31"))))
    assert len(small.cells("without_places", STEWARD)) == 1


def test_a_published_submission_is_not_published_again(small):
    load(small, "a", table_rows("training_roster", ONE))
    with pytest.raises(Refused, match="already published in edition 1"):
        small.publish(Publication(small.submission("S000001"), []), STATEMENTS, NOON)


def test_a_reader_during_publication_sees_the_edition_before_whole(small):
    load(small, "a", table_rows("course_run", RUN), table_rows("training_roster", ONE))
    seen = []

    def peeping(rows):
        seen.append((small.edition().number, len(small.rows("training_roster", STEWARD)), counts(small)))
        return completed(rows)

    peep = CellStatement("completed", ("course_run", "training_roster"), peeping)
    load(small, "b", table_rows("training_roster", places(("R1", "P2", "DONE"))), statements=(peep,))
    assert set(map(str, seen)) == {str((1, 1, [[1, 1]]))}
    assert (small.edition().number, counts(small)) == (2, [[2, 2]])


def test_two_publishers_at_once_take_turns(url):
    Warehouse.open(url, DATASETS).close()

    def publish(person):
        mine = Warehouse.open(url, DATASETS)
        for number in range(4):
            load(mine, f"{person}{number}", table_rows("training_roster", places(("R1", person, f"S{number}"))))
        mine.close()

    threads = [threading.Thread(target=publish, args=(person,)) for person in ("P1", "P2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = Warehouse.open(url, DATASETS, read_only=True)
    assert [edition.number for edition in after.editions()] == [8, 7, 6, 5, 4, 3, 2, 1]
    rows = after.rows("training_roster", STEWARD)
    assert sorted(rows[["person", "status"]].values.tolist()) == [["P1", "S3"], ["P2", "S3"]]
    after.close()


def test_a_publisher_who_waits_in_vain_is_told_who_is_inside(url, monkeypatch):
    first = Warehouse.open(url, DATASETS)
    monkeypatch.setattr(connections, "SECONDS_TO_WAIT", 1)
    second = Warehouse.open(url, DATASETS)
    waiting, told = sent(first, "b"), []

    def late(rows):
        with pytest.raises(Busy) as busy:
            second.publish(Publication(waiting, [table_rows("training_roster", ONE)]), (), NOON)
        told.append(str(busy.value))
        return completed(rows)

    statement = CellStatement("completed", ("course_run", "training_roster"), late)
    load(first, "a", table_rows("training_roster", ONE), statements=(statement,))
    assert "since 12:00 UTC, is publishing" in told[0]
    assert second.publish(Publication(waiting, []), (), NOON).number == 2
    first.close()
    second.close()


def test_impact_says_which_figures_would_move_and_keeps_nothing(small):
    load(small, "a", table_rows("course_run", RUN), table_rows("training_roster", ONE))
    candidate = table_rows("training_roster", places(("R1", "P2", "LEFT")))
    for submission in (sent(small, "b"), dataclasses.replace(sent(small, "c"), id="")):
        impact = small.impact(Publication(submission, [candidate]), STATEMENTS[:1])
        assert impact.to_dict("records") == [
            {
                "indicator": "completed", "kind": "count", "month": 202601, "programme": "PRG",
                "numerator_before": 1, "denominator_before": 1, "numerator_after": 1, "denominator_after": 2,
            }
        ]  # fmt: skip
    assert (small.edition().number, len(small.rows("training_roster", STEWARD))) == (1, 1)
    same = Publication(sent(small, "b"), [table_rows("training_roster", ONE)])
    pd.testing.assert_frame_equal(small.impact(same, STATEMENTS[:1]), impact.iloc[:0], check_dtype=False)
