"""A part of a submission is checked against the rows of every other part, those that come later among them."""

from pathlib import Path

import openpyxl
import pytest

from etl import together
from etl.loader import Loader
from etl.run import Outcome
from tests.etl.steward import send
from vocabulary.errors import BrokenPromise

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


def test_what_names_a_refused_row_of_the_same_part_is_refused_with_it(desk: Loader, tmp_path: Path) -> None:
    usual = {"theme": "AA", "name": "A", "topic": "TERMINOLOGY", "parent_theme": "", "valid_from": ""}
    wrong = usual | {"theme": "BB", "valid_from": "some day"}
    chain = [usual | {"theme": "DD", "parent_theme": "CC"}, usual | {"theme": "CC", "parent_theme": "BB"}]
    outcome = send(desk, workbook(tmp_path / "themes.xlsx", theme=[usual, *chain, wrong]), profile="theme", dry_run=True)
    assert [(part.records, part.refused) for part in outcome.submission.parts] == [(4, 3)]
    named = outcome.finding_rows.query("rule == 'TH-01'")
    assert sorted(named["found"]) == ["BB", "CC"]
    assert [len(f.positions) for f in outcome.findings if f.rule == "TH-01" and f.is_broken] == [2]


def test_parts_that_never_agree_are_a_defect_and_not_a_guess(
    desk: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "MOST_ROUNDS", 1)
    path = workbook(tmp_path / "courses.xlsx", course=[FIRST, SECOND], course_run=[RUN])
    with pytest.raises(BrokenPromise, match="after 1 rounds course, course_run still changes"):
        send(desk, path, dry_run=True)
