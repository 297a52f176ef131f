"""Text files as they really come: every quirk is written in the test that it belongs to."""

import codecs

import pytest

from etl.reading import Limits, RawSheet, Reading
from etl.reading.whole import first_rows_of, sheets_in
from vocabulary.errors import Refused

PLAIN, USUAL = Reading(), Limits()


@pytest.fixture
def sheet(tmp_path):
    """Read bytes as a file of that name."""

    def reading(content: bytes, how=PLAIN, name: str = "arrival.csv", limits=USUAL) -> RawSheet:
        path = tmp_path / "kept"
        path.write_bytes(content)
        return sheets_in(path, name, how, limits, tmp_path)[0]

    return reading


def rows(sheet: RawSheet) -> list[list[str]]:
    return [list(row.values()) for row in sheet.cells.to_pylist()]


def test_every_cell_stays_the_text_it_was(sheet):
    read_sheet = sheet(b'id,country,score,day\n007,NA,"",31/02/2025\n 8 ,null,1e5,NaN\n')
    assert rows(read_sheet) == [["007", "NA", "", "31/02/2025"], [" 8 ", "null", "1e5", "NaN"]]
    assert read_sheet.source_rows.tolist() == [2, 3]
    assert (read_sheet.encoding, read_sheet.delimiter, read_sheet.label, read_sheet.file_rows) == ("utf-8", ",", 1, 3)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_decided_from_the_header(sheet, delimiter):
    content = f"name{delimiter}when{delimiter}note\nA{delimiter}B{delimiter}C\n"
    assert sheet(content.encode()).delimiter == delimiter


def test_a_cell_too_long_to_look_at_hides_neither_the_header_nor_the_delimiter(sheet, tmp_path):
    content = b"id;note\n1;a\n2;" + b"x" * 200_000 + b"\n"
    read_sheet = sheet(content)
    assert (read_sheet.headers, read_sheet.delimiter, len(rows(read_sheet)[1][1])) == (("id", "note"), ";", 200_000)
    (tmp_path / "long.csv").write_bytes(content)
    found = first_rows_of(tmp_path / "long.csv", "long.csv", Limits(), tmp_path)
    assert ["id", "note"] in [row for _, rows in found for row in rows]


def test_lines_that_end_in_a_carriage_return_alone_are_lines(sheet):
    read_sheet = sheet(b'id,note\r1,"a\rb"\r2,c\r')
    assert (read_sheet.headers, rows(read_sheet)) == (("id", "note"), [["1", "a\rb"], ["2", "c"]])


def test_commas_inside_headers_do_not_make_the_comma_the_delimiter(sheet):
    read_sheet = sheet(b"name, full;place, if any;when\nA;B;C\n1;2;3\n")
    assert read_sheet.headers == ("name, full", "place, if any", "when")


def test_a_header_that_can_be_cut_two_ways_alike_is_refused(sheet):
    with pytest.raises(Refused, match="comma and semicolon"):
        sheet(b"a;b,c\n1;2,3\n")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("nom;né\nÉ;ø\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "nom;né\nÉ;ø\n".encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + "nom;né\nÉ;ø\n".encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + "nom;né\nÉ;ø\n".encode("utf-16-be"), "utf-16"),
    ],
)
def test_the_encoding_is_known_by_its_mark_or_by_being_utf_8(sheet, content, encoding):
    read_sheet = sheet(content)
    assert read_sheet.headers == ("nom", "né")
    assert rows(read_sheet) == [["É", "ø"]]
    assert read_sheet.encoding == encoding


def test_another_encoding_is_read_only_when_the_profile_declares_it(sheet):
    content = "nom,né\nÉ,“ø”\n".encode("windows-1252")
    with pytest.raises(Refused, match="MF-10"):
        sheet(content)
    assert rows(sheet(content, Reading(encoding="windows-1252"))) == [["É", "“ø”"]]


def test_bytes_that_are_not_the_declared_encoding_are_refused(sheet):
    with pytest.raises(Refused, match="not windows-1252 all through"):
        sheet(b"a,b\n\x81,\xff\n", Reading(encoding="windows-1252"))


@pytest.mark.parametrize("damaged", ["caf\u00c3\u00a9", "10 \u00c2\u00b0", "it\u00e2\u20ac\u2122s", "na\ufffdve"])
def test_text_that_was_decoded_wrongly_before_refuses_the_file(sheet, damaged):
    [note] = sheet(f"a,b\n1,2\n{damaged},2\n".encode()).notes
    assert (note.rule, note.refuses) == ("MF-10", True)
    assert "line 3" in note.text


