"""One reader's look at one indicator: which cells, which windows, what is hidden."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from metrics.cells import Cells, month_count
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.measures.tally import Asked, Measure, Tally, Window
from metrics.points import figures, hidden_point
from metrics.reference import References
from metrics.series import Point
from metrics.suppression import QUARTER_LENGTH, Hidden, hide_grid
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.edition import Edition


@dataclass(frozen=True)
class Reading:
    """One indicator as one reader may see it in one edition.

    Args:
        indicator: with the target that holds for the programme and quarter.
        selection: with the edition's number filled in.
        cells: of the whole programme, all partners, all months.
    """

    indicator: Indicator
    selection: Selection
    edition: Edition
    cells: Cells
    references: References

    @classmethod
    def of(cls, cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> "Reading":
        edition = cubes.edition(selection.edition)
        cells = cubes.cube(indicator.key, edition, scope).programme(selection.programme)
        references = cubes.references(edition, scope)
        target, source = references.target(indicator, selection)
        holds = replace(indicator, target=target, target_source=source)
        return cls(holds, selection.as_known_in(edition.number), edition, cells, references)

    @property
    def measure(self) -> Measure:
        return self.indicator.read

    @property
    def month_windows(self) -> tuple[Window, ...]:
        return tuple(Window.of(month) for month in self.selection.months)

    def quarter_window(self, quarter: Quarter) -> Window:
        """The window a quarter's figure is of: its months up to the last one selected, and what is pooled with it."""
        # Where small counts are hidden, part of a quarter less a month that is shown would give the other away.
        last = quarter.last if self.measure.least_n else min(quarter.last, self.selection.until)
        label = quarter.name if last == quarter.last else f"{quarter.name} to {last.name}"
        return Window(label, (quarter + (1 - self.measure.quarters_pooled)).first, last)

    @property
    def shown_as(self) -> tuple[dt.date, bool]:
        """The day it is read as of, and whether figures are shares."""
        return self.edition.as_of, self.measure.is_share

    def tallies(self, cells: Cells, windows: tuple[Window, ...]) -> list[Tally]:
        return self.measure.tallies(Asked(cells, windows, self.edition.as_of))

    def month_points(self, partners: tuple[str, ...]) -> tuple[Point, ...]:
        """A figure for each month of the selection, of some partners (all where none is named)."""
        return self._points(partners, self.month_windows, by_quarter=False)

    def quarter_point(self, partners: tuple[str, ...], quarter: Quarter) -> Point:
        """The figure of a quarter."""
        return self._points(partners, (self.quarter_window(quarter),), by_quarter=True)[0]

    def window_point(self, partners: tuple[str, ...], window: Window) -> Point:
        """The figure of any run of months. What is hidden in a month is left out of it."""
        if not self.measure.least_n:
            return self._shown(self.cells.of_partners(partners), (window,), (False,))[0]
        keep, dropped = self._kept_and_dropped(partners, (window,), by_quarter=False)
        return self._shown(keep, (window,), dropped)[0]

    def _points(self, partners: tuple[str, ...], windows: tuple[Window, ...], by_quarter: bool) -> tuple[Point, ...]:
        if not self.measure.least_n:
            return self._shown(self.cells.of_partners(partners), windows, (False,) * len(windows))
        if not partners:
            return self._totals(windows, by_quarter)
        keep, dropped = self._kept_and_dropped(partners, windows, by_quarter)
        return self._shown(keep, windows, dropped)

    def _shown(self, cells: Cells, windows: tuple[Window, ...], is_part_hidden: tuple[bool, ...]) -> tuple[Point, ...]:
        """Figures of cells of which what must not be shown is already gone."""
        shown = figures(self.tallies(cells, windows), windows, *self.shown_as)
        return tuple(
            self._without_hidden(figure, window) if is_hidden else figure
            for figure, window, is_hidden in zip(shown, windows, is_part_hidden, strict=True)
        )

    def _without_hidden(self, figure: Point, window: Window) -> Point:
        if figure.n == 0:
            return hidden_point(window, self.measure)
        return replace(figure, note="; ".join(filter(None, (figure.note, _SOME_HIDDEN))))

    def _totals(self, windows: tuple[Window, ...], by_quarter: bool) -> tuple[Point, ...]:
        hides = self._hidden.total_quarters if by_quarter else self._hidden.total_months
        figures = self._shown(self.cells, windows, (False,) * len(windows))
        return tuple(
            hidden_point(window, self.measure) if hides[self._place(window, by_quarter)] else figure
            for figure, window in zip(figures, windows, strict=True)
        )

    def _place(self, window: Window, by_quarter: bool) -> int:
        month = month_count(window.last) - self._grid_start
        return month // QUARTER_LENGTH if by_quarter else month

    def _kept_and_dropped(
        self, partners: tuple[str, ...], windows: tuple[Window, ...], by_quarter: bool
    ) -> tuple[Cells, tuple[bool, ...]]:
        """The cells of these partners that may be added up, and for each window whether some may not."""
        cells = self.cells.of_partners(partners)
        place = cells.month - self._grid_start
        is_inside = (place >= 0) & (place < self._hidden.months.shape[1])
        grid = np.repeat(self._hidden.quarters, QUARTER_LENGTH, axis=1) if by_quarter else self._hidden.months
        is_hidden = np.zeros(len(cells), dtype=bool)
        is_hidden[is_inside] = grid[cells.partner.codes[is_inside], place[is_inside]]
        at = Asked(cells, windows, self.edition.as_of).window_places()
        dropped = np.bincount(at[is_hidden & (at >= 0)], minlength=len(windows)) > 0
        return cells.where(~is_hidden), tuple(bool(some) for some in dropped)

    @property
    def _first_quarter(self) -> Quarter:
        return min(Quarter.of(self.selection.since), self.selection.quarter + -1)

    @property
    def _grid_start(self) -> int:
        return month_count(self._first_quarter.first)

    @cached_property
    def _hidden(self) -> Hidden:
        """What is hidden, decided for all partners and whole quarters, whatever was selected."""
        windows = tuple(Window.of(month) for month in self._first_quarter.first.until(self.selection.quarter.last))
        names = self.cells.partner.names
        n = [[t.persons for t in self.tallies(self.cells.of_partners((name,)), windows)] for name in names]
        return hide_grid(np.array(n, dtype=np.int64).reshape(len(names), len(windows)), self.measure.least_n)


_SOME_HIDDEN = "without partners or months whose own figure is hidden"
