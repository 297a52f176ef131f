"""The blank workbook: what is in it, and that its header row is the one that loads."""

import openpyxl
import pytest

from expectations.catalogue import datasets
from expectations.dataset import Column, Dataset
from expectations.template import ABOUT_SHEET, CLAIMS, how_written, write_template

DATASETS = datasets()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(DATASETS, path)
    return openpyxl.load_workbook(path)


def test_there_is_a_sheet_for_each_dataset_and_one_about_them(workbook):
    assert workbook.sheetnames == [*DATASETS, ABOUT_SHEET]


@pytest.mark.parametrize("key", DATASETS)
def test_row_one_holds_the_columns_and_nothing_is_below_it(workbook, key):
    rows = list(workbook[key].iter_rows(values_only=True))
    assert rows == [DATASETS[key].column_names]


@pytest.mark.parametrize("key", DATASETS)
def test_every_header_says_what_its_column_means(workbook, key):
    for cell, column in zip(workbook[key][1], DATASETS[key].columns, strict=True):
        assert column.means[1:] in cell.comment.text
        assert how_written(column) in cell.comment.text


def test_codes_are_offered_as_a_drop_down(workbook):
    sheet, columns = workbook["training_roster"], DATASETS["training_roster"].columns
    lists = sheet.data_validations.dataValidation
    offered = {str(each.sqref).split("2:")[0]: each.formula1.strip('"') for each in lists}
    letters = {column.name: openpyxl.utils.get_column_letter(at) for at, column in enumerate(columns, start=1)}
    attendance = DATASETS["training_roster"].column("attendance")
    assert offered[letters["attendance"]] == ",".join(attendance.allowed)


def test_cells_are_text_so_that_no_spreadsheet_rewrites_them(workbook):
    sheet = workbook["training_roster"]
    assert all(dimension.number_format == "@" for dimension in sheet.column_dimensions.values())


def test_a_list_too_long_for_a_drop_down_is_still_in_the_comment(tmp_path):
    codes = tuple(f"CODE_{number:03d}" for number in range(40))
    column = Column("state", "code", "where it stands", allowed=codes)
    dataset = Dataset("item", "Items", "one item", "IT", (column,), ("state",))
    write_template({"item": dataset}, tmp_path / "long.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "long.xlsx")["item"]
    assert sheet.data_validations.dataValidation == []
    assert codes[-1] in sheet["A1"].comment.text


def test_the_loader_knows_the_sheet_that_is_about_the_file_and_reads_its_claims(workbook):
    from etl.refused import ABOUT_SHEET as KNOWN_TO_THE_LOADER
    from etl.refused import claims_in

    assert ABOUT_SHEET == KNOWN_TO_THE_LOADER
    lines = [(str(a or ""), str(b or "")) for a, b in workbook[ABOUT_SHEET].iter_rows(max_col=2, values_only=True)]
    assert claims_in(lines) == {}, "a blank workbook claims nothing"
    filled = [(key, "X1" if key in CLAIMS else value) for key, value in lines]
    assert claims_in(filled) == dict.fromkeys(CLAIMS, "X1")
