"""A part of a submission is checked against the rows of every other part, those that come later among them."""

from pathlib import Path

import openpyxl

from etl.loader import Loader
from etl.run import Outcome
from tests.etl.steward import send

FIRST = {
    "course": "LEAD",
    "course_version": "1",
    "title": "Leading",
    "valid_from": "2024-01-01",
    "valid_to": "2025-03-31",
}
SECOND = {"course": "LEAD", "course_version": "2", "title": "Leading", "valid_from": "2025-04-01", "valid_to": ""}
RUN = {"run": "RUN-9", "course": "LEAD", "course_version": "1", "programme": "CRP", "start_on": "2025-06-02",
       "end_on": "2025-06-03", "status": "PLANNED"}  # fmt: skip
OTHER_RUNS = [RUN | {"run": f"RUN-1{number}", "course": "COORD"} for number in range(9)]


def workbook(path: Path, **sheets: list[dict[str, str]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    book.save(path)
    return path


def broken(outcome: Outcome, rule: str) -> list[str]:
    return [finding.dataset for finding in outcome.findings if finding.rule == rule and finding.is_broken]


def test_a_rule_sees_the_rows_of_a_later_part(desk: Loader, tmp_path: Path) -> None:
    outcome = send(desk, workbook(tmp_path / "courses.xlsx", course=[FIRST, SECOND], course_run=[RUN]), dry_run=True)
    assert broken(outcome, "RF-11") == ["course"]  # a run is planned after its version was retired


def test_a_rule_does_not_see_the_refused_rows_of_a_later_part(desk: Loader, tmp_path: Path) -> None:
    wrong = RUN | {"programme": "NO-SUCH"}
    path = workbook(tmp_path / "courses.xlsx", course=[FIRST, SECOND], course_run=[*OTHER_RUNS, wrong])
    outcome = send(desk, path, dry_run=True)
    assert [part.refused for part in outcome.submission.parts] == [0, 1]
    assert broken(outcome, "RF-11") == []
