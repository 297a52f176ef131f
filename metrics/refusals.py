"""Rows that were held back: in no cell, so counted apart from every figure that they might have been part of."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.indicator import Indicator
from metrics.measures.tally import Window
from metrics.reading import Reading
from vocabulary.period import Month, Period
from warehouse.edition import Submission


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


def refused_parts(
    submissions: Iterable[Submission], indicator: Indicator, reading: Reading, window: Window
) -> tuple[RefusedPart, ...]:
    """What was held back of the datasets that an indicator reads, for its programme, partners and months.

    Only of submissions that were judged by the time of the edition. Their rows may have been mended and sent again
    since: then they are also among the rows that count.
    """
    return tuple(
        RefusedPart(each.id, each.file_name, each.partner, part.dataset, each.period, part.refused + part.unreadable)
        for each in submissions
        if _may_be_of(each, reading, window)
        for part in each.parts
        if part.dataset in indicator.sources and part.refused + part.unreadable
    )


def _may_be_of(each: Submission, reading: Reading, window: Window) -> bool:
    chosen = reading.selection
    is_known = each.loaded_at is not None and each.loaded_at <= reading.edition.published_at
    is_ours = each.programme in ("", chosen.programme)
    is_theirs = not chosen.partners or each.partner in ("", *chosen.partners)
    return is_known and is_ours and is_theirs and _overlaps(each.period, window)


def _overlaps(period: str, window: Window) -> bool:
    """Whether a claimed period and the figure's months have a month in common; what cannot be read may be any."""
    try:
        said = Period.parse(period)
    except ValueError:
        return True
    return Month.of(said.start) <= window.last and Month.of(said.end) >= window.first
