"""A full extract: what it leaves out is closed, told, shown beforehand, and comes back when it is withdrawn."""

from pathlib import Path

import openpyxl
import pytest

from etl.loader import Loader
from etl.run import Outcome
from tests.etl.steward import MOMENT, place, send, write_csv
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState

STEWARD = Scope.steward()
ALD = {"partner": "ALD", "programme": "CRP", "period": "2025Q1", "profile": "training_roster"}
NO_PERSON = "RUN-1,,1,ALD-M1,PRESENT,COMPLETED_PASS,1,2025-03-05,81"
TWENTY = [place(number) for number in range(20)]


def roster(folder: Path, rows: list, name: str = "roster.csv") -> Path:
    return write_csv(folder / name, rows)


def full(desk: Loader, folder: Path, rows: list, **claims) -> Outcome:
    return send(desk, roster(folder, rows, "full.csv"), extract="FULL", **ALD | claims)


def persons(desk: Loader, edition: int | None = None) -> set[str]:
    return set(desk.warehouse.rows("training_roster", STEWARD, edition)["participant_key"])


def keys(*numbers: int) -> set[str]:
    return {f"P{number:04d}" for number in numbers}


def test_what_a_full_extract_leaves_out_is_closed_and_told(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    said = full(desk, tmp_path, TWENTY[2:])
    assert persons(desk) == keys(*range(2, 20))
    account = said.submission.parts[0]
    assert (account.closed, account.loaded, account.unchanged) == (2, 0, 18)
    assert "2 rows that stood are closed" in said.submission.message
    assert said.left_out == {"training_roster": ["RUN-1|P0000|1", "RUN-1|P0001|1"]}
    assert persons(desk, said.submission.edition - 1) == keys(*range(20))


def test_changes_alone_close_nothing(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    said = send(desk, roster(tmp_path, TWENTY[2:], "delta.csv"), **ALD)
    assert persons(desk) == keys(*range(20))
    assert said.left_out == {}
    assert said.submission.parts[0].closed == 0


@pytest.mark.parametrize("other", [{"partner": "BRE"}, {"partner": ""}, {"period": ""}, {"programme": ""}])
def test_only_what_came_under_the_same_claims_is_closed(desk: Loader, tmp_path: Path, other: dict) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD | other)
    assert full(desk, tmp_path, TWENTY[2:]).submission.parts[0].closed == 0
    assert persons(desk) == keys(*range(20))


def test_a_row_belongs_to_whoever_sent_it_last(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    send(desk, roster(tmp_path, TWENTY[:1], "office.csv"), **ALD | {"partner": ""})
    full(desk, tmp_path, TWENTY[2:])
    assert persons(desk) == keys(0, *range(2, 20))


def test_a_row_held_back_is_in_the_extract_all_the_same(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    wrong = [place(number, unit="NOWHERE") for number in (0, 1)]
    said = full(desk, tmp_path, [*wrong, *TWENTY[3:]])
    assert said.submission.parts[0].refused == 2
    assert persons(desk) == keys(0, 1, *range(3, 20))
    mended = openpyxl.load_workbook(said.refused_workbook)
    mended.save(tmp_path / "mended.xlsx")
    refused = send(desk, tmp_path / "mended.xlsx", extract="FULL")
    assert refused.submission.state == SubmissionState.REFUSED
    assert "never all of it" in refused.submission.message
    assert persons(desk) == keys(0, 1, *range(3, 20))


@pytest.mark.parametrize(
    ("line", "told"),
    [("RUN-1,P0\n001,1,x,y,z,too,many,cells,in,this,line,,,,,,", "cannot be read"), (NO_PERSON, "have no key")],
)  # fmt: skip
def test_nothing_is_closed_where_a_line_may_be_any_row(desk: Loader, tmp_path: Path, line: str, told: str) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    path = roster(tmp_path, TWENTY[2:], "full.csv")
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    said = send(desk, path, extract="FULL", **ALD)
    assert said.submission.state == SubmissionState.PUBLISHED, said.submission.message
    assert persons(desk) >= keys(*range(20))
    why = next(finding for finding in said.findings if finding.rule == "MF-18")
    assert "Nothing is closed" in why.detail
    assert told in why.detail


def test_an_empty_full_extract_closes_nothing(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    path = roster(tmp_path, TWENTY, "full.csv")
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    said = send(desk, path, extract="FULL", **ALD)
    assert persons(desk) == keys(*range(20))
    assert any(finding.rule == "MF-18" and "Withdraw" in finding.detail for finding in said.findings)


def test_a_dry_run_shows_what_would_be_closed_and_closes_nothing(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    before = desk.warehouse.edition()
    would = send(desk, roster(tmp_path, TWENTY[1:], "full.csv"), extract="FULL", dry_run=True, **ALD)
    assert would.submission.parts[0].closed == 1
    assert would.left_out == {"training_roster": ["RUN-1|P0000|1"]}
    assert not would.impact.empty
    assert desk.warehouse.edition() == before
    assert persons(desk) == keys(*range(20))


def test_withdrawn_it_has_closed_nothing(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    said = full(desk, tmp_path, TWENTY[2:])
    desk.warehouse.withdraw(said.submission.id, desk.statements, MOMENT, "sent by mistake")
    assert persons(desk) == keys(*range(20))
    last = desk.warehouse.edition().number
    assert [persons(desk, number) for number in range(last - 2, last + 1)] == [
        keys(*range(20)),
        keys(*range(2, 20)),
        keys(*range(20)),
    ]


def test_the_same_full_extract_says_more_where_others_followed(desk: Loader, tmp_path: Path) -> None:
    first = full(desk, tmp_path, TWENTY)
    again = full(desk, tmp_path, TWENTY)
    assert again.submission.state == SubmissionState.ALREADY_LOADED
    full(desk, tmp_path, TWENTY[2:])
    back = full(desk, tmp_path, TWENTY)
    assert back.submission.state == SubmissionState.PUBLISHED
    assert back.submission.id != first.submission.id
    assert persons(desk) == keys(*range(20))


def test_rows_that_came_as_changes_come_again_as_all_there_is(desk: Loader, tmp_path: Path) -> None:
    send(desk, roster(tmp_path, TWENTY), **ALD)
    part = roster(tmp_path, TWENTY[:15], "part.csv")
    send(desk, part, **ALD)
    assert send(desk, part, extract="FULL", **ALD).submission.parts[0].closed == 5
    assert persons(desk) == keys(*range(15))


def test_nobody_but_the_warehouse_says_which_submissions_there_were(desk: Loader, tmp_path: Path) -> None:
    forged = {"batch": "S009999", "dataset": "training_roster", "partner": "BRE", "programme": "CRP", "period": "2025Q1",
              "extract": "DELTA", "received_on": "2025-04-01", "accepted_on": "2025-04-01", "outcome": "ACCEPTED",
              "sha256": "a" * 64, "loaded_rows": "100", "refused_rows": "0"}  # fmt: skip
    before = len(desk.warehouse.rows("submission_manifest", STEWARD))
    for name, profile in (("submission_manifest.csv", ""), ("other.csv", "submission_manifest")):
        said = send(desk, write_csv(tmp_path / name, [forged]), profile=profile)
        assert said.submission.state == SubmissionState.REFUSED
        assert "only the warehouse writes" in said.submission.message
        assert "MF-19" in said.submission.message
    found = desk.warehouse.rows("submission_manifest", STEWARD)
    assert "S009999" not in set(found["batch"])
    assert len(found) == before


def test_a_workbook_may_not_bring_it_beside_other_sheets(desk: Loader, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "unit"
    for row in (["unit", "partner", "name", "kind"], ["ALD-M2", "ALD", "Second centre", "MILITARY"]):
        book.active.append(row)
    sheet = book.create_sheet("submission_manifest")
    sheet.append([column.name for column in desk.datasets["submission_manifest"].columns])
    book.save(tmp_path / "both.xlsx")
    said = send(desk, tmp_path / "both.xlsx", profile="template")
    assert said.submission.state == SubmissionState.REFUSED
    assert "MF-19" in said.submission.message
