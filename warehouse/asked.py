"""What statements are asked: their selects over the rows of one state, checked against what they promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Select, Subquery, Table

from vocabulary.errors import BrokenPromise
from vocabulary.kept import Kept
from warehouse.absent import by_absence
from warehouse.facts import FACT_COLUMNS, CellStatement
from warehouse.plain_join import PlainJoin, joined_rows, plain_join
from warehouse.rows_at import RowsAt
from warehouse.stages import Stage, rows_at

_ASKED = Kept(most=600)
"""Selects of statements at the stages: two for each indicator that is declared, and a third where files bring new rows and
corrections."""


@dataclass(frozen=True)
class Asked:
    """The selects of one statement over the rows of one state, and the rows it was given for them."""

    rows: RowsAt
    selects: tuple[Select, ...]

    @cached_property
    def quick(self) -> tuple[Select, ...]:
        """The selects as a database answers them soonest; what each joins is told by `joins` all the same."""
        return tuple(
            facts if joined is None else by_absence(facts)
            for facts, joined in zip(self.selects, self.joins, strict=True)
        )

    @cached_property
    def joins(self) -> list[PlainJoin | None]:
        return [plain_join(facts, self.rows.given) for facts in self.selects]

    @cached_property
    def named(self) -> list[list[tuple[str, Subquery]]]:
        """For each select the rows that every fact of it names one of, with their dataset."""
        return [joined_rows(facts, self.rows.given) for facts in self.selects]


def ask(statement: CellStatement, rows: RowsAt) -> Asked:
    """Ask a statement for its facts, and check them against what it promises.

    Raises:
        BrokenPromise: other columns than `FACT_COLUMNS`, or a dataset that its sources do not name.
    """
    selects = statement.facts(rows)
    for facts in selects:
        names = tuple(column.key for column in facts.selected_columns)
        if names != FACT_COLUMNS:
            raise BrokenPromise(f"{statement.indicator}: facts have the columns {names}, not {FACT_COLUMNS}")
    unnamed = {dataset for dataset, _ in rows.given} - set(statement.sources)
    if unnamed:
        raise BrokenPromise(f"{statement.indicator}: reads {sorted(unnamed)}, which its sources do not name")
    return Asked(rows, selects)


def ask_at(tables: Mapping[str, Table], statement: CellStatement, stage: Stage) -> Asked:
    """What a statement asks of the rows at a stage on the way to the edition in the making.

    It is the same for every edition: kept, because writing a statement costs more than running it where few rows changed.
    """
    return _ASKED.get((*place(tables, statement), stage), lambda: ask(statement, rows_at(tables, stage)))


def place(tables: Mapping[str, Table], statement: CellStatement) -> tuple:
    """What tells one statement from another: two warehouses of one process may have one each of the same name."""
    read = tuple(tables[dataset] for dataset in statement.sources if dataset in tables)
    return statement.indicator, statement.sources, statement.facts, read
