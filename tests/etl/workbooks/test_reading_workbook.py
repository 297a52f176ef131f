"""Workbooks as they really come: types, errors, merged cells, hidden and missing sheets."""

import datetime as dt

import pytest

from etl.reading import Reading
from tests.etl.workbooks.conftest import rows
from vocabulary.errors import Refused


def test_typed_cells_become_texts_in_one_form(book, reading):
    day, moment = dt.date(2025, 3, 1), dt.datetime(2025, 3, 1, 14, 5)
    [sheet] = reading(book([["a", "b", "c", "d", "e", "f"], [12, 0.5, True, day, moment, "007"]]))
    assert rows(sheet) == [["12", "0.5", "TRUE", "2025-03-01", "2025-03-01T14:05:00", "007"]]


def test_errors_and_formulas_without_a_value_are_kept_as_text_not_as_nothing(book, reading):
    def broken(workbook):
        workbook.active["A2"] = "#REF!"
        workbook.active["A2"].data_type = "e"

    [sheet] = reading(book([["a", "b", "c"], ["x", "=1+1", "z"]], broken))
    assert rows(sheet) == [["#REF!", "=1+1", "z"]]


def test_an_error_in_the_last_cell_is_not_lost_with_it(book, reading):
    def broken(workbook):
        workbook.active["B3"] = "#N/A"
        workbook.active["B3"].data_type = "e"

    [sheet] = reading(book([["a", "b"], ["x", "y"]], broken))
    assert rows(sheet) == [["x", "y"], ["", "#N/A"]]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows(book, reading):
    [sheet] = reading(book([["Title"], [], ["a", "b"], [1, 2], [], [3, 4]]), Reading(header_row=3))
    assert sheet.source_rows.tolist() == [4, 6]
    assert (sheet.label, sheet.file_rows) == (4, 6)


def merged(workbook):
    workbook.active.merge_cells("A2:A3")
    workbook.active.merge_cells("B2:B3")


def test_merged_cells_are_not_filled_unless_the_profile_says_so(book, reading):
    path = book([["capability", "issue"], ["Planning", "late"], [None, None], ["Training", "short"]], merged)
    assert rows(reading(path)[0]) == [["Planning", "late"], ["Training", "short"]]


def test_merged_cells_are_filled_inside_their_block_and_in_that_column_only(book, reading):
    path = book([["capability", "issue", "n"], ["Planning", "late", 1], [None, None, 2], [None, None, 3]], merged)
    [sheet] = reading(path, Reading(fill_merged=("Capability",)))
    assert rows(sheet) == [["Planning", "late", "1"], ["Planning", "", "2"], ["", "", "3"]]


def test_hidden_sheets_are_not_read_and_that_is_said(book, reading):
    def hidden(workbook):
        workbook.create_sheet("Secret").append(["x"])
        workbook["Secret"].sheet_state = "hidden"

    [sheet] = reading(book([["a"], [1]], hidden))
    assert (sheet.name, "hidden sheet 'Secret'" in sheet.notes[0].text) == ("Roster", True)


def test_only_named_sheets_are_read_and_a_missing_one_is_refused(book, reading):
    path = book([["a"], [1]], lambda workbook: workbook.create_sheet("Notes").append(["x"]))
    assert [sheet.name for sheet in reading(path, Reading(sheets=("roster",)))] == ["Roster"]
    with pytest.raises(Refused, match="no sheet 'Rooster'"):
        reading(path, Reading(sheets=("Rooster",)))


def test_a_workbook_with_nothing_in_it_is_refused(book, reading):
    with pytest.raises(Refused, match="no sheet holds anything"):
        reading(book([]))
