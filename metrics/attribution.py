"""What each cell adds to a figure, found by asking the measure itself: so that evidence can never count otherwise.

A figure's numerator, n and left out are sums over cells. So what one cell adds is what the measure says when every other
cell is there and holds nothing. Cells of which a unit adds the same are found together: a run of them is weighed with
random weights, and where the answer is the weights' sum times what the first of them adds, they all add that.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics.cells import Cells, Labels, month_count, month_of
from metrics.measures.tally import Asked, Measure, Tally, Window

AMOUNTS = ("numerator", "denominator", "left_out")
COUNTS = ("numerator", "n", "left_out")
PLACE = ("kind", "bucket", "month", "partner", "unit", "topic")
NOT_COUNTED = "does not count"
_HEAVIEST = 1 << 16
_COUNT = re.compile(r"^[\d,]+ (?:left out: )?")


@dataclass(frozen=True)
class Attribution:
    """What one of each amount of each cell adds to a figure.

    Args:
        adds: shape (cells, `AMOUNTS`, `COUNTS`).
        why: shape (cells, `AMOUNTS`): why what is left out is; "" where nothing of it is.
    """

    adds: np.ndarray
    why: np.ndarray

    def where(self, keep: np.ndarray) -> "Attribution":
        """Of some of the cells."""
        return Attribution(self.adds[keep], self.why[keep])


def attribution(measure: Measure, cells: Cells, window: Window, as_of: dt.date) -> Attribution:
    """What each cell adds to the figure of one window."""
    scales = _Scales(measure, cells, window, as_of)
    adds = np.zeros((len(cells), len(AMOUNTS), len(COUNTS)), dtype=np.int64)
    why = np.full((len(cells), len(AMOUNTS)), "", dtype=object)
    for amount in range(len(AMOUNTS)):
        for run, counts, said in scales.runs(amount):
            adds[run, amount] = counts
            if counts[-1]:
                why[run, amount] = said
    return Attribution(adds, why)


def frame_of(cells: Cells, found: Attribution) -> pd.DataFrame:
    """The cells as a table: `PLACE`, `AMOUNTS`, what each adds (`adds_n` ...), and `why`."""
    amounts = np.stack([getattr(cells, name) for name in AMOUNTS], axis=1)
    added = np.einsum("ca,cak->ck", amounts, found.adds)
    why = reasons(amounts, found.adds, found.why)
    columns = {
        name: np.array(each.names, dtype=object)[each.codes] if isinstance(each, Labels) else each
        for name, each in ((name, getattr(cells, name)) for name in PLACE)
    }
    columns["month"] = np.array([month_of(int(month)).number for month in cells.month], dtype=np.int64)
    columns |= {name: amounts[:, at] for at, name in enumerate(AMOUNTS)}
    columns |= {f"adds_{name}": added[:, at] for at, name in enumerate(COUNTS)}
    return pd.DataFrame(columns | {"why": why})


def reasons(amounts: np.ndarray, adds: np.ndarray, why: np.ndarray) -> np.ndarray:
    """Why each line of amounts, shape (lines, `AMOUNTS`), is left out; "" where it is not."""
    said = np.full(len(amounts), "", dtype=object)
    for amount in range(len(AMOUNTS)):
        is_left_out = (amounts[:, amount] * adds[:, amount, -1]) != 0
        said[is_left_out] = why[is_left_out, amount]
    return said


class _Scales:
    """Weighs cells: asks the measure what some of them add, all others being there with nothing in them."""

    def __init__(self, measure: Measure, cells: Cells, window: Window, as_of: dt.date) -> None:
        self._measure, self._window, self._as_of = measure, window, as_of
        nothing = np.zeros(len(cells), dtype=np.int64)
        self._empty = replace(cells, **dict.fromkeys(AMOUNTS, nothing))
        # A fixed seed: what is asked twice is answered twice alike.
        self._weights = np.random.default_rng(7).integers(1, _HEAVIEST, len(cells))
        self._order = _likely_alike(cells, window)

    def runs(self, amount: int) -> list[tuple[np.ndarray, np.ndarray, str]]:
        """Positions of cells that add alike, what one of them adds, and why it is left out."""
        found, waiting = [], [self._order] if len(self._order) else []
        while waiting:
            run = waiting.pop()
            one = self._weigh(run[:1], np.ones(1, dtype=np.int64), amount)
            weights = self._weights[run]
            if len(run) == 1 or np.array_equal(
                _counts(self._weigh(run, weights, amount)), _counts(one) * weights.sum()
            ):
                found.append((run, _counts(one), _why(one)))
            else:
                half = len(run) // 2
                waiting += [run[half:], run[:half]]
        return found

    def _weigh(self, run: np.ndarray, weights: np.ndarray, amount: int) -> Tally:
        amounts = np.zeros(len(self._empty), dtype=np.int64)
        amounts[run] = weights
        cells = replace(self._empty, **{AMOUNTS[amount]: amounts})
        return self._measure.tallies(Asked(cells, (self._window,), self._as_of))[0]


def _likely_alike(cells: Cells, window: Window) -> np.ndarray:
    """Positions in an order in which cells that add alike mostly stand together."""
    first, last = month_count(window.first), month_count(window.last)
    side = np.sign(cells.month - last).clip(0) - np.sign(first - cells.month).clip(0)
    return np.lexsort((cells.month, cells.topic.codes, cells.bucket, side, cells.kind.codes))


def _counts(tally: Tally) -> np.ndarray:
    return np.array([tally.numerator, tally.n, tally.left_out], dtype=np.int64)


def _why(tally: Tally) -> str:
    """The measure's own words for one case, without the count."""
    return _COUNT.sub("", tally.note) or NOT_COUNTED
