"""A word of `python -m metrics` that names nothing is refused and named; it is no figure of nothing."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from metrics.__main__ import app
from tests.etl.steward import opened, place, send, write_csv

CLAIMS = {"partner": "ALD", "programme": "CRP", "period": "2025Q1", "profile": "training_roster"}
PROGRAMME, QUARTER = ["--programme", "CRP"], ["--quarter", "2025Q1"]
FIGURE = ["evidence", "TRN-01", *PROGRAMME, *QUARTER]
REFUSED = 4


@pytest.fixture(scope="module")
def one_roster(furnished: Callable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home of a warehouse with the reference lists and one roster; none of these tests changes a row of it."""
    folder = tmp_path_factory.mktemp("one-roster")
    home = Path(shutil.copytree(furnished("sqlite")[1], folder / "home"))
    desk = opened(f"sqlite:///{home / 'warehouse.sqlite'}", home)
    send(desk, write_csv(folder / "roster.csv", [place(1), place(2, "NOT_COMPLETED")]), **CLAIMS)
    desk.warehouse.close()
    return home


@pytest.fixture
def call(one_roster: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Call with the words of a command line."""
    monkeypatch.setenv("FULL_CIRCLE_HOME", str(one_roster))
    monkeypatch.setenv("FULL_CIRCLE_DATABASE", f"sqlite:///{one_roster / 'warehouse.sqlite'}")
    monkeypatch.delenv("FULL_CIRCLE_PARTNER", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_words_that_name_something_are_answered(call):
    whole = call(*FIGURE)
    assert (whole.exit_code, "numerator 1, n 2" in whole.output) == (0, True), whole.output
    assert call(*FIGURE, "--partner", "ALD, BRE").output == call(*FIGURE, "--partner", "ALD,BRE").output
    row = next(word for word in whole.output.split() if word.startswith("training_roster/"))
    for words in (
        [*FIGURE, "--partner", "ALD"],
        ["evidence", "TRN-01", *PROGRAMME, "--month", "2025-02"],
        [*FIGURE, "--edition", re.search(r"edition (\d+)", whole.output)[1]],
        [*FIGURE, "--known-on", "2100-01-01"],
        ["evidence", "TRN-01", *PROGRAMME, "--row", row],
        [*FIGURE, "--rows", "1:1"],
        [*FIGURE, "--part", "cells", "--all"],
        ["loop", *PROGRAMME, "--known-on", "2100-01-01"],
        ["verify", *PROGRAMME, "--quarter", "2025-Q1"],
        ["decide", *PROGRAMME, *QUARTER, "--role", "Director", "--owner-role", "Lead", "--due-on", "2025-12-15", "Do"],
    ):
        said = call(*words)
        assert said.exit_code == 0, said.output


@pytest.mark.parametrize(
    ("words", "named", "mend"),
    [
        ([*FIGURE, "--edition", "1"], "--programme CRP", "Load the reference lists"),  # it holds the first list alone
        (["evidence", "TRN-01", "--programme", "NOPE", *QUARTER], "--programme NOPE", "there are CRP"),
        (["evidence", "TRN-99", *PROGRAMME, *QUARTER], "TRN-99", "metrics list"),
        ([*FIGURE, "--rows", "9:1"], "--rows 9:1", "101:200"),
        ([*FIGURE, "--partner", "ZZZ"], "--partner ZZZ", "Check its code"),
        ([*FIGURE, "--partner", "ALD,ZZZ"], "--partner ZZZ", "Check its code"),
        ([*FIGURE, "--partner", ","], "--partner", "Check its code"),
        ([*FIGURE, "--row", "foo"], "--row foo", "training_roster/17"),
        ([*FIGURE, "--row", "training_roster/x"], "--row training_roster/x", "training_roster/17"),
        ([*FIGURE, "--row", "training_roster/-1"], "--row training_roster/-1", "training_roster/17"),
        ([*FIGURE, "--known-on", "2030-99-01"], "--known-on 2030-99-01", "2026-10-12"),
        ([*FIGURE, "--known-on", "2100-01-01", "--edition", "1"], "--edition 1 --known-on", "one of them"),
        ([*FIGURE, "--month", "2025-01"], "--month", "--quarter 2026Q3 or --month 2026-07"),
        (["evidence", "TRN-01", *PROGRAMME], "--quarter", "--quarter 2026Q3 or --month 2026-07"),
        (["evidence", "TRN-01", *PROGRAMME, "--quarter", "2025Q5"], "--quarter 2025Q5", "2026Q3"),
        (["evidence", "TRN-01", *PROGRAMME, "--quarter", "9999Q4"], "--quarter 9999Q4", "2026Q3"),
        (["evidence", "TRN-01", *PROGRAMME, "--month", "2025-13"], "--month 2025-13", "2026-07"),
        (["loop", "--programme", "NOPE"], "--programme NOPE", "there are CRP"),
        (["loop", "--known-on", "yesterday"], "--known-on yesterday", "2026-10-12"),
        (["verify", "--programme", "NOPE"], "--programme NOPE", "there are CRP"),
        (["verify", "--quarter", "2025Q9"], "2025Q9", "2025Q1"),
        (
            ["decide", *PROGRAMME, *QUARTER, "--role", "Director", "--owner-role", "Lead", "--due-on", "soon", "Do"],
            "--due-on soon",
            "2026-10-12",
        ),
        (["comment", "--programme", "NOPE", *QUARTER, "--role", "Director", "Said"], "--programme NOPE", "there are CRP"),
    ],
)
def test_a_word_that_names_nothing_is_refused_with_what_to_write(call, words, named, mend):
    said = call(*words)
    assert said.exit_code == REFUSED, said.output
    assert named in said.output
    assert mend in said.output
    assert "numerator" not in said.output
    assert len(said.output.splitlines()) == 1
