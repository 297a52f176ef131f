"""Makers of indicators of one's own: a share, or a count, of the rows of one dataset."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, true

from expectations.catalogue import datasets
from metrics.facts.fact import Adds, Place, when
from metrics.facts.registers import SOURCES as REGISTERS
from metrics.facts.registers import registers
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.count import Count
from metrics.measures.share import Share
from metrics.measures.tally import Measure
from warehouse.facts import Rows

Condition = Callable[[Any], ColumnElement]
"""Given the columns of a row (`row.status == "HELD"`): whether it holds. What is not known does not hold."""
Hits = Callable[[Any, Callable[[ColumnElement], ColumnElement]], ColumnElement]
"""The same, given besides what makes a date a number of days (`days(row.end_on) - days(row.start_on) <= 10`)."""


@dataclass(frozen=True)
class Sheet:
    """The words of a reference sheet; each argument as in `metrics.indicator.Indicator`.

    Args:
        since: day from which the definition holds (2026-10-01).
        headline: a row of the quarterly scorecard.
    """

    key: str
    code: str
    title: str
    question: str
    definition: str
    numerator: str
    denominator: str
    period_key: str
    limitations: tuple[str, ...]
    owner_role: str
    since: str
    direction: Direction = Direction.UP
    target: float | None = None
    target_source: str = "none: no target was set"
    headline: bool = False


@dataclass(frozen=True)
class Records:
    """The rows that are counted.

    Args:
        dataset: its key ("engagement"); it has a column `programme`.
        dated_by: the column of days that says in which month a row counts.
        partner: the column of the partner it counts for; "" for none.
        topic: a column to break the figure down by, "" for none; `topic_is` says what it holds.
        which: the rows that count at all; all of them, unless it is given.
        matures_after: days after *dated_by* from which a row counts; None for at once.
    """

    dataset: str
    dated_by: str
    partner: str = ""
    topic: str = ""
    topic_is: str = "topic"
    which: Condition | None = None
    matures_after: int | None = None

    def __post_init__(self) -> None:
        known = datasets()[self.dataset].column_names if self.dataset in datasets() else ()
        wanted = {"programme", self.dated_by, self.partner, self.topic} - {""}
        if missing := sorted(wanted - set(known)):
            raise ValueError(
                f"the dataset {self.dataset!r} has no column {', '.join(missing)}; it has {', '.join(known) or 'none'}. "
                "What needs two datasets is written as the indicators in metrics/indicators are."
            )

    def place(self, rows: Rows, table: FromClause) -> Place:
        """Where a row counts."""
        return Place(
            source=table,
            month=rows.month(table.c[self.dated_by]),
            programme=table.c.programme,
            partner=table.c[self.partner] if self.partner else "",
            marking=table.c.marking,
            topic=table.c[self.topic] if self.topic else "",
        )

    def counts(self, table: FromClause) -> ColumnElement:
        """The condition that every fact needs."""
        return table.c[self.dated_by].is_not(None) & (self.which(table.c) if self.which else true())


def share_of(sheet: Sheet, records: Records, hits: Hits) -> Indicator:
    """The share of *records* for which *hits* holds."""

    def facts(rows: Rows) -> tuple[Select, ...]:
        table = rows.of(records.dataset)
        day = rows.day_number(table.c[records.dated_by])
        counted = Adds(when(hits(table.c, rows.day_number)), 1)
        return (records.place(rows, table).fact(counted, records.counts(table), bucket=day),)

    read = Share(matures_after=records.matures_after, immature_because=f"less than {records.matures_after} days old")
    return _indicator(sheet, records, Unit.SHARE, facts, read)


def count_of(sheet: Sheet, records: Records) -> Indicator:
    """The number of *records*. A month without any is nought where a register for it was received."""

    def facts(rows: Rows) -> tuple[Select, ...]:
        table = rows.of(records.dataset)
        counted = records.place(rows, table).fact(Adds(1, 1), records.counts(table))
        return counted, registers(rows, records.dataset)

    return _indicator(sheet, records, Unit.COUNT, facts, Count())


def _indicator(
    sheet: Sheet, records: Records, unit: Unit, facts: Callable[[Rows], tuple[Select, ...]], read: Measure
) -> Indicator:
    sources = (records.dataset, *(source for source in REGISTERS if unit is Unit.COUNT and source != records.dataset))
    return Indicator(
        key=sheet.key,
        code=sheet.code,
        title=sheet.title,
        short_title=sheet.title,
        question=sheet.question,
        definition=sheet.definition,
        numerator=sheet.numerator,
        denominator=sheet.denominator,
        period_key=sheet.period_key,
        unit=unit,
        direction=sheet.direction,
        over_time=OverTime.SUM,
        topic_is=records.topic_is,
        target=sheet.target,
        target_source=sheet.target_source,
        limitations=sheet.limitations,
        owner_role=sheet.owner_role,
        sources=sources,
        facts=facts,
        read=read,
        change_log=(Change(sheet.since, "First definition."),),
        headline=sheet.headline,
    )
