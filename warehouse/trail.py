"""The reads of the evidence trail: facts with their rows, a row through the editions, what was found on its line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, func, select

from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from warehouse import editions, evidence, passed_over, schema
from warehouse.asked import ask_at
from warehouse.connection import Engines
from warehouse.edition import OPEN_END
from warehouse.facts import CellStatement
from warehouse.publication import FINDING_ROW_COLUMNS
from warehouse.reading import Seen
from warehouse.stages import Stage
from warehouse.tables import Catalogue

_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class RowVersion:
    """One version of a row.

    Args:
        values: declared columns, as Python values; what is missing is None.
        source_row: the row number that a spreadsheet shows; None or 0 where the record stands on no line.
        edition_to: the edition that ended it; None while it stands.
    """

    dataset: str
    row_id: int
    row_key: str
    values: dict[str, Any]
    marking: str
    submission: str
    sheet: str
    source_row: int | None
    edition_from: int
    edition_to: int | None

    def stands_in(self, edition: int) -> bool:
        return self.edition_from <= edition and (self.edition_to is None or edition < self.edition_to)


class Trail:
    """What `Warehouse` answers about where a figure comes from."""

    _engines: Engines
    _catalogue: Catalogue

    def facts(self, statement: CellStatement, scope: Scope, edition: int, sought: evidence.FactsSought) -> pd.DataFrame:
        """The facts of a statement that the reader may see, with the rows of each; columns `EVIDENCE_COLUMNS`.

        Filtered by marking before anything else. Added up, they are the cells of that edition, as long as the statement
        is the one that made them.
        """
        with self._engines.reading() as connection:
            number = editions.by_number(connection, edition).number
            return evidence.facts(connection, self._catalogue, statement, Seen(scope, number), sought)

    def considered(
        self, statement: CellStatement, scope: Scope, edition: int, sought: evidence.FactsSought
    ) -> pd.DataFrame:
        """Every row that the facts of a statement could start from, counted or not; columns `passed_over.COLUMNS`."""
        with self._engines.reading() as connection:
            number = editions.by_number(connection, edition).number
            return passed_over.considered(connection, self._catalogue, statement, Seen(scope, number), sought)

    def fact_rows(self, statement: CellStatement) -> frozenset[str]:
        """The datasets whose rows the facts of a statement start from."""
        starts = (joined[:1] for joined in ask_at(self._catalogue.tables, statement, Stage.NOW).named)
        return frozenset(dataset for start in starts for dataset, _ in start)

    def rows_named(self, dataset: str, row_ids: Iterable[int], scope: Scope) -> dict[int, RowVersion]:
        """Row versions by id, of those that the reader may see; few at a time: a page of a list."""
        table = self._row_table(dataset)
        with self._engines.reading() as connection:
            found = _versions(connection, dataset, table, table.c.row_id.in_(list(row_ids)))
        return {each.row_id: each for each in found if scope.sees(each.marking)}

    def row_versions(self, dataset: str, row_id: int, scope: Scope) -> tuple[RowVersion, ...]:
        """Every version of the row that has the version *row_id*, oldest first; those that the reader may see.

        Raises:
            Unavailable: there is no such row, or it is not for this reader; which of the two is not said.
        """
        table = self._row_table(dataset)
        key = self._catalogue.datasets[dataset].key_columns[0]
        with self._engines.reading() as connection:
            one = _versions(connection, dataset, table, table.c.row_id == min(row_id, _LARGEST))
            if not one or not scope.sees(one[0].marking):
                raise _no_such_row()
            same = table.c.row_key == one[0].row_key
            if one[0].values[key] is not None:  # the index of versions that were closed is on the first key column
                same &= table.c[key] == one[0].values[key]
            found = _versions(connection, dataset, table, same)
        return tuple(each for each in found if scope.sees(each.marking))

    def sightings(self, dataset: str, row_id: int) -> pd.DataFrame:
        """Submissions that repeated the row unchanged: submission, sheet, source_row, claimed_in (the edition)."""
        seen = schema.sighting.c
        columns = (seen.submission, seen.sheet, seen.source_row, seen.claimed_in)
        wanted = select(*columns).where(seen.dataset == dataset, seen.row_id == row_id).order_by(seen.claimed_in)
        return self._frame(wanted)

    def line_findings(self, submission: str, dataset: str, sheet: str, source_row: int) -> pd.DataFrame:
        """What rules pointed at on one line of a submission; columns `FINDING_ROW_COLUMNS`."""
        found = schema.finding_row.c
        here = (found.dataset == dataset) & (found.sheet == sheet) & (found.source_row == source_row)
        columns = (found[name] for name in FINDING_ROW_COLUMNS)
        return self._frame(select(*columns).where(found.submission == submission, here).order_by(found.id))

    def listed_findings(self, submission: str) -> pd.DataFrame:
        """How many lines are kept with each finding: dataset, rule, expected, lines. Of warnings, not all need to be."""
        found = schema.finding_row.c
        what = (found.dataset, found.rule, found.expected)
        return self._frame(
            select(*what, func.count().label("lines")).where(found.submission == submission).group_by(*what)
        )

    def _frame(self, wanted: Any) -> pd.DataFrame:
        with self._engines.reading() as connection:
            result = connection.execute(wanted)
            return pd.DataFrame(result.all(), columns=list(result.keys()))

    def _row_table(self, dataset: str) -> Table:
        if dataset not in self._catalogue.tables:
            raise _no_such_row()
        return self._catalogue.tables[dataset]


def _no_such_row() -> Unavailable:
    return Unavailable("There is no such row, or it is not for your eyes.")


def _versions(connection: Connection, dataset: str, table: Table, which: Any) -> list[RowVersion]:
    own = ("row_id", "row_key", "marking", "submission", "sheet", "source_row", "edition_from", "edition_to")
    said = [column.name for column in table.columns if column.name not in (*own, "row_hash", "claimed_in")]
    wanted = select(*(table.c[name] for name in (*own, *said))).where(which).order_by(table.c.edition_from)
    return [
        RowVersion(
            dataset=dataset,
            values={name: row[name] for name in said},
            **{name: row[name] for name in own[:-1]},
            edition_to=None if row["edition_to"] == OPEN_END else row["edition_to"],
        )
        for row in connection.execute(wanted).mappings()
    ]
