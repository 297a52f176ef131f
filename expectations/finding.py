"""What came of asking one rule of one set of rows."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from expectations.dataset import Effect


class Outcome(StrEnum):
    """A rule that could not run is told apart from a rule that was broken."""

    HELD = "held"
    BROKEN = "broken"
    COULD_NOT_RUN = "could not run"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Finding:
    """One rule, held or broken, on the rows of one dataset in one submission.

    Args:
        rule: the rule's id ("TR-05"); cells that could not be read as their column's kind have "CELL".
        dataset: the dataset's key.
        effect: what a failure does.
        outcome: held, broken, could not run, not applicable.
        reason: what is expected, in a steward's words.
        hint: how to mend it.
        shows: columns whose cells are quoted; the first is the cell marked.
        positions: positions (from 0) of the failing rows in the frame that was checked; empty where
            the rule speaks of the submission as a whole.
        detail: why it could not run, why it is not applicable, or what was found in the whole.
        seconds: what asking it cost.
    """

    rule: str
    dataset: str
    effect: Effect
    outcome: Outcome
    reason: str
    hint: str = ""
    shows: tuple[str, ...] = ()
    positions: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    detail: str = ""
    seconds: float = 0.0

    @property
    def is_broken(self) -> bool:
        return self.outcome in (Outcome.BROKEN, Outcome.COULD_NOT_RUN)
