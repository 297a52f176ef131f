"""Sheets to records: every source, step and fold of a profile, on rows that fit on the screen."""

import numpy as np
import pyarrow as pa
import pytest

from etl import profile as profiles
from etl.mapping import Mapped, map_parts
from etl.reading.sheet import Note, RawSheet
from etl.reconcile import reconcile
from etl.typed import typed
from expectations.catalogue import datasets
from expectations.dataset import Effect
from vocabulary.errors import Refused

DATASETS = datasets()
HEAD = 'key = "school"\ntitle = "School"\n'


def sheet(*rows: list[str], name: str = "roster", **more) -> RawSheet:
    header, body = rows[0], rows[1:]
    cells = pa.table({f"c{at}": pa.array([row[at] for row in body], pa.string()) for at in range(len(header))})
    return RawSheet(name, tuple(header), cells, np.arange(2, len(body) + 2), label=1, **more)


@pytest.fixture
def mapping(tmp_path):
    """Map a sheet by the text of a profile; the last part is given back."""

    def by(text: str, raw: RawSheet, **manifest) -> Mapped:
        (tmp_path / "school.toml").write_text(HEAD + text)
        return map_parts([raw], profiles.load("school", tmp_path), {"salt": "salt", **manifest}, DATASETS)[-1]

    return by


def column(mapped: Mapped, name: str) -> list[str | None]:
    return [text if isinstance(text, str) else None for text in mapped.frame[name]]


def course(title: str) -> str:
    return f'[[part]]\ndataset = "course"\n[part.columns]\ncourse = {{ constant = "C-1" }}\ntitle = {title}\n'


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


ROSTER = """
[[part]]
dataset = "course"
once_per = ["course"]
[part.columns]
course = "course"
title = "title"
hours = { header = "hours", pick = "sum" }
valid_from = { header = "day", pick = "earliest" }
"""


def test_rows_of_one_key_are_folded_and_what_differs_is_named(mapping):
    raw = sheet(
        ["course", "title", "hours", "day"],
        ["C1", "One", "2", "2025-02-01"], ["C1", "one!", "3", "2025-01-01"], ["C2", "Two", "", ""],
    )  # fmt: skip
    mapped = mapping(ROSTER, raw)
    assert column(mapped, "title") == ["One", "Two"]
    assert column(mapped, "hours") == ["5", None]
    assert column(mapped, "valid_from") == ["2025-01-01", None]
    assert (mapped.counts["read"], mapped.counts["folded"], mapped.source_rows.tolist()) == (2, 1, [2, 4])
    assert "title differs" in mapped.findings[0].detail


ACTIONS = """
[recode.state]
open = "TASKED"
done = "IMPLEMENTED"
[[part]]
dataset = "corrective_action"
last_per = { key = ["action"], order = ["version"] }
open_clears = [{ column = "state", unless = ["IMPLEMENTED"], clear = ["implemented_on"] }]
[part.columns]
action = "id"
state = { header = "state", recode = "state" }
implemented_on = "done"
"""


def test_the_last_state_of_each_item_by_number_is_the_record_and_an_open_item_is_open(mapping):
    raw = sheet(
        ["id", "version", "state", "done"],
        ["A1", "10", "done", "2025-01-09"], ["A1", "9", "open", "2025-01-09"], ["A2", "1", "open", "2025-01-09"],
    )  # fmt: skip
    mapped = mapping(ACTIONS, raw)
    assert column(mapped, "state") == ["IMPLEMENTED", "TASKED"]
    assert column(mapped, "implemented_on") == ["2025-01-09", None]
    assert (mapped.counts["folded"], mapped.source_rows.tolist()) == (1, [2, 4])


SURVEY = """
[[part]]
dataset = "training_roster"
unpivot = { name = "item", value = "state", next_column = "when", all_but = ["who", "mail"] }
[part.columns]
run = { header = "item", code = true }
outcome_label = "state"
completed_on = "when"
"""


def test_wide_becomes_long_with_the_column_beside_each_item(mapping):
    raw = sheet(["who", "mail", "Quiz one", "Quiz one [2]", "Quiz two", "Quiz two [2]"],
                ["Ann", "a@x", "Completed", "2025-01-01", "Not completed", ""])  # fmt: skip
    mapped = mapping(SURVEY, raw)
    assert column(mapped, "run") == ["QUIZ-ONE", "QUIZ-TWO"]
    assert column(mapped, "outcome_label") == ["Completed", "Not completed"]
    assert column(mapped, "completed_on") == ["2025-01-01", None]
    assert (mapped.counts["read"], mapped.counts["records"]) == (1, 2)


