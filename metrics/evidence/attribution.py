"""What each cell adds to a figure, found by asking the measure itself: so that evidence can never count otherwise.

Most counts are sums over cells: what a cell adds is by how much the measure's answer moves when the cell holds more.
Cells of which one adds the same are found together: all of a run get random amounts more, several times over, and where
the answer always moves by these amounts times what the first of the run adds, they all add that.

Some counts are not of records but of what records say together (partners that did anything, runs that several attended).
Then the measure is asked about each partner, or each unit, alone, all other cells being there with nothing in them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics.cells import AMOUNTS, Cells, Labels, month_count, month_of
from metrics.measures.tally import Asked, Measure, Tally, Window
from vocabulary.errors import BrokenPromise

COUNTS = ("numerator", "n", "left_out")
PLACE = ("kind", "bucket", "month", "partner", "unit", "topic")
TOGETHER = ("partner", "unit", "topic")
"""What the records that count together may have in common, the likeliest first."""
WHOLE = "whole"
NOT_COUNTED = "does not count"
_TRIALS = 6
_HEAVIEST, _DRAWS = 16, 4
"""Amounts are drawn from 1 to the heaviest. Cells that add differently may move the answer as if they added alike where
what they were given happens to balance: in one draw of sixteen at most, in four draws running once in 65,000."""
MORE = _HEAVIEST + 1
"""Several times what is there, so that something can be taken away everywhere."""
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

    def added(self, amounts: np.ndarray) -> np.ndarray:
        """What lines of amounts, one for each cell, add: shape (lines, `COUNTS`)."""
        return np.einsum("ca,cak->ck", amounts, self.adds)

    def reasons(self, amounts: np.ndarray) -> np.ndarray:
        """Why each line of amounts is left out; "" where it is not."""
        said = np.full(len(amounts), "", dtype=object)
        for amount in range(len(AMOUNTS)):
            is_left_out = (amounts[:, amount] * self.adds[:, amount, -1]) != 0
            said[is_left_out] = self.why[is_left_out, amount]
        return said


@dataclass(frozen=True)
class Group:
    """Cells that count together: their positions, what they have in common, what they add and why it is left out."""

    name: str
    cells: np.ndarray
    counts: np.ndarray
    why: str


@dataclass(frozen=True)
class Question:
    """One figure, as its measure is asked for it."""

    measure: Measure
    cells: Cells
    window: Window
    as_of: dt.date

    @property
    def amounts(self) -> np.ndarray:
        """Shape (cells, `AMOUNTS`)."""
        return np.stack([getattr(self.cells, name) for name in AMOUNTS], axis=1)

    @property
    def counts(self) -> np.ndarray:
        """The measure's answer."""
        return _counts(self.tally(self.amounts))

    def grows_in_step(self) -> bool:
        """Whether so many times the amounts give so many times the counts; else counts are no sums over cells."""
        return np.array_equal(_counts(self.tally(self.amounts * MORE)), self.counts * MORE)

    def tally(self, amounts: np.ndarray) -> Tally:
        """The measure's answer if the cells held other amounts."""
        cells = replace(self.cells, **{name: amounts[:, at] for at, name in enumerate(AMOUNTS)})
        return self.measure.tallies(Asked(cells, (self.window,), self.as_of))[0]


def by_cell(question: Question) -> Attribution:
    """What each cell adds, as far as counts are sums over cells: whoever uses it checks that they are."""
    amounts, scales = question.amounts, _Scales(question)
    adds = np.zeros((len(amounts), len(AMOUNTS), len(COUNTS)), dtype=np.int64)
    why = np.full((len(amounts), len(AMOUNTS)), "", dtype=object)
    for amount in range(len(AMOUNTS)):
        for run, counts in scales.runs(amount):
            adds[run, amount] = counts
            if counts[-1]:
                why[run, amount] = scales.why(run[0], amount)
    return Attribution(adds, why)


def together(question: Question, wanted: tuple[int, ...]) -> tuple[str, list[Group]]:
    """What the records that count together have in common, and the groups whose counts add up to those *wanted*.

    `WHOLE`, with one group, where only all of them together make the figure.
    """
    for name in TOGETHER:
        labels = getattr(question.cells, name)
        groups = list(_groups(question, labels)) if len(labels.present) > 1 else []
        if groups and np.array_equal(_sum(groups), wanted) and _add_up_in_parts(question, labels, groups):
            return name, groups
    every = np.arange(len(question.cells))
    return WHOLE, [Group("", every, np.array(wanted, dtype=np.int64), "")]


