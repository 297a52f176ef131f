"""The evidence of a figure: the cells and rows that make it, what each adds, what is left out and why."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd

from metrics import read
from metrics.attribution import AMOUNTS, COUNTS, PLACE, Attribution, attribution, frame_of, reasons
from metrics.catalogue import indicators
from metrics.cells import Cells
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.measures.tally import Window
from metrics.reading import Reading
from metrics.reference import NOT_STATED
from metrics.refusals import RefusedPart, refused_parts
from metrics.series import Point
from vocabulary.errors import BrokenPromise, Unavailable
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.definitions import Definition
from warehouse.edition import Edition, Submission
from warehouse.evidence import FactsSought
from warehouse.facts import CellStatement

ROW_COLUMNS = ("dataset", "row_id", "others", "month", "partner", "unit", "topic", *COUNTS, "why")
"""Of `Evidence.rows`: the row that the facts start from, the rows joined to it, where it counts, what it adds."""
_WHOLE = ("dataset", "row_id")


class TrailStore(Protocol):
    """What this module asks of the warehouse."""

    def facts(self, statement: CellStatement, scope: Scope, edition: int, sought: FactsSought) -> pd.DataFrame: ...

    def fact_rows(self, statement: CellStatement) -> frozenset[str]: ...

    def definitions(self, edition: int | None = None) -> dict[str, Definition]: ...

    def submissions(self, scope: Scope, limit: int = 200) -> list[Submission]: ...


@dataclass(frozen=True)
class Sought:
    """Which figure.

    Args:
        indicator: its declaration.
        selection: programme, partners, edition; the quarter under review is the one that holds its last month.
        month: for the figure of one month; None for that of the quarter under review.
        topic: for the figure of one topic of the quarter; None for all topics together.
    """

    indicator: Indicator
    selection: Selection
    month: Month | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Evidence:
    """What a figure is made of. The counts of cells, of rows and of what is withheld are the figure's, exactly.

    Args:
        sought: with the edition's number filled in.
        figure: as every screen shows it.
        window: the months that it is of.
        cells: those that add to it; see `attribution.frame_of`.
        rows: what is listed; one line a row (`ROW_COLUMNS`), or one for each cell (row_id 0) where the facts of a cell
            are folds, so that rows cannot be told apart.
        withheld: counts (`COUNTS`) of rows that are counted and not listed.
        withheld_why: in words; "" where nothing is withheld.
        refused: parts of submissions whose rows were held back: they are in no cell, and counted apart.
    """

    sought: Sought
    edition: Edition
    figure: Point
    window: Window
    cells: pd.DataFrame
    rows: pd.DataFrame
    withheld: dict[str, int]
    withheld_why: str
    refused: tuple[RefusedPart, ...]

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
    cells = _cells_of(reading, sought)
    found = attribution(reading.measure, cells, window, reading.edition.as_of)
    table = frame_of(cells, found)
    _agree("cells", {name: int(table[f"adds_{name}"].sum()) for name in COUNTS}, figure)
    is_adding = _is_adding(cells, found)
    facts = _facts(store, sought, scope, table[is_adding], found.where(is_adding))
    is_held_back, why = _withheld(reading, cells.where(is_adding), scope)
    is_withheld = is_held_back[facts["cell"].to_numpy()]
    rows = _rows(facts[~is_withheld])
    withheld = {name: int(facts.loc[is_withheld, f"adds_{name}"].sum()) for name in COUNTS}
    _agree("rows", {name: int(rows[name].sum()) + withheld[name] for name in COUNTS}, figure)
    refused = refused_parts(store.submissions(scope, limit=_EVERY), sought.indicator, reading, window)
    return Evidence(sought, reading.edition, figure, window, table[is_adding].reset_index(drop=True), rows, withheld,
                    why if is_withheld.any() else "", refused)  # fmt: skip


_EVERY = 1_000_000
ROWS_OF_PERSONS = "Each row is what one person answered: only the steward of this warehouse sees them one by one."
ROWS_OF_HIDDEN = "Rows of partners or months whose own figure is hidden are counted and not listed."


def _figure(cubes: Cubes, reading: Reading, sought: Sought, scope: Scope) -> tuple[Point, Window]:
    chosen = reading.selection
    if sought.topic is not None:
        points = read.by_topic(cubes, sought.indicator, chosen, scope)
        wanted = next((each for each in points if each.label == (sought.topic or NOT_STATED)), None)
        if wanted is None:
            raise Unavailable(f"{sought.indicator.title}: nothing of {sought.topic!r} in {chosen.quarter.name}.")
        return wanted, reading.quarter_window(chosen.quarter)
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
    if not (reading.measure.least_n and partners):
        return cells
    return cells.where(~reading.hiding().hides(cells, by_quarter=sought.month is None))


def _is_adding(cells: Cells, found: Attribution) -> np.ndarray:
    amounts = np.stack([getattr(cells, name) for name in AMOUNTS], axis=1)
    return ((amounts[:, :, None] * found.adds) != 0).any(axis=(1, 2))


def _facts(store: TrailStore, sought: Sought, scope: Scope, table: pd.DataFrame, found: Attribution) -> pd.DataFrame:
    """The facts of the cells that add to the figure, each with what it adds."""
    months = (int(table["month"].min()), int(table["month"].max())) if len(table) else (1, 0)
    kinds, partners = tuple(sorted(table["kind"].unique())), sought.selection.partners
    chosen = sought.selection
    wanted = FactsSought(chosen.programme, months, kinds, partners)
    facts = store.facts(sought.indicator.statement(), scope, chosen.edition, wanted)
    facts = facts.astype(dict.fromkeys(("kind", "partner", "unit", "topic"), "object"))
    place = table[list(PLACE)].assign(cell=np.arange(len(table)))
    facts = facts.merge(place, on=list(PLACE), how="inner")
    _made_by_this_definition(store, sought, table, facts)
    amounts = facts[list(AMOUNTS)].to_numpy(dtype=np.int64)
    cell = facts["cell"].to_numpy()
    added = np.einsum("fa,fak->fk", amounts, found.adds[cell])
    why = reasons(amounts, found.adds[cell], found.why[cell])
    return facts.assign(why=why, **{f"adds_{name}": added[:, at] for at, name in enumerate(COUNTS)})


def _made_by_this_definition(store: TrailStore, sought: Sought, table: pd.DataFrame, facts: pd.DataFrame) -> None:
    """The facts, added up, are the cells; unless the definition changed after the edition was published."""
    summed = facts.groupby("cell")[list(AMOUNTS)].sum().reindex(range(len(table)), fill_value=0)
    if np.array_equal(summed.to_numpy(), table[list(AMOUNTS)].to_numpy()):
        return
    key, edition = sought.indicator.key, sought.selection.edition
    then, now = store.definitions(edition).get(key), store.definitions().get(key)
    if then is None or now is None or then.fingerprint != now.fingerprint:
        since = f" Figures from edition {now.edition} on have their rows." if now else ""
        raise Unavailable(
            f"{sought.indicator.title}: edition {edition} was counted by an earlier definition, so the rows behind it "
            f"cannot be told by the present one.{since}"
        )
    raise BrokenPromise(f"{key}: the facts of edition {edition} are not its cells")


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


def _rows(facts: pd.DataFrame) -> pd.DataFrame:
    """One line a row, with all that its facts add; what is folded, one line a cell."""
    told = facts.assign(apart=np.where(facts["row_id"] == 0, facts["cell"], -1))
    named = {name: (f"adds_{name}", "sum") for name in COUNTS}
    place = {name: (name, "first") for name in ("month", "partner", "unit", "topic")}
    said = told.sort_values("month", ascending=False, kind="stable")
    rows = said.groupby([*_WHOLE, "apart"], as_index=False, sort=True).agg(
        others=("others", "first"), why=("why", "max"), **place, **named
    )
    adds = (rows[list(COUNTS)] != 0).any(axis=1)
    rows = rows[adds].reset_index(drop=True)
    return rows.assign(why=rows["why"].where(rows["left_out"] != 0, ""))[list(ROW_COLUMNS)]


def _agree(step: str, found: dict[str, int], figure: Point) -> None:
    wanted = {"numerator": figure.numerator, "n": figure.n, "left_out": figure.left_out}
    if found != wanted:
        raise BrokenPromise(f"{figure.label}: its {step} count {found} and the figure says {wanted}")


def rows_of_persons(store: TrailStore) -> frozenset[str]:
    """Datasets whose single rows are for the steward alone: figures of too few persons are hidden, so is one person."""
    hiding = (each for each in indicators().values() if each.read.least_n)
    return frozenset(dataset for each in hiding for dataset in store.fact_rows(each.statement()))
