"""What a loop is made of: its steps in order, the rows that took them, where it stands, and what is broken in it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The steps of a loop in their order, and the two ways in which it leaves the line."""

    NOTED = "noted"
    LESSON = "lesson"
    PROPOSED = "proposed"
    ENDORSED = "endorsed"
    IMPLEMENTED = "implemented"
    VALIDATED = "validated"
    CHANGED = "changed"
    TAUGHT = "taught"
    RECURRED = "recurred"
    ENDED = "ended"


WORK = (Step.NOTED, Step.LESSON, Step.PROPOSED, Step.ENDORSED, Step.IMPLEMENTED, Step.VALIDATED)
"""What is done about it, from what was noted to what was shown to work."""
LINE = (*WORK, Step.CHANGED, Step.TAUGHT)
SINCE = {
    Step.LESSON: Step.NOTED,
    Step.PROPOSED: Step.LESSON,
    Step.ENDORSED: Step.PROPOSED,
    Step.IMPLEMENTED: Step.ENDORSED,
    Step.VALIDATED: Step.IMPLEMENTED,
    Step.CHANGED: Step.IMPLEMENTED,
    Step.TAUGHT: Step.CHANGED,
}
"""The step before. Validation often waits for the next exercise, and a change is published meanwhile: both follow the
implementation."""


class StepState(StrEnum):
    """Whether a step was taken."""

    DONE = "done"
    UNDATED = "done, day not stated"
    OPEN = "not yet"
    NOT_NEEDED = "not needed"
    NOT_SHOWN = "not shown"
    MISSING = "missing"

    @property
    def is_done(self) -> bool:
        return self in (StepState.DONE, StepState.UNDATED)

    @property
    def is_settled(self) -> bool:
        """Nothing is waited for here, as far as this reader can see."""
        return self.is_done or self in (StepState.NOT_NEEDED, StepState.NOT_SHOWN)


@dataclass(frozen=True)
class LoopStep:
    """One step of one loop.

    Args:
        dataset, row_id, code: the row that took it; "", 0, "" where none did.
        on: the day it was taken.
        days: days since the step *since*, negative where the days are out of order; None where either is not dated.
        since: the nearest step before that has a day.
        word: more on where the row stands: the state of an action that has several, "" where there is nothing to add.
    """

    kind: Step
    state: StepState
    dataset: str = ""
    row_id: int = 0
    code: str = ""
    on: dt.date | None = None
    days: int | None = None
    since: Step | None = None
    word: str = ""


class Break(StrEnum):
    """What link is missing, the one that breaks a loop first standing first."""

    ORIGIN_NOT_NAMED = "origin not named"
    ORIGIN_NOT_THERE = "origin not there"
    REVIEW_NOT_THERE = "review not there"
    MERGED_INTO_NOT_THERE = "merged into what is not there"
    MERGED_IN_A_CIRCLE = "merged in a circle"
    NO_CHANGE = "no change"
    CHANGE_NOT_THERE = "change not there"
    CAUSE_NOT_THERE = "cause not there"
    NO_COURSE = "no course"
    COURSE_NOT_THERE = "course not there"
    RECURS_FROM_NOT_THERE = "recurs from what is not there"
    NO_CAUSE = "no cause"


@dataclass(frozen=True)
class Broken:
    """One missing link: the row at which it is missing, and what that row names that is not there ("" for nothing)."""

    kind: Break
    dataset: str
    row_id: int
    code: str
    named: str = ""


class Recurrence(StrEnum):
    """Whether what was mended came back."""

    NOT_FOLLOWED = "not validated yet"
    FOLLOWED = "not so far"
    NONE = "not within a year"
    RECURRED = "came back"


@dataclass(frozen=True)
class Waits:
    """What a loop waits for.

    Args:
        step: the next step.
        by: the day by which it is due; None where nothing says so.
        late: days past that day, 0 where it is not.
    """

    step: Step
    by: dt.date | None
    late: int


@dataclass(frozen=True)
class Taught:
    """Who was taught what changed.

    Args:
        runs: course runs held of the changed version; units: those that sent somebody who completed one.
        persons: who completed one, each counted once; groups by their size.
        first, first_row, on: code, row and last day of the first run.
    """

    runs: int
    units: frozenset[str]
    persons: int
    first: str
    first_row: int
    on: dt.date


@dataclass(frozen=True)
class Origin:
    """Where a loop starts: an observation, a finding of a review, or an action of another source.

    Args:
        kind: dataset of the row.
        said: its text in a line.
        unit: the unit that noted it, "" where that is not known.
        recommends: what a finding recommends to change, "" for nothing in particular.
        asked_by: for an action, the kind of its source.
    """

    kind: str
    row_id: int
    code: str
    programme: str
    said: str
    unit: str = ""
    recommends: str = ""
    asked_by: str = ""


@dataclass(frozen=True)
class Chain:
    """One loop, from where it starts to where it stands.

    Args:
        steps: one for each step of `LINE`, in order, of the action that is furthest behind and the first change.
        beside: its other actions and changes.
        returns: the rows with which it came back.
        ended: how it left the line without being mended, "" where it did not.
        waits: what it waits for; None where nothing is left to do, or nothing that this reader could see.
        partner: who has to act, or else who noted it; "" where neither is known.
        is_partly_hidden: it names a row that this reader does not see.
    """

    origin: Origin
    steps: tuple[LoopStep, ...]
    stands_at: Step
    broken: tuple[Broken, ...]
    recurrence: Recurrence
    returns: tuple[LoopStep, ...] = ()
    beside: tuple[LoopStep, ...] = ()
    waits: Waits | None = None
    ended: str = ""
    ended_on: dt.date | None = None
    taught: Taught | None = None
    partner: str = ""
    is_partly_hidden: bool = False

    def step(self, kind: Step) -> LoopStep:
        """The step of that kind; raises KeyError for a kind that is no step of the line."""
        for each in self.steps:
            if each.kind is kind:
                return each
        raise KeyError(kind)

    @property
    def is_late(self) -> bool:
        return self.waits is not None and self.waits.late > 0

    @property
    def is_closed(self) -> bool:
        """Nothing is left to do, and it has not come back."""
        is_done = self.stands_at in (Step.VALIDATED, Step.CHANGED, Step.TAUGHT)
        return is_done and all(self.step(kind).state.is_settled for kind in (Step.CHANGED, Step.TAUGHT))

    @property
    def reached_origin(self) -> bool | None:
        """Whether the unit that noted it was taught what changed; None where either is not known."""
        return self.origin.unit in self.taught.units if self.taught and self.origin.unit else None


@dataclass(frozen=True)
class Loops:
    """All loops of an edition, for one reader.

    Args:
        chains: one for each observation, finding and action of another source, in that order, by code.
        loose: changes that no loop leads to, with what they name.
        sees_all: False for a reader to whom some rows are not released: what is absent is then not judged.
    """

    chains: tuple[Chain, ...]
    loose: tuple[Broken, ...]
    as_of: dt.date
    sees_all: bool
