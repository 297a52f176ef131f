"""Rows of a programme and its months that make no fact: what the conditions of an indicator, or its joins, pass over."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, FromClause, Join, Select, and_, join, select

from warehouse.evidence import FactsSought, asked_of, seen_markings
from warehouse.facts import CellStatement
from warehouse.plain_join import sources
from warehouse.reading import Seen
from warehouse.tables import Catalogue

COLUMNS = ("dataset", "row_id", "month", "partner", "lacks")
"""The row, where it would count, and the dataset of which no row fits it; "" where the conditions do not hold."""


def considered(
    connection: Connection, catalogue: Catalogue, statement: CellStatement, seen: Seen, sought: FactsSought
) -> pd.DataFrame:
    """Every row that the facts of a statement could start from, counted or not; columns `COLUMNS`.

    Only of selects that join their rows plainly, and only rows that the reader may see: joined rows that are not for
    the reader are none, so that they neither place a row in a month nor are what it does not lack. A row whose month comes from
    another that does not fit is in no month, and so not here.
    """
    asked = asked_of(connection, catalogue.tables, statement, seen.edition)
    markings = seen_markings(connection, seen.scope)
    parts = []
    for each, joined in zip(asked.selects, asked.named, strict=True):
        froms = each.get_final_froms()
        if joined and len(froms) == 1:
            needed = _needed(froms[0])
            wanted = _wanted(each, _losing_none(froms[0], [rows for _, rows in joined], markings), joined, sought)
            if markings is not None:
                wanted = wanted.where(joined[0][1].c.marking.in_(markings))
            result = connection.execute(wanted)
            found = pd.DataFrame(result.cursor.fetchall(), columns=list(result.keys()))
            parts.append(_told(found, joined, needed))
    return pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=list(COLUMNS))], ignore_index=True)


def _wanted(each: Select, source: FromClause, joined: list, sought: FactsSought) -> Select:
    """The rows of a select without its conditions, and with every join made so that it loses none."""
    month, programme, partner = (each.selected_columns[name] for name in ("month", "programme", "partner"))
    ids = [rows.c.row_id.label(f"row_{at}") for at, (_, rows) in enumerate(joined)]
    made = select(month, programme, partner, *ids).select_from(source)
    first, last = sought.months
    made = made.where(month.element.between(first, last), programme.element == sought.programme)
    return made.where(partner.element.in_(sought.partners)) if sought.partners else made


def _losing_none(source: FromClause, joined: Sequence[FromClause], markings: Sequence[str] | None) -> FromClause:
    """Every join made outer, to rows that the reader may see."""
    if not isinstance(source, Join):
        return source
    left, right = (_losing_none(side, joined, markings) for side in (source.left, source.right))
    named = [rows for rows in sources([source.right]) if any(rows is each for each in joined)]
    seen = [] if markings is None else [rows.c.marking.in_(markings) for rows in named]
    return join(left, right, and_(source.onclause, *seen), isouter=True)


def _needed(source: FromClause) -> list[FromClause]:
    """The rows that must be there for a row to count: joined, and not joined outer."""
    if not isinstance(source, Join):
        return [source]
    return [*_needed(source.left), *([] if source.isouter else _needed(source.right))]


def _told(found: pd.DataFrame, joined: list, needed: list[FromClause]) -> pd.DataFrame:
    lacks = pd.Series("", index=found.index, dtype="object")
    for at, (dataset, rows) in enumerate(joined):
        if any(rows is each for each in needed):
            lacks = lacks.mask(found[f"row_{at}"].isna() & (lacks == ""), dataset)
    told = found.assign(dataset=joined[0][0], row_id=found["row_0"], lacks=lacks)[list(COLUMNS)]
    return told.drop_duplicates(["row_id", "lacks"])
