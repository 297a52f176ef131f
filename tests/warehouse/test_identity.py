"""What makes a row the same row, and what makes it unchanged."""

import dataclasses

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from expectations.dataset import Column
from tests.warehouse.small import PLACES, places, typed
from warehouse.identity import row_hashes, row_keys

parts = st.text(alphabet="ab|\\", max_size=4)


@given(st.tuples(parts, parts), st.tuples(parts, parts))
def test_two_different_keys_never_spell_the_same(first, second):
    keys = row_keys(PLACES, places((*first, "DONE"), (*second, "DONE")))
    assert (keys[0] == keys[1]) == (first == second)


def test_a_key_of_days_and_numbers_is_spelled_for_a_reader():
    dated = dataclasses.replace(PLACES, key_columns=("run", "enrolled_on", "hours", "score", "person"))
    frame = places(("R1", None, "DONE")).assign(enrolled_on=pd.to_datetime(["2026-01-05"]), hours=[3.0], score=[71.25])
    assert row_keys(dated, frame).tolist() == ["R1|2026-01-05|3|71.25|"]


def row(**values) -> pd.DataFrame:
    usual = {
        "run": "R1", "person": "P1", "status": "DONE", "score": 71.25, "enrolled_on": pd.Timestamp("2026-01-05"),
        "updated_at": pd.Timestamp("2026-01-05 10:11:12"), "has_certificate": True, "hours": 40.0, "marking": "ALL",
    }  # fmt: skip
    return typed(PLACES, pd.DataFrame([usual | values]))


def hashed(frame: pd.DataFrame, dataset=PLACES) -> int:
    return int(row_hashes(dataset, frame).iloc[0])


def test_the_hash_is_the_same_on_every_machine_and_release():
    assert hashed(row()) == 3556691991458279088


def test_every_value_and_the_marking_count():
    changes = [
        {"run": "R2"}, {"person": "P2"}, {"status": None}, {"score": np.nan}, {"score": 71.26}, {"enrolled_on": None},
        {"updated_at": pd.Timestamp("2026-01-05 10:11:13")}, {"has_certificate": False}, {"has_certificate": None},
        {"hours": 0.0}, {"marking": "VEL"}, {"run": "P1", "person": "R1"},
    ]  # fmt: skip
    hashes = {hashed(row(**change)) for change in changes} | {hashed(row())}
    assert len(hashes) == len(changes) + 1


def test_how_pandas_stores_a_value_does_not_count():
    frame = row(score=0.0)
    other = frame.assign(
        run=frame["run"].astype("object"), enrolled_on=frame["enrolled_on"].astype("datetime64[s]"), score=-0.0,
        status=frame["status"].astype("category"),
    )  # fmt: skip
    assert hashed(other) == hashed(frame)


def test_a_column_that_is_gained_changes_no_hash_until_it_is_filled():
    wider = dataclasses.replace(PLACES, columns=(*PLACES.columns, Column("remark", "text", "a remark", required=False)))
    empty = row().assign(remark=pd.Series([None], dtype="str"))
    assert hashed(empty, wider) == hashed(row())
    assert hashed(empty.assign(remark="late"), wider) != hashed(row())
