"""The rows between two editions, stage by stage: what went, what was corrected, what is new, who belongs."""

from collections.abc import Mapping
from enum import IntEnum

from sqlalchemy import BigInteger, Column, ColumnElement, FromClause, Table, Text, TextualSelect

from warehouse.edition import OPEN_END
from warehouse.rows_at import IN_THE_MAKING, OPEN, RowsAt, rows_where
from warehouse.staging import stage as stage_table

MEMBERSHIP = "membership"
"""The dataset whose changes are told apart: who belongs decides which cases count, without a case having changed."""

PAIRS = stage_table("stage_pair", Column("dataset", Text, nullable=False), Column("row_id", BigInteger, nullable=False))
"""The versions, closed and opened, that are the two sides of a correction."""


_MAKING = f":{IN_THE_MAKING.key}"


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
    return RowsAt(tables) if stage is Stage.NOW else _RowsOnTheWay(tables, stage)


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
        super().__init__(tables)
        self._stage = stage

    def _standing(self, table: Table) -> TextualSelect:
        is_paired = f"row_id IN (SELECT row_id FROM {PAIRS.name} WHERE dataset = '{table.name}')"
        before, now = f"edition_from < {_MAKING} AND edition_to >= {_MAKING}", f"edition_to >= {OPEN_END}"
        stage = Stage.BEFORE if table.name == MEMBERSHIP else self._stage
        condition = {
            Stage.BEFORE: before,
            Stage.WITHOUT_GONE: f"{before} AND (edition_to > {_MAKING} OR {is_paired})",
            Stage.CORRECTED: f"{now} AND (edition_from < {_MAKING} OR {is_paired})",
            Stage.WITH_NEW: now,
        }[stage]
        return rows_where(table, condition, *([IN_THE_MAKING] if _MAKING in condition else []))
