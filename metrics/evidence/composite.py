"""The parts of a composite figure, told apart: each with its own counts, and where its own rows are found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from metrics import read
from metrics.catalogue import indicators
from metrics.cells import Cells
from metrics.cube import Cubes
from metrics.evidence.attribution import COUNTS, PLACE
from metrics.evidence.behind import ROW_COLUMNS, Listed
from metrics.evidence.sought import Sought
from metrics.indicator import Indicator, Unit
from metrics.measures.composite import Component, Composite
from metrics.measures.item_mean import ItemMean
from metrics.measures.tally import Window
from metrics.reading import Reading
from metrics.reference import NOT_STATED
from metrics.series import Point
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from vocabulary.state import State

BY_PART = "part"
WITHOUT = "without a figure"


@dataclass(frozen=True)
class PartFigure:
    """One part of a composite figure.

    Args:
        code, title: of the indicator that it is; "" where it is none of its own.
        figure: with its own numerator, n and left out.
        unit: that its value is in.
        sought: its own evidence.
    """

    name: str
    code: str
    title: str
    figure: Point
    unit: Unit
    sought: Sought

    @property
    def is_hidden(self) -> bool:
        """Whether it is of few persons: its counts are not nought, they are not told."""
        return self.figure.state is State.SUPPRESSED

    @property
    def counts(self) -> tuple[int, int, int]:
        """What it adds to a composite that counts its parts: to numerator, n and left out."""
        return (0, 0, 1) if self.figure.value is None else (1, 1, 0)


def component_named(reading: Reading, name: str) -> Component | None:
    """The part of that name; None where the measure is no composite or none is named.

    Raises:
        Unavailable: the composite has no such part.
    """
    measure = reading.measure
    if not name or not isinstance(measure, Composite):
        return None
    for each in measure.components:
        if each.name == name:
            return each
    names = ", ".join(repr(each.name) for each in measure.components)
    raise Unavailable(f"{reading.indicator.title}: it has no part {name!r}; its parts are {names}.")


def figure_of(reading: Reading, component: Component, cells: Cells, window: Window) -> Point:
    """The figure of one part over the months of its composite."""
    alone = replace(reading, indicator=replace(reading.indicator, read=component.measure))
    figure = alone.figures(alone.tallies(own_cells(component, cells), (window,)), (window,))[0]
    return replace(figure, label=f"{figure.label}, {component.name}")


def own_cells(component: Component, cells: Cells) -> Cells:
    """Of the cells of a composite those of one part."""
    return cells.where(component.owns(cells))


def sources_of(component: Component | None, indicator: Indicator) -> tuple[str, ...]:
    """The datasets whose rows a figure may be made of."""
    own = None if component is None else _own(component)
    return (own or indicator).sources


def unit_of(component: Component) -> Unit:
    """The unit of a part's value."""
    own = _own(component)
    if own is not None:
        return own.unit
    return Unit.SHARE if component.measure.is_share else Unit.RATIO


def parts_of(
    cubes: Cubes, reading: Reading, sought: Sought, cells: Cells, window: Window, scope: Scope
) -> tuple[PartFigure, ...]:
    """The parts that a figure is made of; none where it is made of its rows alone."""
    measure = reading.measure
    if sought.part or sought.topic is not None:
        return ()
    if isinstance(measure, Composite):
        return tuple(_part(reading, each, sought, cells, window) for each in measure.components)
    is_told = isinstance(measure, ItemMean) and sought.is_of_quarter and not sought.selection.partners
    return _items(cubes, sought, scope) if is_told and scope.partner is None else ()


def by_part(parts: Sequence[PartFigure], window: Window) -> Listed:
    """One line a part, for a composite that counts its parts; each part's own evidence lists its rows."""
    rows, cells = [], []
    for each in parts:
        # What tells the parts apart stands where topics do: composites have none.
        place = {"month": window.last.number, "partner": "", "unit": "", "topic": each.name}
        adds, why = dict(zip(COUNTS, each.counts, strict=True)), WITHOUT if each.figure.value is None else ""
        rows.append(dict(dataset="", row_id=0, others="", **place, **adds, why=why))
        amounts = {"numerator": each.figure.numerator, "denominator": each.figure.n, "left_out": each.figure.left_out}
        cells.append(dict(kind=each.code, bucket=0, **place, **amounts, why=why)
                     | {f"adds_{name}": count for name, count in adds.items()})  # fmt: skip
    adds_columns = [f"adds_{name}" for name in COUNTS]
    table = pd.DataFrame(cells, columns=[*PLACE, "numerator", "denominator", "left_out", *adds_columns, "why"])
    return Listed(BY_PART, table, pd.DataFrame(rows, columns=list(ROW_COLUMNS)), dict.fromkeys(COUNTS, 0))


def _part(reading: Reading, component: Component, sought: Sought, cells: Cells, window: Window) -> PartFigure:
    own = _own(component)
    code, title = (own.code, own.title) if own is not None else ("", "")
    figure = figure_of(reading, component, cells, window)
    return PartFigure(component.name, code, title, figure, unit_of(component), replace(sought, part=component.name))


def _own(component: Component) -> Indicator | None:
    """The indicator that a part is; None where it is none of its own."""
    return next((each for each in indicators().values() if each.code == component.key), None)


def _items(cubes: Cubes, sought: Sought, scope: Scope) -> tuple[PartFigure, ...]:
    """The items that a mean is of: each is the figure of one topic."""
    points = read.by_topic(cubes, sought.indicator, sought.selection, scope)
    topics = ((each, "" if each.label == NOT_STATED else each.label) for each in points)
    return tuple(
        PartFigure(point.label, "", "", point, Unit.SHARE, replace(sought, topic=topic)) for point, topic in topics
    )
