"""Days that follow each other: one fact and one rule for each step, whatever steps were skipped."""

import string
from collections.abc import Mapping, Sequence

import pandas as pd

from expectations.dataset import Effect, Fact, Rule
from expectations.known import Known
from expectations.rules import in_order

Steps = Mapping[str, Sequence[str]]
"""Each column of days, and the columns whose days come before it or fall on the same day."""


def in_a_row(*columns: str) -> Steps:
    """The steps where each of *columns* follows all that stand before it.

    Asking each day of all that precede it, and not of its neighbour alone, finds a fault across an empty step.
    """
    return {column: columns[:at] for at, column in enumerate(columns) if at}


def step_facts(steps: Steps) -> tuple[Fact, ...]:
    """For each column of *steps*, `{column}.not_before`: the latest of the days that precede it."""
    return tuple(_not_before(column, list(earlier)) for column, earlier in steps.items())


def step_rules(rule_id: str, effect: Effect, steps: Steps) -> tuple[Rule, ...]:
    """For each column of *steps*, one rule (a, b, c ...): its day is not before any that precede it."""
    return tuple(
        in_order(
            f"{rule_id}{letter}", effect, f"{column}.not_before", column,
            reason=f"{column} is not before {' or '.join(earlier)}.",
            hint=f"Mend {column}, or the earlier day that is wrong.",
            shows=(column, *reversed(earlier)), needs=(column,),
        )
        for letter, (column, earlier) in zip(string.ascii_lowercase, steps.items(), strict=False)
    )  # fmt: skip


def _not_before(column: str, earlier: list[str]) -> Fact:
    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        return frame[earlier].max(axis=1)

    return Fact(f"{column}.not_before", compute, f"the latest of {', '.join(earlier)}")


def months_after(name: str, column: str, months: int) -> Fact:
    """*name*: the date in *column*, so many calendar *months* later."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        return (frame[column] + pd.DateOffset(months=months)).astype("datetime64[ns]")

    return Fact(name, compute, f"{column} and {months} months")
