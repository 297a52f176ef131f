"""Lists of evidence: a stretch at a time, the parts of a composite told apart, the same on the command line."""

import re

import pytest

from metrics.asked import lines_asked, list_asked, refuse_topic_of_month
from metrics.catalogue import indicator
from metrics.evidence.evidence import Evidence, evidence
from metrics.evidence.lists import CELLS, NOT_COUNTED, Stretch, behind_line, in_order
from metrics.evidence.said import LISTS, Wanted, evidence_lines
from metrics.evidence.sought import Sought
from tests.metrics.conftest import Shelf
from tests.metrics.lines import action, member, places, run
from tests.metrics.partner_lines import engaged, engagement, invitation
from vocabulary.errors import Refused, Unavailable
from vocabulary.scope import Scope

STEWARD = Scope.steward()
ROW = re.compile(r"(\w+)/(\d+) ")


def _found(shelf: Shelf, key: str, partners: tuple[str, ...] = (), **said) -> Evidence:
    chosen = shelf.selection("2026-03", partners=partners)
    return evidence(shelf.warehouse, shelf.cubes, Sought(indicator(key), chosen, **said), STEWARD)


def _lines(shelf: Shelf, found: Evidence, **wanted) -> list[str]:
    return list(evidence_lines(found, shelf.warehouse, STEWARD, Wanted(**wanted)))


def _rows(lines: list[str]) -> list[str]:
    return [met[0].strip() for line in lines if (met := ROW.match(line.strip()))]


@pytest.mark.parametrize(
    ("total", "number", "said", "is_all"),
    [
        (120, 1, "1 to 50 of 120", False),
        (120, 3, "101 to 120 of 120", False),
        (120, 99, "101 to 120 of 120", False),
        (50, 1, "1 to 50 of 50", True),
        (1243, 3, "101 to 150 of 1,243", False),
    ],
)
def test_a_page_says_which_lines_it_has_of_how_many(total, number, said, is_all):
    page = Stretch.page(total, 50, number)
    assert (page.said, page.is_all) == (said, is_all)


def test_the_stretches_of_a_list_have_each_row_once_and_all_of_them_is_the_same(shelf):
    shelf.fill("2026-06-01", course_run=[run("R1", "2026-02-10")], training_roster=places("R1", "AAA", 95))
    found = _found(shelf, "course_completion")
    every = _rows(_lines(shelf, found, last=None))
    assert len(set(every)) == 95
    first, second, third = (_lines(shelf, found, first=start, last=start + 39) for start in (1, 41, 81))
    assert _rows(first) + _rows(second) + _rows(third) == every
    assert first[-1].strip() == "1 to 40 of 95; --rows 41:80 lists the next, --all lists all"
    assert third[-1].strip() == "81 to 95 of 95, --all lists all"
    assert _lines(shelf, found, first=96, last=99)[-1].strip() == "none from 96 on: there are 95"
    assert "--all" not in "".join(_lines(shelf, found, last=None))


def test_each_list_can_be_asked_for_by_itself(shelf):
    late = {"due_original_on": "2026-03-10"}
    shelf.fill(
        "2026-03-20",
        corrective_action=[action("DONE", implemented_on="2026-03-09", state="IMPLEMENTED", **late), action("LATE", **late),
                           action("COMING", due_original_on="2026-03-25"), action("NONE")],
    )  # fmt: skip
    found = _found(shelf, "implemented_on_time")
    told = {name: "\n".join(_lines(shelf, found, part=name)[4:]) for name in LISTS}
    assert ["DONE" in told["numerator"], "LATE" in told["denominator"], "COMING" in told["left-out"]] == [True] * 3
    assert "LATE" not in told["numerator"]
    assert "Cells: 2\n" in told["cells"]
    assert "adds 1 / 2" in told["cells"]


