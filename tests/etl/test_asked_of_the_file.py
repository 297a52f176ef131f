"""What is asked of a file as a whole, through the whole way of a delivery: refused, or loaded and told."""

import dataclasses
import zipfile
from pathlib import Path

import openpyxl
import pytest

from etl.deliver import Claims, deliver
from etl.loader import Loader
from etl.reading import Reading, read
from etl.run import Outcome
from expectations.catalogue import datasets
from expectations.template import ABOUT_SHEET, SUPPORTED_VERSIONS, VERSION_CLAIM, write_template
from tests.etl.steward import clock, place, send, write_csv
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState

STEWARD = Scope.steward()
PARTNER = {"partner": "COR", "name": "Corvia", "kind": "NATION"}
EXCHANGE = {"exchange": "X-1", "programme": "CRP", "kind": "REQUEST", "from_partner": "ALD", "to_partner": "BRE",
            "requested_on": "2025-01-06", "agreed_due_on": "2025-01-20", "completeness": "PENDING"}  # fmt: skip
ACTION = {"action": "ACT-1", "source_kind": "REQUEST", "programme": "CRP", "action_text": "Issue one form for all.",
          "responsible_partner": "ALD", "state": "ENDORSED", "proposed_on": "2025-01-10", "endorsed_on": "2025-01-12",
          "updated_on": "2025-03-20"}  # fmt: skip


def said(outcome: Outcome, rule: str) -> list[tuple[str, str]]:
    """Effect and outcome of each finding of that rule."""
    return [(finding.effect, finding.outcome) for finding in outcome.findings if finding.rule == rule]


def refused_by(outcome: Outcome, rule: str) -> bool:
    assert outcome.submission.state == SubmissionState.REFUSED, outcome.submission.message
    return outcome.submission.message.startswith(f"Nothing was loaded ({rule})")


def partners(desk: Loader) -> set[str]:
    return set(desk.warehouse.rows("partner", STEWARD)["partner"])


@pytest.mark.parametrize("name", ["SECRET NATO partner", "CONFIDENTIAL", "Corvia (S//NF)"])
def test_a_marked_cell_refuses_the_file_and_is_not_repeated(desk: Loader, tmp_path: Path, name: str) -> None:
    outcome = send(desk, write_csv(tmp_path / "partner.csv", [PARTNER | {"name": name}]))
    assert refused_by(outcome, "MF-15")
    assert "row 2, column B" in outcome.submission.message
    assert name not in outcome.submission.message
    assert outcome.refused_workbook is None  # no copy of the marked rows is made
    assert partners(desk) == {"ALD", "BRE"}


@pytest.mark.parametrize("name", ["Secretariat of Corvia", "Secret of success", "Office for confidentiality"])
def test_words_of_prose_refuse_nothing(desk: Loader, tmp_path: Path, name: str) -> None:
    outcome = send(desk, write_csv(tmp_path / "partner.csv", [PARTNER | {"name": name}]))
    assert outcome.submission.state == SubmissionState.PUBLISHED, outcome.submission.message
    assert partners(desk) == {"ALD", "BRE", "COR"}


def test_a_marked_header_title_line_or_name_refuses_the_file(desk: Loader, tmp_path: Path) -> None:
    header = send(desk, write_csv(tmp_path / "partner.csv", [PARTNER | {"NATO RESTRICTED": ""}]))
    named = send(desk, write_csv(tmp_path / "SECRET_partner.csv", [PARTNER]), profile="partner")
    titled = tmp_path / "titled" / "partner.csv"
    titled.parent.mkdir()
    titled.write_text("SECRET//REL TO ALD,,\npartner,name,kind\nCOR,Corvia,NATION\n", encoding="utf-8")
    for at, title in enumerate(("NATO SECRET", "SECRET", "Classification: SECRET,,,", "Report\n\n;;SECRET;")):
        other_width = tmp_path / f"titled{at}" / "partner.csv"
        other_width.parent.mkdir()
        other_width.write_text(f"{title}\npartner,name,kind\nCOR,Corvia,NATION\n", encoding="utf-8")
        assert refused_by(send(desk, other_width, profile="partner"), "MF-15"), title
    lines = tmp_path / "lines" / "partner.csv"
    lines.parent.mkdir()
    lines.write_text("partner,name,kind\nCOR,Corvia,NATION\nTOP SECRET\n", encoding="utf-8")
    assert refused_by(header, "MF-15")
    assert refused_by(named, "MF-15")
    assert refused_by(send(desk, titled, profile="partner"), "MF-15")
    assert refused_by(send(desk, lines, profile="partner"), "MF-15")


