"""What a reader can work out of a table in which some counts are hidden: an auditor, not a hider."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

ROUNDING = 1e-6
"""A count that a linear programme gives is whole within this."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Exposed:
    """A hidden count, or a sum of hidden counts, that the shown ones give away.

    Args:
        cells: positions of what is exposed, in the flat table.
        low, high: the least and the most that it can be.
        why: in an auditor's words.
    """

    cells: tuple[int, ...]
    low: int
    high: int
    why: str


def table_relations(rows: int, columns: int) -> list[tuple[tuple[int, ...], int]]:
    """What adds up in a table whose last row and last column are totals: parts and their total, as flat positions."""
    place = np.arange(rows * columns).reshape(rows, columns)
    along_rows = [(tuple(line[:-1].tolist()), int(line[-1])) for line in place]
    down_columns = [(tuple(line[:-1].tolist()), int(line[-1])) for line in place.T]
    return along_rows + down_columns


def audit(
    counts: ArrayLike,
    hidden: ArrayLike,
    relations: Sequence[tuple[Sequence[int], int]],
    least: int,
    zeros_are_shown: bool = True,
) -> list[Exposed]:
    """Everything that a reader can work out of the hidden counts of a table.

    Args:
        counts: whole counts, any shape; they are taken as flat.
        hidden: True hides, same shape.
        relations: which counts add up to which, as flat positions (`table_relations`).
        least: the least count that may be shown.
        zeros_are_shown: readers know that a hidden count is no zero.

    Returns:
        what is exposed: a hidden count that can be one number only, and hidden counts of one line whose sum is known
        and itself below the least. Empty is safe.

    Raises:
        ValueError: counts and flags differ in size, or the counts do not add up as the relations say.

    Source: for each hidden count two linear programmes, its least and its most value given what is shown; Hundepool
    and others (2012), Statistical Disclosure Control, chapter 4. Two traps that the programmes alone miss: hidden
    counts are at least 1 where zeros are shown (two that add up to 2 are 1 and 1), and the sum of the hidden counts of
    a line may itself be too small to show.
    """
    values, flags = np.asarray(counts, float).ravel(), np.asarray(hidden, bool).ravel()
    if values.size != flags.size:
        raise ValueError("each count needs one flag")
    if any(abs(values[list(parts)].sum() - values[total]) > ROUNDING for parts, total in relations):
        raise ValueError("the counts do not add up as the relations say")
    if not flags.any() or not relations:
        return []
    return [*_single(values, flags, relations, int(zeros_are_shown)), *_sums(values, flags, relations, least)]


def bounds(
    counts: ArrayLike, hidden: ArrayLike, relations: Sequence[tuple[Sequence[int], int]], floor: int = 0
) -> dict[int, tuple[int | None, int | None]]:
    """The least and the most that each hidden count can be, given what is shown; None where nothing bounds it.

    Args:
        counts, hidden, relations: as `audit`.
        floor: the least that a hidden count can be; 1 where zeros are shown.

    Returns:
        by flat position, the hidden counts alone.

    Source: the feasibility interval of Hundepool and others (2012), chapter 4.

    Example:
        >>> bounds([4, 3, 7, 2, 1, 3, 6, 4, 10], [True, True, False] * 2 + [False] * 3, table_relations(3, 3))[0]
        (3, 6)
    """
    values, flags = np.asarray(counts, float).ravel(), np.asarray(hidden, bool).ravel()
    places = np.flatnonzero(flags)
    matrix = np.array([_signs(values.size, relation)[places] for relation in relations])
    known = np.array([-(_signs(values.size, relation) * np.where(flags, 0, values)).sum() for relation in relations])
    is_used = np.abs(matrix).sum(axis=1) > 0
    shown = (matrix[is_used], known[is_used])
    return {
        int(place): (_extreme(1, at, shown, floor), _extreme(-1, at, shown, floor)) for at, place in enumerate(places)
    }


def _single(
    values: np.ndarray, hidden: Flags, relations: Sequence[tuple[Sequence[int], int]], floor: int
) -> list[Exposed]:
    ends = bounds(values, hidden, relations, floor)
    return [
        Exposed((place,), low, low, "what is shown leaves it one value")
        for place, (low, high) in ends.items()
        if low is not None and low == high
    ]


def _signs(size: int, relation: tuple[Sequence[int], int]) -> np.ndarray:
    signs = np.zeros(size)
    signs[list(relation[0])] = 1
    signs[relation[1]] -= 1
    return signs


def _extreme(sign: int, at: int, shown: tuple[np.ndarray, np.ndarray], floor: int) -> int | None:
    """The least (sign 1) or most (sign -1) whole value of one hidden count; None where nothing bounds it."""
    matrix, known = shown
    costs = np.zeros(matrix.shape[1])
    costs[at] = sign
    solved = linprog(costs, A_eq=matrix, b_eq=known, bounds=(floor, None), method="highs")
    if solved.status == UNBOUNDED:
        return None
    if not solved.success:
        raise ValueError(f"no table fits what is shown: {solved.message}")
    value = sign * solved.fun
    return int(np.ceil(value - ROUNDING)) if sign > 0 else int(np.floor(value + ROUNDING))


UNBOUNDED = 3
"""What `linprog` answers where nothing bounds a value."""


def _sums(
    values: np.ndarray, hidden: Flags, relations: Sequence[tuple[Sequence[int], int]], least: int
) -> list[Exposed]:
    found = []
    for parts, total in relations:
        inside = [part for part in parts if hidden[part]]
        known = int(values[inside].sum())
        if inside and not hidden[total] and 0 < known < least:
            found.append(Exposed(tuple(inside), known, known, "hidden counts add up to a known sum below the least"))
    return found
