"""A column is made as its profile says, whatever the cells hold."""

import pytest

from etl.typed import typed
from expectations.dataset import Effect
from tests.etl.mapping.conftest import DATASETS, column, course, sheet


@pytest.mark.parametrize(
    ("maker", "row", "made"),
    [
        ('"a"', ["  x\u00a0", ""], "x"),
        ('"a"', ["Cafe\u0301", ""], "Café"),
        ('"a"', ["?", ""], None),
        ('"a"', ["NA", ""], "NA"),
        ('{ header = ["a", "b"] }', ["", "y"], "y"),
        ('{ header = ["gone", "b"] }', ["", "y"], "y"),
        ('{ template = "{a}-{b}!" }', ["x", "y"], "x-y!"),
        ('{ template = "{a}-{b}" }', ["x", ""], None),
        ('{ template = "{a}-{b?}" }', ["x", ""], "x-"),
        ('{ template = "{a}-{gone?}" }', ["x", "y"], "x-"),
        ('{ known = { dataset = "course", by = "a", column = "title" } }', ["C-1", ""], "Coordination"),
        ('{ known = { dataset = "course", by = "a", column = "title" } }', ["C-2", ""], None),
        ('{ manifest = "partner" }', ["", ""], "VEL"),
        ('{ date_of = { day = "a", month = "b", year = 2025 } }', ["3", "4"], "2025-04-03"),
        ('{ date_of = { day = "a", month = "b", year = 2025 } }', ["31", "2"], "2025-2-31"),
        ('{ days_after = { start = "a", days = "b" } }', ["1/2/2025", "-1"], "2025-01-31"),
        ('{ days_after = { start = "a", days = 7 } }', ["1/2/2025", ""], "2025-02-08"),
        ('{ difference = ["a", "b"] }', ["1.234,5", "0,5"], "1234"),
        ('{ difference = ["a", "b"] }', ["3/2/2025", "1/2/2025"], "2"),
        ('{ choices = { prefix = "opt/" } }', ["", ""], "left"),
        ('{ cases = [{ where = { a = "x" }, give = "1" }, { header = "b" }] }', ["X", "y"], "1"),
        ('{ cases = [{ where = { a = "x" }, give = "1" }, { header = "b" }] }', ["z", "y"], "y"),
        ("{ header = \"a\", pattern = '^(.+?) - FY' }", ["IMET - FY 16", ""], "IMET"),
        ('{ header = "a", date = true }', ["1/2/2025 10:30", ""], "2025-02-01"),
        ('{ header = "a", date = true }', ["ongoing", ""], "ongoing"),
        ('{ header = "a", number = true }', ["$1.234,50", ""], "1234.50"),
        ('{ header = "a", recode = "r" }', ["PASS  ed", ""], "P"),
        ('{ header = "a", split = ";", recode = "r" }', ["fail;passed; fail;", ""], "F;P"),
        ('{ header = "a", code = true }', ["Åse – Groß/2", ""], "ASE-GROSS-2"),
        ('{ header = "a", otherwise = "none" }', ["", ""], "none"),
        ('{ header = "a", only_where = { b = { missing = true } } }', ["x", "y"], None),
        ('{ header = "a", only_where = { b = { not = ["z"] } } }', ["x", "y"], "x"),
        ('{ header = "a", only_where = { b = { matches = "^y$" } } }', ["x", "y"], "x"),
    ],
)
def test_a_column_is_made_as_its_profile_says(mapping, maker, row, made):
    how = '[values]\nmissing = ["?"]\ndecimal = ","\nthousands = "."\ndate_order = "DMY"\n'
    how += '[recode.r]\n"pass ed" = "P"\npassed = "P"\nfail = "F"\n'
    raw = sheet(["a", "b", "opt/left", "opt/right"], [*row, "1", "0"])
    told = {"partner": "VEL", "known": lambda *asked: {"C-1": "Coordination"} if asked[:2] == ("course", "title") else {}}
    assert column(mapping(how + course(maker), raw, **told), "title") == [made]


