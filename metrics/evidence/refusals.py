"""Rows that were held back: in no cell, so counted apart from every figure that they might have been part of."""

from dataclasses import dataclass
from typing import Protocol

from metrics.measures.tally import Window
from metrics.reading import Reading
from vocabulary.period import Month, Period
from vocabulary.scope import Scope
from warehouse.edition import Submission
from warehouse.judged import JudgedSought


@dataclass(frozen=True)
class RefusedPart:
    """One dataset of one submission of which rows were held back.

    Args:
        period: as the sender claims it; "" where nothing is claimed, so that its rows may be of any month.
        rows: records refused, and lines that could not be read.
    """

    submission: str
    file_name: str
    partner: str
    dataset: str
    period: str
    rows: int


class Ledger(Protocol):
    """What this module asks of the warehouse."""

    def claimed_periods(self) -> list[str]: ...

    def judged(self, scope: Scope, sought: JudgedSought) -> list[Submission]: ...


def refused_parts(
    ledger: Ledger, scope: Scope, sources: tuple[str, ...], reading: Reading, window: Window
) -> tuple[RefusedPart, ...]:
    """What was held back of the datasets that a figure is made of, for its programme, partners and months.

    Only of submissions that were judged by the time of the edition. Their rows may have been mended and sent again
    since: then they are also among the rows that count.
    """
    chosen = reading.selection
    periods = [period for period in ledger.claimed_periods() if _overlaps(period, window)]
    sought = JudgedSought(chosen.programme, chosen.partners, periods, reading.edition.published_at)
    return tuple(
        RefusedPart(each.id, each.file_name, each.partner, part.dataset, each.period, part.refused + part.unreadable)
        for each in ledger.judged(scope, sought)
        for part in each.parts
        if part.dataset in sources and part.refused + part.unreadable
    )


def _overlaps(period: str, window: Window) -> bool:
    """Whether a claimed period and the figure's months have a month in common; what cannot be read may be any."""
    try:
        said = Period.parse(period)
    except ValueError:
        return True
    return Month.of(said.start) <= window.last and Month.of(said.end) >= window.first
