"""What an indicator is: its reference sheet as data, the facts that make its cells, the way cells are read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Select

from metrics.measures.tally import Measure
from metrics.series import Rebase
from warehouse.facts import CellStatement, Rows


class Direction(StrEnum):
    """Which way is better."""

    UP = "higher is better"
    DOWN = "lower is better"
    NEUTRAL = "neither is better"


class Unit(StrEnum):
    SHARE = "share"
    DAYS = "days"
    COUNT = "count"


class OverTime(StrEnum):
    """How months combine into a quarter."""

    SUM = "counts are added"  # flows: sum of numerators over sum of denominators
    LAST = "the last month stands"  # stocks
    RECOMPUTE = "computed again from the day counts"  # medians, curves


@dataclass(frozen=True)
class Change:
    """One change of a definition, with the day it takes effect."""

    on: str
    what: str


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue.

    Args:
        key: its file's name.
        code: as the field knows it ("TRN-01").
        title, short_title: for a sheet, for a table row.
        question: what a reader asks with it.
        definition, numerator, denominator, period_key: whole sentences of the reference sheet.
        unit, direction, over_time: see there; over partners, counts are always added.
        topic_is: what `topic` means in its cells ("course").
        target: in its unit; None where there is none. target_source: who set it and why.
        limitations: what a reader must know before leaning on it.
        owner_role: role that answers for it.
        sources: datasets its facts read.
        facts: see `warehouse.facts.CellStatement`.
        read: the way its cells become figures: one of `metrics.measures`.
        change_log: every change of the definition.
        headline: shown as a row of the quarterly scorecard.
        rebases: when its chart starts afresh, in order: the day, the reason and who decided.
        baseline_points: its limits rest on the first so many points (12 or more) of each segment; None for all.
    """

    key: str
    code: str
    title: str
    short_title: str
    question: str
    definition: str
    numerator: str
    denominator: str
    period_key: str
    unit: Unit
    direction: Direction
    over_time: OverTime
    topic_is: str
    target: float | None
    target_source: str
    limitations: tuple[str, ...]
    owner_role: str
    sources: tuple[str, ...]
    facts: Callable[[Rows], tuple[Select, ...]]
    read: Measure
    frequency: str = "monthly, reviewed each quarter"
    change_log: tuple[Change, ...] = field(default=())
    headline: bool = True
    rebases: tuple[Rebase, ...] = ()
    baseline_points: int | None = None

    def statement(self) -> CellStatement:
        """What the warehouse needs to make this indicator's cells."""
        return CellStatement(self.key, self.sources, self.facts)
