"""What a sender says of a file is checked whatever the file holds; a file without rows is a report too."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from etl.loader import Loader
from expectations.template import write_template
from metrics.catalogue import indicators
from tests.etl.steward import REFERENCES, place, send, write_csv
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState

STEWARD = Scope.steward()
CLAIMED = {"partner": "BRE", "programme": "CRP", "period": "2025Q1"}


def header_only(folder: Path) -> Path:
    path = write_csv(folder / "training_roster.csv", [place(1)])
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("claims", "rule", "told"),
    [
        ({"partner": "ZZZ"}, "MF-07", "ZZZ"),
        ({"programme": "NOT-ONE"}, "MF-07b", "NOT-ONE"),
        ({"period": "2099Q1"}, "MF-06", "2099Q1"),
        ({"releasability": "ALD,ZZZ"}, "MF-07d", "ALD ZZZ"),
    ],
)
def test_claims_are_checked_where_only_a_reference_list_comes(
    desk: Loader, tmp_path: Path, claims: dict[str, str], rule: str, told: str
) -> None:
    path = write_csv(tmp_path / "unit.csv", REFERENCES["unit"][:1])
    said = send(desk, path, profile="unit", **claims).submission
    assert said.state == SubmissionState.REFUSED
    assert f"({rule})" in said.message
    assert told in said.message


def test_a_marking_that_nobody_understands_is_said_at_once(desk: Loader, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not understood"):
        send(desk, header_only(tmp_path), releasability="ALL, or so!")


def test_a_file_with_its_header_alone_is_a_report_in_time(desk: Loader, tmp_path: Path) -> None:
    due = [{**CLAIMED, "dataset": "training_roster", "due_on": "2025-04-15", "cut_off_on": "2025-04-30"}]
    assert send(desk, write_csv(tmp_path / "expected_submission.csv", due)).exit_code == 0
    path = header_only(tmp_path)
    assert send(desk, path, **CLAIMED | {"partner": "ALD"}).submission.state == SubmissionState.PUBLISHED
    said = send(desk, path, **CLAIMED).submission  # the same bytes, and not the same report
    assert said.state == SubmissionState.PUBLISHED
    assert said.message.startswith("Nothing to report.")
    assert "BRE, CRP, 2025Q1" in said.message
    left = desk.warehouse.rows("submission_manifest", STEWARD).query(f"batch == '{said.id}'").iloc[0]
    assert (left["dataset"], left["outcome"], left["partner"], left["file_rows"]) == (
        "training_roster",
        "ACCEPTED",
        "BRE",
        0,
    )
    in_time = desk.warehouse.cells("reporting_timeliness", STEWARD)
    assert pd.to_numeric(in_time["numerator"]).sum() == 1
    assert send(desk, path, **CLAIMED).submission.state == SubmissionState.ALREADY_LOADED
    assert "reporting_timeliness" in indicators()


def test_a_blank_template_is_a_report_whose_sender_must_be_named(desk: Loader, tmp_path: Path) -> None:
    write_template({"training_roster": desk.datasets["training_roster"]}, tmp_path / "roster.xlsx")
    assert "training_roster" in openpyxl.load_workbook(tmp_path / "roster.xlsx").sheetnames
    said = send(desk, tmp_path / "roster.xlsx").submission
    assert said.state == SubmissionState.PUBLISHED
    assert "nobody's report" in said.message
    assert "BRE, CRP, 2025Q1" in send(desk, tmp_path / "roster.xlsx", **CLAIMED).submission.message


def test_a_file_without_a_byte_is_no_report(desk: Loader, tmp_path: Path) -> None:
    (tmp_path / "training_roster.csv").write_bytes(b"")
    said = send(desk, tmp_path / "training_roster.csv", **CLAIMED).submission
    assert said.state == SubmissionState.REFUSED
    assert "it is empty" in said.message
