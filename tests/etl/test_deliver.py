"""One file from the steward's hand to an edition: what is loaded, what is held back, and how it is mended."""

import dataclasses
from pathlib import Path

import openpyxl
import pandas as pd
from rich.console import Console

from etl.deliver import work_one
from etl.loader import Loader
from etl.report import print_outcome
from expectations.dataset import Dataset, Fact
from expectations.rules import true
from tests.etl.steward import clock, place, send, write_csv
from vocabulary.scope import Scope
from warehouse.edition import Submission, SubmissionState

STEWARD = Scope.steward()


def completion(loader: Loader, edition: int | None = None) -> tuple[int, int]:
    """Numerator and denominator of TRN-01."""
    cells = loader.warehouse.cells("course_completion", STEWARD, edition)
    return int(cells["numerator"].sum()), int(cells["denominator"].sum())


def test_one_bad_row_never_blocks_the_others_and_the_account_adds_up(desk: Loader, tmp_path: Path) -> None:
    rows = [place(number) for number in range(9)] + [place(9, unit="NO-SUCH")]
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", rows))
    part = outcome.submission.parts[0]
    assert outcome.submission.state == SubmissionState.PUBLISHED
    assert (part.file_rows, part.label, part.read) == (11, 1, 10)
    assert (part.records, part.loaded, part.unchanged, part.refused) == (10, 9, 0, 1)
    assert outcome.exit_code == 2
    assert completion(desk) == (9, 9)
    assert outcome.finding_rows.query("source_row == 11")["found"].tolist().count("NO-SUCH") == 1
    assert outcome.submission.message.startswith("1 row held back; mend it")
    assert "9 rows loaded" in desk.warehouse.edition().summary


def test_a_refused_row_is_mended_in_the_workbook_and_loaded_as_it_is(desk: Loader, tmp_path: Path) -> None:
    rows = [place(number) for number in range(9)] + [place(9, unit="NO-SUCH")]
    first = send(desk, write_csv(tmp_path / "training_roster.csv", rows))
    before = desk.warehouse.edition().number
    workbook = openpyxl.load_workbook(first.refused_workbook)
    sheet = workbook["training_roster"]
    headers = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headers.index("unit") + 1).fill.fgColor.rgb == "FFFCE4D0"  # the cell at fault is marked
    assert "unit" in sheet.cell(2, headers.index("Why refused") + 1).value
    sheet.cell(2, headers.index("unit") + 1).value = "ALD-M1"
    workbook.save(tmp_path / "mended.xlsx")
    second = send(desk, tmp_path / "mended.xlsx")
    assert second.exit_code == 0, second.submission.message
    assert second.submission.parts[0].loaded == 1
    assert desk.first_rows(second.submission) is desk.first_rows(second.submission)  # asked often, read once
    assert "1 row loaded" in desk.warehouse.edition().summary
    assert completion(desk) == (10, 10)
    assert completion(desk, before) == (9, 9)  # the old edition is as it was


def test_the_same_file_twice_says_so_and_changes_nothing(desk: Loader, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(1)])
    first = send(desk, path)
    edition = desk.warehouse.edition()
    again = send(desk, path)
    assert again.submission.state == SubmissionState.ALREADY_LOADED
    assert first.submission.id in again.submission.message
    assert desk.warehouse.edition() == edition


def test_a_corrected_file_restates_only_what_it_changes(desk: Loader, tmp_path: Path) -> None:
    send(desk, write_csv(tmp_path / "training_roster.csv", [place(1), place(2)]))
    before = desk.warehouse.edition().number
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", [place(1), place(2, "NOT_COMPLETED")]))
    assert (outcome.submission.parts[0].loaded, outcome.submission.parts[0].unchanged) == (1, 1)
    assert completion(desk) == (1, 2)
    assert completion(desk, before) == (2, 2)


def test_a_withdrawn_submission_leaves_what_was_before_it(desk: Loader, tmp_path: Path) -> None:
    send(desk, write_csv(tmp_path / "training_roster.csv", [place(1), place(2)]))
    wrong = send(desk, write_csv(tmp_path / "training_roster.csv", [place(2, "NOT_COMPLETED"), place(3)]))
    assert completion(desk) == (2, 3)
    desk.warehouse.withdraw(wrong.submission.id, desk.statements, clock(), "sent by mistake")
    assert completion(desk) == (2, 2)
    assert completion(desk, wrong.submission.edition) == (2, 3)


