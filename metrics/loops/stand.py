"""Where a loop stands, what it waits for, how it ended, and whether what was mended came back."""

import datetime as dt
from collections.abc import Iterable

from metrics.indicators.findings_that_changed import DAYS_ALLOWED, DAYS_TO_REISSUE
from metrics.indicators.recurrence import DAYS_FOLLOWED
from metrics.loops.line import ACTION, rank
from metrics.loops.links import Links, Row, earliest, is_ended, latest
from metrics.loops.parts import WORK, LoopStep, Origin, Recurrence, Step, StepState, Waits

DAYS_TO_TRIAGE = 14
"""Ten working days (FBK-02)."""
DAYS_TO_ANALYSE = 90
"""The age from which observations are asked whether they became a lesson (FBK-03), and a report's ninety (REV-02)."""
DAYS_TO_ACT = 60
"""From a lesson to an action (OB-13, RV-11)."""
DAYS_TO_ENDORSE = 90
"""An open action without news for so long needs somebody (CA-14)."""
DAYS_TO_VALIDATE = 180
"""After so many days an implemented action is asked whether it was validated (FBK-08)."""
_ABSENT = (Step.PROPOSED, Step.CHANGED, Step.TAUGHT)
"""Steps whose absence only a reader who sees all can tell."""


def ended(origin: Origin, row: Row | None, action: Row | None, own: list[Row]) -> tuple[str, dt.date | None]:
    """How a loop left the line without being mended, and when; ("", None) where it did not."""
    if action is not None:
        return (action["state"], action["ended_on"]) if is_ended(action) else ("", None)
    if origin.kind == "observation" and row["state"] in ("REJECTED", "NOTED", "BEST_PRACTICE"):
        on = row["triage_on"] if row["state"] == "REJECTED" else row["finalised_on"]
        return row["state"], row["finalised_on"] or on
    if origin.kind == "finding" and not own:
        if row["kind"] == "STRENGTH":
            return "STRENGTH", None
        if row["no_action_reason"]:
            return "NO_ACTION", None
    return "", None


def stands_at(line: tuple[LoopStep, ...], action: Row | None, returns: Iterable[LoopStep], over: str) -> Step:
    """The furthest step of the work; once that is validated, of the change; or how it left the line.

    A loop that came back after its action was last shown to work, and is not worked on again, stands at RECURRED.
    """
    taken = {step.kind: step for step in line}
    if action is not None and not over and rank(action) > 1:
        mended_on = action["validated_on"] or action["implemented_on"]
        back_on = latest(*(each.on for each in returns))
        if back_on and (mended_on is None or back_on >= mended_on):
            return Step.RECURRED
    furthest = next((kind for kind in reversed(WORK) if taken[kind].state.is_done), Step.NOTED)
    if action is None or furthest is Step.VALIDATED:
        furthest = next((kind for kind in (Step.TAUGHT, Step.CHANGED) if taken[kind].state.is_done), furthest)
    return Step.ENDED if over and furthest not in (Step.TAUGHT, Step.CHANGED) else furthest


def returned(links: Links, origin: Origin, actions: Iterable[Row], leader: Row | None) -> tuple[LoopStep, ...]:
    """The rows with which a loop came back, by day: accepted observations that name it, actions taken up again.

    The days count from the first time that the action was shown to work; of an observation that names where the loop
    started, from the action by which the loop stands.
    """
    found = {}
    for action in {each["action"]: each for each in actions}.values():
        if action["reopened_on"] is not None:
            step = _return(ACTION, action, action["action"], action["reopened_on"], action)
            found[ACTION, action["action"]] = step
        for again in links.recurring(action["action"]):
            found["observation", again["observation"]] = _seen_again(again, action)
    for again in links.recurring(origin.code) if origin.kind != "action" else ():
        if again["observation"] != origin.code:
            found.setdefault(("observation", again["observation"]), _seen_again(again, leader))
    return tuple(sorted(found.values(), key=lambda each: (each.on or dt.date.max, each.code)))


def _seen_again(again: Row, action: Row | None) -> LoopStep:
    return _return("observation", again, again["observation"], again["submitted_on"], action)


def _return(dataset: str, row: Row, code: str, on: dt.date | None, action: Row | None) -> LoopStep:
    shown_on = _shown_on(action)
    days = None if shown_on is None or on is None else (on - shown_on).days
    state = StepState.UNDATED if on is None else StepState.DONE
    since = None if days is None else Step.VALIDATED
    return LoopStep(Step.RECURRED, state, dataset, row["row_id"], code, on, days, since)


def recurrence(action: Row | None, returns: Iterable[LoopStep], as_of: dt.date) -> Recurrence:
    """Whether it came back; where it did not, whether a year has passed in which it could."""
    if any(True for _ in returns):
        return Recurrence.RECURRED
    shown_on = _shown_on(action)
    if shown_on is None:
        return Recurrence.NOT_FOLLOWED
    return Recurrence.NONE if (as_of - shown_on).days >= DAYS_FOLLOWED else Recurrence.FOLLOWED


def waits(
    stand: Step, line: tuple[LoopStep, ...], rows: tuple[Origin, Row | None, Row | None], as_of: dt.date, sees_all: bool
) -> Waits | None:
    """What a loop waits for and by when; None where nothing is left, or only what this reader may not see."""
    origin, row, action = rows
    taken = {step.kind: step for step in line}
    step = _next(stand, taken)
    if step is None or (step in _ABSENT and not sees_all):
        return None
    by = _due(step, taken, action)
    if step is Step.LESSON:
        is_new = origin.kind == "observation" and row["state"] == "SUBMITTED"
        by = _after(taken[Step.NOTED].on, DAYS_TO_TRIAGE if is_new else DAYS_TO_ANALYSE)
    return Waits(step, by, max((as_of - by).days, 0) if by else 0)


def _next(stand: Step, taken: dict[Step, LoopStep]) -> Step | None:
    """The step after the one at which a loop stands, of those that are needed."""
    if stand in (Step.ENDED, Step.RECURRED):
        return None
    if stand in WORK[:-1]:
        following = WORK[WORK.index(stand) + 1]
        return Step.PROPOSED if following is Step.LESSON and taken[Step.LESSON].state.is_settled else following
    following = next((kind for kind in (Step.CHANGED, Step.TAUGHT) if not taken[kind].state.is_settled), None)
    return None if stand is Step.TAUGHT else following


def _due(step: Step, taken: dict[Step, LoopStep], action: Row | None) -> dt.date | None:
    """The day by which a step is due."""
    if step is Step.IMPLEMENTED:
        return action["due_current_on"] or action["due_original_on"]
    from_, days = {
        Step.LESSON: (Step.NOTED, DAYS_TO_ANALYSE),
        Step.PROPOSED: (Step.LESSON, DAYS_TO_ACT),
        Step.ENDORSED: (Step.PROPOSED, DAYS_TO_ENDORSE),
        Step.VALIDATED: (Step.IMPLEMENTED, DAYS_TO_VALIDATE),
        Step.CHANGED: (Step.ENDORSED, DAYS_ALLOWED),
        Step.TAUGHT: (Step.CHANGED, DAYS_TO_REISSUE),
    }[step]
    return _after(taken[from_].on, days)


def _after(day: dt.date | None, days: int) -> dt.date | None:
    return None if day is None else day + dt.timedelta(days=days)


def _shown_on(action: Row | None) -> dt.date | None:
    """The day on which an action was first shown to work."""
    return None if action is None else earliest(action["first_validated_on"], action["validated_on"])