GRID = """
[[part]]
dataset = "invitation"
grid = { columns = ["engagement", "partner"], fill = { attendance = "ABSENT" } }
[part.columns]
engagement = "meeting"
partner = "who"
attendance = { constant = "PRESENT" }
releasability = { manifest = "releasability" }
"""


def test_pairs_that_the_file_lacks_are_made_with_the_fill_and_have_no_row(mapping):
    mapped = mapping(GRID, sheet(["meeting", "who"], ["M1", "VEL"], ["M2", "ALD"], ["M2", "VEL"]), releasability="ALL")
    assert column(mapped, "attendance") == ["PRESENT"] * 3 + ["ABSENT"]
    assert mapped.frame.iloc[3][["engagement", "partner", "releasability"]].tolist() == ["M1", "ALD", "ALL"]
    assert (mapped.source_rows.tolist(), mapped.counts["made"]) == ([2, 3, 4, 0], 1)
    made, written = mapped.verbatim(np.array([3, 0]))
    assert made == {"engagement": "M1", "partner": "ALD", "attendance": "ABSENT", "releasability": "ALL"}
    assert written == {"meeting": "M1", "who": "VEL"}


def test_a_grid_within_a_column_makes_no_pair_across_its_values(mapping):
    text = GRID.replace("fill =", 'within = "year", fill =')
    rows = ["1", "M1", "VEL"], ["1", "M1", "ALD"], ["2", "M2", "VEL"], ["2", "M3", "ALD"]
    mapped = mapping(text, sheet(["year", "meeting", "who"], *rows), releasability="ALL")
    made = mapped.frame.iloc[4:][["engagement", "partner"]].to_numpy().tolist()
    assert made == [["M2", "ALD"], ["M3", "VEL"]]


TOTALS = """
[control]
where = { title = { matches = "Total$" } }
group = ["course"]
count = "hours"
part = "course"
[[rejected]]
where = { hours = { missing = true } }
why = "has no hours"
[[part]]
dataset = "course"
where = { course = { not = ["X9"] } }
[part.columns]
course = "course"
title = "title"
hours = "hours"
"""


def test_totals_fragments_and_rows_of_other_parts_are_counted_apart_and_totals_are_compared(mapping, tmp_path):
    raw = sheet(
        ["course", "title", "hours"],
        ["C1", "One", "1,000"], ["C1", "Course Total", "1,000"], ["C2", "Two", "2"], ["C2", "Total", "3"],
        ["C2", "broken", ""], ["X9", "Other", "4"],
        unreadable=((9, "a,b", "has 2 cells, the header has 3"),),
    )  # fmt: skip
    mapped = mapping('[values]\nthousands = ","\n' + TOTALS, raw)
    assert mapped.counts == {
        "file_rows": 8, "label": 1, "control": 2, "elsewhere": 1, "folded": 0, "unreadable": 2, "read": 2,
        "made": 0, "records": 2,
    }  # fmt: skip
    assert mapped.unreadable[1] == (6, "C2 | broken | ", "has no hours")
    found = reconcile(profiles.load("school", tmp_path), mapped.control, mapped.detail)
    assert (found["groups"], found["agree"]) == (2, 1)
    assert found["differ"] == [{"group": "C2", "printed": 3, "added": 2}]


def test_personal_columns_are_left_behind_and_a_pseudonym_may_still_be_made_of_one(mapping):
    text = 'personal = ["Name"]\n[[part]]\ndataset = "training_roster"\n[part.columns]\nrun = "run"\n'
    text += 'participant_key = { header = "Name", pseudonym = true }\n'
    mapped = mapping(text, sheet(["run", "Name", "E-mail Address"], ["R1", "Ann", "a@x.org"]))
    assert mapped.verbatim(np.array([0]))[0] == {"run": "R1", "Name": column(mapped, "participant_key")[0]}
    assert mapped.headers() == ["run", "Name"]
    [finding] = mapped.findings
    assert (finding.rule, finding.effect) == ("MF-14b", Effect.NOTE)


def test_a_refused_row_shows_the_pseudonym_in_place_of_the_person_and_takes_it_back(mapping):
    text = (
        'personal = ["Who"]\n[[part]]\ndataset = "training_roster"\n[part.columns]\nrun = "Run"\n'
        'participant_key = { header = "Who", pseudonym = true }\noutcome_label = "E-mail"\n'
    )
    first = mapping(text, sheet(["Run", "Who", "E-mail"], ["R-1", "Ann Example", "open"]))
    key = column(first, "participant_key")[0]
    assert first.verbatim(np.array([0]))[0] == {"Run": "R-1", "Who": key, "E-mail": "open"}
    assert first.headers() == ["Run", "Who", "E-mail"]
    again = mapping(text, sheet(["Run", "Who", "E-mail"], ["R-1", key, "open"]))
    assert column(again, "participant_key") == [key]


