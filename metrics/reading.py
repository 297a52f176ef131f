"""One reader's look at one indicator: which cells, which windows, what is hidden."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from metrics.cells import Cells
from metrics.cube import Cubes, Known
from metrics.hiding import Hiding
from metrics.indicator import Indicator
from metrics.known.settled import Rest, is_touched
from metrics.measures.tally import Asked, Measure, Tally, Window
from metrics.points import AS_IT_CAME_TO_REST, figures, hidden_point, waiting_point
from metrics.reference import References
from metrics.series import Point
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.edition import Edition

SOME_HIDDEN = "without partners or months whose own figure is hidden"
SOME_WAITING = "without quarters that have not come to rest"


@dataclass(frozen=True)
class Reading:
    """One indicator as one reader may see it in one edition.

    Args:
        indicator: with the target that holds for the programme and quarter.
        selection: with the edition's number filled in.
        cells: of the whole programme, all partners, all months.
        added_up: the same cells, added over what the measure does not tell apart: quicker to make figures of.
        rest: which quarters of few persons this reader sees.
        hiding: gives what is hidden; asked only of indicators that hide figures of too few persons.
        known: gives the figures of some partners that were found before; what is missing is found and put there.
    """

    indicator: Indicator
    selection: Selection
    edition: Edition
    cells: Cells
    added_up: Cells
    references: References
    rest: Rest
    hiding: Callable[[], Hiding]
    known: Callable[[tuple[str, ...]], Known]

    @classmethod
    def of(cls, cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> "Reading":
        edition = cubes.edition(selection.edition)
        cube = cubes.shown(indicator.key, indicator.read, edition, scope)
        references = cubes.references(edition, scope)
        return cls(
            indicator=_aimed(indicator, references, selection),
            selection=selection.as_known_in(edition.number),
            edition=edition,
            cells=cube.programme(selection.programme),
            added_up=cubes.added_up(cube, selection.programme, indicator.read, scope),
            references=references,
            rest=cube.rest(selection.programme),
            hiding=lambda: cubes.hiding(cube, selection.programme, indicator.read, scope),
            known=lambda partners: cubes.known(cube, selection.programme, partners, scope),
        )

    def narrowed(self, partner: str) -> "Reading":
        """The same look at one partner, against its own target where it has one."""
        selection = self.selection.narrowed(partner)
        return replace(self, selection=selection, indicator=_aimed(self.indicator, self.references, selection))

    @property
    def measure(self) -> Measure:
        return self.indicator.read

    @cached_property
    def chosen(self) -> Cells:
        """The cells, added up, of the partners selected; asked for the months and then for the quarter."""
        return self.added_up.of_partners(self.selection.partners)

    def _cells_of(self, partners: tuple[str, ...]) -> Cells:
        return self.chosen if partners == self.selection.partners else self.added_up.of_partners(partners)

    @property
    def month_windows(self) -> tuple[Window, ...]:
        return tuple(Window.of(month) for month in self.selection.months)

    def quarter_window(self, quarter: Quarter) -> Window:
        """The window a quarter's figure is of: its months up to the last one selected, and what is pooled with it."""
        # Where small counts are hidden, part of a quarter less a month that is shown would give the other away.
        last = quarter.last if self.measure.least_n else min(quarter.last, self.selection.until)
        name = quarter.named(self.references.fiscal_start(self.selection.programme))
        label = name if last == quarter.last else f"{name} to {last.name}"
        return Window(label, (quarter + (1 - self.measure.quarters_pooled)).first, last)

    def month_points(self, partners: tuple[str, ...]) -> tuple[Point, ...]:
        """A figure for each month of the selection, of some partners (all where none is named)."""
        return self._points(partners, self.month_windows, by_quarter=False)

    def quarter_point(self, partners: tuple[str, ...], quarter: Quarter) -> Point:
        """The figure of a quarter."""
        return self._points(partners, (self.quarter_window(quarter),), by_quarter=True)[0]

    def window_point(self, partners: tuple[str, ...], window: Window) -> Point:
        """The figure of any run of months. What is hidden in a month is left out of it."""
        if self.measure.least_n and not partners:
            return self._at_rest(self._without_hidden(partners, (window,), by_quarter=False), (window,))[0]
        return self._points(partners, (window,), by_quarter=False)[0]

    def tallies(self, cells: Cells, windows: tuple[Window, ...]) -> list[Tally]:
        """What the measure counts, nothing hidden: never to be shown as it is."""
        return self.measure.tallies(Asked(cells, windows, self.edition.as_of))

    def tallies_by_topic(self, cells: Cells, window: Window) -> list[Tally]:
        """A tally for each of `cells.topic.names`, nothing hidden: never to be shown as it is."""
        names = cells.topic.names
        if self.measure.is_stock:
            return [self.tallies(cells.where(cells.topic.are(name)), (window,))[0] for name in names]
        return self.measure.tallies(Asked(cells, (window,) * len(names), self.edition.as_of, cells.topic.codes))

    def figures(self, tallies: Sequence[Tally], windows: Sequence[Window]) -> tuple[Point, ...]:
        """Tallies as figures; provisional while the reports for the window are not all due."""
        shown = figures(tallies, windows, self.edition.as_of, self.measure.is_share)
        return tuple(self._until_reported(each, window) for each, window in zip(shown, windows, strict=True))

    def quarter_cells(self) -> Cells:
        """The cells of the partners selected, without those whose own figure is hidden in a quarter."""
        cells = self.cells.of_partners(self.selection.partners)
        if not (self.measure.least_n and self.selection.partners):
            return cells
        return cells.where(~self.hiding().hides(cells, by_quarter=True))

    def _until_reported(self, figure: Point, window: Window) -> Point:
        due_on = self.references.reports_due_on(self.selection.programme, window.last)
        if due_on is None or self.edition.as_of > due_on:
            return figure
        return replace(figure, provisional=True, note=_joined(figure.note, f"reports are due by {due_on}"))

    def _points(self, partners: tuple[str, ...], windows: tuple[Window, ...], by_quarter: bool) -> tuple[Point, ...]:
        """Figures of windows, each found once: a window's figure does not depend on what else is selected."""
        known = self.known(partners)
        points = [known.get((window, by_quarter)) for window in windows]
        missing = tuple(window for window, point in zip(windows, points, strict=True) if point is None)
        if not missing:
            return tuple(points)
        found = self._found(partners, missing, by_quarter)
        known.update(zip(((window, by_quarter) for window in missing), found, strict=True))
        filling = iter(found)
        return tuple(next(filling) if point is None else point for point in points)

    def _found(self, partners: tuple[str, ...], windows: tuple[Window, ...], by_quarter: bool) -> tuple[Point, ...]:
        if not self.measure.least_n:
            return self.figures(self.tallies(self._cells_of(partners), windows), windows)
        if partners:
            return self._at_rest(self._without_hidden(partners, windows, by_quarter), windows)
        hiding = self.hiding()
        shown = self.figures(self.tallies(self.added_up, windows), windows)
        found = tuple(
            hidden_point(window, self.measure) if hiding.hides_total(window, by_quarter) else figure
            for figure, window in zip(shown, windows, strict=True)
        )
        return self._at_rest(found, windows)

    def _at_rest(self, found: tuple[Point, ...], windows: Sequence[Window]) -> tuple[Point, ...]:
        """Figures of few persons, saying where a quarter is not shown yet, or is shown as it came to rest."""
        return tuple(self._one_at_rest(each, window) for each, window in zip(found, windows, strict=True))

    def _one_at_rest(self, figure: Point, window: Window) -> Point:
        waits = is_touched(self.rest.waiting, window.first, window.last)
        if waits and Quarter.of(window.first) == Quarter.of(window.last):
            return waiting_point(window)
        notes = [SOME_WAITING] if waits else []
        if figure.state is not State.SUPPRESSED and is_touched(self.rest.moved_on, window.first, window.last):
            notes.append(AS_IT_CAME_TO_REST)
        return replace(figure, note=_joined(figure.note, *notes)) if notes else figure

    def _without_hidden(
        self, partners: tuple[str, ...], windows: tuple[Window, ...], by_quarter: bool
    ) -> tuple[Point, ...]:
        """Figures of what is not hidden of some partners, saying where something was."""
        cells = self._cells_of(partners)
        is_hidden = self.hiding().hides(cells, by_quarter)
        places = Asked(cells, windows, self.edition.as_of).window_places()
        dropped = np.bincount(places[is_hidden & (places >= 0)], minlength=len(windows))
        shown = self.figures(self.tallies(cells.where(~is_hidden), windows), windows)
        return tuple(
            self._saying_hidden(figure, window) if count else figure
            for figure, window, count in zip(shown, windows, dropped, strict=True)
        )

    def _saying_hidden(self, figure: Point, window: Window) -> Point:
        if figure.n == 0:
            return hidden_point(window, self.measure)
        return replace(figure, note=_joined(figure.note, SOME_HIDDEN))


def _aimed(indicator: Indicator, references: References, selection: Selection) -> Indicator:
    """The indicator with the target that holds for a selection."""
    aim = references.target(indicator, selection)
    if aim == (indicator.target, indicator.target_source):
        return indicator
    return replace(indicator, target=aim[0], target_source=aim[1])


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