def test_a_dry_run_tells_what_would_move_and_publishes_nothing(desk: Loader, tmp_path: Path) -> None:
    edition = desk.warehouse.edition()
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", [place(1), place(2)]), dry_run=True)
    moved = outcome.impact[outcome.impact["indicator"] == "course_completion"]
    assert moved["denominator_after"].tolist() == [2]
    assert desk.warehouse.edition() == edition


def test_a_missing_column_refuses_the_file_and_names_it(desk: Loader, tmp_path: Path) -> None:
    rows = [{name: text for name, text in place(1).items() if name != "attendance"}]
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", rows))
    assert outcome.submission.state == SubmissionState.REFUSED
    assert outcome.exit_code == 3
    assert "attendance" in outcome.submission.message
    assert completion(desk) == (0, 0)


def test_of_cells_that_cannot_be_read_nobody_says_that_they_are_empty(desk: Loader, tmp_path: Path) -> None:
    rows = [place(number, completed_on="31/31/2025") for number in range(6)] + [place(6)]
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", rows))
    assert "Most often: completed_on is one day, such as 2025-03-31 (CELL, 6 rows)" in outcome.submission.message


def test_a_long_cell_is_told_in_part(desk: Loader, tmp_path: Path) -> None:
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", [place(1, completed_on="9" * 5000), place(2)]))
    console = Console(record=True, width=200)
    print_outcome(console, outcome)
    said = console.export_text()
    assert "… (5,000 letters)" in said
    assert "9" * 200 not in said.replace("\n", "")


def test_a_file_gone_wrong_as_a_whole_is_refused_as_a_whole(desk: Loader, tmp_path: Path) -> None:
    rows = [place(number, unit="NO-SUCH") for number in range(6)] + [place(6)]
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", rows))
    assert outcome.submission.state == SubmissionState.REFUSED
    assert "MF-16" in outcome.submission.message
    assert outcome.submission.parts[0].refused == 7
    assert len(desk.warehouse.refused_rows(outcome.submission.id)) == 6


def test_a_file_without_a_single_good_row_is_refused_however_small(desk: Loader, tmp_path: Path) -> None:
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", [place(1, unit="NO-SUCH"), place(2, unit="NO-SUCH")]))
    assert outcome.submission.state == SubmissionState.REFUSED
    assert outcome.refused_workbook is not None


def test_a_sender_who_is_no_member_is_refused(desk: Loader, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(1)])
    outcome = send(desk, path, profile="training_roster", partner="ZZZ", programme="CRP", period="2025Q1")
    assert outcome.submission.state == SubmissionState.REFUSED
    assert "MF-07" in outcome.submission.message


def test_an_empty_file_and_a_web_page_are_refused_with_words(desk: Loader, tmp_path: Path) -> None:
    for name, content in (("empty.csv", b""), ("training_roster.csv", b"<!doctype html><html>Please sign in</html>")):
        (tmp_path / name).write_bytes(content)
        outcome = send(desk, tmp_path / name, profile="training_roster")
        assert outcome.submission.state == SubmissionState.REFUSED, name
        assert "MF-0" in outcome.submission.message


def test_a_defect_of_ours_is_said_and_does_not_stop_the_queue(desk: Loader, tmp_path: Path) -> None:
    def fails(frame: pd.DataFrame, _: object) -> pd.Series:
        raise KeyError("not there")

    broken = _with_fact(desk.datasets["training_roster"], Fact("fails", fails, "never"))
    faulty = dataclasses.replace(desk, datasets={**desk.datasets, "training_roster": broken})
    outcome = send(faulty, write_csv(tmp_path / "training_roster.csv", [place(1)]))
    assert outcome.submission.state == SubmissionState.REFUSED
    assert "defect of Full Circle" in outcome.submission.message
    assert send(desk, write_csv(tmp_path / "training_roster.csv", [place(2)])).exit_code == 0


def _with_fact(dataset: Dataset, fact: Fact) -> Dataset:
    rule = true("TR-99", dataset.rules[0].effect, fact.name, shows=("run",), reason="-", hint="-")
    return dataclasses.replace(dataset, facts=(*dataset.facts, fact), rules=(*dataset.rules, rule))


def test_a_worker_takes_what_waits_in_the_queue(desk: Loader, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(1)])
    with path.open("rb") as stream:
        sha256 = desk.archive.keep(stream)
    waiting = desk.warehouse.receive(Submission("", sha256, path.name, "training_roster", clock()))
    assert waiting.state == SubmissionState.QUEUED
    assert work_one(desk, clock).submission.state == SubmissionState.PUBLISHED
    assert work_one(desk, clock) is None
