"""A warehouse follows its declarations where it can, and says what to do where it cannot."""

import dataclasses
import threading
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from expectations.dataset import Column
from tests.warehouse.small import DATASETS, NOON, PLACES, load, places, table_rows
from vocabulary.errors import Refused, Unavailable
from vocabulary.scope import Scope
from warehouse import connection as connections
from warehouse import opening
from warehouse.connection import Engines
from warehouse.schema import LEDGER
from warehouse.store import Warehouse


def with_columns(*columns: Column, **changes):
    return {**DATASETS, "training_roster": dataclasses.replace(PLACES, columns=(*PLACES.columns, *columns), **changes)}


@pytest.fixture
def filled(url):
    warehouse = Warehouse.open(url, DATASETS)
    load(warehouse, "a", table_rows("training_roster", places(("R1", "P1", "DONE"))))
    warehouse.close()
    return url


def opened(url, datasets, **options):
    warehouse = Warehouse.open(url, datasets, **options)
    warehouse.close()
    return warehouse


def test_a_column_that_may_be_empty_is_added_and_the_rows_stay(filled):
    wider = with_columns(Column("remark", "text", "a remark", required=False))
    warehouse = Warehouse.open(filled, wider)
    rows = warehouse.rows("training_roster", Scope.steward())
    assert rows["remark"].isna().tolist() == [True]
    again = table_rows("training_roster", places(("R1", "P1", "DONE")).assign(remark=None).astype({"remark": "str"}))
    assert load(warehouse, "b", again).summary.startswith("b.csv: no row changed")
    warehouse.close()
    opened(filled, wider)


@pytest.mark.parametrize(
    "changed",
    [
        with_columns(Column("remark", "text", "a remark")),
        {**DATASETS, "training_roster": dataclasses.replace(PLACES, columns=PLACES.columns[:-1])},
        with_columns(key_columns=("person",)),
    ],
    ids=["a required column is gained", "a column is gone", "the key changed"],
)
def test_what_needs_the_rows_made_anew_is_refused_with_the_command(filled, changed):
    with pytest.raises(Refused, match="python -m etl rebuild"):
        opened(filled, changed)
    opened(filled, DATASETS)


def test_a_reader_does_not_make_a_warehouse(url):
    with pytest.raises(Exception):  # noqa: B017, PT011 (SQLite has no file, PostgreSQL no tables)
        opened(url, DATASETS, read_only=True)
    opened(url, DATASETS)
    opened(url, DATASETS, read_only=True)


def test_a_reader_cannot_publish(filled):
    warehouse = Warehouse.open(filled, DATASETS, read_only=True)
    with pytest.raises(TypeError, match="reading only"):
        load(warehouse, "b", table_rows("training_roster", places(("R1", "P1", "DONE"))))
    warehouse.close()


def test_a_ledger_that_a_newer_program_migrated_is_left_alone(filled):
    engines = Engines.of(filled)
    with engines.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger_version SET version_num = '9999'")
    engines.close()
    with pytest.raises(Refused, match="newer program"):
        opened(filled, DATASETS)
    with pytest.raises(Unavailable, match="9999"):
        opened(filled, DATASETS, read_only=True)


def test_the_migrations_make_the_ledger_that_the_program_declares(filled):
    engines = Engines.of(filled)
    with engines.reading() as connection:
        found = inspect(connection)
        for table in LEDGER.tables.values():
            columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
            assert columns == {column.name: column.nullable for column in table.columns}
            assert {index["name"] for index in found.get_indexes(table.name)} == {index.name for index in table.indexes}
    engines.close()


def test_names_that_the_warehouse_needs_cannot_be_declared():
    for wrong in (
        dataclasses.replace(PLACES, key="cell"),
        with_columns(Column("row_key", "text", ""))["training_roster"],
    ):
        with pytest.raises(ValueError, match="needs"):
            Warehouse.open("sqlite:///never.sqlite", {wrong.key: wrong})


def test_a_sqlite_warehouse_is_a_file():
    with pytest.raises(Refused, match="is a file"):
        Warehouse.open("sqlite://", DATASETS)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "no SQLAlchemy URL"),
        ("warehouse.sqlite", "no SQLAlchemy URL"),
        ("postgresql://me:secret@host:port/name", "no SQLAlchemy URL"),
        ("nosuch://me:secret@host/name", "no driver for nosuch"),
        ("mysql://me:secret@host/name", "no driver for mysql"),
        ("postgresql://me:secret@127.0.0.1:1/name", "cannot be used, it says"),
    ],
)
@pytest.mark.parametrize("opening_it", [Warehouse.open, Warehouse.open_for_rebuild])
def test_an_address_where_no_warehouse_can_be_is_refused_and_its_password_not_shown(address, why, opening_it):
    with pytest.raises(Refused, match=why) as told:
        opening_it(address, DATASETS)
    assert "FULL_CIRCLE_DATABASE" in told.value.mend
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_that_a_server_does_not_have_is_refused_in_the_servers_words(postgresql_server, read_only):
    with pytest.raises(Refused, match="never_made"):
        opened(postgresql_server.replace("/postgres?", "/never_made?"), DATASETS, read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path, read_only):
    path = tmp_path / "notes.txt"
    path.write_text("Dear steward, this is no database. " * 50, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(Refused, match="not a database"):
        opened(f"sqlite:///{path}", DATASETS, read_only=read_only)
    with pytest.raises(Refused, match="cannot be made"):
        opened(f"sqlite:///{path}/warehouse.sqlite", DATASETS)
    assert path.read_bytes() == before


def test_a_reader_does_not_make_the_warehouse_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="nobody has made"):
        opened(f"sqlite:///{tmp_path / 'none.sqlite'}", DATASETS, read_only=True)
    assert not list(tmp_path.iterdir())


def test_processes_that_open_an_empty_database_at_once_all_succeed(url):
    failed = []

    def open_one():
        try:
            opened(url, DATASETS)
        except Exception as error:  # noqa: BLE001 (a thread's error would be lost)
            failed.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    opened(url, DATASETS, read_only=True)


def test_opening_does_not_wait_for_somebody_who_publishes(filled, monkeypatch):
    monkeypatch.setattr(connections, "SECONDS_TO_WAIT", 1)
    warehouse = Warehouse.open(filled, DATASETS)
    with warehouse._publishing(NOON):
        opened(filled, DATASETS)
    warehouse.close()


def test_the_files_of_the_migrations_are_named_by_their_revisions():
    scripts = ScriptDirectory(str(Path(opening.__file__).with_name("migrations")))
    assert opening._revisions() == [script.revision for script in scripts.walk_revisions()][::-1]
