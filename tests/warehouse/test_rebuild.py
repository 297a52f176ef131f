"""Everything but the ledger can be made again, and is the same again."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from tests.warehouse.small import (
    BOTH_SOURCES,
    DATASETS,
    NOON,
    STATEMENTS,
    completed,
    filled,
    load,
    places,
    runs,
    sent,
    table_rows,
)
from vocabulary.errors import Busy
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState
from warehouse.facts import CellStatement
from warehouse.publication import REFUSED_COLUMNS, Publication
from warehouse.store import Warehouse

STEWARD = Scope.steward()
FILES = {
    "a": (
        table_rows("course_run", runs(("R1", "VEL", "2026-01-31"))),
        table_rows("training_roster", places(("R1", "P1", "LEFT"))),
    ),
    "b": (table_rows("training_roster", places(("R1", "P1", "DONE"), ("R1", "P2", "DONE"))),),
    "c": (table_rows("training_roster", places(("R1", "P1", "LEFT"))),),
}


@pytest.fixture
def history(url):
    """Three loads and a withdrawal, on three days."""
    warehouse = Warehouse.open(url, DATASETS)
    for day, content in enumerate(FILES, start=1):
        load(warehouse, content, *FILES[content], at=NOON.replace(day=day))
    warehouse.withdraw("S000002", STATEMENTS, NOON.replace(day=4), "sent by mistake")
    warehouse.close()
    return url


def _spelled(frame):
    return sorted(map(str, frame.values.tolist()))


def everything(warehouse):
    numbers = [edition.number for edition in warehouse.editions()]
    rows = {
        (dataset, number): _spelled(warehouse.rows(dataset, STEWARD, number).drop(columns="row_id"))
        for dataset in DATASETS
        for number in numbers
    }
    cells = {
        (statement.indicator, number): _spelled(warehouse.cells(statement.indicator, STEWARD, number))
        for statement in STATEMENTS
        for number in numbers
    }
    ledger = [dataclasses.replace(each, message="") for each in warehouse.submissions(STEWARD)]
    return warehouse.editions(), rows, cells, ledger


def replay(warehouse, edition):
    if edition.kind == "withdrawal":
        return warehouse.withdraw(edition.submission, STATEMENTS, edition.published_at, "sent by mistake")
    submission = warehouse.submission(edition.submission)
    tables = FILES[submission.file_name.removesuffix(".csv")]
    return warehouse.publish(Publication(submission, list(tables)), STATEMENTS, edition.published_at)


def test_a_rebuild_makes_every_edition_again_as_it_was(history):
    before = everything(Warehouse.open(history, DATASETS, read_only=True))
    warehouse = Warehouse.open_for_rebuild(history, DATASETS)
    assert warehouse.is_empty()
    for edition in warehouse.editions_to_rebuild():
        assert replay(warehouse, edition) == edition
    assert everything(warehouse) == before
    assert warehouse.editions_to_rebuild() == []
    warehouse.close()


def test_a_rebuild_that_was_ended_in_the_middle_goes_on_where_it_stood(history):
    first = Warehouse.open_for_rebuild(history, DATASETS)
    for edition in first.editions_to_rebuild()[:2]:
        replay(first, edition)
    first.close()
    second = Warehouse.open_for_rebuild(history, DATASETS)
    assert [edition.number for edition in second.editions_to_rebuild()] == [3, 4]
    assert second.edition().number == 2
    second.close()


def test_nothing_else_is_published_while_a_rebuild_is_under_way(history):
    Warehouse.open_for_rebuild(history, DATASETS).close()
    warehouse = Warehouse.open(history, DATASETS)
    with pytest.raises(Busy, match="rebuild"):
        load(warehouse, "d", *FILES["c"])
    assert sent(warehouse, "a").state is SubmissionState.ALREADY_LOADED
    warehouse.close()


def test_a_submission_that_is_refused_when_rebuilt_leaves_its_edition_empty(history):
    warehouse = Warehouse.open_for_rebuild(history, DATASETS)
    editions = warehouse.editions_to_rebuild()
    replay(warehouse, editions[0])
    refused = pd.DataFrame(columns=list(REFUSED_COLUMNS))
    warehouse.refuse(warehouse.submission("S000002"), [], refused, [], "a rule is new", editions[1].published_at)
    for edition in editions[2:]:
        replay(warehouse, edition)
    assert [edition.number for edition in warehouse.editions()] == [4, 3, 2, 1]
    assert warehouse.rows("training_roster", STEWARD, 2)["status"].tolist() == ["LEFT"]
    warehouse.close()


def test_a_rebuild_takes_over_a_declaration_that_changed(history):
    wider = dict(DATASETS)
    wider["course_run"] = dataclasses.replace(DATASETS["course_run"], columns=DATASETS["course_run"].columns[:-1])
    warehouse = Warehouse.open_for_rebuild(history, wider)
    assert "course" not in warehouse.rows("course_run", STEWARD)
    assert len(warehouse.editions_to_rebuild()) == 4
    warehouse.close()


def test_cells_follow_a_definition_that_changed_and_the_old_edition_keeps_its_own(small):
    load(small, "a", *FILES["a"])
    changed = (CellStatement("completed", BOTH_SOURCES, filled),)
    edition = small.rebuild_cells(changed, NOON + dt.timedelta(days=1))
    assert (edition.number, edition.kind, edition.submission) == (2, "rebuild", None)
    assert small.cells("completed", STEWARD)[["numerator", "denominator"]].values.tolist() == [[0, 1]]
    assert small.cells("largest", STEWARD).empty
    assert len(small.cells("largest", STEWARD, 1)) == 1


def test_cells_that_are_computed_anew_and_are_the_same_are_not_written_again(small):
    load(small, "a", *FILES["a"])
    small.rebuild_cells((CellStatement("completed", BOTH_SOURCES, completed),), NOON)
    with small._engines.reading() as connection:
        versions = connection.exec_driver_sql("SELECT count(*) FROM cell WHERE indicator = 'completed'").scalar()
    assert versions == 1
