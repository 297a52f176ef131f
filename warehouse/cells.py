"""Cells: facts summed, brought from one edition to the next by what the edition changed.

Facts add up, so the cells of an edition are the cells before it, plus the facts that came, minus the facts that went.
Only the facts of anchors that the edition can have changed are computed (`warehouse.anchors`), before and after, and at
each stage between where several causes meet. A statement that is no plain join (it groups, ranks or nests rows) is
computed as a whole and compared with the cells that stand; so is one where most rows changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    Select,
    Text,
    and_,
    delete,
    exists,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError

from vocabulary.errors import BrokenPromise
from warehouse.anchors import ANCHORS, put_anchors
from warehouse.causes import REACHED, Cause, note, single, told_apart
from warehouse.edition import OPEN_END
from warehouse.facts import FACT_COLUMNS, CellStatement
from warehouse.making import Making
from warehouse.rows_at import OPEN, making_of
from warehouse.schema import AMOUNTS, DIMENSIONS, amount_columns, cell, cell_step, dimension_columns, edition_cause
from warehouse.staged_facts import FACTS, all_summed, is_plain, put_changed, put_whole, stand_few, summed
from warehouse.stages import PAIRS, Stage
from warehouse.staging import empty, measure, stage, staged

NET = ""
"""Stands where a cause would, for what the edition added in all."""
_TURNS = stage(
    "stage_turn",
    Column("indicator", Text, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("cause", Text, nullable=False),
    Column("sign", Integer, nullable=False),
)
"""Of which stages what a cause added is the difference."""
_DELTA = stage(
    "stage_delta",
    Column("indicator", Text, nullable=False),
    Column("cause", Text, nullable=False),
    *dimension_columns(),
    *amount_columns(),
)
_LEFT = stage("stage_left", Column("cell_id", BigInteger))
"""The standing cells that differ."""
_ALIKE = stage("stage_alike", Column("stood", BigInteger), Column("came", BigInteger))
"""Cells that stand, and the cell just inserted that says the same, where there is one."""
_PLACE = ("indicator", *DIMENSIONS)


@dataclass(frozen=True)
class Figure:
    """One indicator on its way to the edition in the making."""

    statement: CellStatement
    causes: Sequence[Cause]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Where its facts are needed: before, now, and between any two causes."""
        return (Stage.BEFORE, *(REACHED[cause] for cause in self.causes[:-1]), Stage.NOW)

    def turns(self) -> Iterator[dict]:
        """What is to be compared: for all causes together, and for each but the last, which is what they leave."""
        stages = self.stages
        steps = [(NET, Stage.BEFORE, Stage.NOW), *zip(self.causes, stages, stages[1:-1], strict=False)]
        for cause, first, last in steps:
            for at, sign in ((first, -1), (last, 1)):
                yield {"indicator": self.statement.indicator, "stage": int(at), "cause": str(cause), "sign": sign}


def write_cells(making: Making, statements: Iterable[CellStatement], cause: Cause | None = None) -> None:
    """Bring the cells of every statement whose sources changed to the edition, and keep what moved them.

    Args:
        cause: why, where that is the same for the edition as a whole; else the rows tell.

    Raises:
        BrokenPromise: a statement reads a dataset that is not among its sources, or makes a fact with an empty column.
    """
    concerned = [each for each in statements if making.changed.keys() & set(each.sources)]
    if not concerned:
        return
    with making_of(making.edition), staged(making.connection, PAIRS, ANCHORS, FACTS, _TURNS, _DELTA, _LEFT, _ALIKE):
        causes = single(making, concerned, cause) if cause else told_apart(making, concerned)
        figures = [Figure(each, causes[each.indicator]) for each in concerned]
        making.connection.execute(insert(_TURNS), [turn for figure in figures for turn in figure.turns()])
        _stage_facts(making, figures)
        _merge(making)
        note(making, causes)


def close_others(making: Making, statements: Iterable[CellStatement]) -> None:
    """Close the cells of indicators that are no longer declared."""
    declared = [statement.indicator for statement in statements]
    gone = (cell.c.edition_to == OPEN) & cell.c.indicator.not_in(declared)
    making.connection.execute(update(cell).where(gone).values(edition_to=making.edition))


def _stage_facts(making: Making, figures: list[Figure]) -> None:
    new = _never_computed(making)
    by_anchors = [
        figure for figure in figures if figure.statement.indicator not in new and _is_by_anchors(making, figure)
    ]
    put_anchors(making, ((figure.statement, at) for figure in by_anchors for at in figure.stages))
    for figure in figures:
        with _named(figure.statement):
            if figure in by_anchors:
                for at in figure.stages:
                    put_changed(making, figure.statement, at)
            elif len(figure.causes) == 1 and stand_few(making, figure.statement.indicator):
                _insert_all(making, figure.statement)
            else:
                for at in figure.stages:
                    put_whole(making, figure.statement, at)


