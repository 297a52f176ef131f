"""The partners that did something lately, of those that belonged."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells, month_count
from metrics.facts.members import MEMBER, SETTLED
from metrics.facts.spans import has_begun, holding
from metrics.measures.tally import Asked, Tally, Window, day_number


@dataclass(frozen=True)
class ActivePartners:
    """Partners with at least one fact of a kind, of the partners that are members at the end of each window.

    Args:
        did: the kind of the facts of what counts as active.
        months: how many months, the window's last one included, in which it counts; 0 are those of the window.
        new_because: why members that do not count yet do not, for the note.
        lists_idle: whether the note names the partners that were not active.
    """

    did: str
    months: int
    new_because: str = ""
    lists_idle: bool = True
    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        return [self._tally(asked.cells, window, asked.as_of) for window in asked.windows]

    def _tally(self, cells: Cells, window: Window, as_of: dt.date) -> Tally:
        end = day_number(min(window.last_day, as_of))
        if window.first.first_day > as_of or not has_begun(cells, MEMBER, end):
            return Tally(is_reported=False)
        places, size = cells.partner.codes, len(cells.partner.names)
        belongs = holding(cells, MEMBER, end, places, size)
        counts = belongs & holding(cells, SETTLED, end, places, size) if self.new_because else belongs
        is_active = counts & self._has_done(cells, window)
        idle = [cells.partner.names[code] for code in np.flatnonzero(counts & ~is_active)]
        new = int((belongs & ~counts).sum())
        return Tally(
            is_reported=True,
            numerator=int(is_active.sum()),
            n=int(counts.sum()),
            left_out=new,
            note="; ".join(self._notes(idle, new)),
        )

    def _has_done(self, cells: Cells, window: Window) -> np.ndarray:
        last = month_count(window.last)
        first = last + 1 - self.months if self.months else month_count(window.first)
        did = cells.kind.are(self.did) & (cells.month >= first) & (cells.month <= last)
        return _by_partner(cells, did * cells.denominator) > 0

    def _notes(self, idle: list[str], new: int) -> list[str]:
        notes = [f"{new} left out: {self.new_because}"] if new else []
        return [*notes, f"not active: {', '.join(idle)}"] if idle and self.lists_idle else notes


def _by_partner(cells: Cells, amounts: np.ndarray) -> np.ndarray:
    return np.bincount(cells.partner.codes, weights=amounts, minlength=len(cells.partner.names))
