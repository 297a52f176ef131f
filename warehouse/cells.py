"""Cells: facts summed, brought from one edition to the next by what the edition changed.

Facts add up, so the cells of an edition are the cells before it, plus the facts that came, minus the facts that went.
A fact is found by its *anchor*, the first table of its select: the facts that an edition can have changed are those
whose anchor row changed, or is joined to a row that changed. Only these are computed, before and after. A statement
that is no plain join (it groups, ranks or nests rows) is computed as a whole and compared with the cells that stand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    cast,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError

from vocabulary.errors import BrokenPromise
from vocabulary.kept import Kept
from warehouse.edition import OPEN_END
from warehouse.facts import FACT_COLUMNS, CellStatement
from warehouse.plain_join import PlainJoin, plain_join
from warehouse.rows_at import IN_THE_MAKING, OPEN, RowsAt, making_of
from warehouse.schema import AMOUNTS, DIMENSIONS, amount_columns, cell, dimension_columns
from warehouse.staging import measure, staged

_ASKED = Kept(most=300)
"""Selects of statements, by what they are asked of: two for each indicator that is declared."""


@dataclass(frozen=True)
class Making:
    """An edition in the making.

    Args:
        tables: row tables by dataset.
        edition: its number.
        changed: datasets of which it opened or closed versions; true where so many that computing all facts anew
            costs less than finding those that changed.
    """

    connection: Connection
    tables: Mapping[str, Table]
    edition: int
    changed: Mapping[str, bool]


def write_cells(making: Making, statements: Iterable[CellStatement]) -> None:
    """Bring the cells of every statement whose sources changed to the edition.

    Raises:
        BrokenPromise: a statement reads a dataset that is not among its sources, or makes a fact with an empty column.
    """
    for statement in statements:
        changed = [dataset for dataset in statement.sources if dataset in making.changed]
        if not changed:
            continue
        try:
            with making_of(making.edition):
                _write(making, statement, is_large=any(making.changed[dataset] for dataset in changed))
        except IntegrityError as error:
            raise BrokenPromise(f"{statement.indicator}: a fact has an empty column: {error.orig}") from error


def close_others(making: Making, statements: Iterable[CellStatement]) -> None:
    """Close the cells of indicators that are no longer declared."""
    declared = [statement.indicator for statement in statements]
    gone = (cell.c.edition_to == OPEN) & cell.c.indicator.not_in(declared)
    making.connection.execute(update(cell).where(gone).values(edition_to=making.edition))


@dataclass(frozen=True)
class Asked:
    """The selects of one statement over the rows of one edition, and the rows it was given for them."""

    rows: RowsAt
    selects: tuple[Select, ...]

    @cached_property
    def joins(self) -> list[PlainJoin | None]:
        return [plain_join(facts, self.rows.given) for facts in self.selects]


def ask(statement: CellStatement, rows: RowsAt) -> Asked:
    """Ask a statement for its facts, and check them against what it promises.

    Raises:
        BrokenPromise: other columns than `FACT_COLUMNS`, or a dataset that its sources do not name.
    """
    selects = statement.facts(rows)
    for facts in selects:
        names = tuple(column.key for column in facts.selected_columns)
        if names != FACT_COLUMNS:
            raise BrokenPromise(f"{statement.indicator}: facts have the columns {names}, not {FACT_COLUMNS}")
    unnamed = {dataset for dataset, _ in rows.given} - set(statement.sources)
    if unnamed:
        raise BrokenPromise(f"{statement.indicator}: reads {sorted(unnamed)}, which its sources do not name")
    return Asked(rows, selects)


def put_difference(making: Making, stage: Table, before: Asked, now: Asked) -> None:
    """Stage what the facts of one state of the rows have more, or less, than those of another."""
    if None in now.joins or None in before.joins:
        _put(making.connection, stage, summed(_union(now.selects)))
        _put(making.connection, stage, _signed(_union(before.selects), -1))
    else:
        _put_changed(making, stage, now, before)


def _asked(making: Making, statement: CellStatement, is_before: bool = False) -> Asked:
    """What a statement asks of the edition in the making, or of the one before it. It is the same for every edition: kept,
    because writing a statement costs more than running it where few rows changed."""
    tables = tuple(making.tables[dataset] for dataset in statement.sources if dataset in making.tables)
    place = (statement.indicator, statement.sources, statement.facts, tables, is_before)
    return _ASKED.get(place, lambda: ask(statement, RowsAt(making.tables, IN_THE_MAKING, is_before)))


def _write(making: Making, statement: CellStatement, is_large: bool) -> None:
    now = _asked(making, statement)
    mine = (cell.c.indicator == statement.indicator) & (cell.c.edition_to == OPEN)
    if not making.connection.scalar(select(exists().where(mine))):
        _insert_cells(making, statement.indicator, _union(now.selects))
        return
    columns = (*dimension_columns(), *amount_columns())
    with staged(making.connection, "stage_fact", *columns) as stage:
        if is_large or None in now.joins:
            standing = select(*(cell.c[name] for name in FACT_COLUMNS)).where(mine).subquery()
            _put(making.connection, stage, summed(_union(now.selects)))
            _put(making.connection, stage, _signed(standing, -1))
        else:
            _put_changed(making, stage, now, _asked(making, statement, is_before=True))
        _merge(making, stage, statement.indicator)


def _put_changed(making: Making, stage: Table, now: Asked, before: Asked) -> None:
    """Stage the facts that came, and with the sign turned those that went."""
    for came, went, join_now, join_before in zip(now.selects, before.selects, now.joins, before.joins, strict=True):
        if join_now.datasets.isdisjoint(making.changed):
            continue
        with staged(making.connection, "stage_anchor", Column("row_id", BigInteger, nullable=False)) as anchors:
            reached = _put_anchors(making, anchors, now.rows, join_now)
            reached += _put_anchors(making, anchors, before.rows, join_before)
            measure(making.connection, anchors)
            for rows, facts, anchor, sign in (
                (now.rows, came, join_now.anchor, 1),
                (before.rows, went, join_before.anchor, -1),
            ):
                _put(making.connection, stage, _signed(facts.where(rows.is_touched(anchor)).subquery(), sign))
                if reached:
                    is_reached = anchor.c.row_id.in_(select(anchors.c.row_id))
                    _put(making.connection, stage, _signed(facts.where(is_reached).subquery(), sign))


def _put_anchors(making: Making, anchors: Table, rows: RowsAt, join: PlainJoin) -> int:
    """Stage the anchor rows that did not change themselves but are, or were, joined to a row that did; how many.

    The select's own conditions are left aside: "has no review" stops being true by the very row that came.
    """
    count = 0
    for dataset, joined in join.others:
        if dataset in making.changed:
            ids = select(join.anchor.c.row_id).select_from(join.source)
            reached = ids.where(rows.is_touched(joined), rows.has_stayed(join.anchor))
            count += making.connection.execute(insert(anchors).from_select(["row_id"], reached)).rowcount
    return count


def _merge(making: Making, stage: Table, indicator: str) -> None:
    """Close the cells that differ and open them with the staged difference added."""
    connection = making.connection
    columns = (*dimension_columns(), *amount_columns())
    with staged(connection, "stage_delta", *columns) as delta:
        _put(connection, delta, summed(stage))
        measure(connection, delta)
        connection.execute(
            update(cell).where(cell.c.cell_id.in_(_met(delta, indicator))).values(edition_to=making.edition)
        )
        closed = (cell.c.indicator == indicator) & (cell.c.edition_to == making.edition)
        parts = (
            select(*(delta.c[name] for name in FACT_COLUMNS)),
            select(*(cell.c[name] for name in FACT_COLUMNS)).where(closed),
        )
        _insert_cells(making, indicator, union_all(*parts).subquery())


def _met(delta: Table, indicator: str) -> Select:
    """The standing cells at the places of *delta*. One look-up a place: as a join, SQLite goes through all cells for
    each place (160 times slower at 2,000 places)."""
    standing = cell.alias("standing")
    same_place = and_(*(standing.c[name] == delta.c[name] for name in DIMENSIONS))
    one = select(standing.c.cell_id).where(standing.c.indicator == indicator, standing.c.edition_to == OPEN, same_place)
    return select(one.correlate(delta).scalar_subquery()).select_from(delta)


def _insert_cells(making: Making, indicator: str, facts: FromClause) -> None:
    sums = summed(facts).add_columns(literal(indicator), literal(making.edition), literal(OPEN_END))
    names = [*FACT_COLUMNS, "indicator", "edition_from", "edition_to"]
    making.connection.execute(insert(cell).from_select(names, sums))


def _put(connection: Connection, stage: Table, facts: Select) -> None:
    connection.execute(insert(stage).from_select(list(FACT_COLUMNS), facts))


def _union(selects: tuple[Select, ...]) -> FromClause:
    return union_all(*selects).subquery() if len(selects) > 1 else selects[0].subquery()


def _signed(facts: FromClause, sign: int) -> Select:
    return select(*(facts.c[name] for name in DIMENSIONS), *(facts.c[name] * sign for name in AMOUNTS))


def summed(facts: FromClause) -> Select:
    """One line a place, without those that add up to nothing."""
    sums = {name: cast(func.sum(facts.c[name]), BigInteger) for name in AMOUNTS}
    places = [facts.c[name] for name in DIMENSIONS]
    counted = or_(*(total != 0 for total in sums.values()))
    return (
        select(*places, *(total.label(name) for name, total in sums.items()))
        .group_by(*_quickest(places))
        .having(counted)
    )


def _quickest(places: list[ColumnElement]) -> list[ColumnElement]:
    """Numbers first: an engine that groups by sorting then seldom compares texts."""
    return sorted(places, key=lambda place: place.key not in ("month", "bucket"))
