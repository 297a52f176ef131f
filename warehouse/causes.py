"""Why an edition moved a figure: kept when it is published, so that a bridge between editions adds up exactly.

An edition that only brought new rows has one cause, and its cells say the rest. Where several causes meet in one
indicator (a file that corrects some rows and brings others), the rows are brought from before to now stage by stage and
what each stage adds to the cells is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import Table, and_, insert, literal, select

from warehouse.facts import CellStatement
from warehouse.making import Making
from warehouse.schema import edition_cause
from warehouse.stages import ENDS, MEMBERSHIP, PAIRS, Stage, touched
from warehouse.staging import measure

Causes = Mapping[str, Sequence["Cause"]]
"""By indicator, in the order of `Cause`."""


class Cause(StrEnum):
    """What can move a figure from one edition to the next, in the order in which a bridge tells it."""

    WITHDRAWN = "withdrawn rows"
    CORRECTED = "corrected rows"
    NEW = "new rows"
    MEMBERSHIP = "membership change"
    DEFINITION = "definition change"


ORDER = tuple(Cause)
REACHED = {
    Cause.WITHDRAWN: Stage.WITHOUT_GONE,
    Cause.CORRECTED: Stage.CORRECTED,
    Cause.NEW: Stage.WITH_NEW,
    Cause.MEMBERSHIP: Stage.NOW,
}
"""The stage that the rows have reached when a cause has done its part."""


def single(making: Making, statements: Iterable[CellStatement], cause: Cause) -> Causes:
    """The same cause for every indicator of which a source changed."""
    return {each.indicator: (cause,) for each in statements if making.changed.keys() & set(each.sources)}


def told_apart(making: Making, statements: Iterable[CellStatement]) -> Causes:
    """The causes of every indicator of which a source changed; both sides of each correction are put among the pairs."""
    by_dataset = {dataset: _causes(making, dataset) for dataset in making.changed}
    measure(making.connection, PAIRS)
    found = {
        each.indicator: {cause for dataset in each.sources for cause in by_dataset.get(dataset, ())}
        for each in statements
    }
    return {indicator: [cause for cause in ORDER if cause in causes] for indicator, causes in found.items() if causes}


def note(making: Making, causes: Causes) -> None:
    """Keep what moved each indicator."""
    lines = [
        {"edition": making.edition, "indicator": indicator, "causes": ",".join(each)}
        for indicator, each in causes.items()
    ]
    if lines:
        making.connection.execute(insert(edition_cause), lines)


def _causes(making: Making, dataset: str) -> set[Cause]:
    change = making.changed[dataset]
    if dataset == MEMBERSHIP:
        return {Cause.MEMBERSHIP}
    if not change.closed:
        return {Cause.NEW}
    corrected = _pair(making, making.tables[dataset])
    counts = {
        Cause.WITHDRAWN: change.closed - corrected,
        Cause.CORRECTED: corrected,
        Cause.NEW: change.opened - corrected,
    }
    return {cause for cause, count in counts.items() if count}


def _pair(making: Making, table: Table) -> int:
    """Put both sides of the corrections among the pairs; how many corrections there are."""
    gone, came = table.alias("gone"), table.alias("came")
    is_closed, is_opened = (touched(table.name, side, at) for side, at in zip((gone, came), ENDS, strict=True))
    met = and_(gone.c.row_key == came.c.row_key, is_closed, is_opened)
    counts = [
        making.connection.execute(
            insert(PAIRS).from_select(["dataset", "row_id"], select(literal(table.name), side.c.row_id).where(met))
        ).rowcount
        for side in (gone, came)
    ]
    return counts[0]