def test_a_marked_sheet_refuses_the_workbook(desk: Loader, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (PARTNER, PARTNER.values()):
        workbook.active.append(list(row))
    workbook.active.title = "partner"
    workbook.save(path := tmp_path / "partner.xlsx")
    assert send(desk, path, dry_run=True).submission.state != SubmissionState.REFUSED
    workbook.create_sheet("NATO CONFIDENTIAL")
    workbook.save(path)
    assert refused_by(send(desk, path), "MF-15")


def test_pictures_refuse_the_workbook_under_their_own_rule(desk: Loader, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (PARTNER, PARTNER.values()):
        workbook.active.append(list(row))
    workbook.active.title = "partner"
    workbook.save(path := tmp_path / "partner.xlsx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")
    outcome = send(desk, path, profile="partner")
    assert refused_by(outcome, "SG-04")
    assert "pictures" in outcome.submission.message


@pytest.mark.parametrize("header", ["Subject", "summary_text", "Attachment 1", "Body"])
def test_a_log_of_exchanges_with_a_column_of_content_is_refused(desk: Loader, tmp_path: Path, header: str) -> None:
    outcome = send(desk, write_csv(tmp_path / "info_exchange.csv", [EXCHANGE | {header: "what was said"}]))
    assert refused_by(outcome, "EN-16")
    assert header in outcome.submission.message
    assert desk.warehouse.rows("info_exchange", STEWARD).empty


def test_a_log_of_exchanges_with_another_unknown_column_is_loaded(desk: Loader, tmp_path: Path) -> None:
    outcome = send(desk, write_csv(tmp_path / "info_exchange.csv", [EXCHANGE | {"desk": "B"}]))
    assert outcome.submission.state == SubmissionState.PUBLISHED, outcome.submission.message
    assert said(outcome, "MF-02b") == [("warn", "broken")]


def test_a_column_of_content_is_no_matter_elsewhere(desk: Loader, tmp_path: Path) -> None:
    outcome = send(desk, write_csv(tmp_path / "training_roster.csv", [place(1) | {"Subject": "x"}]))
    assert outcome.submission.state == SubmissionState.PUBLISHED
    assert said(outcome, "EN-16") == []


@pytest.mark.parametrize(("declared", "found"), [(2, "held"), (3, "broken")])
def test_the_declared_number_of_rows_is_held_against_the_file(
    desk: Loader, tmp_path: Path, declared: int, found: str
) -> None:
    one = Claims().of(write_csv(tmp_path / "training_roster.csv", [place(1), place(2)]))
    outcome = deliver(desk, dataclasses.replace(one, declared_rows=declared), clock)
    assert outcome.submission.state == SubmissionState.PUBLISHED
    assert said(outcome, "MF-08") == [("warn", found)]


def test_rows_that_are_current_from_another_sender_are_told(desk: Loader, tmp_path: Path) -> None:
    claims = {"programme": "CRP", "period": "2025Q1"}
    first = send(desk, write_csv(tmp_path / "training_roster.csv", [place(1), place(2)]), partner="ALD", **claims)
    again = send(desk, write_csv(tmp_path / "training_roster.csv", [place(2, "NOT_COMPLETED")]), partner="BRE", **claims)
    assert said(first, "MF-12") == [("warn", "held")]
    assert said(again, "MF-12") == [("warn", "broken")]
    assert "1 row is current from ALD." in [finding.detail for finding in again.findings]


def test_an_open_action_that_a_full_extract_leaves_out_is_told_and_stays(desk: Loader, tmp_path: Path) -> None:
    claims = {"programme": "CRP", "partner": "ALD"}
    both = [ACTION, ACTION | {"action": "ACT-2", "action_text": "Teach the new form to all."}]
    assert send(desk, write_csv(tmp_path / "corrective_action.csv", both), **claims).exit_code == 0
    outcome = send(desk, write_csv(tmp_path / "corrective_action.csv", both[:1]), extract="FULL", **claims)
    assert said(outcome, "CA-16") == [("warn", "broken")]
    assert "1 are not in it: ACT-2." in [finding.detail for finding in outcome.findings]
    assert set(desk.warehouse.rows("corrective_action", STEWARD)["action"]) == {"ACT-1", "ACT-2"}


def test_our_own_templates_carry_no_marking(desk: Loader, tmp_path: Path) -> None:
    write_template(desk.datasets, tmp_path / "template.xlsx")
    assert "MF-15" not in send(desk, tmp_path / "template.xlsx", dry_run=True).submission.message
    for key in desk.datasets:
        write_template({key: desk.datasets[key]}, tmp_path / f"{key}.xlsx")
        read(tmp_path / f"{key}.xlsx", f"{key}.xlsx", Reading(sheets=(key,)), desk.limits)


def test_a_key_that_no_dataset_and_no_profile_has_refuses_the_file_and_a_known_one_does_not(
    desk: Loader, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "places.csv", [place(1)])
    unknown = send(desk, path, profile="training_rooster")
    assert refused_by(unknown, "MF-02")
    assert "Did you mean training_roster?" in unknown.submission.message
    assert said(unknown, "MF-02") == [("refuse submission", "broken")]
    assert desk.warehouse.rows("training_roster", STEWARD).empty
    known = send(desk, path, profile="training_roster")
    assert (known.submission.state, said(known, "MF-02")) == (SubmissionState.PUBLISHED, [])


def of_version(path: Path, version: str) -> Path:
    """A workbook of our template with one partner, that says it is of that version."""
    write_template({"partner": datasets()["partner"]}, path)
    workbook = openpyxl.load_workbook(path)
    for at, column in enumerate(workbook["partner"][1], start=1):
        workbook["partner"].cell(2, at, PARTNER.get(column.value))
    [claimed] = [row for row in workbook[ABOUT_SHEET].iter_rows(max_col=2) if row[0].value == VERSION_CLAIM]
    assert claimed[1].value == SUPPORTED_VERSIONS[-1]
    claimed[1].value = version
    workbook.save(path)
    return path


def named(path: Path, name: str) -> Path:
    """The same file under another name."""
    return path.rename(path.with_name(name))


@pytest.mark.parametrize(
    ("name", "claims"),
    [("of_version_99.xlsx", {}), ("of_version_99.xlsx", {"profile": "partner"}), ("IN_CAPITALS.XLSX", {"profile": "partner"})],
)
def test_a_template_of_a_version_that_is_not_supported_refuses_the_file(
    desk: Loader, tmp_path: Path, name: str, claims: dict[str, str]
) -> None:
    other = send(desk, named(of_version(tmp_path / "of_version_99.xlsx", "99"), name), **claims)
    assert refused_by(other, "MF-02")
    assert "version 99 of the template" in other.submission.message
    assert partners(desk) == {"ALD", "BRE"}
    ours = send(desk, of_version(tmp_path / "of_ours.xlsx", SUPPORTED_VERSIONS[-1]), **claims)
    assert ours.submission.state == SubmissionState.PUBLISHED, ours.submission.message
    assert said(ours, "MF-02") == []
    assert partners(desk) == {"ALD", "BRE", "COR"}


def test_a_column_of_the_template_that_is_left_out_is_noted_and_a_whole_template_is_not(
    desk: Loader, tmp_path: Path
) -> None:
    every = dict.fromkeys(desk.datasets["partner"].column_names, "")
    short = send(desk, write_csv(tmp_path / "partner.csv", [PARTNER]))
    assert short.submission.state == SubmissionState.PUBLISHED, short.submission.message
    assert said(short, "MF-03c") == [("note", "broken")]
    [detail] = [finding.detail for finding in short.findings if finding.rule == "MF-03c"]
    assert "'short_name'" in detail
    assert "'kind'" not in detail
    whole = send(desk, write_csv(tmp_path / "whole.csv", [every | PARTNER | {"name": "Corvia again"}]), profile="partner")
    assert (whole.submission.state, said(whole, "MF-03c")) == (SubmissionState.PUBLISHED, [])


def test_a_file_without_rows_says_that_there_is_nothing_to_report_and_one_with_a_row_does_not(
    desk: Loader, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(1)])
    filled = send(desk, path)
    assert (filled.submission.state, said(filled, "MF-17")) == (SubmissionState.PUBLISHED, [])
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    empty = send(desk, path, partner="ALD", programme="CRP", period="2025Q1")
    assert empty.submission.state == SubmissionState.PUBLISHED
    assert said(empty, "MF-17") == [("note", "broken")]
    assert "It counts as the report of ALD, CRP, 2025Q1." in next(f for f in empty.findings if f.rule == "MF-17").detail
