"""A count of what came in a month, where a month in which nothing came is nought only if somebody reported."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import month_count
from metrics.facts.fact import COUNT
from metrics.measures.tally import Asked, Tally
from vocabulary.period import Month

REGISTER = "register received"
"""Kind of the facts that say that a register came: its cell stands in the last month that the register is for, and
`bucket` is the first (202503)."""


@dataclass(frozen=True)
class Count:
    """Numerators added up.

    A window without a case is nought where a register for one of its months came, else not reported.

    Args:
        left_out_because: what the cases that do not count have in common, for the note.
        beside: kinds of facts that are counted beside the figure, and the name a reader knows them by.
        awaits: whether the cases left out may still come to count, so that the figure is provisional.
    """

    left_out_because: str = "not recorded"
    beside: Mapping[str, str] = field(default_factory=dict)
    awaits: bool = False
    least_n: int = field(default=0, init=False)
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        cells, places = asked.cells, asked.window_places()
        is_count = cells.kind.are(COUNT)
        cases = asked.sums(np.where(is_count, 1, 0), places)
        found, left_out = (asked.sums(amounts * is_count, places) for amounts in (cells.numerator, cells.left_out))
        registers = self._registers(asked)
        parts = {
            name: asked.sums(cells.denominator * cells.kind.are(kind), places) for kind, name in self.beside.items()
        }
        return [
            Tally(
                is_reported=bool(cases[at] or registers[at]),
                numerator=int(found[at]),
                n=int(found[at]),
                left_out=int(left_out[at]),
                immature=int(left_out[at]) if self.awaits else 0,
                value=float(found[at]) if cases[at] or registers[at] else None,
                note=f"{left_out[at]} left out: {self.left_out_because}" if left_out[at] else "",
                parts={name: int(counts[at]) for name, counts in parts.items()},
            )
            for at in range(len(asked.windows))
        ]

    @staticmethod
    def _registers(asked: Asked) -> np.ndarray:
        """For each window whether a register for one of its months came; never asked of parts of the cells."""
        if asked.parts is not None:
            return np.zeros(len(asked.windows), dtype=bool)
        cells = asked.cells.of_kind(REGISTER)
        firsts = np.array([month_count(Month(*divmod(int(number), 100))) for number in cells.bucket], dtype=np.int64)
        return np.array(
            [
                bool(np.any((firsts <= month_count(window.last)) & (cells.month >= month_count(window.first))))
                for window in asked.windows
            ]
        )
