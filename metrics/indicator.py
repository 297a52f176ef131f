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
    PERCENT = "percent"  # one count in percent of another, which it may exceed
    RATIO = "ratio"
    DAYS = "days"
    COUNT = "count"
    LEVELS = "levels"  # steps of a rating scale
    POINTS = "points of 100"  # a composite index


class OverTime(StrEnum):
    """How months combine into a quarter."""

    SUM = "counts are added"  # flows: sum of numerators over sum of denominators
    LAST = "the last month stands"  # stocks
    RECOMPUTE = "computed again from the day counts"  # medians, curves


class OverPartners(StrEnum):
    """How the figures of partners combine into the programme's."""

    SUM = "their counts are added"
    RECOMPUTE = "it is computed again from all cases"


@dataclass(frozen=True)
class Change:
    """One change of a definition, with the day it takes effect."""

    on: str
    what: str


_SHEET = (
    "code", "title", "question", "definition", "numerator", "denominator", "period_key", "unit", "direction",
    "over_time", "over_partners", "topic_is", "target", "target_most", "target_source", "owner_role", "frequency",
    "rebases", "baseline_points", "made_of",
)  # fmt: skip
"""The fields of a reference sheet that are written into the warehouse beside the editions made by them."""


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue.

    Args:
        key: its file's name.
        code: as the field knows it ("TRN-01").
        title, short_title: for a sheet, for a table row.
        question: what a reader asks with it.
        definition, numerator, denominator, period_key: whole sentences of the reference sheet.
        unit, direction, over_time, over_partners: see there. Counts are added in any case; figures never are.
        topic_is: what `topic` means in its cells ("course").
        target: in its unit; None where there is none. target_source: who set it and why.
        target_most: upper end of the target, where it is a band.
        limitations: what a reader must know before leaning on it.
        owner_role: role that answers for it.
        sources: datasets its facts read.
        facts: see `warehouse.facts.CellStatement`.
        read: the way its cells become figures: one of `metrics.measures`.
        change_log: every change of the definition.
        headline: shown as a row of the quarterly scorecard.
        rebases: when its chart starts afresh, in order: the day, the reason and who decided.
        baseline_points: its limits rest on the first so many points (12 or more) of each segment; None for all.
        made_of: codes of the indicators that a composite index is made of; they are shown wherever it is.
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
    made_of: tuple[str, ...] = ()
    target_most: float | None = None
    over_partners: OverPartners = OverPartners.SUM

    def statement(self) -> CellStatement:
        """What the warehouse needs to make this indicator's cells."""
        return CellStatement(self.key, self.sources, self.facts, self.sheet)

    @property
    def is_stock(self) -> bool:
        """Whether its months hold largely the same cases."""
        return self.read.is_stock or self.over_time is OverTime.LAST

    @property
    def sheet(self) -> dict[str, str]:
        """The words and the way of reading by which this indicator is defined: what a change of definition is told by."""
        told = {name: str(getattr(self, name)) for name in _SHEET}
        told["limitations"] = "\n".join(self.limitations)
        told["changes"] = "\n".join(f"{change.on}: {change.what}" for change in self.change_log)
        return told | {"read": repr(self.read)}
