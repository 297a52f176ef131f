"""What moved the cells of one indicator between two editions, by cause: the differences add up exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    cast,
    func,
    literal,
    select,
    union,
    union_all,
)

from vocabulary.errors import Unavailable
from warehouse.causes import ORDER, Cause
from warehouse.facts import FACT_COLUMNS
from warehouse.reading import Seen, cell_frame
from warehouse.schema import AMOUNTS, DIMENSIONS, cell, cell_step, edition_cause

_PLACE = tuple(name for name in DIMENSIONS if name != "marking")
_SHOWN = [name for name in FACT_COLUMNS if name != "marking"]


@dataclass(frozen=True)
class Moved:
    """What one cause added to the cells in one edition.

    Args:
        cells: `FACT_COLUMNS` but for the marking, amounts signed, summed over what the reader may see.
    """

    edition: int
    cause: Cause
    cells: pd.DataFrame


def moved_by_cause(connection: Connection, indicator: str, since: int, seen: Seen, programme: str) -> tuple[Moved, ...]:
    """What moved the cells of a programme from edition *since* to the one seen, edition by edition, cause by cause.

    In this order every partial sum is a state that the rows were really in, so no count is ever negative. The cells of
    *since* and all that moved, added up, are the cells of the edition seen.

    Raises:
        ValueError: *since* is later than the edition seen.
        Unavailable: the causes of an edition in between were not kept.
    """
    if since > seen.edition:
        raise ValueError(f"edition {since} is later than edition {seen.edition}")
    last = _last_causes(connection, indicator, since, seen.edition)
    net = cell_frame(connection, _net(connection, (indicator, programme), since, seen))
    steps = cell_frame(connection, _steps(connection, (indicator, programme), since, seen))
    if net.empty and steps.empty:
        return ()
    others = steps.assign(cause=steps["edition"].map(last), **{name: -steps[name] for name in AMOUNTS})
    parts = (net.assign(cause=net["edition"].map(last)), steps, others)
    moved = pd.concat([part for part in parts if len(part)] or [steps], ignore_index=True)
    if moved["cause"].isna().any():
        raise Unavailable("what moved it was not kept for all of these editions; “python -m etl rebuild” keeps it")
    return tuple(_in_order(moved))


def editions_that_moved(connection: Connection, indicator: str, programme: str, seen: Seen) -> list[int]:
    """Numbers of the editions up to the one seen that changed a cell of a programme that the reader may see."""
    mine = _mine(cell, (indicator, programme)) & seen.may_see(connection, cell)
    columns = (cell.c.edition_from, cell.c.edition_to)
    wanted = union(*(select(column).where(mine, column <= seen.edition) for column in columns))
    return sorted(connection.scalars(wanted))


def cells_opened(connection: Connection, indicator: str, seen: Seen) -> pd.DataFrame:
    """By programme, month and edition, up to the one seen: cells opened, less cells closed, of those the reader may see."""
    mine = (cell.c.indicator == indicator) & seen.may_see(connection, cell)
    sides = union_all(
        *(
            select(cell.c.programme, cell.c.month, column.label("edition"), literal(sign).label("opened")).where(
                mine, column <= seen.edition
            )
            for column, sign in ((cell.c.edition_from, 1), (cell.c.edition_to, -1))
        )
    ).subquery()
    places = (sides.c.programme, sides.c.month, sides.c.edition)
    result = connection.execute(select(*places, func.sum(sides.c.opened).label("opened")).group_by(*places))
    return pd.DataFrame(result.all(), columns=list(result.keys()))


def _last_causes(connection: Connection, indicator: str, since: int, until: int) -> dict[int, str]:
    """The cause of each edition that is told by what the others leave; with one cause, that one."""
    within = (edition_cause.c.edition > since) & (edition_cause.c.edition <= until)
    wanted = select(edition_cause).where(edition_cause.c.indicator == indicator, within)
    return {row.edition: row.causes.rpartition(",")[2] for row in connection.execute(wanted)}


def _net(connection: Connection, what: tuple[str, str], since: int, seen: Seen) -> Select:
    """The differences by edition: what opened, less what closed."""
    came, went = (
        _signed(cell, column, sign).where(
            _mine(cell, what), _within(column, since, seen), seen.may_see(connection, cell)
        )
        for column, sign in ((cell.c.edition_from, 1), (cell.c.edition_to, -1))
    )
    return _summed(union_all(came, went).subquery(), "edition")


def _steps(connection: Connection, what: tuple[str, str], since: int, seen: Seen) -> Select:
    mine = _mine(cell_step, what) & _within(cell_step.c.edition, since, seen) & seen.may_see(connection, cell_step)
    return _summed(_signed(cell_step, cell_step.c.edition, 1).add_columns(cell_step.c.cause).where(mine).subquery(),
                   "edition", "cause")  # fmt: skip


def _mine(table: Table, what: tuple[str, str]) -> ColumnElement[bool]:
    return (table.c.indicator == what[0]) & (table.c.programme == what[1])


def _within(column: Column, since: int, seen: Seen) -> ColumnElement[bool]:
    return (column > since) & (column <= seen.edition)


def _signed(table: Table, edition: Column, sign: int) -> Select:
    amounts = [(table.c[name] * sign).label(name) for name in AMOUNTS]
    return select(edition.label("edition"), *(table.c[name] for name in _PLACE), *amounts)


def _summed(facts: FromClause, *by: str) -> Select:
    places = [facts.c[name] for name in (*by, *_PLACE)]
    sums = [cast(func.sum(facts.c[name]), BigInteger).label(name) for name in AMOUNTS]
    return select(*places, *sums).group_by(*places)


def _in_order(moved: pd.DataFrame) -> Iterator[Moved]:
    amounts = list(AMOUNTS)
    summed = moved.groupby(["edition", "cause", *_PLACE], as_index=False)[amounts].sum()
    kept = summed[(summed[amounts] != 0).any(axis=1)]
    parts = {(edition, Cause(cause)): part for (edition, cause), part in kept.groupby(["edition", "cause"])}
    for edition, cause in sorted(parts, key=lambda at: (at[0], ORDER.index(at[1]))):
        yield Moved(int(edition), cause, parts[edition, cause][_SHOWN].reset_index(drop=True))
