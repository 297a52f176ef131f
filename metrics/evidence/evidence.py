"""The evidence of a figure: the cells and rows that make it, what each adds, what is left out and why."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics import read
from metrics.catalogue import indicators
from metrics.cells import Cells
from metrics.cube import Cubes
from metrics.evidence.attribution import COUNTS, Question, by_cell, together
from metrics.evidence.behind import PASSED_OVER_COLUMNS, Behind, Listed, TrailStore, nothing_listed
from metrics.evidence.composite import (
    PartFigure,
    by_part,
    component_named,
    figure_of,
    own_cells,
    parts_of,
    sources_of,
    unit_of,
)
from metrics.evidence.refusals import RefusedPart, refused_parts
from metrics.evidence.sought import Sought
from metrics.indicator import Unit
from metrics.measures.composite import Component, Composite
from metrics.measures.tally import Asked, Measure, Tally, Window
from metrics.reading import Reading
from metrics.reference import NOT_STATED
from metrics.series import Point
from vocabulary.errors import BrokenPromise, Unavailable
from vocabulary.scope import Scope
from vocabulary.state import State
from warehouse.edition import Edition

ROWS_OF_PERSONS = "Each row is about one person: only its sender and the steward of this warehouse see it by itself."
ROWS_OF_HIDDEN = "Rows of partners or months whose own figure is hidden are counted and not listed."


@dataclass(frozen=True)
class Evidence:
    """What a figure is made of. The counts of its cells, and of its rows, with what is withheld, are the figure's.

    Args:
        sought: with the edition's number filled in.
        figure: as every screen shows it.
        unit: that its value is in.
        window: the months that it is of.
        listed: cells and rows, and what is counted and not listed.
        parts: what a composite figure is made of, each part with its own counts; empty where it is none.
        withheld_why: why, in words; "" where everything is listed.
        passed_over: rows of the months that neither count nor are left out, with the reason: dataset, row_id, month,
            partner, why. None where rows are not listed; of a composite figure, its parts say it.
        refused: parts of submissions whose rows were held back: they are in no cell, and counted apart.
    """

    sought: Sought
    edition: Edition
    figure: Point
    unit: Unit
    window: Window
    listed: Listed
    parts: tuple[PartFigure, ...]
    withheld_why: str
    passed_over: pd.DataFrame
    refused: tuple[RefusedPart, ...]

    @property
    def cells(self) -> pd.DataFrame:
        """The cells that add to the figure, but for those whose rows are counted and not listed."""
        return self.listed.cells

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that add to the figure; columns `metrics.evidence.behind.ROW_COLUMNS`."""
        return self.listed.rows

    @property
    def withheld(self) -> dict[str, int]:
        """Counts of what is counted and not listed."""
        return self.listed.withheld

    @property
    def in_numerator(self) -> pd.DataFrame:
        """Rows of the numerator."""
        return self.rows[self.rows["numerator"] != 0]

    @property
    def in_denominator_only(self) -> pd.DataFrame:
        """Rows of the denominator that are not in the numerator."""
        return self.rows[(self.rows["numerator"] == 0) & (self.rows["n"] != 0)]

    @property
    def left_out(self) -> pd.DataFrame:
        """Rows that belong to the period and do not count."""
        return self.rows[(self.rows["numerator"] == 0) & (self.rows["n"] == 0)]


def evidence(store: TrailStore, cubes: Cubes, sought: Sought, scope: Scope) -> Evidence:
    """The evidence of a figure, for one reader.

    Raises:
        Unavailable: the figure is hidden, or its edition was made by an earlier definition.
        BrokenPromise: the counts do not add up to the figure's: a defect of ours.
    """
    reading = Reading.of(cubes, sought.indicator, sought.selection, scope)
    sought = replace(sought, selection=reading.selection)
    figure, window = _figure(cubes, reading, sought, scope)
    if figure.state is State.SUPPRESSED:
        raise Unavailable(f"{sought.indicator.title}, {figure.label}: {figure.note}. So are the rows behind it.")
    cells, component, unit = _cells_of(reading, sought), component_named(reading, sought.part), _unit(sought)
    if component is not None:
        figure, cells, unit = figure_of(reading, component, cells, window), own_cells(component, cells), unit_of(component)
    is_withheld, why = _withheld(reading, cells, scope)
    parts = parts_of(cubes, reading, sought, cells, window, scope)
    behind = Behind(store, sought.indicator, reading.selection, scope)
    question = Question(_counting(reading, sought, component), cells, window, reading.edition.as_of)
    listed = _listed(behind, question, (figure, parts), is_withheld, why)
    _agree("cells", lambda name: int(listed.cells[f"adds_{name}"].sum()) + listed.withheld[name], figure)
    _agree("rows", lambda name: int(listed.rows[name].sum()) + listed.withheld[name], figure)
    refused = refused_parts(store, scope, sources_of(component, sought.indicator), reading, window)
    said = why if any(listed.withheld.values()) else ""
    are_told = not (why or listed.counted_by or component)
    others = behind.passed_over(window, listed) if are_told else pd.DataFrame(columns=list(PASSED_OVER_COLUMNS))
    return Evidence(sought, reading.edition, figure, unit, window, listed, parts, said, others, refused)


def rows_of_persons(store: TrailStore) -> frozenset[str]:
    """Datasets whose single rows are for the steward alone: figures of too few persons are hidden, so is one person."""
    hiding = (each for each in indicators().values() if each.read.least_n)
    return frozenset(dataset for each in hiding for dataset in store.fact_rows(each.statement()))


