"""Decide which small counts of persons are hidden, once for all views, and never so that subtraction brings one back.

The decision is made for each quarter on the table that screens show: partners and their total, by month and for
the quarter. A choice of several partners adds up only what is not hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.statistics.fixed_counts import fixed_counts

QUARTER_LENGTH = 3


@dataclass(frozen=True)
class Hidden:
    """What is hidden; True hides.

    Args:
        months: partner by month.
        quarters: partner by quarter.
        total_months, total_quarters: all partners together.
    """

    months: np.ndarray
    quarters: np.ndarray
    total_months: np.ndarray
    total_quarters: np.ndarray


def hide_grid(n: np.ndarray, least: int) -> Hidden:
    """What is hidden of counts by partner and month.

    Args:
        n: counts, shape (partners, months); the months are whole quarters, in order.
        least: the least count that may be shown.
    """
    quarters = n.reshape(len(n), n.shape[1] // QUARTER_LENGTH, QUARTER_LENGTH)
    tables = [_hide_table(_with_margins(quarters[:, at]), least) for at in range(quarters.shape[1])]
    months = np.concatenate([table[:, :-1] for table in tables], axis=1)
    ends = np.column_stack([table[:, -1] for table in tables])
    return Hidden(months[:-1], ends[:-1], months[-1], ends[-1])


def hide_line(n: Sequence[int], least: int) -> np.ndarray:
    """What is hidden of the counts of one line, when their total is shown beside them; shape of *n*."""
    line = np.append(np.asarray(n, dtype=np.int64), np.sum(n, dtype=np.int64))
    hidden = (line > 0) & (line < least)
    return _protect(line, hidden, least)[:-1]


def _with_margins(block: np.ndarray) -> np.ndarray:
    rows = np.vstack([block, block.sum(axis=0)])
    return np.column_stack([rows, rows.sum(axis=1)])


def _hide_table(table: np.ndarray, least: int) -> np.ndarray:
    """Hide small counts, then more, until nothing that is shown gives a hidden one away."""
    hidden = _protect_lines(table, (table > 0) & (table < least), least)
    while hidden.any():
        fixed = np.argwhere(fixed_counts(table, hidden))
        if not fixed.size:
            break
        hidden = _protect_lines(table, _with_one_more(table, hidden, fixed), least)
    return hidden


def _protect_lines(table: np.ndarray, hidden: np.ndarray, least: int) -> np.ndarray:
    """Hide more until no row and no column by itself gives a hidden count away."""
    hidden, before = hidden.copy(), np.zeros_like(hidden)
    while (hidden != before).any():
        before = hidden.copy()
        for row in range(len(table)):
            hidden[row] = _protect(table[row], hidden[row], least)
        for column in range(table.shape[1]):
            hidden[:, column] = _protect(table[:, column], hidden[:, column], least)
    return hidden


def _with_one_more(table: np.ndarray, hidden: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    """Hide the smallest count that is shown in a row or column of one that can be worked out."""
    beside = np.zeros_like(hidden)
    beside[fixed[:, 0], :] = beside[:, fixed[:, 1]] = True
    able = ~hidden & (table > 0)
    able = able & beside if (able & beside).any() else able
    more = hidden.copy()
    more[np.unravel_index(np.argmin(np.where(able, table, table.max() + 1)), table.shape)] = True
    return more


def _protect(line: np.ndarray, hidden: np.ndarray, least: int) -> np.ndarray:
    """Hide the next smallest count of a line (its last is the total) while subtraction would bring one back.

    One hidden count alone is the total less the rest; hidden counts whose sum is below *least* are as good as
    one small count, when the total is shown, and each of them is 1 where they are as many as their sum.
    """
    hidden = hidden.copy()
    while hidden.any() and (hidden.sum() == 1 or (not hidden[-1] and _sum_tells(line[hidden], least))):
        shown = np.flatnonzero(~hidden & (line > 0))
        if not shown.size:
            break
        hidden[shown[np.argmin(line[shown])]] = True
    return hidden


def _sum_tells(counts: np.ndarray, least: int) -> bool:
    """Whether the sum of hidden counts says too much of them, zeros being shown."""
    return bool(counts.sum() < least or counts.sum() == counts.size)
