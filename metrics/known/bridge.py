"""A bridge between two editions of one figure: what each cause added, exactly.

The cells of the earlier edition are brought to the later one edition by edition, and within an edition cause by cause in
the order of `warehouse.causes.Cause`. The figure is read after each step, and every step is a state that the rows were
really in. A step begins where the last one ended, so the steps add up to the difference. Between editions time passes:
cases mature and items stay open without a cell having changed; that is a cause too.

Figures of few persons are the steward's alone here. Each state on the way is read as an edition of it would show it: a state
that would be hidden is not told, and the causes before and after it are told as one, which adds up all the same.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.cells import Cells, month_count
from metrics.cube import Cubes
from metrics.hiding import Hiding
from metrics.indicator import Indicator
from metrics.measures.profile import Profile
from metrics.measures.tally import Asked, Gathers
from metrics.points import figures
from metrics.reading import Reading
from metrics.series import Point
from vocabulary.errors import BrokenPromise, Unavailable
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.causes import ORDER
from warehouse.edition import Edition
from warehouse.facts import FACT_COLUMNS

TIME = "time passed"
TOGETHER = "several causes, with a figure of few persons between them"
"""What steps are called that are told as one, because the figure between them is hidden."""
REGROUPED = "what is hidden of few persons"
"""What a step is called that hides, or shows again, partners or months of a choice of partners."""
NOT_FOR_PARTNERS = "figures of few persons are hidden here, and the parts of a change could give one away"
_AMOUNTS = ["numerator", "denominator", "left_out"]
_PLACE = [name for name in FACT_COLUMNS if name not in ("marking", *_AMOUNTS)]


@dataclass(frozen=True)
class Step:
    """What one cause did in one edition.

    Args:
        cause: one of `warehouse.causes.Cause`, or `TIME`, `TOGETHER` or `REGROUPED`.
        edition: number of the edition that did it; of `TOGETHER`, of the last of them.
        before, after: the figure without and with it, in its unit.
    """

    cause: str
    edition: int
    before: Point
    after: Point


@dataclass(frozen=True)
class Part:
    """What one cause did over all editions of a bridge.

    Args:
        exact: in the indicator's unit, without rounding, so that the parts add up to the change to the last digit;
            None where a figure before or after one of its steps is no number.
        numerator, n: cases gained, negative where lost.
        editions: numbers of the editions that had a part in it.
    """

    cause: str
    exact: Fraction | None
    numerator: int
    n: int
    editions: tuple[int, ...]

    @property
    def change(self) -> float | None:
        """The same, to be shown."""
        return None if self.exact is None else float(self.exact)


@dataclass(frozen=True)
class Bridge:
    """The way of one figure from one edition to another. `steps` holds only those that moved a count or the figure."""

    indicator: str
    selection: Selection
    since: Edition
    until: Edition
    first: Point
    last: Point
    steps: tuple[Step, ...]

    @property
    def exact(self) -> Fraction | None:
        """In the indicator's unit, without rounding; None where one of the editions has no figure."""
        return _exact(self.first, self.last)

    @property
    def change(self) -> float | None:
        """The same, to be shown."""
        return None if self.exact is None else float(self.exact)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The steps added up by cause, in the order in which causes are told. Their `exact` changes add up to `exact`."""
        return tuple(
            _part(cause, [step for step in self.steps if step.cause == cause])
            for cause in (*ORDER, TIME, REGROUPED, TOGETHER)
            if any(step.cause == cause for step in self.steps)
        )


def _part(cause: str, steps: list[Step]) -> Part:
    changes = [_exact(step.before, step.after) for step in steps]
    return Part(
        cause=str(cause),
        exact=None if None in changes else sum(changes, start=Fraction(0)),
        numerator=sum(step.after.numerator - step.before.numerator for step in steps),
        n=sum(step.after.n - step.before.n for step in steps),
        editions=tuple(sorted({step.edition for step in steps})),
    )


def bridge(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, since: int) -> Bridge:
    """What moved the figure of the quarter under review from edition *since* to the edition of the selection.

    Raises:
        Unavailable: there is no such edition, *since* is the later one, the causes were not kept; or it is of few persons,
            and the reader is not the steward (the parts of a change could give a single answer away), or it is hidden in
            one of the editions.
    """
    start, end = cubes.edition(since), cubes.edition(selection.edition)
    if start.number > end.number:
        raise Unavailable(f"edition {start.number} is later than edition {end.number}: a bridge leads forward")
    if indicator.read.least_n and scope.partner is not None:
        raise Unavailable(NOT_FOR_PARTNERS)
    first, last = (_figure(cubes, indicator, selection.as_known_in(each.number), scope) for each in (start, end))
    _refuse_hidden(((start, first), (end, last)))
    points = [*_points(cubes, indicator, selection.as_known_in(end.number), scope, start)]
    _check_ends(indicator, (points[0].figure, points[-1].figure), (first, last))
    shown = _told_as_one(points)
    steps = (Step(at.cause, at.edition, was.figure, at.figure) for was, at in itertools.pairwise(shown))
    moved = tuple(step for step in steps if _counts(step.before) != _counts(step.after))
    return Bridge(indicator.key, selection.as_known_in(end.number), start, end, first, last, moved)


def _refuse_hidden(ends: Iterable[tuple[Edition, Point]]) -> None:
    hidden = [edition.number for edition, figure in ends if figure.state is State.SUPPRESSED]
    if hidden:
        named = " and ".join(f"edition {number}" for number in hidden)
        raise Unavailable(f"the figure is hidden in {named}, because it is of few persons: so is what lies between")


def difference(before: Point, after: Point) -> float | None:
    """After less before; None where one of them is no number."""
    exact = _exact(before, after)
    return None if exact is None else float(exact)


def _exact(before: Point, after: Point) -> Fraction | None:
    """The same without rounding: floats that are added in another order add up to something else."""
    if before.value is None or after.value is None:
        return None
    return Fraction(after.value) - Fraction(before.value)


def _figure(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> Point:
    reading = Reading.of(cubes, indicator, selection, scope)
    return reading.quarter_point(selection.partners, selection.quarter)


class _At(NamedTuple):
    """The figure after a cause had its part in an edition, and what was hidden of it."""

    cause: str
    edition: int
    figure: Point
    hidden: str = ""


def _told_as_one(points: Sequence[_At]) -> Iterator[_At]:
    """The states that may be told; a step between two of them that goes by way of one that is hidden has one cause for all."""
    passed: list[_At] = []
    before = None
    for at in points:
        passed.append(at)
        if at.figure.state is State.SUPPRESSED:
            continue
        causes = {each.cause for each in passed}
        cause = at.cause if len(causes) == 1 else TOGETHER
        if before is not None and before.hidden != at.hidden and len(causes) == 1:
            cause = REGROUPED
        yield at._replace(cause=cause)
        before, passed = at, []


def _points(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, start: Edition) -> Iterator[_At]:
    """The figure before anything, then after each cause of each edition, and after the time between editions."""
    end = cubes.edition(selection.edition)
    reader = _Reader(Reading.of(cubes, indicator, selection, scope))
    moves = [(each, reader.needed(each.cells)) for each in cubes.moved(indicator.key, selection.programme, scope, start, end)]
    moves = [(moved, added) for moved, added in moves if not added.empty]
    first = reader.needed(cubes.frame(indicator.key, start, selection.programme, scope))
    states = _states([first, *(added for _, added in moves)])
    told, cells = start, next(states)
    yield reader.read(cells, told, "")
    for moved, _ in moves:
        at = cubes.edition(moved.edition)
        if at.as_of != told.as_of:
            yield reader.read(cells, at, TIME)
        told, cells = at, next(states)
        yield reader.read(cells, told, str(moved.cause))
    if end.as_of != told.as_of:
        yield reader.read(cells, end, TIME)


class _Reader:
    """Reads the figure of the quarter under review from one state of the cells after the other."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._measure, self._partners = reading, reading.measure, reading.selection.partners
        self._window = reading.quarter_window(reading.selection.quarter)

    def needed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The cells that the figure may depend on: of few persons, those of its own months.

        But a profile is of the topic that is named most in all months.
        """
        if not self._measure.least_n or isinstance(self._measure, Profile):
            return frame
        return frame[frame["month"].between(self._window.first.number, self._window.last.number)]

    def read(self, cells: Cells, at: Edition, cause: str) -> _At:
        """The figure if these were the cells of an edition."""
        if self._measure.least_n:
            return self._read_hiding(cells, at, cause)
        tallies = self._measure.tallies(Asked(cells.of_partners(self._partners), (self._window,), at.as_of))
        return _At(cause, at.number, figures(tallies, (self._window,), at.as_of, self._measure.is_share)[0])

    def _read_hiding(self, cells: Cells, at: Edition, cause: str) -> _At:
        """The same of few persons, with the same hidden as the edition would hide."""
        measure = self._measure
        cells = measure.gathered(cells) if isinstance(measure, Gathers) else cells.added_up(measure.tells_apart)
        # What is hidden in a quarter is decided by its own cells; of partners, all months' matter where all are read.
        hiding = Hiding.of(cells if self._partners else self._of_window(cells), measure, at.as_of)
        then = replace(self._reading, edition=at, added_up=cells, hiding=lambda: hiding, known=lambda _: {})
        figure = then.quarter_point(self._partners, self._reading.selection.quarter)
        return _At(cause, at.number, figure, self._hidden(cells, hiding) if self._partners else "")

    def _of_window(self, cells: Cells) -> Cells:
        first, last = month_count(self._window.first), month_count(self._window.last)
        return cells.where((cells.month >= first) & (cells.month <= last))

    def _hidden(self, cells: Cells, hiding: Hiding) -> str:
        """Which of the partners chosen are hidden in the quarter, for comparing two states."""
        mine = self._of_window(cells.of_partners(self._partners))
        return " ".join(mine.where(hiding.hides(mine, by_quarter=True)).partner.present)


def _states(parts: list[pd.DataFrame]) -> Iterator[Cells]:
    """The cells of the first part, then with each further one added; places that add up to nothing are no cells.

    Every place that any part has is numbered once: a step then adds to some numbers, and groups nothing anew.
    """
    every = pd.concat(parts, ignore_index=True)
    grouped = every.groupby(_PLACE)
    numbers, first_rows = grouped.ngroup().to_numpy(), ~every.duplicated(_PLACE)
    places = every[first_rows].iloc[np.argsort(numbers[first_rows])]
    cells, amounts = Cells.of(places), every[_AMOUNTS].to_numpy()
    held = np.zeros((len(places), len(_AMOUNTS)), dtype=np.int64)
    for begin, end in itertools.pairwise(itertools.accumulate(map(len, parts), initial=0)):
        np.add.at(held, numbers[begin:end], amounts[begin:end])
        there = np.flatnonzero(held.any(axis=1))
        yield replace(cells.where(there), **{name: held[there, at] for at, name in enumerate(_AMOUNTS)})


def _counts(point: Point) -> tuple:
    return point.state, point.value, point.numerator, point.n, point.left_out


def _check_ends(indicator: Indicator, found: tuple[Point, Point], said: tuple[Point, Point]) -> None:
    for end, figure in zip(found, said, strict=True):
        if _counts(end) != _counts(figure):
            raise BrokenPromise(f"{indicator.code}: a bridge ends at {_counts(end)}, the figure is {_counts(figure)}")
