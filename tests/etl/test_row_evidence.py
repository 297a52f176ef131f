"""From a row to its line, through the whole path: a real file, loaded, corrected, asked for by several readers."""

import json

import pytest
from typer.testing import CliRunner

from etl.loader import Loader
from metrics.__main__ import app
from metrics.evidence.evidence import rows_of_persons
from metrics.evidence.row import NOT_YOURS, Said, row_evidence
from metrics.evidence.said import row_lines
from tests.etl.steward import place, send, write_csv
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope

STEWARD, SENDER, OTHER = Scope.steward(), Scope.of_partner("ALD"), Scope.of_partner("BRE")
CLAIMS = {"partner": "ALD", "programme": "CRP", "period": "2025Q1", "profile": "training_roster"}


def rows_of(desk: Loader) -> dict[str, int]:
    found = desk.warehouse.rows("training_roster", STEWARD)
    return dict(zip(found["participant_key"], found["row_id"], strict=True))


def test_a_row_shows_its_line_its_versions_and_what_the_rules_said(desk: Loader, tmp_path):
    late = place(2, hours_attended="40")  # the course has 24
    first = send(desk, write_csv(tmp_path / "first.csv", [place(1), late]), **CLAIMS)
    again = send(desk, write_csv(tmp_path / "again.csv", [place(1), place(2, "NOT_COMPLETED")]), **CLAIMS)
    assert (first.exit_code, again.exit_code) == (0, 0)
    row = row_evidence(desk.warehouse, desk.archive, ("training_roster", rows_of(desk)["P0002"]), STEWARD)
    assert dict(row.line.cells)["outcome"] == "NOT_COMPLETED"
    assert [each.submission for each in row.versions] == [first.submission.id, again.submission.id]
    assert (row.stands, row.submission.file_name) == (True, "again.csv")
    before = row_evidence(desk.warehouse, desk.archive, ("training_roster", row.versions[0].row_id), STEWARD)
    assert (before.stands, dict(before.line.cells)["hours_attended"]) == (False, "40")
    pointed = desk.warehouse.finding_rows(first.submission.id)
    warned = set(pointed[pointed["source_row"] == 3]["rule"])
    told = {each.rule for each in before.rules if each.said in (Said.WARNED, Said.NOTED)}
    assert warned
    assert told == warned
    of_other = row_evidence(desk.warehouse, desk.archive, ("training_roster", rows_of(desk)["P0001"]), STEWARD)
    assert list(of_other.sightings["submission"]) == [again.submission.id]
    assert not warned & {each.rule for each in of_other.rules if each.said in (Said.WARNED, Said.NOTED)}


def test_a_line_is_for_the_sender_and_the_steward_and_a_row_for_whom_it_is_releasable_to(desk: Loader, tmp_path):
    send(desk, write_csv(tmp_path / "all.csv", [place(1)]), releasability="ALL", **CLAIMS)
    send(desk, write_csv(tmp_path / "own.csv", [place(2)]), releasability="ALD", **CLAIMS)
    ids = rows_of(desk)
    open_row, own_row = ("training_roster", ids["P0001"]), ("training_roster", ids["P0002"])
    ours = row_evidence(desk.warehouse, desk.archive, open_row, SENDER)
    assert ours.line is not None
    theirs = row_evidence(desk.warehouse, desk.archive, ("course_run", 1), OTHER)
    assert (theirs.line, theirs.line_why, theirs.submission, theirs.rules) == (None, NOT_YOURS, None, ())
    for each in (theirs.shown, *theirs.versions):
        assert (each.submission, each.sheet, each.source_row) == ("", "", None), "nothing is told of the file itself"
    assert "brought by" not in "\n".join(row_lines(theirs))
    assert ours.versions[0].submission == ours.submission.id
    assert row_evidence(desk.warehouse, desk.archive, own_row, SENDER).line is not None
    refused = []
    for row in (own_row, ("training_roster", 10**30), ("training_roster", -1), ("ledger_edition", 1), ("", 0)):
        with pytest.raises(Unavailable) as told:
            row_evidence(desk.warehouse, desk.archive, row, OTHER)
        refused.append(str(told.value))
    assert len(set(refused)) == 1, "whether a row is there is not said"
    with pytest.raises(Unavailable, match="edition"):
        row_evidence(desk.warehouse, desk.archive, ("course_run", 1), OTHER, edition=9999)
    if "training_roster" in rows_of_persons(desk.warehouse):
        with pytest.raises(Unavailable, match="about one person"):
            row_evidence(desk.warehouse, desk.archive, open_row, OTHER)


def test_the_command_line_goes_from_the_figure_to_the_line(desk: Loader, copied, tmp_path, monkeypatch):
    url, home = copied
    note = "=1+1 <b>ünï</b>"
    send(desk, write_csv(tmp_path / "roster.csv", [place(1, outcome_label=note), place(2, "NOT_COMPLETED")]), **CLAIMS)
    monkeypatch.setenv("FULL_CIRCLE_HOME", str(home))
    monkeypatch.setenv("FULL_CIRCLE_DATABASE", url)
    where = ["evidence", "TRN-01", "--programme", "CRP", "--quarter", "2025Q1"]
    told = CliRunner().invoke(app, where)
    assert told.exit_code == 0, told.output
    assert "numerator 1, n 2, left out 0" in told.output
    row = next(word for word in told.output.split() if word.startswith("training_roster/"))
    line = CliRunner().invoke(app, [*where, "--row", row])
    assert line.exit_code == 0, line.output
    assert json.dumps(note, ensure_ascii=False)[1:-1] in line.output
    for wrong in (
        ["--edition", "999"],
        ["--row", "training_roster/x"],
        ["--row", "nothing/1"],
        ["--known-on", "2020-01-01"],
    ):
        told = CliRunner().invoke(app, [*where, *wrong])
        assert told.exit_code == 4, told.output
