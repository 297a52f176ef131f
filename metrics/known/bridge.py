"""A bridge between two editions of one figure: what each cause added, exactly.

The cells of the earlier edition are brought to the later one edition by edition, and within an edition cause by cause in
the order of `warehouse.causes.Cause`. The figure is read after each step, and every step is a state that the rows were
really in. A step begins where the last one ended, so the steps add up to the difference. Between editions time passes:
cases mature and items stay open without a cell having changed; that is a cause too.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.cells import Cells
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.measures.tally import Asked, Window
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
_AMOUNTS = ["numerator", "denominator", "left_out"]
_PLACE = [name for name in FACT_COLUMNS if name not in ("marking", *_AMOUNTS)]


@dataclass(frozen=True)
class Step:
    """What one cause did in one edition.

    Args:
        cause: one of `warehouse.causes.Cause`, or `TIME`.
        edition: number of the edition that did it.
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
            for cause in (*ORDER, TIME)
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
        Unavailable: there is no such edition, *since* is the later one, the causes were not kept, or figures of too few
            persons are hidden: the parts of a change could give a single answer away.
    """
    start, end = cubes.edition(since), cubes.edition(selection.edition)
    if start.number > end.number:
        raise Unavailable(f"edition {start.number} is later than edition {end.number}: a bridge leads forward")
    if indicator.read.least_n:
        raise Unavailable("figures of few persons are hidden here, and the parts of a change could give one away")
    first, last = (_figure(cubes, indicator, selection.as_known_in(each.number), scope) for each in (start, end))
    points = [*_points(cubes, indicator, selection.as_known_in(end.number), scope, start)]
    _check_ends(indicator, (points[0].figure, points[-1].figure), (first, last))
    steps = (Step(at.cause, at.edition, was.figure, at.figure) for was, at in itertools.pairwise(points))
    moved = tuple(step for step in steps if _counts(step.before) != _counts(step.after))
    return Bridge(indicator.key, selection.as_known_in(end.number), start, end, first, last, moved)


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
    """The figure after a cause had its part in an edition."""

    cause: str
    edition: int
    figure: Point


def _points(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, start: Edition) -> Iterator[_At]:
    """The figure before anything, then after each cause of each edition, and after the time between editions."""
    end = cubes.edition(selection.edition)
    window = Reading.of(cubes, indicator, selection, scope).quarter_window(selection.quarter)
    steps = cubes.moved(indicator.key, selection.programme, scope, start, end)
    states = _states([cubes.frame(indicator.key, start, selection.programme, scope), *(moved.cells for moved in steps)])
    asked, told, cells = (indicator, selection.partners, window), start, next(states)
    yield _At("", start.number, _read(*asked, cells, told))
    for moved in steps:
        at = cubes.edition(moved.edition)
        if at.as_of != told.as_of:
            yield _At(TIME, at.number, _read(*asked, cells, at))
        told, cells = at, next(states)
        yield _At(str(moved.cause), at.number, _read(*asked, cells, told))
    yield _At(TIME, end.number, _read(*asked, cells, end))


def _read(indicator: Indicator, partners: tuple[str, ...], window: Window, cells: Cells, at: Edition) -> Point:
    tallies = indicator.read.tallies(Asked(cells.of_partners(partners), (window,), at.as_of))
    return figures(tallies, (window,), at.as_of, indicator.read.is_share)[0]


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
        if figure.state is not State.SUPPRESSED and _counts(end) != _counts(figure):
            raise BrokenPromise(f"{indicator.code}: a bridge ends at {_counts(end)}, the figure is {_counts(figure)}")
