"""The benchmarks run, and compare two ways that come to the same: tiny sizes, nothing is judged by the clock."""

import numpy as np
import pytest

from benchmarks import checking, knowledge, loading, plain_pandas
from benchmarks.measuring import Sizes, in_turns

TINY = 2000


@pytest.fixture(autouse=True)
def _cold(monkeypatch):
    """What is imported and compiled once may count here."""
    monkeypatch.setattr(loading, "_warm_up", lambda folder, made: None)


def sizes(database="sqlite", behind=()):
    return Sizes(rows=TINY, repeat=1, users=(), behind=behind, seconds=0.0, database=database)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_loading_accepts_as_many_rows_as_plain_pandas(database, tmp_path, capsys):
    loading.measure(sizes(database), tmp_path, None)
    said = capsys.readouterr().out
    assert f"loading into {database}: {TINY:,} rows" in said
    assert "accepted by both" in said


def test_loading_stops_where_the_two_do_not_accept_the_same_rows(tmp_path, monkeypatch):
    honest = plain_pandas.load
    monkeypatch.setattr(plain_pandas, "load", lambda files, database: honest(files, database) - 1)
    with pytest.raises(AssertionError, match="do not accept the same rows"):
        loading.measure(sizes(), tmp_path, None)


def test_checking_finds_the_rows_that_plain_pandas_finds(tmp_path, capsys):
    checking.measure(sizes(), tmp_path, None)
    said = capsys.readouterr().out
    assert "rules and facts" in said
    assert "rules alone" in said


def test_checking_stops_where_the_two_find_other_rows(tmp_path, monkeypatch):
    honest = plain_pandas.judged
    monkeypatch.setattr(plain_pandas, "judged", lambda rows: honest(rows) | {"TR-14": np.array([0])})
    with pytest.raises(AssertionError, match="TR-14"):
        checking.measure(sizes(), tmp_path, None)


def test_knowledge_tells_what_a_correction_and_a_series_cost(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(knowledge, "LEAST_TURNS", 1)
    knowledge.measure(sizes(behind=(500,)), tmp_path, None)
    said = capsys.readouterr().out
    assert "as known before" in said
    assert "500" in said
    assert "publishing 1.00 times the first" in said


def test_each_way_is_told_with_its_own_cost():
    [(plain, ours)] = in_turns(lambda _: None, lambda _: sum(range(3_000_000)), 1)
    assert ours.computed > plain.computed >= 0
