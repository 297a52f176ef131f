"""The rows between two editions, stage by stage: what went, what was corrected, what is new, who belongs."""

from collections.abc import Mapping
from enum import IntEnum

from sqlalchemy import BigInteger, Column, ColumnElement, FromClause, Table, Text, select

from warehouse.rows_at import IN_THE_MAKING, OPEN, RowsAt
from warehouse.staging import stage as stage_table

MEMBERSHIP = "membership"
"""The dataset whose changes are told apart: who belongs decides which cases count, without a case having changed."""

PAIRS = stage_table("stage_pair", Column("dataset", Text, nullable=False), Column("row_id", BigInteger, nullable=False))
"""The versions, closed and opened, that are the two sides of a correction."""


class Stage(IntEnum):
    """How far the rows are brought from one edition to the next."""

    BEFORE = 0
    WITHOUT_GONE = 1
    CORRECTED = 2
    WITH_NEW = 3
    NOW = 4  # and membership as it is now


ENDS = (Stage.BEFORE, Stage.NOW)


def rows_at(tables: Mapping[str, Table], stage: Stage) -> RowsAt:
    """The rows of the edition in the making, at a stage on the way to it."""
    if stage in ENDS:
        return RowsAt(tables, IN_THE_MAKING, is_before=stage is Stage.BEFORE)
    return _RowsOnTheWay(tables, stage)


def touched(dataset: str, rows: FromClause, stage: Stage) -> ColumnElement[bool]:
    """True for the rows of a stage that do not stand at every stage: closed by the edition, or opened.

    Said so, a database looks these few up and does not go through all rows.
    """
    is_as_before = stage in (Stage.BEFORE, Stage.WITHOUT_GONE) or (dataset == MEMBERSHIP and stage is not Stage.NOW)
    if is_as_before:
        return (rows.c.edition_to == IN_THE_MAKING) & (rows.c.edition_to < OPEN)  # the index of closed rows, by name
    return rows.c.edition_from == IN_THE_MAKING


class _RowsOnTheWay(RowsAt):
    def __init__(self, tables: Mapping[str, Table], stage: Stage) -> None:
        super().__init__(tables, IN_THE_MAKING)
        self._stage = stage

    def _stands(self, table: Table) -> ColumnElement[bool]:
        opened, closed = table.c.edition_from, table.c.edition_to
        before, now = (opened < IN_THE_MAKING) & (closed >= IN_THE_MAKING), closed >= OPEN
        if table.name == MEMBERSHIP:
            return before
        is_paired = table.c.row_id.in_(select(PAIRS.c.row_id).where(PAIRS.c.dataset == table.name))
        return {
            Stage.WITHOUT_GONE: before & ((closed > IN_THE_MAKING) | is_paired),
            Stage.CORRECTED: now & ((opened < IN_THE_MAKING) | is_paired),
            Stage.WITH_NEW: now,
        }[self._stage]