def test_an_address_that_a_pseudonym_is_made_of_is_shown_nowhere(mapping):
    text = (
        '[[part]]\ndataset = "training_roster"\n[part.columns]\nrun = "Run"\n'
        'participant_key = { template = "{E-mail} {Run}", pseudonym = true }\n'
    )
    assert mapping(text, sheet(["Run", "E-mail"], ["R-1", "ann@example.org"])).verbatim(np.array([0]))[0] == {"Run": "R-1"}


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


def test_an_unknown_column_is_reported_with_the_nearest_one_that_is_empty(mapping):
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", "validity_month"], ["C1", "One", "2", "x"])
    mapped = map_parts([raw], template, {}, DATASETS)[0]
    detail = next(f.detail for f in mapped.findings if f.rule == "MF-02b")
    assert "did you mean validity_months by 'validity_month'?" in detail


def test_a_template_knows_its_columns_by_name_or_alias_and_refuses_to_be_without_a_required_one():
    template = profiles.for_datasets({"course": DATASETS["course"]})
    [mapped] = map_parts([sheet(["Version ", "TITLE", "course code"], ["1", "One", "C1"])], template, {}, DATASETS)
    assert mapped.frame.loc[0, ["course", "course_version", "title"]].tolist() == ["C1", "1", "One"]
    with pytest.raises(Refused, match=r"no column 'course_version'.*MF-03.*nearest header is 'course'"):
        map_parts([sheet(["course", "title"], ["C1", "One"])], template, {}, DATASETS)


def test_a_workbook_of_several_datasets_is_cut_by_the_names_of_its_sheets():
    template = profiles.for_datasets(DATASETS)
    partner = sheet(["partner", "name", "kind"], ["VEL", "Velania", "NATION"], name="Partner")
    unit = sheet(["unit", "partner", "name", "kind"], ["V1", "VEL", "First", "CIVIL"], name="unit")
    assert [part.dataset for part in map_parts([unit, partner], template, {}, DATASETS)] == ["unit", "partner"]


def test_a_header_that_a_profile_needs_and_the_file_lacks_is_refused(mapping):
    with pytest.raises(Refused, match=r"no column 'tilte'.*nearest header is 'title'"):
        mapping(course('"tilte"'), sheet(["title"], ["x"]))


def test_signs_of_damage_refuse_the_submission(mapping):
    mapped = mapping(course('"a"'), sheet(["a"], ["x"], notes=(Note("MF-10", "damaged", refuses=True),)))
    assert [(f.rule, f.effect) for f in mapped.findings] == [("MF-10", Effect.REFUSE_SUBMISSION)]
    passed = mapping(course('"a"'), sheet(["a"], ["x"], notes=(Note("MF-10", "damaged"),)))
    assert [(f.rule, f.effect) for f in passed.findings] == [("MF-10b", Effect.NOTE)]


def test_a_column_of_what_has_no_place_here_refuses_the_file_unless_the_profile_leaves_it_out(mapping):
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", "Grid reference"], ["C1", "One", "2", "x"])
    found = {finding.rule: finding for finding in map_parts([raw], template, {}, DATASETS)[0].findings}
    assert found["SG-01"].effect == Effect.REFUSE_SUBMISSION
    assert "'Grid reference'" in found["SG-01"].detail
    assert "MF-02b" not in found
    left_out = mapping(
        course('"a"') + '[ignored]\n"Grid reference" = "not needed"\n', sheet(["a", "Grid reference"], ["One", "x"])
    )
    assert "SG-01" not in {finding.rule for finding in left_out.findings}


@pytest.mark.parametrize("header", ["latitude", "Start_Longitude", "LocationLatitude", "geopoint"])
def test_a_position_refuses_a_file_of_our_template_and_is_left_behind_in_an_export_of_a_platform(mapping, header):
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", header], ["C1", "One", "2", "50.85"])
    [ours] = map_parts([raw], template, {}, DATASETS)
    assert [(f.rule, f.effect, header in f.detail) for f in ours.findings if f.rule in ("SG-01", "MF-14b")] == [
        ("SG-01", Effect.REFUSE_SUBMISSION, True)
    ]
    assert header not in ours.headers()
    export = mapping(course('"a"'), sheet(["a", header], ["One", "50.85"]))
    assert [f.rule for f in export.findings if f.rule in ("SG-01", "MF-14b")] == ["MF-14b"]


def test_what_is_personal_and_no_position_is_left_behind_in_our_template_too():
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", "E-mail"], ["C1", "One", "2", "x"])
    assert [f.rule for f in map_parts([raw], template, {}, DATASETS)[0].findings if f.rule != "MF-03c"] == ["MF-14b"]