def frame_of(cells: Cells) -> pd.DataFrame:
    """The cells as a table: `PLACE` and `AMOUNTS`; months as 202503."""
    columns = {name: _column(getattr(cells, name)) for name in (*PLACE, *AMOUNTS)}
    columns["month"] = np.array([month_of(int(month)).number for month in cells.month], dtype=np.int64)
    return pd.DataFrame(columns)


def _column(values: Labels | np.ndarray) -> np.ndarray:
    return np.array(values.names, dtype=object)[values.codes] if isinstance(values, Labels) else values


def _groups(question: Question, labels: Labels) -> Iterator[Group]:
    amounts = question.amounts
    for code in np.unique(labels.codes):
        is_in = labels.codes == code
        tally = question.tally(amounts * is_in[:, None])
        if _counts(tally).any():
            yield Group(labels.names[code], np.flatnonzero(is_in), _counts(tally), _why(tally))


def _sum(groups: Sequence[Group]) -> np.ndarray:
    return sum((each.counts for each in groups), np.zeros(len(COUNTS), dtype=np.int64))


def _add_up_in_parts(question: Question, labels: Labels, groups: Sequence[Group]) -> bool:
    """Whether some of the groups together always add what they add one by one; that all do may be chance."""
    for pick in np.random.default_rng(7).integers(0, 2, (_TRIALS, len(labels.names))).astype(bool):
        some = [each for each in groups if pick[labels.names.index(each.name)]]
        if not np.array_equal(_counts(question.tally(question.amounts * pick[labels.codes][:, None])), _sum(some)):
            return False
    return True


class _Scales:
    """Weighs cells: asks the measure by how much its counts move when some of them hold more."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._ground = question.amounts * MORE
        self._level = _counts(question.tally(self._ground))
        # A fixed seed: what is asked twice is answered twice alike.
        self._weights = np.random.default_rng(7).integers(1, _HEAVIEST + 1, (_DRAWS, len(question.cells)))
        self._order = _likely_alike(question.cells, question.window)

    def runs(self, amount: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """Positions of cells that add alike, and what one of them adds."""
        filled = self._order[self._ground[self._order, amount] != 0]
        found, waiting = [], [filled] if len(filled) else []
        while waiting:
            run = waiting.pop()
            one = self._moved(run[:1], np.ones(1, dtype=np.int64), amount)
            if one is None:
                raise BrokenPromise(
                    f"{self._question.measure}: it can be asked neither for more nor for less of a cell"
                )
            if len(run) == 1 or self._all_add(one, run, amount):
                found.append((run, one))
            else:
                half = len(run) // 2
                waiting += [run[half:], run[:half]]
        return found

    def _all_add(self, one: np.ndarray, run: np.ndarray, amount: int) -> bool:
        """Whether every cell of a run adds what *one* of it does, whatever the run is given."""
        given = self._weights[:, run]
        return all(np.array_equal(self._moved(run, weights, amount), one * weights.sum()) for weights in given)

    def why(self, cell: int, amount: int) -> str:
        """Why one case of a cell is left out: what the measure says of it alone."""
        alone = np.zeros_like(self._ground)
        alone[cell, amount] = 1
        return _why(self._question.tally(alone))

    def _moved(self, run: np.ndarray, weights: np.ndarray, amount: int) -> np.ndarray | None:
        """By how much the counts move a weight; None where the measure refuses both more and less of the run.

        It may refuse more of what goes than ever came, but not less of it.
        """
        for sign in (1, -1):
            amounts = self._ground.copy()
            amounts[run, amount] += sign * weights
            try:
                return (_counts(self._question.tally(amounts)) - self._level) * sign
            except ValueError:
                continue
        return None


def _likely_alike(cells: Cells, window: Window) -> np.ndarray:
    """Positions in an order in which cells that add alike mostly stand together."""
    first, last = month_count(window.first), month_count(window.last)
    side = (cells.month > last) * 1 - (cells.month < first) * 1
    return np.lexsort((cells.month, cells.topic.codes, cells.bucket, side, cells.kind.codes))


def _counts(tally: Tally) -> np.ndarray:
    return np.array([tally.numerator, tally.n, tally.left_out], dtype=np.int64)


def _why(tally: Tally) -> str:
    """The measure's own words for what is left out, without the count and without what else its note says."""
    said = "; ".join(each for each in tally.note.split("; ") if "left out: " in each)
    return _COUNT.sub("", said or tally.note) or NOT_COUNTED if tally.left_out else ""
