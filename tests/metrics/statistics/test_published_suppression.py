"""What a reader can work out of published tables with hidden counts, as their documents say."""

import numpy as np
import pytest

from metrics.statistics.audit import audit, bounds, table_relations
from metrics.statistics.fixed_counts import fixed_counts
from metrics.suppression import _hide_table

# Federal Committee on Statistical Methodology (1994), Statistical Policy Working Paper 22, chapter II, table 1: delinquent
# children by county and education of the head of household; counts below five are sensitive.
CHILDREN = np.array(
    [[15, 1, 3, 1, 20], [20, 10, 10, 15, 55], [3, 10, 10, 2, 25], [12, 14, 7, 2, 35], [50, 35, 30, 20, 135]]
)
LEAST = 5


def hiding(marks):
    """True where a row of the table is marked with an x; its totals are shown."""
    return np.array([[mark == "x" for mark in row] for row in marks])


class TestWorkingPaper22:
    TWO_IN_EVERY_LINE = hiding([".xxx.", ".xx..", "x..x.", "x..x.", "....."])  # table 2
    PROTECTED = hiding([".xxx.", ".....", "xx.x.", "x.xx.", "....."])  # table 3

    def test_two_in_every_row_and_column_still_give_one_away(self):
        """Table 2: rows 1 and 2 less columns 2 and 3 leave one of the hidden counts alone, and it is 1."""
        found = audit(CHILDREN, self.TWO_IN_EVERY_LINE, table_relations(5, 5), least=1, zeros_are_shown=False)
        assert [(each.cells, each.low) for each in found] == [((3,), 1)]
        ends = bounds(CHILDREN, self.TWO_IN_EVERY_LINE, table_relations(5, 5))
        assert [place for place, (low, high) in ends.items() if low == high] == [3]

    def test_the_protected_table_gives_none_away(self):
        assert audit(CHILDREN, self.PROTECTED, table_relations(5, 5), least=LEAST) == []
        assert not fixed_counts(CHILDREN, self.PROTECTED).any()

    def test_ours_is_protected_as_well(self):
        hidden = _hide_table(CHILDREN, LEAST)
        assert hidden[(CHILDREN > 0) & (CHILDREN < LEAST)].all()
        assert audit(CHILDREN, hidden, table_relations(5, 5), least=LEAST) == []


class TestGeurts:
    """Geurts (1992), table 10, as in the Handbook on Statistical Disclosure Control: row totals 7, 3 and 6, columns 9 and 7."""

    TABLE = np.array([[4, 3, 7], [2, 1, 3], [3, 3, 6], [9, 7, 16]])
    HIDDEN = hiding(["xx.", "xx.", "...", "..."])

    def test_the_feasibility_interval_of_the_first_count_is_three_to_six(self):
        assert bounds(self.TABLE, self.HIDDEN, table_relations(4, 3))[0] == (3, 6)

    @pytest.mark.parametrize("table", [TABLE, np.add(TABLE, [[-1, 1, 0], [1, -1, 0], [0, 0, 0], [0, 0, 0]])])
    def test_it_rests_on_what_is_shown_alone(self, table):
        assert bounds(table, self.HIDDEN, table_relations(4, 3)) == {0: (3, 6), 1: (1, 4), 3: (0, 3), 4: (0, 3)}

    def test_where_zeros_are_shown_it_is_narrower_and_none_is_given_away(self):
        assert bounds(self.TABLE, self.HIDDEN, table_relations(4, 3), floor=1)[0] == (4, 5)
        assert audit(self.TABLE, self.HIDDEN, table_relations(4, 3), least=1) == []
