"""Rows and cells as somebody may see them, as an edition knew them."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from tests.warehouse.small import NOON, PLACES, load, places, runs, table_rows, typed
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope

STEWARD = Scope.steward()


def full_row() -> pd.DataFrame:
    values = {
        "run": ["R1", "R2"], "person": ["P1", "P|2"], "status": ["DONE", None], "score": [71.25, np.nan],
        "enrolled_on": pd.to_datetime(["2026-01-05", None]),
        "updated_at": pd.to_datetime(["2026-01-05 10:11:12.123456", None]),
        "has_certificate": [True, None], "hours": [40.0, np.nan], "marking": ["NOR VEL", "ALL"],
    }  # fmt: skip
    return typed(PLACES, pd.DataFrame(values))


def test_rows_come_back_as_they_were_typed_missing_values_too(small):
    load(small, "a", table_rows("training_roster", full_row()))
    rows = small.rows("training_roster", STEWARD)
    pd.testing.assert_frame_equal(rows[full_row().columns], full_row())
    assert rows[["row_key", "submission", "sheet", "source_row", "edition_from", "edition_to"]].values.tolist() == [
        ["R1|P1", "S000001", "", 2, 1, 2**31 - 1],
        [r"R2|P\|2", "S000001", "", 3, 1, 2**31 - 1],
    ]


def test_rows_of_an_empty_warehouse_have_the_same_types(small):
    empty = small.rows("training_roster", STEWARD)
    assert len(empty) == 0
    load(small, "a", table_rows("training_roster", full_row()))
    assert empty.dtypes.to_dict() == small.rows("training_roster", STEWARD).dtypes.to_dict()


def test_only_rows_whose_column_holds_one_of_the_values_are_read_however_many_values(small):
    load(small, "a", table_rows("training_roster", places(("R1", "P1", "DONE"), ("R2", "P2", "DONE"))))
    many = ["R2", *(f"X{number}" for number in range(100_000))]
    assert small.rows("training_roster", STEWARD, column="run", values=many)["run"].tolist() == ["R2"]
    assert small.rows("training_roster", STEWARD, column="run", values=["R1' OR 1=1 --"]).empty
    assert len(small.rows("training_roster", STEWARD, limit=1)) == 1


@pytest.mark.parametrize("scope", [None, "steward", 1])
def test_there_is_no_read_without_a_scope(small, scope):
    load(small, "a", table_rows("course_run", runs(("R1", "VEL", "2026-01-31"))))
    with pytest.raises(TypeError, match="Scope"):
        small.rows("course_run", scope)
    with pytest.raises(TypeError, match="Scope"):
        small.cells("completed", scope)


def test_a_forgotten_scope_is_a_type_error(small):
    with pytest.raises(TypeError):
        small.rows("course_run")
    with pytest.raises(TypeError):
        small.cells("completed")


def test_a_partner_reads_what_is_released_to_it_before_anything_is_added_up(small):
    load(
        small, "a",
        table_rows("course_run", runs(("R1", "VEL", "2026-01-31"))),
        table_rows("training_roster", places(
            ("R1", "P1", "DONE", "ALL"), ("R1", "P2", "DONE", "NOR VEL"),
            ("R1", "P3", "DONE", "VEL"), ("R1", "P4", "DONE", "NONE"),
        )),
    )  # fmt: skip
    counts = {
        scope.reader: (len(small.rows("training_roster", scope)), small.cells("completed", scope)["denominator"].sum())
        for scope in (STEWARD, Scope.of_partner("VEL"), Scope.of_partner("NOR"), Scope.of_partner("SUD"))
    }
    assert counts == {"steward": (4, 4), "partner VEL": (3, 3), "partner NOR": (2, 2), "partner SUD": (1, 1)}


def test_a_fact_of_two_rows_is_seen_by_who_may_see_both(small):
    load(
        small, "a",
        table_rows("course_run", runs(("R1", "VEL", "2026-01-31", "VEL"), ("R2", "VEL", "2026-01-31", "NOR"))),
        table_rows("training_roster", places(("R1", "P1", "DONE", "ALL"), ("R2", "P2", "DONE", "VEL"))),
    )  # fmt: skip
    assert small.cells("completed", Scope.of_partner("VEL"))["denominator"].tolist() == [1]
    assert small.cells("completed", Scope.of_partner("NOR")).empty
    assert small.cells("completed", STEWARD)["denominator"].tolist() == [2]


def test_a_reading_connection_cannot_write_whatever_reaches_it(small):
    with small._engines.reading() as connection, pytest.raises(Exception, match=r"read.?only"):
        connection.exec_driver_sql("DELETE FROM course_run")


def test_an_edition_is_found_by_number_and_by_the_day_it_was_known(small):
    for day in (1, 3):
        load(small, f"{day}", table_rows("training_roster", places(("R1", f"P{day}", ""))), at=NOON.replace(day=day))
    assert small.edition().number == 2
    assert [small.edition_known_on(dt.date(2026, 1, day)).number for day in (1, 2, 3, 4)] == [1, 1, 2, 2]
    assert [edition.number for edition in small.editions()] == [2, 1]
    assert [edition.number for edition in small.editions(limit=1)] == [2]


def test_what_was_never_published_is_unavailable(small):
    assert small.is_empty()
    for ask in (small.edition, lambda: small.edition(1), lambda: small.edition_known_on(dt.date(2026, 1, 1))):
        with pytest.raises(Unavailable):
            ask()
    with pytest.raises(Unavailable):
        small.rows("course_run", STEWARD, edition=4)
