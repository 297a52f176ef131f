"""The line of one loop: which steps were taken, on which day, and how long after the step before."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from expectations.life_cycle import ACTION_DONE
from metrics.loops.links import Row, is_ended, listed
from metrics.loops.parts import LINE, SINCE, LoopStep, Step, StepState, Taught
from metrics.loops.taught import COURSE, courses_of, lacks_course

ACTION, CHANGE, RUN = "corrective_action", "change_log", "course_run"
RECOMMENDED = ("PROTOCOL", "TRAINING")
"""What a finding recommends that ends in a changed protocol or course."""
_TRAINING = "TRAINING"


@dataclass(frozen=True)
class Line:
    """What the line of a loop is drawn from.

    Args:
        origin: dataset and row it starts from; the row is None where nothing is there.
        review: of a finding or an audit, its review; None where it is not there.
        absent: how a row that is named and not there is shown: MISSING, or NOT_SHOWN to a reader who does not see all.
        action: the action that is furthest behind; None where there is none.
        change: the first change that was published, or else approved; None where there is none.
        is_change_due: a change is recommended, or one is there.
        taught: who was taught the change; None where nobody was.
    """

    dataset: str
    row: Row | None
    review: Row | None
    absent: StepState
    action: Row | None
    change: Row | None
    is_change_due: bool
    taught: Taught | None


def rank(action: Row) -> int:
    """How far an action is: 0 proposed, 1 endorsed, 2 implemented, 3 validated."""
    if action["state"] in ACTION_DONE:
        return 2 + ACTION_DONE.index(action["state"])
    return 0 if action["state"] == "PROPOSED" else 1


def leading(actions: Iterable[Row]) -> Row | None:
    """The action by which a loop stands: of those that were not ended the one furthest behind, else the last ended."""
    found = list(actions)
    alive = [action for action in found if not is_ended(action)]
    if alive:
        return min(alive, key=lambda a: (rank(a), -_number(_reached(a)), a["action"]))
    return max(found, key=lambda a: (_number(a["ended_on"]), a["action"]), default=None)


def first_change(changes: Iterable[Row], action: Row | None) -> Row | None:
    """The change published first; of those that are only approved, the first approved.

    A change that the action itself led to comes before those that its loop's other actions led to.
    """
    never = dt.date.max
    return min(
        changes,
        key=lambda c: (not _led_to(action, c), c["published_on"] or never, c["approved_on"] or never, c["change"]),
        default=None,
    )


def _led_to(action: Row | None, change: Row) -> bool:
    if action is None:
        return False
    return action["action"] in listed(change["caused_by"]) or action["change_ref"] == change["change"]


def needs_change(recommends: str, action: Row | None) -> bool:
    """A finding recommends to change a protocol or the training, or its action does."""
    return recommends in RECOMMENDED or (action is not None and action["capability_element"] == _TRAINING)


def steps(line: Line) -> tuple[LoopStep, ...]:
    """One step for each of `LINE`, with the days between them."""
    return _timed((_noted(line), _lesson(line), *_worked(line.action), _changed(line), _taught(line)))


def _noted(line: Line) -> LoopStep:
    if line.row is None:
        return LoopStep(Step.NOTED, line.absent)
    if line.dataset == ACTION:  # asked from outside: there is no row in which it was noted
        return LoopStep(Step.NOTED, StepState.NOT_NEEDED)
    if line.dataset == "observation":
        return _done(Step.NOTED, "observation", line.row, line.row["submitted_on"])
    return _of_review(Step.NOTED, line, None if line.review is None else line.review["held_on"])


def _lesson(line: Line) -> LoopStep:
    if line.row is None:
        return LoopStep(Step.LESSON, line.absent)
    row = line.row
    if line.dataset == "observation":
        if row["state"] == "LESSON_IDENTIFIED":
            return _done(Step.LESSON, "observation", row, row["finalised_on"] or row["analysed_on"])
        is_over = row["state"] in ("REJECTED", "NOTED", "BEST_PRACTICE")
        return LoopStep(Step.LESSON, StepState.NOT_NEEDED if is_over else StepState.OPEN)
    if line.dataset == ACTION or row.get("kind") == "STRENGTH":
        return LoopStep(Step.LESSON, StepState.NOT_NEEDED)
    is_final = line.review is not None and (line.review["finalised_on"] is not None or line.review["state"] == "FINAL")
    if line.review is not None and not is_final:
        return LoopStep(Step.LESSON, StepState.OPEN)
    return _of_review(Step.LESSON, line, None if line.review is None else line.review["finalised_on"])


def _of_review(kind: Step, line: Line, on: dt.date | None) -> LoopStep:
    """A step that a review took; the row shown is the finding, or the review where an audit has no finding."""
    if line.review is None:
        return replace(_done(kind, line.dataset, line.row, None), state=line.absent)
    return _done(kind, line.dataset, line.row, on)


def _worked(action: Row | None) -> list[LoopStep]:
    """Proposed, endorsed, implemented, validated."""
    dated = {
        Step.PROPOSED: ("proposed_on",), Step.ENDORSED: ("endorsed_on", "tasked_on"),
        Step.IMPLEMENTED: ("implemented_on",), Step.VALIDATED: ("validated_on",),
    }  # fmt: skip
    made = []
    for at, (kind, names) in enumerate(dated.items()):
        on = None if action is None else next((action[name] for name in names if action[name] is not None), None)
        if action is None:
            is_there = False
        elif is_ended(action):
            is_there = at == 0 or on is not None
        else:
            is_there = rank(action) >= at
        made.append(_done(kind, ACTION, action, on, action["state"]) if is_there else LoopStep(kind, StepState.OPEN))
    return made


def _changed(line: Line) -> LoopStep:
    if line.change is None:
        return LoopStep(Step.CHANGED, StepState.OPEN if line.is_change_due else StepState.NOT_NEEDED)
    change = line.change
    if change["published_on"] is None:
        return LoopStep(Step.CHANGED, StepState.OPEN, CHANGE, change["row_id"], change["change"], word="approved")
    return _done(Step.CHANGED, CHANGE, change, change["published_on"])


def _taught(line: Line) -> LoopStep:
    if line.taught is not None:
        return LoopStep(Step.TAUGHT, StepState.DONE, RUN, line.taught.first_row, line.taught.first, line.taught.on)
    if line.change is None:
        return LoopStep(Step.TAUGHT, StepState.OPEN if line.is_change_due else StepState.NOT_NEEDED)
    if lacks_course(line.change):
        return LoopStep(Step.TAUGHT, StepState.MISSING)
    is_due = bool(courses_of(line.change)) or line.change["kind"] == COURSE
    return LoopStep(Step.TAUGHT, StepState.OPEN if is_due else StepState.NOT_NEEDED)


_KEYS = {
    "observation": "observation", "finding": "finding", "review": "review", ACTION: "action", CHANGE: "change",
    RUN: "run",
}  # fmt: skip


def _done(kind: Step, dataset: str, row: Row, on: dt.date | None, word: str = "") -> LoopStep:
    state = StepState.UNDATED if on is None else StepState.DONE
    return LoopStep(kind, state, dataset, row["row_id"], row[_KEYS[dataset]], on, word=word)


def _timed(taken: Iterable[LoopStep]) -> tuple[LoopStep, ...]:
    """The steps with the days since the nearest step before that is dated."""
    by_kind = {each.kind: each for each in taken}
    for kind in LINE[1:]:
        since: Step | None = SINCE[kind]
        while since is not None and by_kind[since].on is None:
            since = SINCE.get(since)
        if since is not None and by_kind[kind].on is not None:
            by_kind[kind] = replace(by_kind[kind], since=since, days=(by_kind[kind].on - by_kind[since].on).days)
    return tuple(by_kind[kind] for kind in LINE)


def _reached(action: Row) -> dt.date | None:
    """The day on which an action came to where it is."""
    names = ("proposed_on", "endorsed_on", "implemented_on", "validated_on")
    return action[names[rank(action)]]


def _number(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
