"""Small counts of persons are hidden, and never come back by subtraction."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import read
from metrics.catalogue import indicator
from metrics.changes.contribution import HIDDEN
from metrics.statistics.audit import audit, table_relations
from metrics.suppression import hide_grid, hide_line
from tests.metrics.lines import member, partner, reaction_item, run, sheets
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from vocabulary.state import State

LEAST = 10
COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 60))


def test_a_lone_small_count_takes_the_next_smallest_with_it():
    assert hide_line([4, 30, 12, 50], LEAST).tolist() == [True, False, True, False]


def test_two_small_counts_that_reach_the_least_together_hide_nothing_more():
    assert hide_line([6, 30, 5, 50], LEAST).tolist() == [True, False, True, False]


def test_two_small_counts_whose_sum_is_small_take_a_third_with_them():
    assert hide_line([4, 30, 2, 50], LEAST).tolist() == [True, True, True, False]


def test_zero_is_no_small_count():
    assert hide_line([0, 30, 12], LEAST).tolist() == [False, False, False]


@settings(max_examples=300, deadline=None)
@given(counts=st.lists(st.lists(COUNTS, min_size=6, max_size=6), min_size=1, max_size=5))
def test_no_row_column_or_total_gives_a_hidden_count_away(counts):
    n = np.array(counts)
    hidden = hide_grid(n, LEAST)
    for table, hides in _tables(n, hidden):
        assert hides[(table > 0) & (table < LEAST)].all(), "every small count is hidden"
        for line, is_hidden in itertools.chain(zip(table, hides, strict=True), zip(table.T, hides.T, strict=True)):
            assert is_hidden.sum() != 1, "a single hidden count is the total less the rest"
            if is_hidden.any() and not is_hidden[-1]:
                assert line[is_hidden].sum() >= LEAST


@settings(max_examples=120, deadline=None)
@given(
    counts=st.lists(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 20)), min_size=3, max_size=3), min_size=1,
                    max_size=7),
    least=st.sampled_from([2, 3, 5, 10]),
)  # fmt: skip
def test_the_linear_programmes_of_an_auditor_find_nothing(counts, least):
    n = np.array(counts)
    for table, hides in _tables(n, hide_grid(n, least)):
        assert audit(table, hides, table_relations(*table.shape), least) == []


def test_counts_of_one_that_are_as_many_as_their_sum_take_another_with_them():
    """1 + 1 + 1 = 3 reaches a least of 3, and still tells that each of the three is 1, because zeros are shown."""
    assert hide_line([1, 1, 1, 9, 12], 3).tolist() == [True, True, True, True, False]


def test_a_count_that_only_the_whole_table_gives_away_is_protected():
    """1, 1 and 1 in a ring of pairs that add up to 15, 21 and 34: no line gives them away, all lines together do."""
    hidden = hide_grid(np.array([[1, 14, 32], [0, 20, 1], [1, 0, 33]]), 3)
    ring = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 2)]
    assert all(hidden.months[place] for place in ring if place in {(0, 0), (1, 2), (2, 0)})
    assert hidden.months.sum() + hidden.quarters.sum() + hidden.total_months.sum() > 6


def _tables(n, hidden):
    """Each quarter as a table of partners by months with its margins, and what of it is hidden."""
    for at in range(n.shape[1] // 3):
        block, months = n[:, 3 * at : 3 * at + 3], hidden.months[:, 3 * at : 3 * at + 3]
        totals = np.append(hidden.total_months[3 * at : 3 * at + 3], hidden.total_quarters[at])
        rows = np.vstack([block, block.sum(axis=0)])
        hides = np.vstack([np.column_stack([months, hidden.quarters[:, at]]), totals])
        yield np.column_stack([rows, rows.sum(axis=1)]), hides


def _fill(shelf):
    """Respondents by partner and month: AAA 40 20 30, BBB 20 4 30, CCC 30 15 30."""
    runs = {"R1": "2026-01-10", "R2": "2026-02-10", "R3": "2026-03-10"}
    counts = {"AAA": (40, 20, 30), "BBB": (20, 4, 30), "CCC": (30, 15, 30)}
    shelf.fill(
        "2026-08-01",
        partner=[partner(code) for code in counts],
        membership=[member(code) for code in counts],
        survey_item=[reaction_item()],
        course_run=[run(code, on) for code, on in runs.items()],
        survey_response=[
            row for code, each in counts.items()
            for name, count in zip(runs, each, strict=True) for row in sheets(name, code, count)
        ],
    )  # fmt: skip


def test_a_partner_below_the_least_is_hidden_and_so_is_the_next_smallest(shelf):
    _fill(shelf)
    series = {code: shelf.series("course_reaction", "2026-03", partners=(code,)) for code in ("AAA", "BBB", "CCC")}
    hidden = {code: [p.state is State.SUPPRESSED for p in each.points] for code, each in series.items()}
    # February hides BBB and, so that the total does not give it away, CCC; each then hides one more month.
    assert [hidden["BBB"][1], hidden["CCC"][1], hidden["AAA"][1]] == [True, True, False]
    assert all(sum(months) != 1 for months in hidden.values())
    assert [p.n for p in shelf.series("course_reaction", "2026-03").points] == [90, 39, 90]


def test_a_choice_of_partners_adds_up_only_what_is_not_hidden(shelf):
    _fill(shelf)
    both = shelf.point("course_reaction", "2026-02", partners=("AAA", "BBB"))
    assert (both.n, both.numerator) == (20, 20)
    assert "hidden" in both.note
    neither = shelf.point("course_reaction", "2026-02", partners=("BBB", "CCC"))
    assert (neither.state, neither.n) == (State.SUPPRESSED, 0)


def test_all_chosen_one_by_one_never_add_up_to_a_hidden_figure(shelf):
    _fill(shelf)
    months = read.by_partner(
        shelf.cubes, indicator("course_reaction"), shelf.selection("2026-03"), Scope.steward(),
        shelf.selection("2026-02", 1).months,
    )  # fmt: skip
    shown = sum(point.n for point in months)
    total = shelf.point("course_reaction", "2026-02").n
    assert total - shown >= LEAST


def test_every_topic_is_hidden_by_the_same_rule(shelf):
    shelf.fill(
        "2026-08-01",
        survey_item=[reaction_item()],
        course_run=[run(f"R{at}", "2026-03-10", course=f"C{at}") for at in range(3)],
        survey_response=[*sheets("R0", "AAA", 40), *sheets("R1", "AAA", 4), *sheets("R2", "AAA", 15)],
    )
    points = read.by_topic(shelf.cubes, indicator("course_reaction"), shelf.selection("2026-03"), Scope.steward())
    assert {point.label: point.n for point in points} == {"C0": 40, "C1": 0, "C2": 0}


def test_topics_of_chosen_partners_are_hidden_for_the_others_could_be_worked_out(shelf):
    shelf.fill(
        "2026-08-01",
        survey_item=[reaction_item()],
        course_run=[run("R1", "2026-03-10")],
        survey_response=[*sheets("R1", "AAA", 40), *sheets("R1", "BBB", 4), *sheets("R1", "CCC", 15)],
    )
    chosen = shelf.selection("2026-03", partners=("CCC",))
    assert shelf.series("course_reaction", "2026-03", partners=("CCC",)).quarter.state is State.SUPPRESSED
    with pytest.raises(Unavailable, match="for all partners"):
        read.by_topic(shelf.cubes, indicator("course_reaction"), chosen, Scope.steward())


def test_one_person_with_many_answers_is_one_respondent(shelf):
    items = [reaction_item(item_code=f"R{at}") for at in range(5)]
    answers = [{**row, "item_code": item["item_code"]} for item in items for row in sheets("R1", "AAA", 4)]
    shelf.fill("2026-08-01", survey_item=items, course_run=[run("R1", "2026-01-10")], survey_response=answers)
    assert shelf.point("course_reaction", "2026-01").state is State.SUPPRESSED


def test_hidden_partners_are_pooled_where_a_change_is_explained(shelf):
    runs = {"R1": "2025-12-10", "R2": "2026-03-10"}
    shelf.fill(
        "2026-08-01",
        partner=[partner(code) for code in ("AAA", "BBB", "CCC")],
        survey_item=[reaction_item()],
        course_run=[run(code, on) for code, on in runs.items()],
        survey_response=[
            row for name in runs for code, good, bad in (("AAA", 40, 10), ("BBB", 4, 0), ("CCC", 12, 1))
            for row in (*sheets(name, code, good), *sheets(name, code, bad + (name == "R2"), 1))
        ],
    )  # fmt: skip
    said = read.contributions(shelf.cubes, indicator("course_reaction"), shelf.selection("2026-03"), Scope.steward())
    assert {part.label for part in said.parts} == {"Aaa", HIDDEN}
    assert abs(sum(part.total for part in said.parts) - said.change) < 1e-12
