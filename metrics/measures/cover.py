"""Of the topics that come up often, those that something was done about."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells, month_count
from metrics.measures.tally import Asked, Tally, Window, day_number

RAISED, COVERED, CLAIMED = "raised", "covered", "claimed"
"""Kinds: how often a topic came up; what covers it; what is said to cover it without having been looked at.

`bucket` of the last two is the last day on which what covers is current.
"""
BELOW, BY_CLAIM = "themes below the threshold", "covered by title alone"
TWICE = 2
"""What came up once does not recur, however few others came up."""


@dataclass(frozen=True)
class Cover:
    """Topics raised often enough in a year that are covered, of all topics raised often enough.

    Often enough is *least* times, or to be among the *top* raised most and raised more than once; topics raised as
    often as the last of these are among them.

    Args:
        least: how often a topic must come up in the months looked at.
        top: how many topics, of those raised most, count even where they came up less often.
        months: how many months, the window's last one included, are looked at.
    """

    least: int
    top: int
    months: int
    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("topic",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        return [self._tally(asked.cells, window, asked.as_of) for window in asked.windows]

    def _tally(self, cells: Cells, window: Window, as_of: dt.date) -> Tally:
        last = month_count(window.last)
        seen = cells.where((cells.month > last - self.months) & (cells.month <= last))
        if window.first.first_day > as_of or not seen.kind.are(RAISED).any():
            return Tally(is_reported=False)
        end = day_number(min(window.last_day, as_of))
        raised = _by_topic(seen, seen.kind.are(RAISED))
        is_current = seen.bucket >= end
        covered, claimed = (_by_topic(seen, seen.kind.are(kind) & is_current) > 0 for kind in (COVERED, CLAIMED))
        often = raised >= min(self.least, self._least_of_top(raised))
        missing = [seen.topic.names[code] for code in np.flatnonzero(often & ~covered)]
        return Tally(
            is_reported=True,
            numerator=int((often & covered).sum()),
            n=int(often.sum()),
            note=f"not covered: {', '.join(missing)}" if missing else "",
            parts={
                BY_CLAIM: int((often & ~covered & claimed).sum()),
                BELOW: int(((raised > 0) & ~often).sum()),
            },
        )

    def _least_of_top(self, raised: np.ndarray) -> int:
        """How often the last of the topics raised most came up; never less than twice."""
        most = np.sort(raised)[::-1][: self.top]
        return max(int(most[-1]), TWICE)


def _by_topic(cells: Cells, chosen: np.ndarray) -> np.ndarray:
    amounts = cells.denominator * chosen
    return np.bincount(cells.topic.codes, weights=amounts, minlength=len(cells.topic.names)).astype(np.int64)
