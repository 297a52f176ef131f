"""The lines that the loader leaves beside a kept file."""

import csv

import pyarrow as pa
import pytest

from etl import profile as profiles
from etl.lines import leave_lines
from etl.loader import Loader
from etl.mapping import map_parts
from etl.reading import Limits
from etl.reading.whole import sheets_in
from tests.etl.steward import place, send, write_csv
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.lines import BATCH, keep_lines, line

STRANGE = "  ünï \u00a0=cmd|' /C calc'!A0\n<script>alert(1)</script>, \"quoted\" \u200b"


def test_a_line_is_the_files_own_cell_by_cell(desk: Loader, tmp_path):
    rows = [place(number, outcome_label=f"{STRANGE}{number}") for number in range(40)]
    path = write_csv(tmp_path / "roster.csv", rows)
    outcome = send(desk, path, partner="ALD", programme="CRP", period="2025Q1", profile="training_roster")
    found = desk.warehouse.rows("training_roster", Scope.steward())
    with path.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(found) == len(rows)
    for row in found.to_dict("records"):
        shown = dict(line(desk.archive, outcome.submission.id, row["sheet"], row["source_row"]).cells)
        assert shown == next(each for each in written if each["participant_key"] == row["participant_key"])
        assert [text.encode() for text in shown.values()] == [
            text.encode() for text in written[row_number(row)].values()
        ]


def row_number(row) -> int:
    return int(row["participant_key"][1:])


def test_a_dry_run_leaves_no_lines(desk: Loader, tmp_path):
    outcome = send(desk, write_csv(tmp_path / "roster.csv", [place(1)]), dry_run=True, profile="training_roster")
    with pytest.raises(Unavailable, match="etl rebuild"):
        line(desk.archive, outcome.submission.id or "S000099", "roster", 2)


def test_what_names_a_person_is_not_in_the_lines(desk: Loader, tmp_path):
    row = place(1) | {"E-mail": "somebody@example.org"}
    outcome = send(
        desk, write_csv(tmp_path / "roster.csv", [row]), partner="ALD", programme="CRP", profile="training_roster"
    )
    shown = line(desk.archive, outcome.submission.id, "roster", 2)
    assert shown.withheld == ("E-mail",)
    assert "E-mail" not in dict(shown.cells)
    kept = desk.archive._home / "derived"
    assert all(b"somebody@" not in path.read_bytes() for path in kept.rglob("lines-*"))


def test_what_nobody_has_judged_is_not_in_the_lines(desk: Loader, tmp_path):
    row = place(1) | {"Remarks": "was seen with somebody", "Other": ""}
    claims = {"partner": "ALD", "programme": "CRP", "profile": "training_roster"}
    outcome = send(desk, write_csv(tmp_path / "roster.csv", [row]), **claims)
    shown = line(desk.archive, outcome.submission.id, "roster", 2)
    assert shown.withheld == ("Remarks", "Other")
    assert dict(shown.cells) == place(1)
    assert any("Remarks" in finding.detail for finding in outcome.findings if finding.rule == "MF-02b")


def test_what_the_profile_leaves_out_of_the_warehouse_does_not_come_in_with_the_lines(tmp_path):
    path = tmp_path / "oulad_studentInfo.csv"
    path.write_text(
        "code_module,code_presentation,id_student,gender,region,final_result,disability\n"
        "AAA,2013J,11391,M,East Anglian Region,Pass,N\n",
        encoding="utf-8",
    )
    profile = profiles.load("oulad_student_info")
    sheets = sheets_in(path, path.name, profile.reading, Limits(), tmp_path)
    archive = Archive(tmp_path)
    leave_lines(archive, "S000001", profile, map_parts(sheets, profile, {"salt": "salt", "programme": "OULAD"}))
    shown = line(archive, "S000001", sheets[0].name, 2)
    assert dict(shown.cells) == {"code_module": "AAA", "code_presentation": "2013J", "final_result": "Pass"}
    assert shown.withheld == ("id_student", "gender", "region", "disability")


@pytest.mark.parametrize("at", [0, 1, BATCH - 1, BATCH, 3 * BATCH - 1])
def test_every_line_is_found_in_a_long_sheet_with_gaps(tmp_path, at):
    archive = Archive(tmp_path)
    rows = [2 + 3 * number for number in range(3 * BATCH)]
    keep_lines(archive, "S000001", "a sheet / ä", pa.table({"c0": [f"text {row}" for row in rows]}),
               {"headers": ["A"], "withheld": [], "source_rows": rows})  # fmt: skip
    assert line(archive, "S000001", "a sheet / ä", rows[at]).cells == (("A", f"text {rows[at]}"),)
    for wrong in (rows[at] + 1, 0, -5, 10**12):
        with pytest.raises(Unavailable, match="no line"):
            line(archive, "S000001", "a sheet / ä", wrong)


def test_a_sheet_without_lines_has_none(tmp_path):
    archive = Archive(tmp_path)
    keep_lines(archive, "S000001", "empty", pa.table({"c0": pa.array([], pa.string())}),
               {"headers": ["A"], "withheld": [], "source_rows": []})  # fmt: skip
    with pytest.raises(Unavailable, match="no line"):
        line(archive, "S000001", "empty", 2)
