"""The rows between two editions, stage by stage: what went, what was corrected, what is new, who belongs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import ColumnElement, FromClause, Subquery, Table, select

from warehouse.rows_at import OPEN, RowsAt

MEMBERSHIP = "membership"
"""The dataset whose changes are told apart: who belongs decides which cases count, without a case having changed."""


class Stage(IntEnum):
    """How far the rows are brought from one edition to the next."""

    BEFORE = 0
    WITHOUT_GONE = 1
    CORRECTED = 2
    WITH_NEW = 3
    NOW = 4  # and membership as it is now


@dataclass(frozen=True)
class Stages:
    """The rows of the edition in the making, at each stage on the way to it.

    Args:
        tables: row tables by dataset.
        edition: the edition in the making; a number, or `rows_at.IN_THE_MAKING`.
        pairs: dataset and row_id of the versions, closed and opened, that are the two sides of a correction.
    """

    tables: Mapping[str, Table]
    edition: int | ColumnElement[int]
    pairs: Table

    def stands(self, dataset: str, rows: FromClause, stage: Stage) -> ColumnElement[bool]:
        """True for the row versions that stand at a stage."""
        opened, closed = rows.c.edition_from, rows.c.edition_to
        before, now = (opened < self.edition) & (closed >= self.edition), closed >= OPEN
        if dataset == MEMBERSHIP:
            return now if stage is Stage.NOW else before
        pair = self.pairs.c
        is_paired = rows.c.row_id.in_(select(pair.row_id).where(pair.dataset == dataset))
        return {
            Stage.BEFORE: before,
            Stage.WITHOUT_GONE: before & ((closed > self.edition) | is_paired),
            Stage.CORRECTED: now & ((opened < self.edition) | is_paired),
        }.get(stage, now)


class RowsOnTheWay(RowsAt):
    """The rows at one stage, seen beside another stage (see `warehouse.facts.Rows`)."""

    def __init__(self, stages: Stages, stage: Stage, beside: Stage) -> None:
        super().__init__(stages.tables, stages.edition)
        self._stages, self._stage, self._beside = stages, stage, beside

    def of(self, dataset: str) -> FromClause:
        table = self._stages.tables[dataset]
        stands = self._stages.stands(dataset, table, self._stage)
        rows = select(table).where(stands).subquery(f"{dataset}_{len(self.given) + 1}")
        self.given.append((dataset, rows))
        return rows

    def is_touched(self, rows: FromClause) -> ColumnElement[bool]:
        """True for rows that do not stand at the other stage.

        What one stage has more than an earlier one was opened by the edition, what it has less was closed by it. Said
        so, a database looks these few up and does not go through all rows.
        """
        if self._stage > self._beside:
            is_changed = rows.c.edition_from == self._stages.edition
        else:
            is_changed = (rows.c.edition_to == self._stages.edition) & (rows.c.edition_to < OPEN)
        return is_changed & ~self.has_stayed(rows)

    def has_stayed(self, rows: FromClause) -> ColumnElement[bool]:
        """True for rows that stand at both."""
        return self._stages.stands(self._dataset(rows), rows, self._beside)

    def _dataset(self, rows: FromClause) -> str:
        return next(dataset for dataset, given in self.given if isinstance(given, Subquery) and given is rows)
