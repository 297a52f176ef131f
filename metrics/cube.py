"""Keep the cells that screens read in memory, per edition and per what the reader may see."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import pandas as pd

from metrics.cells import Cells
from metrics.hiding import Hiding
from metrics.known.settled import NOTHING_WAITS, Rest, rests
from metrics.measures.tally import Gathers, Measure, Window
from metrics.reference import References
from metrics.series import Point
from vocabulary.kept import Kept
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from warehouse.between import Moved
from warehouse.edition import Edition

CUBES_KEPT = 1200
"""Some twelve indicators, for a dozen readers, in two or three editions, with the cells added up and what is hidden."""
KNOWN_KEPT = 1500
"""The figures of so many choices of partners and indicators, each of some forty months: about 40 MB."""

Known = dict[tuple[Window, bool], Point]
"""Figures by window, and by whether it is hidden by the quarter or by the month."""


class CellStore(Protocol):
    """What this floor asks of the warehouse."""

    def edition(self, number: int | None = None) -> Edition: ...

    def cells(
        self, indicator: str, scope: Scope, edition: int | None = None, months: tuple[int, int] | None = None
    ) -> pd.DataFrame: ...

    def marked_cells(self, indicator: str, scope: Scope, edition: int | None = None) -> pd.DataFrame: ...

    def cells_opened(self, indicator: str, scope: Scope, edition: int) -> pd.DataFrame: ...

    def rows(self, dataset: str, scope: Scope, edition: int | None = None) -> pd.DataFrame: ...

    def moved_by_cause(
        self, indicator: str, programme: str, scope: Scope, since: int, until: int | None = None
    ) -> tuple[Moved, ...]: ...

    def edition_known_on(self, day: dt.date) -> Edition: ...

    def edition_after(self, day: dt.date) -> Edition | None: ...

    def editions_that_moved(self, indicator: str, programme: str, scope: Scope) -> list[Edition]: ...


@dataclass(frozen=True)
class Cube:
    """The cells of one indicator in one edition, as one reader may see them.

    Args:
        indicator: the indicator's key.
        edition: the edition the cells are of.
        by_programme: the cells of each programme.
        rests: which quarters this reader sees, by programme.
        is_at_rest: only what came to rest is there; else all as the edition knows it.
    """

    indicator: str
    edition: Edition
    by_programme: Mapping[str, Cells]
    nothing: Cells
    rests: Mapping[str, Rest] = field(default_factory=dict)
    is_at_rest: bool = False

    @classmethod
    def of(cls, indicator: str, edition: Edition, frame: pd.DataFrame, rests: Mapping[str, Rest] | None = None) -> "Cube":
        """A cube from what `Warehouse.cells` returns; with *rests*, of what came to rest."""
        parts = {str(code): Cells.of(part) for code, part in frame.groupby("programme", sort=True)}
        nothing = Cells.of(frame.iloc[:0])
        return cls(indicator, edition, MappingProxyType(parts), nothing, rests or {}, rests is not None)

    def key_of(self, made: str, scope: Scope, programme: str) -> tuple:
        """Under which something made of the cells of one programme is kept."""
        return made, self.indicator, self.edition.number, scope.partner, self.is_at_rest, programme

    def rest(self, programme: str) -> Rest:
        """Which quarters of a programme this reader sees."""
        return self.rests.get(programme, NOTHING_WAITS)

    def programme(self, code: str) -> Cells:
        """The cells of one programme; none where the programme has none."""
        return self.by_programme.get(code, self.nothing)


class Cubes:
    """The recent cubes and references of one warehouse: bounded, safe to share between threads.

    What is kept is keyed by edition and by the reader's partner, below the scope: nothing that one reader
    may see is ever handed to another. Editions never change, so nothing kept can go stale.
    """

    def __init__(self, warehouse: CellStore, most: int = CUBES_KEPT) -> None:
        self._warehouse = warehouse
        self._kept = Kept(most)
        self._known = Kept(KNOWN_KEPT)

    def edition(self, number: int | None = None) -> Edition:
        """The edition of that number; the newest where none is given."""
        if number is None:
            return self._warehouse.edition()
        return self._kept.get(("edition", number), lambda: self._warehouse.edition(number))

    def cube(self, indicator: str, edition: Edition, scope: Scope) -> Cube:
        """The cells of one indicator that this reader may see."""

        def make() -> Cube:
            return Cube.of(indicator, edition, self._warehouse.cells(indicator, scope, edition.number))

        return self._kept.get(("cube", indicator, edition.number, scope.partner), make)

    def shown(self, indicator: str, measure: Measure, edition: Edition, scope: Scope) -> Cube:
        """The cells that figures may be made of for this reader: of few persons, for partners, only what came to rest."""
        if scope.partner is None or not measure.least_n:
            return self.cube(indicator, edition, scope)
        return self._kept.get(
            ("shown", indicator, edition.number, scope.partner), lambda: self._at_rest(indicator, edition, scope)
        )

    def _at_rest(self, indicator: str, edition: Edition, scope: Scope) -> Cube:
        changes = self._warehouse.cells_opened(indicator, scope, edition.number)
        found = rests(changes, lambda number: self.edition(number).as_of, edition.as_of)
        parts = [self._warehouse.cells(indicator, scope, edition.number, months=(1, 0))]
        for programme, rest in found.items():
            for quarter, number in rest.shown.items():
                of_quarter = self._quarter(indicator, quarter, number, scope)
                parts.append(of_quarter[of_quarter["programme"] == programme])
        return Cube.of(indicator, edition, pd.concat(parts, ignore_index=True), found)

    def _quarter(self, indicator: str, quarter: Quarter, edition: int, scope: Scope) -> pd.DataFrame:
        """The cells of one quarter as an edition knows them: they never change."""
        months = quarter.first.number, quarter.last.number
        key = ("quarter", indicator, quarter, edition, scope.partner)
        return self._kept.get(key, lambda: self._warehouse.cells(indicator, scope, edition, months))

    def frame(self, indicator: str, edition: Edition, programme: str, scope: Scope) -> pd.DataFrame:
        """The cells of one programme as `Warehouse.cells` gives them."""
        cells = self._warehouse.cells(indicator, scope, edition.number)
        return cells[cells["programme"] == programme]

    def marked(self, indicator: str, edition: Edition, programme: str, scope: Scope) -> pd.DataFrame:
        """The same, told apart by marking."""
        cells = self._warehouse.marked_cells(indicator, scope, edition.number)
        return cells[cells["programme"] == programme]

    def moved(
        self, indicator: str, programme: str, scope: Scope, since: Edition, until: Edition
    ) -> tuple[Moved, ...]:
        """What each cause added to the cells of a programme between two editions; see `Warehouse.moved_by_cause`."""
        key = ("moved", indicator, programme, scope.partner, since.number, until.number)
        told = (indicator, programme, scope, since.number, until.number)
        return self._kept.get(key, lambda: self._warehouse.moved_by_cause(*told))

    def known_on(self, day: dt.date) -> Edition:
        """The newest edition published by the end of *day*; raises Unavailable where there was none."""
        return self._warehouse.edition_known_on(day)

    def first_after(self, day: dt.date) -> Edition | None:
        """The first edition published after *day* was over; None where there is none yet."""
        return self._warehouse.edition_after(day)

    def editions_that_moved(self, indicator: str, programme: str, scope: Scope) -> list[Edition]:
        """The editions that changed a cell of a programme that this reader may see, oldest first."""
        return self._warehouse.editions_that_moved(indicator, programme, scope)

    def hiding(self, cube: Cube, programme: str, measure: Measure, scope: Scope) -> Hiding:
        """What is hidden of a cube's figures in one programme."""

        def make() -> Hiding:
            return Hiding.of(self.added_up(cube, programme, measure, scope), measure, cube.edition.as_of)

        return self._kept.get(cube.key_of("hiding", scope, programme), make)

    def added_up(self, cube: Cube, programme: str, measure: Measure, scope: Scope) -> Cells:
        """The cells of one programme, added over what the measure does not tell apart: what its figures are made of."""

        def make() -> Cells:
            cells = cube.programme(programme)
            return measure.gathered(cells) if isinstance(measure, Gathers) else cells.added_up(measure.tells_apart)

        return self._kept.get((*cube.key_of("added up", scope, programme), measure.tells_apart), make)

    def known(self, cube: Cube, programme: str, partners: tuple[str, ...], scope: Scope) -> Known:
        """The figures of some partners that were found before; whoever finds more puts them there."""
        return self._known.get((*cube.key_of("known", scope, programme), partners), dict)

    def references(self, edition: Edition, scope: Scope) -> References:
        """Names, members and targets that this reader may see."""

        def rows(dataset: str) -> pd.DataFrame:
            return self._warehouse.rows(dataset, scope, edition.number)

        return self._kept.get(("references", edition.number, scope.partner), lambda: References.of(rows))
