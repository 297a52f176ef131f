"""The fast ways to write leave exactly what the plain one leaves."""

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import inspect, select

from tests.warehouse.small import DATASETS, PLACES, typed
from warehouse import bulk
from warehouse.connection import Engines
from warehouse.edition import OPEN_END
from warehouse.tables import Catalogue

TABLE = Catalogue.of(DATASETS).tables["training_roster"]
CONSTANTS = {"submission": "S000001", "sheet": "", "claimed_in": 1, "edition_from": 1, "edition_to": 2}


def awkward() -> pd.DataFrame:
    texts = ["plain", 'quote " and , comma', "two\nlines", "=1+1", "ünïcödé 日本", "\\N", "\\.", "NULL", " ", None]
    count = len(texts)
    values = {
        "run": texts, "person": [f"P{n}" for n in range(count)], "status": [None] * count,
        "score": [0.1, -0.0, 1e300, 5e-324, np.nan, 1 / 3, 2.0**60, -7.25, 100.0, 3.0],
        "enrolled_on": pd.to_datetime(["1900-01-01", None, "2199-12-31", *["2026-02-28"] * (count - 3)]),
        "updated_at": pd.to_datetime(
            ["2026-01-05 10:11:12.123456", None, *["1999-12-31 23:59:59"] * (count - 2)], format="ISO8601"
        ),
        "has_certificate": [True, False, None] + [True] * (count - 3), "hours": [np.nan, 2.0**53, *range(count - 2)],
        "marking": "ALL",
    }  # fmt: skip
    keyed = {"row_key": [f"k{n}" for n in range(count)], "row_hash": [-(2**63), 2**63 - 1, *range(count - 2)]}
    return typed(PLACES, pd.DataFrame(values)).assign(**keyed, source_row=range(count))


@pytest.fixture
def connection(url):
    engines = Engines.of(url)
    with engines.writing() as connection:
        TABLE.create(connection)
        yield connection
        connection.rollback()
    engines.close()


def stored(connection):
    found = connection.execute(select(TABLE).order_by(TABLE.c.source_row)).all()
    connection.execute(TABLE.delete())
    return [tuple(row)[1:] for row in found]


def test_the_bulk_way_and_the_plain_way_leave_the_same(connection):
    bulk.bulk_insert(connection, TABLE, awkward(), **CONSTANTS)
    fast = stored(connection)
    bulk._generic(connection, TABLE, awkward(), CONSTANTS)
    assert fast == stored(connection)
    assert len(fast) == 10


def test_indices_left_aside_for_many_rows_are_all_there_afterwards_and_still_refuse_twins(connection, monkeypatch):
    monkeypatch.setattr(bulk, "MANY_ROWS", 10)
    before = indices(connection)
    with bulk.indices_after(connection, TABLE, rows_to_come=10):
        assert (indices(connection) == before) == (connection.dialect.name != "sqlite")
        bulk.bulk_insert(connection, TABLE, awkward(), **CONSTANTS)
    assert indices(connection) == before
    with bulk.indices_after(connection, TABLE, rows_to_come=10):
        assert indices(connection) == before, "as many rows stand already"
    standing = {**CONSTANTS, "edition_to": OPEN_END}
    bulk.bulk_insert(connection, TABLE, awkward(), **standing)
    with pytest.raises(Exception, match=r"(?i)unique"):
        bulk.bulk_insert(connection, TABLE, awkward(), **standing)


def indices(connection):
    return {index["name"] for index in inspect(connection).get_indexes(TABLE.name)}


def test_sqlite_keeps_days_and_moments_as_texts_that_sort(fresh_url):
    engines = Engines.of(fresh_url("sqlite"))
    with engines.writing() as connection:
        TABLE.create(connection)
        bulk.bulk_insert(connection, TABLE, awkward(), **CONSTANTS)
        kept = connection.exec_driver_sql(
            "SELECT enrolled_on, updated_at FROM training_roster ORDER BY source_row"
        ).first()
        assert tuple(kept) == ("1900-01-01", "2026-01-05 10:11:12.123456")
    engines.close()


def test_more_rows_than_fit_one_step_arrive_once_each(connection, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 3)
    bulk.bulk_insert(connection, TABLE, awkward(), **CONSTANTS)
    assert [row[0] for row in stored(connection)] == [f"k{n}" for n in range(10)]


def test_nothing_to_write_is_no_error(connection):
    bulk.bulk_insert(connection, TABLE, awkward().iloc[:0], **CONSTANTS)
    assert stored(connection) == []
