"""What partners assessed as having reached its target, domain by domain."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.facts.members import MEMBER
from metrics.facts.spans import holding
from metrics.measures.latest import EXTERNAL, PEER, SELF, SOURCES, latest, source_of
from metrics.measures.tally import Asked, Tally, Window, day_number

NAMES = {SELF: "assessed by themselves", PEER: "assessed by peers", EXTERNAL: "assessed from outside"}
ITEMS, ITEMS_REACHED = "items with a target", "items at target"


@dataclass(frozen=True)
class AtTarget:
    """Pairs of member and topic of which every item that was rated and has a target has reached it.

    A cell is of the items of one assessment, or of a membership. Of the first, `kind` is who assessed, `bucket` the
    day, `numerator` the items at target, `denominator` those with level and target, `left_out` the others.

    Args:
        months: an assessment as many months old or older does not count.
    """

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
        end = min(window.last_day, as_of)
        rated = cells.where(source_of(cells) >= 0)
        if window.first.first_day > as_of or not (rated.bucket <= day_number(end)).any():
            return Tally(is_reported=False)
        rated = rated.where(_belong(cells, day_number(end))[_pairs(rated)])
        pairs = _pairs(rated)
        stands, stale = latest(rated, pairs, end, self.months)
        items, reached = (_by_pair(pairs[stands], amounts[stands]) for amounts in (rated.denominator, rated.numerator))
        is_assessed = _by_pair(pairs[stands], np.ones(int(stands.sum()))) > 0
        counts = items > 0
        untargeted = int((is_assessed & ~counts).sum())
        return Tally(
            is_reported=True,
            numerator=int((counts & (reached == items)).sum()),
            n=int(counts.sum()),
            left_out=untargeted + len(stale),
            note="; ".join(self._notes(untargeted, len(stale))),
            parts={
                **_by_source(rated.where(stands), pairs[stands], counts),
                ITEMS_REACHED: int(reached.sum()),
                ITEMS: int(items.sum()),
            },
        )

    def _notes(self, untargeted: int, stale: int) -> list[str]:
        notes = [f"{untargeted} left out: no target agreed, or not evaluated"] if untargeted else []
        return [*notes, f"{stale} left out: assessed {self.months} months ago or more"] if stale else notes


def _pairs(cells: Cells) -> np.ndarray:
    """For each cell the position of its partner and topic."""
    return cells.partner.codes * len(cells.topic.names) + cells.topic.codes


def _belong(cells: Cells, day: int) -> np.ndarray:
    """For each pair whether the partner is a member on a day."""
    return holding(cells, MEMBER, day, _pairs(cells), len(cells.partner.names) * len(cells.topic.names))


def _by_pair(pairs: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    return np.bincount(pairs, weights=amounts).astype(np.int64)


def _by_source(cells: Cells, pairs: np.ndarray, counts: np.ndarray) -> dict[str, int]:
    """How many of the pairs that count rest on whose word."""
    source = source_of(cells)
    return {NAMES[name]: int(counts[np.unique(pairs[source == at])].sum()) for at, name in enumerate(SOURCES)}
