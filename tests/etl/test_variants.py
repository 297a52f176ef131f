"""The same file as other people save it: every way of saving gives the same rows, or words that say what to do."""

import csv
import dataclasses
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from etl import profile as profiles
from etl.dates import moment_of
from etl.loader import Loader
from etl.mapping import map_parts
from etl.profile_parts import Profile, Values
from etl.reading import Limits
from etl.reading.whole import first_rows_of, sheets_in
from etl.typed import typed
from expectations.catalogue import datasets
from tests.etl.steward import place, send, write_csv
from vocabulary.errors import Refused

pytestmark = pytest.mark.long

SMALL = Path(__file__).parents[1] / "files" / "real"
DATASETS = datasets()
PROFILES = {key: profiles.load(key) for key in profiles.keys()}  # noqa: SIM118 - a function of ours
FILES = {
    "us_foreign_military_training": "fmtr_three_groups.csv",
    "carpentries_instructor_training": "carpentries_instructor_training_events.csv",
    "oulad_courses": "oulad_courses.csv",
    "oulad_registrations": "oulad_studentRegistration.csv",
    "oulad_student_info": "oulad_studentInfo.csv",
    "servicenow_event_log": "servicenow_incident_event_log.csv",
    "nyc311": "nyc311_animals.csv",
    "un_ga_roll_calls": "un_ga_roll_calls.csv",
    "un_ga_votes": "un_ga_votes.csv",
}
Rows = list[list[str]]


def text(rows: Rows, folder: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter).writerows(rows)
    (folder / "export.csv").write_bytes(lines.getvalue().encode(encoding))
    return folder / "export.csv"


def workbook(rows: Rows, folder: Path, values: Values) -> Path:
    """As a spreadsheet saves it: dates are dates, numbers are numbers."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([_cell(cell, values) for cell in row])
    book.save(folder / "export.xlsx")
    return folder / "export.xlsx"


def _cell(cell: str, values: Values) -> object:
    if moment := moment_of(cell.strip(), values):
        return moment.replace(tzinfo=None)
    return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell or None


VARIANTS: dict[str, Callable[[Rows, Path, Values], Path]] = {
    "columns in another order": lambda rows, folder, _: text([row[::-1] for row in rows], folder),
    "a column more": lambda rows, folder, _: text([[*rows[0], "remark"], *([*row, "x"] for row in rows[1:])], folder),
    "semicolons": lambda rows, folder, _: text(rows, folder, ";"),
    "tabs in UTF-16": lambda rows, folder, _: text(rows, folder, "\t", "utf-16"),
    "a byte order mark": lambda rows, folder, _: text(rows, folder, encoding="utf-8-sig"),
    "empty columns and rows": lambda rows, folder, _: text(
        [[*row, "", ""] for row in [*rows, [""] * len(rows[0])]], folder
    ),
    "lower case headers": lambda rows, folder, _: text([[f" {cell.lower()} " for cell in rows[0]], *rows[1:]], folder),
    "a title": lambda rows, folder, _: text([["Exported on 1 May"], [], *rows], folder),
    "a title as wide as the table": lambda rows, folder, _: text(
        [["Export", *[""] * (len(rows[0]) - 1)], *rows], folder
    ),
    "a workbook": workbook,
    "a workbook with a title": lambda rows, folder, values: workbook([["Exported on 1 May"], *rows], folder, values),
}


def frames(chosen: Profile, path: Path, folder: Path) -> dict[str, pd.DataFrame]:
    """The typed rows of every dataset; the header is found as `etl.run` finds it."""
    first_rows = first_rows_of(path, path.name, Limits(), folder)
    assert profiles.recognise(path.name, first_rows, PROFILES, DATASETS) == chosen.key
    reading = dataclasses.replace(chosen.reading, header_row=profiles.header_row(chosen, first_rows, DATASETS))
    parts = map_parts(sheets_in(path, path.name, reading, Limits(), folder), chosen, {"salt": "salt"}, DATASETS)
    return {part.dataset: typed(DATASETS[part.dataset], part.frame, part.part, "ALL")[0] for part in parts}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", FILES)
def test_a_file_saved_in_another_way_gives_the_same_rows(key: str, variant: str, tmp_path: Path) -> None:
    original, chosen = SMALL / FILES[key], PROFILES[key]
    with original.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    expected = frames(chosen, original, tmp_path)
    found = frames(chosen, VARIANTS[variant](rows, tmp_path, chosen.values), tmp_path)
    for dataset, frame in expected.items():
        pd.testing.assert_frame_equal(found[dataset], frame)


def test_a_file_in_an_encoding_that_nobody_named_is_refused_with_its_line(tmp_path: Path) -> None:
    rows = [["rcid", "country", "country_code", "vote"], ["1", "Chad", "TD", "yes"], ["1", "C\u00f4te", "CI", "yes"]]
    path = text(rows, tmp_path, encoding="cp1252")
    with pytest.raises(Refused, match=r"line 3.*Windows-1252") as refused:
        frames(PROFILES["un_ga_votes"], path, tmp_path)
    assert "UTF-8" in refused.value.mend


def test_rows_above_the_header_are_titles_and_that_is_said(desk: Loader, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(1), place(2)])
    assert not [finding for finding in send(desk, path, dry_run=True).findings if finding.rule == "MF-02c"]
    path.write_text("Roster of May,,\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    outcome = send(desk, path, dry_run=True)
    part = outcome.submission.parts[0]
    assert (part.file_rows, part.label, part.read, part.refused) == (5, 3, 2, 0)
    [titles] = [finding.detail for finding in outcome.findings if finding.rule == "MF-02c"]
    assert "header stands in row 3" in titles
