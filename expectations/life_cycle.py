"""The states of observations and corrective actions, and the moves between them that are allowed.

One life-cycle for registers that name their states differently: NATO's lessons process, HSEEP and FEMA
corrective-action programmes, auditors' recommendations. Two levels of closure are kept apart: *done* is
IMPLEMENTED, *closed* is VALIDATED. *Open* is neither implemented nor at an end.

A register is sent once a period, so that a row may take several steps between two files: a move is allowed when
the steps of the life-cycle lead from the last known state to the new one.
"""

from collections.abc import Mapping

import pandas as pd

from expectations.dataset import Fact
from expectations.known import Known

Moves = frozenset[tuple[str, str]]

OBSERVATION_STATES = (
    "SUBMITTED", "REJECTED", "ACCEPTED", "IN_ANALYSIS", "NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED",
)  # fmt: skip
OBSERVATION_FINAL = ("REJECTED", "NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED")
OBSERVATION_STEPS = {
    "SUBMITTED": ("REJECTED", "ACCEPTED"),
    "ACCEPTED": ("IN_ANALYSIS",),
    "IN_ANALYSIS": ("NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED"),
}

ACTION_OPEN = ("PROPOSED", "ENDORSED", "TASKED", "PLANNED", "IN_IMPLEMENTATION", "REOPENED")
ACTION_DONE = ("IMPLEMENTED", "VALIDATED")
ACTION_ENDS = ("NON_CONCURRED", "MERGED", "CANCELLED", "RISK_ACCEPTED")
ACTION_STATES = (*ACTION_OPEN, *ACTION_DONE, *ACTION_ENDS)
ACTION_TASKED_OR_LATER = ("TASKED", "PLANNED", "IN_IMPLEMENTATION", "REOPENED", *ACTION_DONE)
_STOPPED = ("MERGED", "CANCELLED", "RISK_ACCEPTED")
ACTION_STEPS = {
    "PROPOSED": ("ENDORSED", *_STOPPED),
    "ENDORSED": ("TASKED", *_STOPPED),
    "TASKED": ("PLANNED", "NON_CONCURRED", *_STOPPED),
    "PLANNED": ("IN_IMPLEMENTATION", *_STOPPED),
    "IN_IMPLEMENTATION": ("IMPLEMENTED", *_STOPPED),
    "IMPLEMENTED": ("VALIDATED",),
    "REOPENED": ("IN_IMPLEMENTATION", *_STOPPED),
}


def reachable(steps: Mapping[str, tuple[str, ...]], start: str) -> frozenset[str]:
    """*start* and every state that *steps* lead to from it."""
    found, waiting = {start}, [start]
    while waiting:
        further = set(steps.get(waiting.pop(), ())) - found
        found |= further
        waiting.extend(further)
    return frozenset(found)


def moves(steps: Mapping[str, tuple[str, ...]], states: tuple[str, ...]) -> Moves:
    """Every allowed pair of last known and new state; staying is allowed."""
    return frozenset((old, new) for old in states for new in reachable(steps, old))


OBSERVATION_MOVES = moves(OBSERVATION_STEPS, OBSERVATION_STATES)
OBSERVATION_REOPENINGS = (
    frozenset((new, old) for old, new in OBSERVATION_MOVES)
    | frozenset((old, new) for old in OBSERVATION_FINAL for new in reachable(OBSERVATION_STEPS, "ACCEPTED"))
) - OBSERVATION_MOVES
"""Moves back, and from one final state to another: only an observation that was taken up again makes them."""
ACTION_MOVES = moves(ACTION_STEPS, ACTION_STATES)
ACTION_REOPENINGS = (
    frozenset((old, new) for old in (*ACTION_DONE, *ACTION_ENDS) for new in reachable(ACTION_STEPS, "REOPENED"))
    - ACTION_MOVES
)
"""Moves that lead on from what was done or ended: only through REOPENED, which may lie between two files."""


def move_in(name: str, allowed: Moves, means: str) -> Fact:
    """*name*: whether the move from `before.state` to `state` is one of *allowed*; missing for a new row."""
    written = {f"{old} > {new}" for old, new in allowed}

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        move = frame["before.state"].astype("str") + " > " + frame["state"]
        return move.isin(written).astype("boolean").mask(move.isna())

    return Fact(name, compute, means)


def newly_filled(name: str, column: str) -> Fact:
    """*name*: whether *column* holds a day that the last accepted version (`before.{column}`) did not hold."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        return (frame[column].notna() & (frame[column] != frame[f"before.{column}"])).astype("boolean")

    return Fact(name, compute, f"{column} was filled since the last accepted version")
