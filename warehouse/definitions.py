"""The definitions that figures were made by: noted with the first edition of each, and followed when one changes."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, insert, select
from sqlalchemy.dialects import sqlite

from vocabulary.kept import Kept
from warehouse import editions, making, sql
from warehouse.asked import ask, place
from warehouse.causes import Cause
from warehouse.cells import close_others, write_cells
from warehouse.edition import Edition
from warehouse.facts import CellStatement
from warehouse.rows_at import RowsAt
from warehouse.schema import definition
from warehouse.tables import Catalogue

_FINGERPRINTS = Kept(most=200)
"""Of statements over the tables they were asked for: a command looks at all of them when it starts, and again when it
publishes."""


@dataclass(frozen=True)
class Definition:
    """One definition of one indicator.

    Args:
        fingerprint: of the statement that makes its cells: it changes when the same rows could make other cells.
        sheet: the words of its reference sheet.
        edition: the first edition whose cells it made.
    """

    indicator: str
    fingerprint: str
    sheet: dict[str, Any]
    edition: int
    noted_at: dt.datetime | None = None


def follow(
    connection: Connection, catalogue: Catalogue, statements: Sequence[CellStatement], now: dt.datetime
) -> Edition | None:
    """Note new definitions; where cells must be made anew by them, publish an edition that does. None where none must.

    Before anything is published there is nothing to note: the first load does.
    """
    if editions.newest_number(connection) == 0:
        return None
    known, present = _latest(connection, None), _declared(catalogue, statements)
    differs = {key for key, each in present.items() if key not in known or known[key].fingerprint != each.fingerprint}
    gone = set(known) - set(present)
    made = _make_anew(connection, catalogue, statements, (differs, gone), now) if differs | gone else None
    since = made.number if made else editions.newest_number(connection)
    reworded = {key for key, each in present.items() if key in known and known[key].sheet != each.sheet}
    told = [present[key] for key in sorted(differs | reworded)] + [
        Definition(key, "", {}, since) for key in sorted(gone)
    ]
    _note(connection, told, since, now)
    return made


def note_first(
    connection: Connection, catalogue: Catalogue, statements: Sequence[CellStatement], made: Edition
) -> None:
    """Note the definitions that the first edition is made by."""
    if made.number == 1 and not _latest(connection, None):
        _note(connection, list(_declared(catalogue, statements).values()), made.number, made.published_at)


def in_force(connection: Connection, edition: int) -> dict[str, Definition]:
    """The definitions by which the cells of an edition were made, by indicator."""
    return _latest(connection, edition)


def is_followed(connection: Connection, catalogue: Catalogue, statements: Sequence[CellStatement]) -> bool:
    """True where every definition is noted as it is: then nobody has to wait for a publisher."""
    if editions.newest_number(connection) == 0:
        return True
    known, present = _latest(connection, None), _declared(catalogue, statements)
    return {key: (each.fingerprint, each.sheet) for key, each in known.items()} == {
        key: (each.fingerprint, each.sheet) for key, each in present.items()
    }


def _make_anew(
    connection: Connection,
    catalogue: Catalogue,
    statements: Sequence[CellStatement],
    which: tuple[set[str], set[str]],
    now: dt.datetime,
) -> Edition:
    differs, gone = which
    made = editions.begin(connection, "rebuild", None, now)
    changed = [statement for statement in statements if statement.indicator in differs]
    anew = making.of_all_anew(connection, catalogue.tables, made.number)
    close_others(anew, statements)
    write_cells(anew, changed, Cause.DEFINITION)
    said = f"defined anew: {', '.join(sorted(differs))}" if differs else ""
    dropped = f"no longer defined: {', '.join(sorted(gone))}" if gone else ""
    return editions.finish(connection, made, "; ".join(part for part in (said, dropped) if part))


def _declared(catalogue: Catalogue, statements: Sequence[CellStatement]) -> dict[str, Definition]:
    return {
        each.indicator: Definition(each.indicator, _fingerprint(each, catalogue), dict(each.sheet), 0)
        for each in statements
    }


def _fingerprint(statement: CellStatement, catalogue: Catalogue) -> str:
    return _FINGERPRINTS.get(place(catalogue.tables, statement), lambda: _made_fingerprint(statement, catalogue))


def _made_fingerprint(statement: CellStatement, catalogue: Catalogue) -> str:
    selects = ask(statement, _RowsByName(catalogue.tables)).selects
    return hashlib.sha256(json.dumps([_spelled(facts) for facts in selects]).encode()).hexdigest()


class _RowsByName(RowsAt):
    """Rows that are only named: a column that a dataset gains changes no definition that does not read it, and a quicker
    way to the same marking changes none."""

    def of(self, dataset: str) -> FromClause:
        rows = self._tables[dataset].alias(f"{dataset}_{len(self.given) + 1}")
        self.given.append((dataset, rows))
        return rows

    def narrowest(self, *markings: ColumnElement) -> ColumnElement:
        return sql.narrowest_of_any(*markings)


def _spelled(facts: Select) -> list[str]:
    compiled = facts.compile(dialect=sqlite.dialect())
    return [str(compiled), repr(sorted(compiled.params.items()))]


def _latest(connection: Connection, edition: int | None) -> dict[str, Definition]:
    newest = select(func.max(definition.c.id)).group_by(definition.c.indicator)
    if edition is not None:
        newest = newest.where(definition.c.edition <= edition)
    found = connection.execute(select(definition).where(definition.c.id.in_(newest)))
    every = (Definition(row.indicator, row.fingerprint, row.sheet, row.edition, row.noted_at) for row in found)
    return {each.indicator: each for each in every if each.fingerprint}


def _note(connection: Connection, found: Sequence[Definition], edition: int, now: dt.datetime) -> None:
    lines = [
        {
            "indicator": each.indicator,
            "fingerprint": each.fingerprint,  # "" where it is no longer defined
            "sheet": each.sheet,
            "edition": edition,
            "noted_at": now,
        }
        for each in found
    ]
    if lines:
        connection.execute(insert(definition), lines)
