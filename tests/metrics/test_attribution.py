"""What each cell adds is found right also where cells that add differently happen to balance."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pandas as pd

from metrics.cells import Cells
from metrics.evidence.attribution import Question, by_cell
from metrics.measures.stock import Stock, came, went
from metrics.measures.tally import Window
from vocabulary.period import Month

MONTH = Window.of(Month(2026, 2))
AS_OF = dt.date(2026, 6, 1)
ADDS = {came("beside"): 0, came(): 1, went(): -1}


def test_what_comes_and_what_goes_is_never_taken_for_what_adds_nothing():
    """Each question begins with a fact that is counted beside the figure, then as many come as go."""
    for size in range(2, 40):
        kinds = [came("beside"), *([came()] * (size // 2)), *([went()] * (size - size // 2))]
        found = by_cell(Question(Stock(), _cells(kinds), MONTH, AS_OF))
        assert found.adds[:, 1, 1].tolist() == [ADDS[kind] for kind in kinds], size


def test_any_two_neighbours_are_told_apart():
    kinds = [kind for _ in range(30) for kind in (came("beside"), came(), came(), went())]
    found = by_cell(Question(Stock(), _cells(kinds), MONTH, AS_OF))
    for (one, other), (mine, yours) in zip(pairwise(found.adds[:, 1, 1]), pairwise(kinds), strict=True):
        assert (one, other) == (ADDS[mine], ADDS[yours])


def _cells(kinds: list[str]) -> Cells:
    here = len(kinds)
    texts = {"kind": kinds, "programme": ["G1"] * here, "partner": ["AAA"] * here, "unit": [f"U{at}" for at in range(here)],
             "topic": [""] * here}  # fmt: skip
    numbers = {"bucket": 0, "month": 202602, "numerator": 0, "denominator": 1, "left_out": 0}
    amounts = {name: np.full(here, value, dtype=np.int64) for name, value in numbers.items()}
    return Cells.of(pd.DataFrame(texts | amounts))
