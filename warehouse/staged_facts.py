"""The facts of indicators at the stages on the way to an edition, staged so that they can be compared."""

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Insert,
    Integer,
    Select,
    Text,
    cast,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from vocabulary.kept import Kept
from warehouse.anchors import is_anchor
from warehouse.asked import ask_at, place
from warehouse.facts import FACT_COLUMNS, CellStatement
from warehouse.making import Making
from warehouse.rows_at import OPEN
from warehouse.schema import AMOUNTS, DIMENSIONS, amount_columns, cell, dimension_columns
from warehouse.stages import Stage
from warehouse.staging import stage

FACTS = stage(
    "stage_fact",
    Column("indicator", Text, nullable=False),
    Column("stage", Integer, nullable=False),
    *dimension_columns(),
    *amount_columns(),
)
FEW_SHARE = 0.1
"""Cells that stand are few where there are fewer than this of the rows that came."""
_PUTS = Kept(most=800)
"""Statements that stage facts: for each indicator one a stage and set of selects that a change can reach."""


def is_plain(making: Making, statement: CellStatement) -> bool:
    """True where the facts that changed can be told by their anchors."""
    return None not in ask_at(making.tables, statement, Stage.NOW).joins


def put_changed(making: Making, statement: CellStatement, at: Stage) -> None:
    """Stage the facts of the anchors that were found."""
    joins = ask_at(making.tables, statement, at).joins
    reached = tuple(which for which, each in enumerate(joins) if not each.datasets.isdisjoint(making.changed))
    if reached:
        key = (*place(making.tables, statement), at, reached, making.is_many)
        making.connection.execute(_PUTS.get(key, lambda: _changed(making, statement, at, reached)))


def put_whole(making: Making, statement: CellStatement, at: Stage) -> None:
    """Stage all facts. Those before are the cells that stand."""
    if at is Stage.BEFORE:
        standing = select(*(cell.c[name] for name in FACT_COLUMNS)).where(_stand(statement.indicator))
        making.connection.execute(_into_stage(standing, statement.indicator, at))
    else:
        for facts in all_summed(making, statement, at):
            making.connection.execute(_into_stage(facts, statement.indicator, at))


def all_summed(making: Making, statement: CellStatement, at: Stage) -> list[Select]:
    """All facts of a stage, summed, in one select; none where there are no rows that a fact needs."""
    asked = ask_at(making.tables, statement, at)
    found = tuple(
        facts
        for facts, joined in zip(asked.quick, asked.joins, strict=True)
        if joined is None or joined.needed.isdisjoint(making.never_filled)
    )
    return [summed(united(found))] if found else []


def stand_few(making: Making, indicator: str) -> bool:
    """True where no cell of the indicator stands, or few beside the many rows that came."""
    most = int(FEW_SHARE * max(change.opened for change in making.changed.values())) if making.is_many else 0
    more = select(cell.c.cell_id).where(_stand(indicator)).offset(most).limit(1)
    return making.connection.scalar(select(~exists(more)))


def united(selects: tuple[Select, ...]) -> FromClause:
    """The facts of several selects."""
    return union_all(*selects).subquery() if len(selects) > 1 else selects[0].subquery()


def summed(facts: FromClause, *by: str) -> Select:
    """One line a place, without those that add up to nothing.

    Args:
        by: what else tells one line from another.
    """
    sums = {name: cast(func.sum(facts.c[name]), BigInteger) for name in AMOUNTS}
    places = [facts.c[name] for name in (*DIMENSIONS, *by)]
    counted = or_(*(total != 0 for total in sums.values()))
    return (
        select(*places, *(total.label(name) for name, total in sums.items()))
        .group_by(*_quickest(places))
        .having(counted)
    )


def _changed(making: Making, statement: CellStatement, at: Stage, reached: tuple[int, ...]) -> Insert:
    asked = ask_at(making.tables, statement, at)
    found = tuple(asked.quick[which].where(is_anchor(asked.joins[which])) for which in reached)
    # Few facts are summed when they are compared, and not twice; of many, the stage could not hold each.
    facts = summed(united(found)) if making.is_many else select(united(found))
    return _into_stage(facts, statement.indicator, at)


def _into_stage(facts: Select, indicator: str, at: Stage) -> Insert:
    names = [*(column.key for column in facts.selected_columns), "indicator", "stage"]
    return insert(FACTS).from_select(names, facts.add_columns(literal(indicator), literal(int(at))))


def _stand(indicator: str) -> ColumnElement[bool]:
    return (cell.c.indicator == indicator) & (cell.c.edition_to == OPEN)


def _quickest(places: list[ColumnElement]) -> list[ColumnElement]:
    """Numbers first: an engine that groups by sorting then seldom compares texts."""
    return sorted(places, key=lambda place: place.key not in ("month", "bucket"))