def _unit(sought: Sought) -> Unit:
    """That of a figure, or of a count beside it as a share of its n."""
    return Unit.SHARE if sought.part else sought.indicator.unit


def _listed(
    behind: Behind,
    question: Question,
    of: tuple[Point, tuple[PartFigure, ...]],
    is_withheld: np.ndarray,
    why: str,
) -> Listed:
    """Row by row where counts are sums over rows, part by part where they are of parts, else by what the rows that
    count together have in common."""
    figure, parts = of
    wanted = figure.numerator, figure.n, figure.left_out
    if why == ROWS_OF_PERSONS:
        return nothing_listed(wanted)
    if parts and isinstance(question.measure, Composite):
        return by_part(parts if any(wanted) else (), question.window)
    if question.grows_in_step():
        found = by_cell(question)
        if np.array_equal(found.added(question.amounts).sum(axis=0), wanted):
            return behind.by_record(question, found, is_withheld)
    return behind.by_group(question, *together(question, wanted), bool(is_withheld.any()))


def _figure(cubes: Cubes, reading: Reading, sought: Sought, scope: Scope) -> tuple[Point, Window]:
    if scope.partner is not None and reading.measure.least_n and (sought.is_run or sought.part):
        raise Unavailable(f"{sought.indicator.title}: {ROWS_OF_PERSONS}")
    figure, window = _whole_figure(cubes, reading, sought, scope)
    if not sought.part or figure.state is State.SUPPRESSED or isinstance(reading.measure, Composite):
        return figure, window
    if sought.part not in figure.parts or sought.month is not None or sought.is_run:
        raise Unavailable(
            f"{sought.indicator.title}, {figure.label}: there is no count {sought.part!r} beside the figure."
        )
    count = figure.parts[sought.part]
    value = count / figure.n if figure.n else None
    label = f"{figure.label}, {sought.part}"
    return replace(figure, label=label, numerator=count, value=value, low=None, high=None, parts={}), window


def _whole_figure(cubes: Cubes, reading: Reading, sought: Sought, scope: Scope) -> tuple[Point, Window]:
    chosen = reading.selection
    if sought.topic is not None:
        window = reading.quarter_window(chosen.quarter)
        points = read.by_topic(cubes, sought.indicator, chosen, scope)
        wanted = next((each for each in points if each.label == (sought.topic or NOT_STATED)), None)
        if wanted is None:
            raise Unavailable(f"{sought.indicator.title}: nothing of {sought.topic!r} in {window.label}.")
        return wanted, window
    if sought.is_run:
        run = Window(f"{chosen.since.name} to {chosen.until.name}", chosen.since, chosen.until)
        return reading.window_point(chosen.partners, run), run
    if sought.month is None:
        return reading.quarter_point(chosen.partners, chosen.quarter), reading.quarter_window(chosen.quarter)
    of_month = replace(reading, selection=replace(chosen, since=sought.month, until=sought.month))
    return of_month.month_points(chosen.partners)[0], Window.of(sought.month)


def _cells_of(reading: Reading, sought: Sought) -> Cells:
    """The cells that the figure was counted from: of the partners chosen, without what is hidden of them."""
    if sought.topic is not None:
        cells = reading.quarter_cells()
        return cells.where(cells.topic.are(sought.topic))
    partners = reading.selection.partners
    cells = reading.cells.of_partners(partners)
    if not (reading.measure.least_n and (partners or sought.is_run)):
        return cells
    by_quarter = sought.month is None and not sought.is_run
    return cells.where(~reading.hiding().hides(cells, by_quarter=by_quarter))


@dataclass(frozen=True)
class _OfPart:
    """A measure, asked for one of its named counts in the place of its numerator."""

    measure: Measure
    part: str
    least_n: int
    is_share: bool
    is_stock: bool
    quarters_pooled: int
    tells_apart: tuple[str, ...]

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        return [replace(each, numerator=each.parts.get(self.part, 0)) for each in self.measure.tallies(asked)]


def _counting(reading: Reading, sought: Sought, component: Component | None) -> Measure:
    """The measure, asked for counts alone: an interval that is drawn by chance costs thousands of draws a question."""
    if component is not None:
        return component.measure
    measure = replace(reading.measure, draws=0) if hasattr(reading.measure, "draws") else reading.measure
    if not sought.part:
        return measure
    kept = (getattr(measure, name) for name in ("least_n", "is_share", "is_stock", "quarters_pooled", "tells_apart"))
    return _OfPart(measure, sought.part, *kept)


def _withheld(reading: Reading, cells: Cells, scope: Scope) -> tuple[np.ndarray, str]:
    """Which cells are counted and their rows not listed, and why."""
    nothing = np.zeros(len(cells), dtype=bool)
    if not reading.measure.least_n:
        return nothing, ""
    if scope.partner is not None:
        return ~nothing, ROWS_OF_PERSONS
    hiding = reading.hiding()
    is_hidden = hiding.hides(cells, by_quarter=True) | hiding.hides(cells, by_quarter=False)
    return is_hidden, ROWS_OF_HIDDEN


def _agree(step: str, count: Callable[[str], int], figure: Point) -> None:
    wanted = dict(zip(COUNTS, (figure.numerator, figure.n, figure.left_out), strict=True))
    found = {name: count(name) for name in COUNTS}
    if found != wanted:
        raise BrokenPromise(f"{figure.label}: its {step} count {found} and the figure says {wanted}")