def _never_computed(making: Making) -> set[str]:
    """Indicators whose facts were never computed: no cell stands, and that says nothing of facts."""
    was_moved = exists().where(edition_cause.c.indicator == _TURNS.c.indicator)
    return set(making.connection.scalars(select(_TURNS.c.indicator).where(~was_moved)))


def _is_by_anchors(making: Making, figure: Figure) -> bool:
    is_large = any(making.changed[key].is_large for key in figure.statement.sources if key in making.changed)
    return not is_large and is_plain(making, figure.statement)


@contextmanager
def _named(statement: CellStatement) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise BrokenPromise(f"{statement.indicator}: a fact has an empty column: {error.orig}") from error


def _insert_all(making: Making, statement: CellStatement) -> None:
    """All cells of an indicator of which none stand, or few beside those that come: staging these would cost more."""
    connection, standing = making.connection, cell.alias("standing")
    stood = select(cell.c.cell_id).where(cell.c.indicator == statement.indicator, cell.c.edition_to == OPEN)
    connection.execute(insert(_ALIKE).from_select(["stood"], stood))
    for facts in all_summed(making, statement, Stage.NOW):
        _insert_cells(making, facts.add_columns(literal(statement.indicator).label("indicator")))
    # One look-up for each that stood. What came alike goes again, and what stood beside nothing alike is closed.
    alike = and_(*(cell.c[name] == standing.c[name] for name in (*_PLACE, *AMOUNTS)), cell.c.edition_to == OPEN)
    came = select(cell.c.cell_id).where(standing.c.cell_id == _ALIKE.c.stood, alike, cell.c.edition_from == making.edition)
    connection.execute(update(_ALIKE).values(came=came.correlate(_ALIKE).scalar_subquery()))
    connection.execute(delete(cell).where(cell.c.cell_id.in_(select(_ALIKE.c.came))))
    differs = select(_ALIKE.c.stood).where(_ALIKE.c.came.is_(None))
    connection.execute(update(cell).where(cell.c.cell_id.in_(differs)).values(edition_to=making.edition))
    empty(connection, _ALIKE)


def _merge(making: Making) -> None:
    """Keep what each cause added; close the cells that differ and open them with the difference added."""
    connection = making.connection
    names = [*DIMENSIONS, "indicator", "cause", *AMOUNTS]
    connection.execute(insert(_DELTA).from_select(names, summed(_differences().subquery(), "indicator", "cause")))
    measure(connection, _DELTA)
    steps = select(*(_DELTA.c[name] for name in names), literal(making.edition)).where(_DELTA.c.cause != NET)
    connection.execute(insert(cell_step).from_select([*names, "edition"], steps))
    connection.execute(insert(_LEFT).from_select(["cell_id"], _met()))
    is_left = cell.c.cell_id.in_(select(_LEFT.c.cell_id))
    connection.execute(update(cell).where(is_left).values(edition_to=making.edition))
    parts = (
        select(*(_DELTA.c[name] for name in (*FACT_COLUMNS, "indicator"))).where(_DELTA.c.cause == NET),
        select(*(cell.c[name] for name in (*FACT_COLUMNS, "indicator"))).where(is_left),
    )
    _insert_cells(making, summed(union_all(*parts).subquery(), "indicator"))


def _differences() -> Select:
    turned = [(FACTS.c[name] * _TURNS.c.sign).label(name) for name in AMOUNTS]
    is_its = (_TURNS.c.indicator == FACTS.c.indicator) & (_TURNS.c.stage == FACTS.c.stage)
    return select(*(FACTS.c[name] for name in _PLACE), _TURNS.c.cause, *turned).join_from(FACTS, _TURNS, is_its)


def _met() -> Select:
    """The standing cells at the places that differ. One look-up a place: as a join, SQLite goes through all cells for
    each place (160 times slower at 2,000 places)."""
    standing = cell.alias("standing")
    same_place = and_(*(standing.c[name] == _DELTA.c[name] for name in _PLACE))
    one = select(standing.c.cell_id).where(standing.c.edition_to == OPEN, same_place)
    return select(one.correlate(_DELTA).scalar_subquery()).select_from(_DELTA).where(_DELTA.c.cause == NET)


def _insert_cells(making: Making, sums: Select) -> None:
    names = [*(column.key for column in sums.selected_columns), "edition_from", "edition_to"]
    making.connection.execute(
        insert(cell).from_select(names, sums.add_columns(literal(making.edition), literal(OPEN_END)))
    )
