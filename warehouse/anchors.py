"""The rows that facts start from and that an edition can have changed.

A fact is found by its *anchor*, the first table of its select. The facts that an edition can have changed are those whose
anchor it opened or closed, or that are joined to a row that it opened or closed, at whatever stage on the way. Whoever
computes the facts of all these anchors before and after has every difference; an anchor too many adds nothing to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Insert,
    Subquery,
    Table,
    Text,
    insert,
    literal,
    select,
    union_all,
)

from vocabulary.kept import Kept
from warehouse.asked import ask_at, place
from warehouse.facts import CellStatement
from warehouse.making import Making
from warehouse.plain_join import PlainJoin, sources
from warehouse.rows_at import IN_THE_MAKING
from warehouse.stages import ENDS, Stage, touched
from warehouse.staging import measure, stage

ANCHORS = stage("stage_anchor", Column("dataset", Text, nullable=False), Column("row_id", BigInteger, nullable=False))
_WAYS = Kept(most=1500)
_OPENED_AND_CLOSED = Kept(most=200)


@dataclass(frozen=True)
class Way:
    """How anchors are found by the rows that they are joined to.

    Args:
        spelled: the same for ways that find the same.
        put: puts what it finds among the anchors.
    """

    spelled: str
    put: Insert


def put_anchors(making: Making, sought: Iterable[tuple[CellStatement, Stage]]) -> None:
    """Find the anchors of statements at the stages at which their facts will be computed."""
    ways: dict[str, Insert] = {}
    for statement, at in sought:
        for dataset in making.changed:
            ways |= {way.spelled: way.put for way in _ways(making.tables, statement, at, dataset)}
    own = [_OPENED_AND_CLOSED.get(table, lambda t=table: _opened_and_closed(t)) for table in _changed_tables(making)]
    for put in (*own, *ways.values()):
        making.connection.execute(put)
    measure(making.connection, ANCHORS)


def is_anchor(join: PlainJoin) -> ColumnElement[bool]:
    """True for the anchors that were found."""
    return join.anchor.c.row_id.in_(select(ANCHORS.c.row_id).where(ANCHORS.c.dataset == join.anchor_of))


def _changed_tables(making: Making) -> list[Table]:
    return [making.tables[dataset] for dataset in making.changed]


def _opened_and_closed(table: Table) -> Insert:
    ends = [select(literal(table.name), table.c.row_id).where(touched(table.name, table, at)) for at in ENDS]
    return insert(ANCHORS).from_select(["dataset", "row_id"], union_all(*ends))


def _ways(tables: Mapping[str, Table], statement: CellStatement, at: Stage, dataset: str) -> tuple[Way, ...]:
    if dataset not in statement.sources:
        return ()
    return _WAYS.get((*place(tables, statement), at, dataset), lambda: tuple(_ways_by(tables, statement, at, dataset)))


def _ways_by(tables: Mapping[str, Table], statement: CellStatement, at: Stage, dataset: str) -> Iterator[Way]:
    """One way for each place at which rows of the dataset are joined; what several selects join is sought once."""
    asked, seen = ask_at(tables, statement, at), set()
    for joined in asked.joins:
        for key, rows in joined.others if joined else ():
            if key == dataset and (joined.source, rows) not in seen:
                seen.add((joined.source, rows))
                yield _way(joined, rows, touched(dataset, rows, at))


def _way(joined: PlainJoin, rows: Subquery, is_touched: ColumnElement[bool]) -> Way:
    ids = select(literal(joined.anchor_of), joined.anchor.c.row_id).distinct()
    found = ids.select_from(joined.way_to(rows)).where(is_touched)
    compiled = found.compile()
    names = [source.name for source in sources(found.get_final_froms())]
    # Rows are numbered through a whole statement; numbered through the way alone, ways can be compared.
    spelled = reduce(lambda text, at: re.sub(rf"\b{names[at]}\b", f"rows_{at}", text), range(len(names)), str(compiled))
    values = sorted(pair for pair in compiled.params.items() if pair[0] != IN_THE_MAKING.key)
    return Way(f"{spelled} {values}", insert(ANCHORS).from_select(["dataset", "row_id"], found))
