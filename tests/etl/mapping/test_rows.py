"""Rows folded, made long, filled in and counted apart, as a profile says."""

import numpy as np

from etl import profile as profiles
from etl.reconcile import reconcile
from tests.etl.mapping.conftest import column, sheet

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
