"""Which hidden counts of a table with totals can be one number only, given the counts that are shown."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Arc = tuple[int, int]

FLOOR = 1
"""Zeros are shown, so readers know that a hidden count is at least this."""


def fixed_counts(table: NDArray[np.int64], hidden: Flags) -> Flags:
    """True for each hidden count that what is shown leaves only one value.

    Args:
        table: whole counts; the last row and the last column are totals.
        hidden: True hides, same shape. Zeros are never hidden.

    Source: Gusfield (1988), SIAM J Comput 17:552. Rows and columns are nodes and hidden counts arcs between them; every
    table that fits what is shown comes from this one by pushing counts around circles of arcs, up along an arc always,
    down only where the count is above 1. A count is fixed where no circle passes through it. The same answer as two
    linear programmes a count (`audit`), a thousand times sooner.
    """
    arcs = _arcs(hidden)
    falls = {place for place in arcs if table[place] > FLOOR}
    fixed = np.zeros_like(hidden)
    for place, (start, end) in arcs.items():
        others = [(arc, other in falls) for other, arc in arcs.items() if other != place]
        rises = _leads(end, start, others)
        fixed[place] = not (rises or (place in falls and _leads(start, end, others)))
    return fixed


def _arcs(hidden: Flags) -> dict[tuple[int, int], Arc]:
    """Each hidden count as an arc from node to node, so that every row and every column balances."""
    last_row, last_column = hidden.shape[0] - 1, hidden.shape[1] - 1
    arcs = {}
    for row, column in zip(*(each.tolist() for each in np.nonzero(hidden)), strict=True):
        ends = row, hidden.shape[0] + column
        arcs[row, column] = ends if (row == last_row) == (column == last_column) else ends[::-1]
    return arcs


def _leads(start: int, end: int, arcs: Iterable[tuple[Arc, bool]]) -> bool:
    """Whether counts can be pushed from one node to another."""
    ways: dict[int, list[int]] = {}
    for (tail, head), can_fall in arcs:
        ways.setdefault(tail, []).append(head)
        if can_fall:
            ways.setdefault(head, []).append(tail)
    reached, ahead = {start}, [start]
    while ahead:
        for node in ways.get(ahead.pop(), ()):
            if node not in reached:
                reached.add(node)
                ahead.append(node)
    return end in reached
