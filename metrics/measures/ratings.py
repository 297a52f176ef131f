"""A share of ordered ratings, with their trend over the last quarters: all steps at once, never a mean of letters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from metrics.cells import Cells, month_count
from metrics.facts.fact import COUNT
from metrics.measures.share import Profile
from metrics.measures.tally import Asked, Tally, Window
from metrics.statistics.ordinal import OddsTrend, cumulative_odds_trend

QUARTERS = 8
MONTHS_A_QUARTER = 3
LEAST_RATINGS = 20
"""Of fewer the interval is so wide, and so roughly right, that nothing is said."""


@dataclass(frozen=True)
class Ratings(Profile):
    """A profile whose note says, for windows of more than a month, whether ratings have got better or worse.

    The trend is that of the quarters up to the window's last month, the window's own among them: of the same cells
    that the figure is of, so that one partner or capability has its own.
    """

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        return [
            self._with_trend(tally, asked, at) if tally.n and asked.windows[at].first != asked.windows[at].last else tally
            for at, tally in enumerate(super().tallies(asked))
        ]

    def _with_trend(self, tally: Tally, asked: Asked, at: int) -> Tally:
        counts = self._by_quarter(asked, asked.windows[at], at)
        if counts.sum() < LEAST_RATINGS:
            return tally
        trend = cumulative_odds_trend(counts, np.arange(QUARTERS))
        return replace(tally, note="; ".join(filter(None, (tally.note, trend_said(trend) if trend else ""))))

    def _by_quarter(self, asked: Asked, window: Window, at: int) -> np.ndarray:
        """Ratings at each step, the worst first, in each of the quarters up to the window's last month."""
        cells = asked.cells if asked.parts is None else asked.cells.where(asked.parts == at)
        end = month_count(window.last) // MONTHS_A_QUARTER
        quarter = cells.month // MONTHS_A_QUARTER - end + QUARTERS - 1
        is_in = cells.kind.are(COUNT) & (quarter >= 0) & (cells.month <= month_count(window.last))
        places = {step: place for place, step in enumerate(sorted(self.steps))}
        return _table(cells.where(is_in), quarter[is_in], places)


def trend_said(trend: OddsTrend) -> str:
    """`in 8 quarters the odds of a better rating went up, 1.20 times a quarter (95 %: 1.05 to 1.37; 96 ratings)`."""
    numbers = f"{trend.odds_ratio:.2f} times a quarter (95 %: {trend.low:.2f} to {trend.high:.2f}; {trend.n} ratings)"
    if trend.low <= 1 <= trend.high:
        return f"in {QUARTERS} quarters no trend that chance could not make: the odds of a better rating moved {numbers}"
    way = "went up" if trend.odds_ratio > 1 else "went down"
    return f"in {QUARTERS} quarters the odds of a better rating {way}, {numbers}"


def _table(cells: Cells, quarter: np.ndarray, places: Mapping[int, int]) -> np.ndarray:
    counts = np.zeros((QUARTERS, len(places)))
    step = np.array([places[bucket] for bucket in cells.bucket], dtype=np.int64)
    np.add.at(counts, (quarter, step), cells.denominator)
    return counts
