"""The overdue share of what is open at the end of a month, and how long it is overdue."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import month_count
from metrics.measures.tally import Asked, Tally, day_number

OPENED, CLOSED = "opened", "closed"
OPENED_ORIGINAL, CLOSED_ORIGINAL = "opened, original due day", "closed, original due day"
UNDATED_END = "ended, day not stated"
NO_DAY = 9_999_999
"""The bucket of an item without a due date."""

BAND_STARTS = (0, 30, 90, 180, 365)
BAND_NAMES = (
    "overdue 0-30 days",
    "overdue 31-90 days",
    "overdue 91-180 days",
    "overdue 181-365 days",
    "overdue more than 365 days",
)
NO_DUE_DATE = "no due date"
PAST_ORIGINAL = "past their original due date"


@dataclass(frozen=True)
class StockShare:
    """Overdue over open at the end of each window, from the months in which items opened and closed.

    An item is overdue when its due day is before the last day of the window; in a month that is still running,
    before the edition's day. An item without a due date is open, is not overdue, and has a band of its own.
    """

    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        open_count = _Stock(asked, OPENED, CLOSED)
        by_original = _Stock(asked, OPENED_ORIGINAL, CLOSED_ORIGINAL)
        undated = _Stock(asked, UNDATED_END, "")
        over = [open_count.overdue_by_more_than(days) for days in BAND_STARTS]
        bands = [over[i] - (over[i + 1] if i + 1 < len(over) else 0) for i in range(len(over))]
        parts = dict(zip(BAND_NAMES, bands, strict=True))
        parts[NO_DUE_DATE] = open_count.without_day()
        parts[PAST_ORIGINAL] = by_original.overdue_by_more_than(0)
        seen, n, left_out = open_count.seen(), open_count.all(), undated.all()
        return [
            Tally(
                is_reported=bool(seen[at]),
                numerator=int(over[0][at]),
                n=int(n[at]),
                left_out=int(left_out[at]),
                note=f"{left_out[at]} left out: ended on a day not stated" if left_out[at] else "",
                parts={name: int(counts[at]) for name, counts in parts.items()},
            )
            if window.first.first_day <= asked.as_of
            else Tally(is_reported=False)
            for at, window in enumerate(asked.windows)
        ]


class _Stock:
    """Running sums, by window, of what came in less what went out."""

    def __init__(self, asked: Asked, came_in: str, went_out: str) -> None:
        self._asked = asked
        self._cells = cells = asked.cells.of_kind(came_in, went_out)
        arrived = cells.denominator + cells.left_out
        self._amounts = np.where(cells.kind.are(came_in), arrived, -arrived)
        lasts = np.array([month_count(window.last) for window in asked.windows])
        self._since = np.searchsorted(lasts, cells.month, side="left")
        self._ends = np.array([day_number(min(window.last_day, asked.as_of)) for window in asked.windows])

    def all(self) -> np.ndarray:
        return self._running(self._amounts, self._since)

    def seen(self) -> np.ndarray:
        """Whether anything had come in by then."""
        return self._running(np.ones(len(self._amounts)), self._since) > 0

    def without_day(self) -> np.ndarray:
        return self._running(self._amounts * (self._cells.bucket == NO_DAY), self._since)

    def overdue_by_more_than(self, days: int) -> np.ndarray:
        """Items whose due day lies more than *days* before the end of the window."""
        first_overdue = np.searchsorted(self._ends, self._cells.bucket + days, side="right")
        return self._running(self._amounts, np.maximum(self._since, first_overdue))

    def _running(self, amounts: np.ndarray, since: np.ndarray) -> np.ndarray:
        is_ever = since < len(self._ends)
        return self._asked.sums(amounts, np.where(is_ever, since, -1)).cumsum()
