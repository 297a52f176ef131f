"""The mean, over a fixed set of questions, of the share of good answers."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.facts.fact import COUNT
from metrics.measures.share import RESPONDENT
from metrics.measures.tally import Asked, Tally
from metrics.statistics.proportion import wilson


@dataclass(frozen=True)
class ItemMean:
    """The mean of the shares of each item (the topic), every item weighing alike.

    There is a figure where every item asked in the window has enough valid answers: a mean over other items would be
    another figure. Cells know how each item was answered, not who gave which answers. The interval is therefore the
    mean of the items' Wilson intervals: right where respondents answer all items alike, too wide where they do not,
    never too narrow.

    Args:
        least_n: see `Measure`; as many valid answers each item needs.
    """

    least_n: int
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("topic",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. The persons are the respondents; of one item those who answered it."""
        places = asked.window_places()
        return [self._tally(asked.cells.where(places == at)) for at in range(len(asked.windows))]

    def _tally(self, cells: Cells) -> Tally:
        if not len(cells):
            return Tally(is_reported=False)
        answers = cells.of_kind(COUNT)
        items = np.unique(answers.topic.codes)
        good, n = (_by_item(answers, amounts)[items] for amounts in (answers.numerator, answers.denominator))
        is_enough = n.size > 0 and n.min() >= self.least_n
        lows, highs = wilson(good, n) if is_enough else (np.nan, np.nan)
        names = [cells.topic.names[code] for code in items]
        left_out = int(answers.left_out.sum())
        return Tally(
            is_reported=True,
            numerator=int(good.sum()),
            n=int(n.sum()),
            left_out=left_out,
            persons=int(n.sum() if n.size == 1 else cells.histogram(RESPONDENT)[1].sum()),
            value=float(np.mean(good / n)) if is_enough else None,
            low=float(np.mean(lows)) if is_enough else None,
            high=float(np.mean(highs)) if is_enough else None,
            note=self._note(is_enough, len(names), left_out),
            parts=_parts(names, good, n) if is_enough else {},
        )

    def _note(self, is_enough: bool, items: int, left_out: int) -> str:
        said = f"mean of {items} items" if is_enough else f"an item has fewer than {self.least_n} valid answers"
        return f"{left_out} left out: no answer on the scale; {said}" if left_out else said


def _by_item(cells: Cells, amounts: np.ndarray) -> np.ndarray:
    return np.bincount(cells.topic.codes, weights=amounts, minlength=len(cells.topic.names)).astype(np.int64)


def _parts(names: list[str], good: np.ndarray, n: np.ndarray) -> dict[str, int]:
    parts = {}
    for name, hits, answers in zip(names, good, n, strict=True):
        parts[f"{name}, 4 or 5"], parts[f"{name}, answers"] = int(hits), int(answers)
    return parts