def test_accented_letters_alone_are_no_damage(sheet):
    assert sheet("a,b\nÂge à São Tomé,Ã\n".encode()).notes == ()


def test_a_nul_is_refused_with_its_line(sheet):
    with pytest.raises(Refused, match="line 2"):
        sheet(b"a,b\n1,\x002\n")


def test_rows_that_do_not_fit_the_header_are_kept_with_the_reason(sheet):
    read_sheet = sheet(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n")
    assert rows(read_sheet) == [["1", "2", "3"], ["10", "11", "12"]]
    assert read_sheet.source_rows.tolist() == [2, 5]
    assert read_sheet.unreadable == (
        (3, "4,5", "has 2 cells, the header has 3"),
        (4, "6,7,8,9", "has 4 cells, the header has 3"),
    )


def test_short_rows_are_filled_where_the_profile_says_so_and_keep_their_places(sheet):
    read_sheet = sheet(b"a,b,c\n1,2,3\n4\n7,8,9\n", Reading(short_rows="fill"))
    assert rows(read_sheet) == [["1", "2", "3"], ["4", "", ""], ["7", "8", "9"]]
    assert read_sheet.source_rows.tolist() == [2, 3, 4]


def test_a_delimiter_at_the_end_of_every_row_shifts_nothing_and_is_said(sheet):
    read_sheet = sheet(b"partner,unit,persons\nVEL,V1,3,\nNAM,N1,4,\n")
    assert rows(read_sheet) == [["VEL", "V1", "3"], ["NAM", "N1", "4"]]
    assert "every row ends in a comma" in read_sheet.notes[0].text


def test_a_delimiter_at_the_end_of_one_row_only_makes_that_row_unreadable(sheet):
    read_sheet = sheet(b"a,b\n1,2,\n3,4\n")
    assert rows(read_sheet) == [["3", "4"]]
    assert read_sheet.unreadable[0][2] == "has 3 cells, the header has 2"


def test_empty_columns_at_the_right_end_are_left_out_and_said(sheet):
    read_sheet = sheet(b"a,b,,\n1,2,,\n")
    assert read_sheet.headers == ("a", "b")
    assert "2 columns" in read_sheet.notes[0].text


def test_a_column_with_cells_and_no_header_is_refused(sheet):
    with pytest.raises(Refused, match="column B has cells and no header"):
        sheet(b"a,,c\n1,2,3\n")


@pytest.mark.parametrize("header", ["day,Day", "day,\ufeffday", "day, day ", "start date,start\u00a0 date"])
def test_headers_that_are_the_same_but_for_blanks_case_or_a_mark_are_refused(sheet, header):
    with pytest.raises(Refused, match="MF-04"):
        sheet(f"{header}\n1,2\n".encode())


def test_repeated_and_blank_headers_are_numbered_where_the_profile_says_so(sheet):
    read_sheet = sheet(b",ID,Quiz,,Quiz,\nAnn,1,Completed,2025-01-01,,\n", Reading(headers="number"))
    assert read_sheet.headers[:5] == ("[1]", "ID", "Quiz", "Quiz [2]", "Quiz [3]")


def test_titles_labels_tags_and_blank_rows_are_no_data_and_are_counted(sheet):
    content = b"Report of the quarter,,\n\nname,when,how many\nNom,Quand,Combien\n#org,#date,#reached\n"
    content += b"A,2025-01-01,3\n,,\nB,2025-01-02,4\n"
    read_sheet = sheet(content, Reading(header_row=3, label_rows=1))
    assert rows(read_sheet) == [["A", "2025-01-01", "3"], ["B", "2025-01-02", "4"]]
    assert read_sheet.source_rows.tolist() == [6, 8]
    assert (read_sheet.label, read_sheet.file_rows) == (6, 8)


@pytest.mark.parametrize("labels", [0, 1, 2])
def test_label_rows_that_are_not_there_cost_no_record(sheet, labels):
    said = ("Start Date,Answer", '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"')[:labels]
    content = "\n".join(("StartDate,Q1", *said, "2026-10-01 09:00:00,4", "2026-10-02 10:00:00,5", ""))
    read_sheet = sheet(content.encode(), Reading(label_rows=2, counted_in="StartDate"))
    assert [row[1] for row in rows(read_sheet)] == ["4", "5"]
    assert read_sheet.label == 1 + labels
    assert [note.text for note in read_sheet.notes] == (
        [f"{labels} of the usual 2 rows under the header say it again in words"] if labels < 2 else []
    )


def test_a_record_without_its_day_is_no_label(sheet):
    read_sheet = sheet(b"StartDate,Q1\n,4\n2026-10-02 10:00:00,5\n", Reading(label_rows=2, counted_in="StartDate"))
    assert [row[1] for row in rows(read_sheet)] == ["4", "5"]


def test_titles_of_another_width_than_the_header_are_no_unreadable_rows(sheet):
    read_sheet = sheet(b"Roster 2025\nname,when\nA,B\n", Reading(header_row=2))
    assert (rows(read_sheet), read_sheet.unreadable, read_sheet.label) == ([["A", "B"]], (), 2)


def test_two_header_rows_are_joined_and_a_blank_belongs_to_the_header_at_its_left(sheet):
    content = b"Respondent,Which films?,,Rank\n,One,Two,Response\n1,x,y,2\n"
    assert sheet(content, Reading(header_rows=2)).headers == (
        "Respondent",
        "Which films? / One",
        "Which films? / Two",
        "Rank / Response",
    )


def test_line_breaks_and_doubled_quotes_inside_cells_are_kept(sheet):
    read_sheet = sheet(b'a,b\r\n"one\r\ntwo","say ""hi"""\r\n3,4\r\n')
    assert rows(read_sheet) == [["one\r\ntwo", 'say "hi"'], ["3", "4"]]
    assert read_sheet.source_rows.tolist() == [2, 3]


def test_a_quotation_mark_that_never_closes_is_refused_with_its_row(sheet):
    with pytest.raises(Refused, match="row 3"):
        sheet(b'a,b\n1,2\n"3,4\n5,6\n7,8\n')


def test_a_file_with_its_header_alone_has_nothing_to_report(sheet):
    read_sheet = sheet(b"a,b\n")
    assert (read_sheet.cells.num_rows, read_sheet.headers) == (0, ("a", "b"))


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.csv", "it is empty"),
        (b" \n\n", "a.csv", "it is empty"),
        (b"   \r\n" * 3000, "a.csv", "nothing but blanks"),
        (b"\0" * 9000, "a.csv", "it is empty"),
        ("\u00a0\n".encode() * 9, "a.csv", "row 1, where its header should be, is blank"),
        (b",,,\n" * 9, "a.csv", "row 1, where its header should be, is blank"),
        (b"\n\na,b\n1,2\n", "a.csv", "row 1, where its header should be, is blank"),
        (b"\n <div>Session expired</div>", "a.csv", "a web page"),
        (b'{"error": "no"}', "a.csv", "JSON"),
        (b'[{"a": 1}]', "a.csv", "JSON"),
        (codecs.BOM_UTF8, "a.csv", "it is empty"),
        (b"<!DOCTYPE html><html>Sign in</html>", "a.csv", "a web page"),
        (b"  <html><body>", "a.csv", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx", "password-protected"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "by a password"),
        (b"\xd0\xcf\x11\xe0" + "Workbook\0".encode("utf-16-le"), "a.xls", "before 2007"),
        (b"%PDF-1.7", "a.csv", "a PDF"),
        (b"\x1f\x8b\x08", "a.csv", "compressed"),
        (b"PK\x03\x04", "a.csv", "its name says .csv"),
        (b"a,b\n1,2\n", "a.xlsx", "its content is text"),
        (b"a,b\n1,2\n", "a.exe", "are not read"),
        (b"a,b\n1,2\n", "roster", "without an ending"),
    ],
)
def test_what_is_no_table_is_refused_and_called_by_its_name(sheet, content, name, why):
    with pytest.raises(Refused, match=rf"{why}.*MF-0[13]"):
        sheet(content, name=name)


def test_a_header_wider_than_the_limit_is_refused_at_once(sheet):
    header = ",".join(f"column {n}" for n in range(2_001))
    with pytest.raises(Refused, match="2,001 cells"):
        sheet(f"{header}\n1\n".encode())


def test_forty_thousand_equal_headers_are_refused_at_once(sheet):
    with pytest.raises(Refused, match="40,000 cells"):
        sheet(b",".join([b"a"] * 40_000) + b"\n")


def test_a_file_larger_than_allowed_is_refused(sheet):
    with pytest.raises(Refused, match="at most 10"):
        sheet(b"a,b\n1,2\n3,4\n5,6\n", limits=Limits(file_bytes=10))


def test_peeking_gives_the_first_rows_also_of_another_encoding(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes("nom;né\nÉ;ø\n".encode("windows-1252"))
    found = first_rows_of(path, "élèves.csv", Limits(), tmp_path)
    assert {name for name, _ in found} == {"élèves"}
    assert ["nom", "né"] in [row for _, rows in found for row in rows]
