"""What is hidden of one indicator in one programme, for one reader: decided once, whatever is selected later."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from metrics.cells import Cells, month_count, month_of
from metrics.measures.tally import Asked, Measure, Window
from metrics.suppression import QUARTER_LENGTH, Hidden, hide_grid
from vocabulary.period import Quarter


@dataclass(frozen=True)
class Hiding:
    """Which figures of too few persons are hidden, by partner and month.

    Args:
        start: first month of the first quarter, as `Cells.month` counts.
        hidden: of whole quarters from there; what lies outside has no cells.
    """

    start: int
    hidden: Hidden

    @classmethod
    def of(cls, cells: Cells, measure: Measure, as_of: dt.date) -> "Hiding":
        """Decide for all cells of a programme."""
        if not len(cells):
            return cls(0, hide_grid(np.zeros((0, QUARTER_LENGTH), dtype=np.int64), measure.least_n))
        first, last = (Quarter.of(month_of(int(end))) for end in (cells.month.min(), cells.month.max()))
        windows = tuple(Window.of(month) for month in first.first.until(last.last))
        persons = [
            [tally.persons for tally in measure.tallies(Asked(cells.of_partners((name,)), windows, as_of))]
            for name in cells.partner.names
        ]
        return cls(month_count(first.first), hide_grid(np.array(persons, dtype=np.int64), measure.least_n))

    def hides_total(self, window: Window, by_quarter: bool) -> bool:
        """Whether the figure of all partners is hidden in a window: a month, or a whole quarter."""
        totals = self.hidden.total_quarters if by_quarter else self.hidden.total_months
        place = month_count(window.last) - self.start
        place = place // QUARTER_LENGTH if by_quarter else place
        return 0 <= place < len(totals) and bool(totals[place])

    def hides(self, cells: Cells, by_quarter: bool) -> np.ndarray:
        """For each cell whether its partner's figure is hidden in its month, or in its quarter."""
        months = self.hidden.months
        grid = np.repeat(self.hidden.quarters, QUARTER_LENGTH, axis=1) if by_quarter else months
        return grid[cells.partner.codes, cells.month - self.start] if len(cells) else np.zeros(0, dtype=bool)
