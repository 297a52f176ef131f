"""How often each of several things is named, where one case may name many."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.measures.tally import Asked, Tally


@dataclass(frozen=True)
class Profile:
    """The share of the cases that name a topic. Each topic has a cell for every case, in the numerator where named.

    The figure is of the topic that is named most often in all cells asked for, so that it is of one topic in every
    window; the parts hold the counts of all topics, the most frequent first. Asked of one topic, it is of that one.

    Args:
        least_n: see `Measure`; a topic named fewer times is not among the parts, unless the figure is of it.
    """

    least_n: int
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("topic",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        places = asked.window_places()
        most = _most_named(asked.cells)
        return [self._tally(asked.cells.where(places == at), most) for at in range(len(asked.windows))]

    def _tally(self, cells: Cells, most: int) -> Tally:
        topics = np.unique(cells.topic.codes)
        if not topics.size:
            return Tally(is_reported=False)
        named, cases = (_by_topic(cells, amounts) for amounts in (cells.numerator, cells.denominator))
        shown = most if topics.size > 1 else topics[0]
        rare = [code for code in topics if 0 < named[code] < self.least_n and code != shown]
        often = [code for code in topics if named[code] and code not in rare]
        order = sorted(often, key=lambda code: (-named[code], cells.topic.names[code]))
        is_of_all = topics.size > 1
        return Tally(
            is_reported=True,
            numerator=int(named[shown]),
            n=int(cases.max()),
            persons=int(cases.max() if is_of_all else named[shown]),
            note="; ".join(self._notes(cells.topic.names[shown], len(rare))) if is_of_all else "",
            parts={cells.topic.names[code]: int(named[code]) for code in order} if is_of_all else {},
        )

    def _notes(self, most: str, rare: int) -> list[str]:
        notes = [f"the share of {most}, named most often of all"]
        return [*notes, f"{rare} named fewer than {self.least_n} times not shown"] if rare else notes


def _most_named(cells: Cells) -> int:
    """The code of the topic named most often; of several the first by name."""
    named = _by_topic(cells, cells.numerator)
    return int(np.argmax(named)) if named.size else 0


def _by_topic(cells: Cells, amounts: np.ndarray) -> np.ndarray:
    return np.bincount(cells.topic.codes, weights=amounts, minlength=len(cells.topic.names)).astype(np.int64)
