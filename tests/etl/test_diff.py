"""`python -m etl diff`: what moved between two editions, and why; and definitions followed by commands that publish."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl import __main__ as commands
from etl.loader import Loader
from tests.etl.steward import place, write_csv


@pytest.fixture
def call(desk: Loader, monkeypatch: pytest.MonkeyPatch) -> Iterator:
    """Call with the words of a command line; it works on `desk`."""
    monkeypatch.setattr(commands, "loader", lambda: desk)
    return lambda *words: CliRunner().invoke(commands.app, [str(word) for word in words])


def test_two_editions_are_told_apart_figure_by_figure_and_cause_by_cause(call, desk: Loader, tmp_path: Path) -> None:
    call(
        "load", write_csv(tmp_path / "first.csv", [place(1), place(2, "NOT_COMPLETED")]), "--dataset", "training_roster"
    )
    before = desk.warehouse.edition().number
    again = [place(2), place(3, "NOT_COMPLETED")]
    call("load", write_csv(tmp_path / "again.csv", again), "--dataset", "training_roster")
    after = desk.warehouse.edition().number
    said = call("diff", before, after).output
    completion = said[said.index("TRN-01") :].splitlines()
    assert completion[0].startswith("TRN-01 Course completion rate, CRP, 2025 Q1: 1 of 2 -> 2 of 3")
    assert completion[1].strip() == f"corrected rows: +50.0 points (numerator +1, cases +0; edition {after})"
    assert completion[2].strip() == f"new rows: -33.3 points (numerator +0, cases +1; edition {after})"
    assert f"from edition {before} to edition {after}" in said


def test_what_a_full_extract_leaves_out_is_told_as_rows_withdrawn(call, desk: Loader, tmp_path: Path) -> None:
    first = [place(1), place(2, "NOT_COMPLETED"), place(3, "NOT_COMPLETED")]
    call("load", write_csv(tmp_path / "first.csv", first), "--dataset", "training_roster")
    before = desk.warehouse.edition().number
    full = write_csv(tmp_path / "full.csv", [place(1), place(2)])
    said = call("load", full, "--dataset", "training_roster", "--extract", "full")
    assert "Closed, because a full extract leaves them out: 1." in said.output
    assert "Left out training_roster: RUN-1|P0003|1" in said.output
    after = desk.warehouse.edition()
    assert "Left out training_roster: RUN-1|P0003|1" in call("explain", after.submission).output
    said = call("diff", before, after.number).output
    completion = said[said.index("TRN-01") :].splitlines()
    assert completion[0].startswith("TRN-01 Course completion rate, CRP, 2025 Q1: 1 of 3 -> 2 of 2")
    assert completion[1].strip() == f"withdrawn rows: +16.7 points (numerator +0, cases -1; edition {after.number})"
    assert completion[2].strip() == f"corrected rows: +50.0 points (numerator +1, cases +0; edition {after.number})"


def test_an_edition_that_is_not_there_is_said_to_be_none(call) -> None:
    said = call("diff", 1, 999)
    assert said.exit_code != 0
    assert "there is no edition 999" in str(said.exception)
