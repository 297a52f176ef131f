"""The facts behind cells, one by one, with the rows that each is made of: as one edition knows them, for somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Integer, Select, Subquery, Table, TextualSelect, bindparam, false, select

from vocabulary.kept import Kept
from vocabulary.scope import Scope
from warehouse import editions, schema
from warehouse.asked import Asked, ask, ask_at, place
from warehouse.facts import FACT_COLUMNS, CellStatement
from warehouse.reading import Seen
from warehouse.rows_at import RowsAt, rows_where
from warehouse.stages import Stage
from warehouse.tables import Catalogue

_EARLIER = Kept(most=300)
"""What statements ask of editions that are not the newest."""

ROW_COLUMNS = ("dataset", "row_id", "others")
"""Beside the fact's own columns: the row that it starts from ("" and 0 where rows cannot be told apart), and the rows
joined to it that the reader may see, as `dataset/row_id` separated by a blank."""
EVIDENCE_COLUMNS = tuple(name for name in FACT_COLUMNS if name != "marking") + ROW_COLUMNS


@dataclass(frozen=True)
class FactsSought:
    """Which facts of a statement.

    Args:
        programme: its code.
        months: first and last, as 202503.
        kinds, partners: none named means all.
    """

    programme: str
    months: tuple[int, int]
    kinds: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


def facts(
    connection: Connection, catalogue: Catalogue, statement: CellStatement, seen: Seen, sought: FactsSought
) -> pd.DataFrame:
    """The facts sought that the reader may see, of every select of the statement; columns `EVIDENCE_COLUMNS`."""
    asked = asked_of(connection, catalogue.tables, statement, seen.edition)
    markings = seen_markings(connection, seen.scope)
    parts = [
        _told(
            _found(connection, _wanted(each, joined, sought, markings)), [dataset for dataset, _ in joined], seen.scope
        )
        for each, joined in zip(asked.selects, asked.named, strict=True)
    ]
    numbers = dict.fromkeys(("bucket", "month", "numerator", "denominator", "left_out", "row_id"), "int64")
    return pd.concat(parts, ignore_index=True)[list(EVIDENCE_COLUMNS)].astype(numbers)


def asked_of(connection: Connection, tables: Mapping[str, Table], statement: CellStatement, edition: int) -> Asked:
    """What a statement asks of the rows of an edition; of the newest, in the way that is quickest.

    It is kept: writing a statement costs more than running it, and one page of evidence asks it several times.
    """
    if edition == editions.newest_number(connection):
        return ask_at(tables, statement, Stage.NOW)
    return _EARLIER.get((*place(tables, statement), edition), lambda: ask(statement, _RowsOf(tables, edition)))


class _RowsOf(RowsAt):
    """The rows of an edition that is not the newest."""

    def __init__(self, tables: Mapping[str, Table], edition: int) -> None:
        super().__init__(tables)
        self._edition = bindparam("edition", edition, Integer)

    def _standing(self, table: Table) -> TextualSelect:
        return rows_where(table, "edition_from <= :edition AND edition_to > :edition", self._edition)


def seen_markings(connection: Connection, scope: Scope) -> list[str] | None:
    """The markings that the reader may see; None where that is all of them."""
    if scope.partner is None:
        return None
    return [text for text in connection.scalars(select(schema.marking.c.marking)) if scope.sees(text)]


def _wanted(
    each: Select, joined: list[tuple[str, Subquery]], sought: FactsSought, markings: list[str] | None
) -> Select:
    """The select with the ids and markings of the rows that it joins, and of it the facts sought."""
    more = [
        column.label(name)
        for at, (_, rows) in enumerate(joined)
        for name, column in ((f"row_{at}", rows.c.row_id), (f"marking_{at}", rows.c.marking))
    ]
    # Filtered from outside, so that what ranks or groups inside sees all that it saw when the cells were made.
    made = (each.add_columns(*more) if more else each).subquery()
    first, last = sought.months
    wanted = select(made).where(made.c.programme == sought.programme, made.c.month.between(first, last))
    for name, values in (("kind", sought.kinds), ("partner", sought.partners)):
        wanted = wanted.where(made.c[name].in_(values)) if values else wanted
    if markings is None:
        return wanted
    return wanted.where(made.c.marking.in_(markings) if markings else false())


def _found(connection: Connection, wanted: Select) -> pd.DataFrame:
    result = connection.execute(wanted)
    return pd.DataFrame(result.cursor.fetchall(), columns=list(result.keys()))


def _told(found: pd.DataFrame, datasets: list[str], scope: Scope) -> pd.DataFrame:
    """Say of which rows each fact is made; a joined row that the reader may not see is not named."""
    if not datasets:
        return found.assign(dataset="", row_id=0, others="")
    others = [_named(found, at, dataset, scope) for at, dataset in enumerate(datasets) if at]
    joined = pd.Series("", index=found.index, dtype="str")
    for texts in others:
        joined = (joined + " " + texts).str.strip()
    return found.assign(dataset=datasets[0], row_id=found["row_0"].astype("int64"), others=joined)


def _named(found: pd.DataFrame, at: int, dataset: str, scope: Scope) -> pd.Series:
    markings, ids = found[f"marking_{at}"], found[f"row_{at}"]
    seen = {text: scope.sees(text) for text in markings.dropna().unique()}
    is_named = ids.notna() & markings.map(seen).eq(True)
    return (f"{dataset}/" + ids.astype("Int64").astype("str")).where(is_named, "")


def sides(others: str) -> Iterator[tuple[str, int]]:
    """The rows that `others` names: dataset and row id."""
    for named in others.split():
        dataset, _, row_id = named.partition("/")
        yield dataset, int(row_id)
