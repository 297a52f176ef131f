"""What stands of what is needed, pair by pair of partner and topic, at the end of each window."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.facts.spans import has_begun, holding
from metrics.measures.tally import Asked, Tally, Window, day_number

MOST_NAMED = 6


@dataclass(frozen=True)
class Standing:
    """Pairs of partner and topic of which something stands, of those of which it is needed; see `metrics.facts.spans`.

    Args:
        needed, stands: names of the spans of pairs.
        excused: name of the spans of pairs of which it is not needed after all; "" where none is.
        beside: names of spans that are counted beside the figure, of the pairs needed, and what a reader calls them.
        without: names of spans; the pairs needed of which none holds are counted beside it, and what they are called.
        lacking: what the pairs are that do not stand, for the note; the first few are named.
    """

    needed: str
    stands: str
    lacking: str
    excused: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)
    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("topic",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        return [self._tally(asked.cells, window, asked.as_of) for window in asked.windows]

    def _tally(self, cells: Cells, window: Window, as_of: dt.date) -> Tally:
        end = day_number(min(window.last_day, as_of))
        if window.first.first_day > as_of or not has_begun(cells, self.needed, end):
            return Tally(is_reported=False)
        topics = len(cells.topic.names)
        pairs, size = cells.partner.codes * topics + cells.topic.codes, len(cells.partner.names) * topics
        needed = holding(cells, self.needed, end, pairs, size)
        if self.excused:
            needed &= ~holding(cells, self.excused, end, pairs, size)
        stands = needed & holding(cells, self.stands, end, pairs, size)
        beside = {said: holding(cells, name, end, pairs, size) for name, said in self.beside.items()}
        beside |= {said: ~holding(cells, name, end, pairs, size) for name, said in self.without.items()}
        return Tally(
            is_reported=True,
            numerator=int(stands.sum()),
            n=int(needed.sum()),
            note=self._note(cells, np.flatnonzero(needed & ~stands)),
            parts={said: int((needed & which).sum()) for said, which in beside.items()},
        )

    def _note(self, cells: Cells, missing: np.ndarray) -> str:
        topics = len(cells.topic.names)
        named = [
            f"{cells.partner.names[pair // topics]} {cells.topic.names[pair % topics]}" for pair in missing[:MOST_NAMED]
        ]
        more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        return f"{self.lacking}: {', '.join(named)}{more}" if named else ""
