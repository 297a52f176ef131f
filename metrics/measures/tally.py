"""What a measure is asked (cells and windows) and what it answers (a tally for each window)."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Protocol, runtime_checkable

import numpy as np

from metrics.cells import Cells, month_count
from vocabulary.period import Month

EPOCH = dt.date(1970, 1, 1)


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01, as buckets write a day."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class Window:
    """A run of months that one figure is of. Windows of one question are in order and do not overlap."""

    label: str
    first: Month
    last: Month

    @classmethod
    @cache  # there are few months, and every figure of every series is of one of them
    def of(cls, month: Month) -> "Window":
        return cls(month.name, month, month)

    @cached_property
    def last_day(self) -> dt.date:
        return self.last.last_day

    @cached_property
    def ends(self) -> tuple[int, int]:
        """First and last month, as `Cells.month` counts."""
        return month_count(self.first), month_count(self.last)


@dataclass(frozen=True)
class Asked:
    """One question to a measure: a tally for each window, as known on a day.

    Args:
        cells: the cells of what was chosen, of all months.
        windows: the windows, in order, not overlapping.
        as_of: the day up to which the edition knows.
        parts: where the windows are one and the same, asked of several parts of the cells: for each cell the
            position of its part. Stocks are not asked so.
    """

    cells: Cells
    windows: tuple[Window, ...]
    as_of: dt.date
    parts: np.ndarray | None = None

    def window_places(self) -> np.ndarray:
        """For each cell the position of the window that holds its month; -1 where none does."""
        if self.parts is not None:
            return np.where(self._is_in(self.windows[0]), self.parts, -1) if self.windows else self.parts
        firsts, lasts = np.array([window.ends for window in self.windows], dtype=np.int64).reshape(-1, 2).T
        places = np.searchsorted(firsts, self.cells.month, side="right") - 1
        return np.where((places >= 0) & (self.cells.month <= lasts[places]), places, -1)

    def _is_in(self, window: Window) -> np.ndarray:
        first, last = window.ends
        return (self.cells.month >= first) & (self.cells.month <= last)

    def sums(self, amounts: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Amounts added up by window, as integers; a place of -1 leaves the cell out."""
        added = np.bincount(places + 1, weights=amounts, minlength=len(self.windows) + 1)
        return added[1:].astype(np.int64)


@dataclass(frozen=True)
class Tally:
    """The counts of one window.

    Args:
        is_reported: False where no cell at all belongs to the window.
        numerator, n, left_out: the counts; `left_out` includes the immature.
        persons: how many persons the counts are of, where figures of too few are hidden.
        immature: cases of the window whose time has not come; they make the figure provisional.
        value, low, high: where the figure is not numerator / n with its Wilson interval (medians).
        note: what a reader must know, "" if nothing.
        parts: named counts beside it.
    """

    is_reported: bool
    numerator: int = 0
    n: int = 0
    left_out: int = 0
    persons: int = 0
    immature: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""
    parts: dict[str, int] = field(default_factory=dict)


class Measure(Protocol):
    """A way of reading cells.

    Args:
        least_n: a figure of fewer persons is hidden; 0 hides nothing.
        is_share: the figure is numerator / n.
        is_stock: the months of one series hold largely the same cases.
        quarters_pooled: how many quarters of cases, the one under review last, are behind its figure.
        tells_apart: which of `MAY_TELL_APART` its counts depend on; cells that differ in another alone may be added up
            before they are asked of.
    """

    least_n: int
    is_share: bool
    is_stock: bool
    quarters_pooled: int

    @property
    def tells_apart(self) -> tuple[str, ...]: ...

    def tallies(self, asked: Asked) -> list[Tally]:
        """A tally for each window."""


@runtime_checkable
class Gathers(Protocol):
    """A measure that makes one case of many cells, and reads cases that it gathered before as it reads their cells."""

    def gathered(self, cells: Cells) -> Cells:
        """The same cases in fewer cells, by partner and month."""