def test_long_texts_and_other_scripts_become_ids_that_differ_and_never_change(mapping):
    raw = sheet(
        ["a"], ["A very long title of a course, part one"], ["A very long title of a course, part two"], ["Курс"], ["X"]
    )
    mapped = mapping('[[part]]\ndataset = "course"\n[part.columns]\ncourse = { header = "a", code = true }\n', raw)
    ids = column(mapped, "course")
    assert len(set(ids)) == 4
    assert all(2 <= len(text) <= 32 for text in ids)
    assert ids[0] == "A-VERY-LONG-TITLE-O-BFE730E89DBA"


def test_texts_that_become_one_id_are_reported(mapping):
    raw = sheet(["a"], ["BDF-Air Arm"], ["BDF- Air Arm"])
    mapped = mapping('[[part]]\ndataset = "course"\n[part.columns]\ncourse = { header = "a", code = true }\n', raw)
    assert column(mapped, "course") == ["BDF-AIR-ARM"] * 2
    assert [f.rule for f in mapped.findings] == ["MAP-CODE"]


def test_a_pseudonym_is_the_same_for_the_same_salt_and_hides_the_text(mapping):
    text = '[[part]]\ndataset = "training_roster"\n[part.columns]\n'
    text += 'participant_key = { header = "who", pseudonym = true }\n'
    raw = sheet(["who"], ["ann@x.org"], ["Ann@X.org"])
    one, two = column(mapping(text, raw), "participant_key")
    assert one == two != column(mapping(text, raw, salt="other"), "participant_key")[0]
    assert "ann" not in one.casefold()


def test_a_code_that_no_table_knows_is_kept_and_reported_never_emptied(mapping):
    how = '[recode.r]\nyes = "PRESENT"\n[[part]]\ndataset = "invitation"\n[part.columns]\n'
    mapped = mapping(how + 'attendance = { header = "a", recode = "r" }\n', sheet(["a"], ["yes"], ["maybe"]))
    assert column(mapped, "attendance") == ["PRESENT", "maybe"]  # typing refuses the cell: it has a list of codes
    [finding] = mapped.findings
    assert (finding.rule, finding.effect, "'maybe'" in finding.detail) == ("MAP-CODES", Effect.WARN, True)


def test_an_unknown_code_of_a_column_without_a_list_refuses_the_row(mapping):
    mapped = mapping('[recode.r]\na = "A"\n' + course('{ header = "t", recode = "r" }'), sheet(["t"], ["a"], ["b"]))
    [finding] = mapped.findings
    assert (finding.effect, finding.positions.tolist()) == (Effect.REFUSE_ROW, [1])


def test_numbers_are_read_with_the_decimal_mark_of_the_file_once(mapping):
    text = (
        '[values]\ndecimal = ","\nthousands = "."\n[make]\nscore = { header = "b", number = true }\n'
        '[[part]]\ndataset = "training_roster"\n[part.columns]\nhours_attended = { header = "a", number = true }\n'
        'pre_score = "score"\npost_score = "c"\n'
    )
    part = mapping(text, sheet(["a", "b", "c"], ["1.024,5", "62,5", "81,25"]))
    frame, findings = typed(DATASETS["training_roster"], part.frame, part.part, "ALL")
    assert frame[["hours_attended", "pre_score", "post_score"]].iloc[0].tolist() == [1024.5, 62.5, 81.25]
    assert not {"hours_attended", "pre_score", "post_score"} & {finding.shows[0] for finding in findings}


def test_a_case_that_gives_nothing_leaves_the_cell_empty(mapping):
    text = course('{ cases = [{ where = { a = "none" }, give = "" }, { header = "a" }] }')
    assert column(mapping(text, sheet(["a"], ["none"], ["x"])), "title") == [None, "x"]
