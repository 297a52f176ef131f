"""Why an edition moved a figure: kept when it is published, so that a bridge between editions adds up exactly.

An edition that only brought new rows has one cause, and its cells say the rest. Where several causes meet in one
indicator (a file that corrects some rows and brings others), the rows are brought from before to now stage by stage and
what each stage adds to the cells is kept.
"""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Table,
    Text,
    and_,
    func,
    insert,
    literal,
    select,
)

from vocabulary.kept import Kept
from warehouse.cells import Asked, Making, ask, put_difference, summed
from warehouse.facts import FACT_COLUMNS, CellStatement
from warehouse.rows_at import IN_THE_MAKING, OPEN, making_of
from warehouse.schema import amount_columns, cell_step, dimension_columns, edition_cause
from warehouse.stages import MEMBERSHIP, RowsOnTheWay, Stage, Stages
from warehouse.staging import measure, staged


class Cause(StrEnum):
    """What can move a figure from one edition to the next, in the order in which a bridge tells it."""

    WITHDRAWN = "withdrawn rows"
    CORRECTED = "corrected rows"
    NEW = "new rows"
    MEMBERSHIP = "membership change"
    DEFINITION = "definition change"


ORDER = tuple(Cause)
_ASKED = Kept(most=600)
"""Selects of statements at the stages: some four for each indicator of which files bring new rows and corrections."""
_REACHED = {
    Cause.WITHDRAWN: Stage.WITHOUT_GONE,
    Cause.CORRECTED: Stage.CORRECTED,
    Cause.NEW: Stage.WITH_NEW,
    Cause.MEMBERSHIP: Stage.NOW,
}


def write_single_cause(making: Making, statements: Iterable[CellStatement], cause: Cause) -> None:
    """Note that the edition, as a whole, has one cause."""
    lines = [
        {"edition": making.edition, "indicator": statement.indicator, "causes": cause.value}
        for statement in statements
        if set(statement.sources) & set(making.changed)
    ]
    if lines:
        making.connection.execute(insert(edition_cause), lines)


def write_causes(making: Making, statements: Iterable[CellStatement]) -> None:
    """Note what moved each indicator, and where several causes did, what each but the last added to its cells."""
    pairs = Column("dataset", Text, nullable=False), Column("row_id", BigInteger, nullable=False)
    with staged(making.connection, "stage_pair", *pairs) as paired:
        by_dataset = {key: _causes(making, key, paired) for key in making.changed}
        measure(making.connection, paired)
        stages = Stages(making.tables, IN_THE_MAKING, paired)
        for statement in statements:
            found = {cause for key in statement.sources for cause in by_dataset.get(key, ())}
            causes = [cause for cause in ORDER if cause in found]
            if causes:
                _note(making, statement.indicator, causes)
            with making_of(making.edition):
                _write_steps(making, stages, statement, causes)


def _note(making: Making, indicator: str, causes: list[Cause]) -> None:
    line = {"edition": making.edition, "indicator": indicator, "causes": ",".join(causes)}
    making.connection.execute(insert(edition_cause), [line])


def _causes(making: Making, dataset: str, paired: Table) -> set[Cause]:
    """Why rows of a dataset changed; the two sides of each correction are put among the pairs."""
    opened, closed = _changes(making, dataset)
    if dataset == MEMBERSHIP:
        return {Cause.MEMBERSHIP}
    if not closed:
        return {Cause.NEW}
    corrected = _pair(making, dataset, paired)
    counts = {Cause.WITHDRAWN: closed - corrected, Cause.CORRECTED: corrected, Cause.NEW: opened - corrected}
    return {cause for cause, count in counts.items() if count}


def _changes(making: Making, dataset: str) -> tuple[int, int]:
    """How many row versions the edition opened and closed."""
    table = making.tables[dataset]
    counts = (
        select(func.count()).select_from(table).where(_is_opened(making, table)).scalar_subquery(),
        select(func.count()).select_from(table).where(_is_closed(making, table)).scalar_subquery(),
    )
    opened, closed = making.connection.execute(select(*counts)).one()
    return opened, closed


def _pair(making: Making, dataset: str, paired: Table) -> int:
    """Put both sides of the corrections among the pairs; how many corrections there are."""
    table = making.tables[dataset]
    gone, came = table.alias("gone"), table.alias("came")
    met = and_(gone.c.row_key == came.c.row_key, _is_closed(making, gone), _is_opened(making, came))
    counts = [
        making.connection.execute(
            insert(paired).from_select(["dataset", "row_id"], select(literal(dataset), side.c.row_id).where(met))
        ).rowcount
        for side in (gone, came)
    ]
    return counts[0]


def _is_opened(making: Making, table: FromClause) -> ColumnElement[bool]:
    return table.c.edition_from == making.edition


def _is_closed(making: Making, table: FromClause) -> ColumnElement[bool]:
    return (table.c.edition_to == making.edition) & (table.c.edition_to < OPEN)


def _write_steps(making: Making, stages: Stages, statement: CellStatement, causes: list[Cause]) -> None:
    standing = Stage.BEFORE
    for cause in causes[:-1]:
        reached = _REACHED[cause]
        before = _asked(stages, statement, standing, reached)
        after = _asked(stages, statement, reached, standing)
        with staged(making.connection, "stage_step", *dimension_columns(), *amount_columns()) as step:
            put_difference(making, step, before, after)
            told = (literal(making.edition), literal(statement.indicator), literal(cause.value))
            names = [*FACT_COLUMNS, "edition", "indicator", "cause"]
            making.connection.execute(insert(cell_step).from_select(names, summed(step).add_columns(*told)))
        standing = reached


def _asked(stages: Stages, statement: CellStatement, stage: Stage, beside: Stage) -> Asked:
    """What a statement asks of the rows at a stage; the same for every edition, so it is written once a process."""
    tables = tuple(stages.tables[dataset] for dataset in statement.sources)
    place = (statement.indicator, statement.facts, tables, stages.pairs, stage, beside)
    return _ASKED.get(place, lambda: ask(statement, RowsOnTheWay(stages, stage, beside)))
