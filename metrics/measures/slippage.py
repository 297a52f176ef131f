"""The share of what was open at some time in a window whose due date was moved, and by how many days."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells, month_count
from metrics.measures.stock import came, went
from metrics.measures.tally import Asked, Tally, Window
from metrics.statistics.median import Median, median


@dataclass(frozen=True)
class Slippage:
    """Moved over all that was open in a window. `bucket` is the days the due date was moved, 0 where it was not.

    What came by the end of the window, less what went before its beginning: in a window of several months each thing
    counts once. The facts must let a thing come once and go once.

    Args:
        left_out_because: what those left out have in common, for the note.
    """

    left_out_because: str = "not recorded"
    least_n: int = field(default=0, init=False)
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        cells = asked.cells.of_kind(came(), went())
        return [
            self._tally(cells, window) if window.first.first_day <= asked.as_of else Tally(is_reported=False)
            for window in asked.windows
        ]

    def _tally(self, cells: Cells, window: Window) -> Tally:
        is_in = cells.kind.are(came()) & (cells.month <= month_count(window.last))
        is_out = cells.kind.are(went()) & (cells.month < month_count(window.first))
        sign = is_in * 1 - is_out * 1
        left_out = int((sign * cells.left_out).sum())
        return Tally(
            is_reported=bool(is_in.any()),
            numerator=int((sign * cells.numerator).sum()),
            n=int((sign * cells.denominator).sum()),
            left_out=left_out,
            note="; ".join(self._notes(_moved(cells, sign), left_out)),
        )

    def _notes(self, moved: Median, left_out: int) -> list[str]:
        notes = [f"{left_out} left out: {self.left_out_because}"] if left_out else []
        if moved.value is not None:
            within = f" (95 % interval {moved.low:g} to {moved.high:g})" if moved.low is not None else ""
            notes.append(f"those moved were moved by a median of {moved.value:g} days{within}")
        return notes


def _moved(cells: Cells, sign: np.ndarray) -> Median:
    """Median days of those that were moved."""
    days, places = np.unique(cells.bucket, return_inverse=True)
    counts = np.bincount(places, weights=sign * cells.numerator, minlength=len(days)).astype(np.int64)
    return median(days, counts)
