"""Charts of numbers, as short as a test wants them."""

import datetime as dt

from hypothesis import strategies as st

from metrics.indicator import Direction
from metrics.series import Rebase
from metrics.statistics.control import control
from metrics.statistics.plan import PLAIN, Plan

STEADY = [71, 74, 69, 72, 75, 70, 73, 76, 72, 74, 71, 73, 72]
small_counts = st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30)


def days(values, provisional=None, direction=Direction.UP, plan=PLAIN):
    """Control of a series that is no share."""
    nobody = [0] * len(values)
    return control(values, nobody, nobody, provisional or [False] * len(values), direction, False, plan)


def shares(numerators, n, provisional=None, direction=Direction.UP, plan=PLAIN):
    """Control of a series of shares; no cases give no value."""
    values = [x / cases if cases else None for x, cases in zip(numerators, n, strict=True)]
    return control(values, numerators, n, provisional or [False] * len(n), direction, True, plan)


def rebased(*positions, **decided):
    """A plan that starts afresh at some positions."""
    decision = Rebase(dt.date(2026, 3, 1), "new course rules", "training officer")
    return Plan(rebases=tuple((position, decision) for position in positions), **decided)


def flagged(chart):
    return {signal.index: signal.rule for signal in chart.signals}
