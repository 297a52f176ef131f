"""The median of a gain that persons made between two tests."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.facts.fact import COUNT
from metrics.measures.tally import Asked, Tally
from metrics.statistics.median import median

SCALE = 10_000
"""A gain of 0.5556 is kept as the bucket 5556."""
UNPAIRED = "one test only"


@dataclass(frozen=True)
class Gain:
    """Median of the gains in `bucket` (in ten-thousandths), with its interval and the pairing rate beside it.

    Args:
        left_out_because: what those with both tests who do not count have in common, for the note.
        least_n: see `Measure`; a gain of one person is that person's.
    """

    left_out_because: str = "not comparable"
    least_n: int = 0
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. The numerator counts those whose gain is above nought."""
        places = asked.window_places()
        order = np.argsort(places, kind="stable")
        ends = np.searchsorted(places[order], np.arange(len(asked.windows) + 1))
        cells = asked.cells.where(order)
        return [self._tally(cells.where(slice(ends[at], ends[at + 1]))) for at in range(len(asked.windows))]

    def _tally(self, cells: Cells) -> Tally:
        if not len(cells):
            return Tally(is_reported=False)
        gains, paired = cells.histogram(COUNT)
        found = median(gains, paired)
        unpaired, left_out = int(cells.histogram(UNPAIRED)[1].sum()), int(cells.left_out.sum())
        ends = [None if end is None else end / SCALE for end in (found.value, found.low, found.high)]
        return Tally(
            is_reported=True,
            numerator=int(paired[gains > 0].sum()),
            n=found.n,
            left_out=left_out,
            persons=found.n,
            value=ends[0],
            low=ends[1],
            high=ends[2],
            note="; ".join(self._notes(found.n, unpaired, left_out)),
            parts={"both tests": found.n + left_out, "one test only": unpaired},
        )

    def _notes(self, n: int, unpaired: int, left_out: int) -> list[str]:
        tested = n + left_out + unpaired
        notes = [f"{n + left_out} of {tested} tested have both tests"] if unpaired else []
        return [*notes, *([f"{left_out} left out: {self.left_out_because}"] if left_out else [])]
