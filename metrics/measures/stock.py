"""A share of what stands at the end of a month, from the days on which things came and went."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.facts.fact import COUNT
from metrics.measures.tally import Asked, Tally, day_number


def came(kind: str = COUNT) -> str:
    """Kind of the facts of things that come to stand, on the day in `bucket`."""
    return f"{kind}, came"


def went(kind: str = COUNT) -> str:
    """Kind of the facts of things that cease to stand, on the day in `bucket`."""
    return f"{kind}, went"


@dataclass(frozen=True)
class Stock:
    """Numerator over denominator of what stands at the end of each window: all that came less all that went.

    A fact counts in the month of its day; a window that is not over ends on the edition's day. What comes and goes
    may differ on both sides: a certificate that expires takes one from the numerator and nothing from the denominator.

    Args:
        left_out_because: what those left out have in common, for the note; they come and go like the others.
        beside: kinds (without "came" and "went") that are counted beside the figure, and their names.
    """

    left_out_because: str = "not recorded"
    beside: Mapping[str, str] = field(default_factory=dict)
    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        cells, since = asked.cells, self._since(asked)
        sign = self._sign(asked, COUNT)
        seen = self._running(asked, (sign > 0) * 1, since)
        numerator, n, left_out = (
            self._running(asked, sign * amounts, since)
            for amounts in (cells.numerator, cells.denominator, cells.left_out)
        )
        parts = {
            name: self._running(asked, self._sign(asked, kind) * cells.denominator, since)
            for kind, name in self.beside.items()
        }
        return [
            Tally(
                is_reported=bool(seen[at]),
                numerator=int(numerator[at]),
                n=int(n[at]),
                left_out=int(left_out[at]),
                persons=int(n[at]),
                note=f"{left_out[at]} left out: {self.left_out_because}" if left_out[at] else "",
                parts={name: int(counts[at]) for name, counts in parts.items()},
            )
            if window.first.first_day <= asked.as_of
            else Tally(is_reported=False)
            for at, window in enumerate(asked.windows)
        ]

    @staticmethod
    def _sign(asked: Asked, kind: str) -> np.ndarray:
        return np.where(asked.cells.kind.are(came(kind)), 1, 0) - np.where(asked.cells.kind.are(went(kind)), 1, 0)

    @staticmethod
    def _since(asked: Asked) -> np.ndarray:
        """For each cell the first window at whose end its day has come; -1 where that is none."""
        ends = np.array([day_number(min(window.last_day, asked.as_of)) for window in asked.windows])
        since = np.searchsorted(ends, asked.cells.bucket, side="left")
        return np.where(since < len(ends), since, -1)

    @staticmethod
    def _running(asked: Asked, amounts: np.ndarray, since: np.ndarray) -> np.ndarray:
        return asked.sums(amounts, since).cumsum()