def test_the_rows_that_count_together_can_all_be_listed(shelf):
    shelf.fill(
        "2026-06-01",
        membership=[member("AAA"), member("BBB")],
        engagement=[engagement(f"E{at}") for at in range(15)],
        invitation=[invitation(f"E{at}", "AAA") for at in range(15)],
    )
    found = _found(shelf, "active_partners")
    assert found.listed.counted_by == "partner"
    short = "\n".join(_lines(shelf, found))
    assert "and 25 more, --of AAA" in short
    listed = _lines(shelf, found, line="AAA", first=1, last=40)
    assert len(set(_rows(listed))) == len(behind_line(found, "AAA")) == 31
    with pytest.raises(Unavailable, match="'CCC'"):
        _lines(shelf, found, line="CCC")


def test_each_part_of_a_composite_has_its_own_counts_and_rows(shelf):
    shelf.fill("2026-06-01", **engaged())
    whole = _found(shelf, "engagement_index", partners=("BBB",))
    assert (whole.listed.counted_by, len(whole.parts), whole.figure.n) == ("part", 6, 6)
    assert [sum(each) for each in zip(*(part.counts for part in whole.parts), strict=True)] == [6, 6, 0]
    for part in whole.parts:
        own = evidence(shelf.warehouse, shelf.cubes, part.sought, STEWARD)
        figure = (own.figure.numerator, own.figure.n, own.figure.left_out)
        assert figure == (part.figure.numerator, part.figure.n, part.figure.left_out)
        assert figure == tuple(int(own.rows[name].sum()) for name in ("numerator", "n", "left_out"))
        assert figure[:2] == (whole.figure.parts[part.name], whole.figure.parts[f"{part.name}, of"])
    came = whole.parts[0]
    assert (came.name, came.code, came.figure.numerator, came.figure.n) == ("came when invited", "PEN-01", 2, 4)
    assert set(evidence(shelf.warehouse, shelf.cubes, came.sought, STEWARD).rows["dataset"]) == {"invitation"}
    said = "\n".join(_lines(shelf, whole))
    assert "came when invited (PEN-01 Participation rate): 2 of 4; numerator 2, n 4, left out 0" in said
    with pytest.raises(Unavailable, match="its parts are 'came when invited'"):
        _found(shelf, "engagement_index", part="made up")


def test_lines_stand_in_one_order_however_the_warehouse_gives_them(shelf):
    late = [action(f"A{at}", due_original_on=f"2026-0{1 + at % 3}-10", responsible_partner="ABC"[at // 3] * 3) for at in range(9)]
    shelf.fill("2026-03-20", corrective_action=late)
    shelf.fill("2026-06-01", membership=[member("AAA"), member("BBB")], engagement=[engagement("E1")],
               invitation=[invitation("E1", "AAA"), invitation("E1", "BBB")])  # fmt: skip
    of_rows, of_groups = _found(shelf, "implemented_on_time"), _found(shelf, "active_partners")
    for found in (of_rows, of_groups):
        for kind, lines in (("rows", found.rows), (CELLS, found.cells), (NOT_COUNTED, found.passed_over)):
            told = in_order(lines, kind).reset_index(drop=True)
            for seed in range(3):
                shuffled = lines.sample(frac=1, random_state=seed)
                assert in_order(shuffled, kind).reset_index(drop=True).equals(told), (found.figure.label, kind)
    assert list(in_order(of_rows.cells, CELLS)["month"]) == sorted(of_rows.cells["month"], reverse=True)
    assert len(of_rows.cells) == 9


def test_a_topic_of_a_month_is_refused_and_not_shown_as_the_quarter():
    refuse_topic_of_month(None, "2026-03")
    refuse_topic_of_month("LANGUAGE", "")
    with pytest.raises(Refused, match="of a quarter"):
        refuse_topic_of_month("", "2026-03")


def test_lines_and_lists_that_do_not_exist_are_refused_with_what_to_write():
    assert [lines_asked(*each) for each in (("", False), ("", True), ("101:200", False), ("7:", False))] == [
        None, (1, None), (101, 200), (7, None),
    ]  # fmt: skip
    for rows, is_all in (("5:3", False), ("0:3", False), ("all", False), ("1:2", True)):
        with pytest.raises(Refused):
            lines_asked(rows, is_all)
    assert list_asked("cells", LISTS) == "cells"
    with pytest.raises(Refused, match="not-counted"):
        list_asked("everything", LISTS)
