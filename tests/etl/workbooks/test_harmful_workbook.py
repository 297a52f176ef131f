"""Workbooks as somebody who means harm would send them, or a disk that fails. All are made here."""

import random
import struct
import zipfile

import openpyxl
import openpyxl.chart
import pytest

from tests.etl.workbooks.conftest import CELLS, SHEET, repacked, rows, with_cells
from vocabulary.errors import Refused


def test_one_far_cell_is_refused_before_it_is_parsed(book, reading):
    path = with_cells(book([["a"]]), CELLS + b'<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>')
    assert path.stat().st_size < 8_192
    with pytest.raises(Refused, match="reaches to row 1,048,576"):
        reading(path)


def test_a_sheet_too_wide_is_refused(book, reading):
    with pytest.raises(Refused, match="16,384 columns wide"):
        reading(with_cells(book([["a"]]), CELLS + b'<row r="3"><c r="XFD3"><v>1</v></c></row>'))


def test_inflation_is_counted_while_inflating(book, reading):
    path = repacked(book([["a"], [1]]), **{"xl/theme/theme9.bin": b"\0" * (64 << 20)})
    with pytest.raises(Refused, match="grows too large"):
        reading(path)


def test_a_sheet_blown_up_with_blanks_is_refused_in_words(book, reading):
    filler = random.Random(1).randbytes(3 << 20).hex().encode()
    path = repacked(book([["a"], [1]]), **{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + filler})
    with pytest.raises(Refused, match=r"between two of its cells stand more than 4,194,304.*new workbook"):
        reading(path)


def test_a_sheet_whose_packed_bytes_are_damaged_is_a_damaged_workbook(book, reading):
    path = book([["a"], *[[n] for n in range(500)]])
    content = bytearray(path.read_bytes())
    place = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 40
    content[place : place + 60] = b"\xff" * 60
    path.write_bytes(content)
    with pytest.raises(Refused, match="damaged workbook"):
        reading(path)


def test_a_size_that_is_declared_smaller_than_it_is_does_not_help(book, reading):
    path = repacked(book([["a"], [1]]), **{"xl/theme/theme9.bin": b"\0" * (64 << 20)})
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", 64 << 20), struct.pack("<I", 100)))
    with pytest.raises(Refused, match="MF-01"):
        reading(path)


def test_too_many_entries_are_refused(book, reading):
    path = repacked(book([["a"]]), **{f"xl/x{n}.xml": b"" for n in range(2_001)})
    with pytest.raises(Refused, match="entries"):
        reading(path)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("xl/vbaProject.bin", r"macros \(SG-04\)"),
        ("xl/externalLinks/externalLink1.xml", r"linked to other workbooks \(MF-01\)"),
        ("xl/embeddings/oleObject1.bin", r"attachments or controls \(SG-04\)"),
        ("xl/ctrlProps/ctrlProp1.xml", r"attachments or controls \(SG-04\)"),
        ("xl/media/image1.png", r"pictures \(SG-04\)"),
        ("../../etc/cron.d/x", "leads out"),
        ("/etc/passwd", "leads out"),
        ("C:\\autoexec.bat", "leads out"),
        ("XL/WORKBOOK.XML", "same name"),
    ],
)
def test_what_does_not_belong_in_a_workbook_is_refused(book, reading, entry, why):
    with pytest.raises(Refused, match=why):
        reading(repacked(book([["a"], [1]]), **{entry: b"x"}))


def test_charts_and_comments_are_no_pictures(book, reading):
    def drawn(workbook):
        chart = openpyxl.chart.BarChart()
        chart.add_data(openpyxl.chart.Reference(workbook.active, min_col=1, min_row=1, max_row=2))
        workbook.active.add_chart(chart, "D4")
        workbook.active["A2"].comment = openpyxl.comments.Comment("counted twice", "office")

    path = book([["a"], [1]], drawn)
    assert any("drawing" in name.casefold() for name in zipfile.ZipFile(path).namelist())
    [sheet] = reading(path)
    assert rows(sheet) == [["1"]]


@pytest.mark.parametrize(
    ("place", "mark"),
    [
        ("row 2, column B", lambda book: book.active.cell(2, 2, "SECRET//REL TO ALD")),
        ("row 1, column C", lambda book: book.active.cell(1, 3, "CONFIDENTIAL")),
        ("sheet Left aside", lambda book: _hidden(book).append(["NATO RESTRICTED"])),
        ("the name of its sheet 'TOP SECRET'", lambda book: book.create_sheet("TOP SECRET")),
        ("printed above or below", lambda book: setattr(book.active.oddHeader.center, "text", "SECRET")),
        ("printed above or below", lambda book: setattr(book.active.evenFooter.left, "text", "&\"Arial,Bold\"NATO SECRET")),
        ("a comment", lambda book: setattr(book.active["B2"], "comment", openpyxl.comments.Comment("SECRET", "office"))),
        ("a shape or a chart", lambda book: _titled(book, "NATO SECRET")),
        ("a property of the document", lambda book: setattr(book.properties, "keywords", "TOP SECRET")),
    ],
)
def test_a_marking_is_refused_wherever_it_stands(book, reading, place, mark):
    with pytest.raises(Refused, match=r"\(MF-15\)") as refused:
        reading(book([["a", "b"], [1, 2]], mark))
    assert place in str(refused.value)
    assert "REL TO" not in str(refused.value)  # the place is told, the cell is not repeated


def test_a_marking_in_the_name_of_the_file_is_refused(book, reading):
    with pytest.raises(Refused, match=r"its name carries a marking .*\(MF-15\)"):
        reading(book([["a"], [1]]), name="NATO-SECRET partners.xlsx")


def _titled(workbook, title):
    chart = openpyxl.chart.BarChart()
    chart.title = title
    chart.add_data(openpyxl.chart.Reference(workbook.active, min_col=1, min_row=1, max_row=2))
    workbook.active.add_chart(chart, "D4")


def _hidden(workbook):
    sheet = workbook.create_sheet("Left aside")
    sheet.sheet_state = "hidden"
    return sheet


def test_a_link_in_the_zip_is_refused(book, reading):
    path = book([["a"], [1]])
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(link, "/etc/passwd")
    with pytest.raises(Refused, match="holds a link"):
        reading(path)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ],
)
@pytest.mark.parametrize("entry", [SHEET, "xl/workbook.xml", "docProps/core.xml"])
def test_a_document_type_is_refused_wherever_it_stands(book, reading, declared, entry):
    with pytest.raises(Refused, match="document type"):
        reading(repacked(book([["a"], [1]]), **{entry: declared + b"<x/>"}))


def test_xml_in_another_encoding_cannot_hide_a_document_type(book, reading):
    hidden = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
    with pytest.raises(Refused, match="another encoding"):
        reading(repacked(book([["a"], [1]]), **{"docProps/core.xml": hidden}))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path, reading):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("roster.csv", "a,b")
    with pytest.raises(Refused, match="not a workbook"):
        reading(path)


def test_something_before_the_zip_is_refused(book, reading):
    path = book([["a"], [1]])
    path.write_bytes(b"MZ program" + path.read_bytes())
    with pytest.raises(Refused, match="MF-01"):
        reading(path)


def test_a_workbook_that_was_cut_off_is_refused(book, reading):
    path = book([["a"], [1]])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Refused, match="damaged"):
        reading(path)


def test_a_name_of_a_macro_workbook_is_refused(book, reading):
    with pytest.raises(Refused, match="macros"):
        reading(book([["a"], [1]]), name="book.xlsm")
