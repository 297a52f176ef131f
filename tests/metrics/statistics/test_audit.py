import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.audit import Exposed, audit, table_relations
from metrics.statistics.fixed_counts import fixed_counts


def with_totals(block):
    rows = np.vstack([block, np.sum(block, axis=0)])
    return np.column_stack([rows, rows.sum(axis=1)])


def audited(block, hidden_cells, least=5, **how):
    """Audit of a table whose totals are shown, but for the cells named."""
    table = with_totals(np.array(block))
    hidden = np.zeros(table.shape, bool)
    hidden[tuple(np.array(hidden_cells).T)] = True
    return audit(table, hidden, table_relations(*table.shape), least, **how)


class TestTraps:
    def test_a_lone_hidden_count_is_the_total_less_the_rest(self):
        assert audited([[3, 9], [8, 7]], [(0, 0)])[0] == Exposed((0,), 3, 3, "what is shown leaves it one value")

    def test_two_in_a_row_are_given_away_by_their_columns(self):
        assert {each.cells for each in audited([[3, 9], [8, 7]], [(0, 0), (0, 1)])} == {(0,), (1,)}

    def test_a_rectangle_hides(self):
        assert audited([[3, 9], [8, 7]], [(0, 0), (0, 1), (1, 0), (1, 1)]) == []

    def test_two_hidden_that_add_up_to_two_are_one_and_one(self):
        hidden = [(0, 0), (0, 1), (1, 0), (1, 1)]
        assert {each.cells for each in audited([[1, 1], [8, 7]], hidden, least=1)} == {(0,), (1,), (3,), (4,)}
        assert audited([[1, 1], [8, 7]], hidden, least=1, zeros_are_shown=False) == []

    def test_hidden_counts_whose_sum_is_small_are_as_good_as_one(self):
        (found, *_) = audited([[1, 2], [8, 7]], [(0, 0), (0, 1), (1, 0), (1, 1)], least=5)
        assert (found.cells, found.low, found.high) == ((0, 1), 3, 3)
        assert "below the least" in found.why

    def test_two_squares_joined_by_one_count_give_that_count_away(self):
        """Each row and column has two hidden counts, and still: the table of two 2 x 2 blocks and a bridge."""
        block = [[9, 8, 0, 0, 30], [7, 6, 0, 0, 30], [0, 0, 9, 8, 30], [0, 0, 7, 6, 30], [30, 30, 30, 30, 30]]
        block[0][3] = 4  # the bridge: row 0 belongs to the first block, column 3 to the second
        hidden = [(0, 0), (0, 1), (1, 0), (1, 1), (0, 3), (2, 2), (2, 3), (3, 2), (3, 3)]
        assert [each.low for each in audited(block, hidden)] == [4]

    def test_a_hidden_grand_total_is_found_as_well(self):
        assert audited([[3, 9], [8, 7]], [(2, 2)])[0].low == 27

    def test_without_totals_nothing_can_be_worked_out(self):
        assert audit([3, 8], [True, False], [], 5) == []

    def test_nothing_hidden_exposes_nothing(self):
        table = with_totals(np.array([[1, 2], [3, 4]]))
        assert audit(table, table < 0, table_relations(3, 3), 5) == []


class TestErrors:
    def test_a_table_that_does_not_add_up(self):
        with pytest.raises(ValueError, match="do not add up"):
            audit([[1, 2], [3, 4]], np.zeros((2, 2), bool), table_relations(2, 2), 5)

    def test_flags_of_another_size(self):
        with pytest.raises(ValueError, match="one flag"):
            audit([1, 2], [True], [], 5)


def test_counts_of_one_cannot_fall_and_so_hold_each_other_fast():
    table = with_totals(np.array([[1, 1], [8, 7]]))
    hidden = np.zeros(table.shape, bool)
    hidden[:2, :2] = True
    assert fixed_counts(table, hidden)[:2, :2].all()
    assert not fixed_counts(with_totals(np.array([[2, 2], [8, 7]])), hidden).any()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_graph_finds_just_what_the_linear_programmes_find(data):
    rows, columns = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 4))
    counts = st.one_of(st.integers(0, 3), st.integers(0, 15))
    block = data.draw(st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    table = with_totals(np.array(block))
    chosen = data.draw(st.lists(st.booleans(), min_size=table.size, max_size=table.size))
    hidden = np.array(chosen).reshape(table.shape) & (table > 0)
    exposed = {each.cells[0] for each in audit(table, hidden, table_relations(*table.shape), least=1)}
    assert set(np.flatnonzero(fixed_counts(table, hidden)).tolist()) == exposed
