"""Loops in words: what the screens and the command line say of steps, stands and ends."""

from collections.abc import Mapping, Sequence

from metrics.loops.breaks import MENDS, REASONS
from metrics.loops.counts import Counted
from metrics.loops.parts import LINE, Broken, Chain, Loops, LoopStep, Recurrence, Step, StepState, Taught

FEWEST_PERSONS = 10
"""Below so many, persons are not counted out."""
STEP_WORDS: Mapping[Step, str] = {
    Step.NOTED: "Noted",
    Step.LESSON: "Lesson identified",
    Step.PROPOSED: "Action proposed",
    Step.ENDORSED: "Action endorsed",
    Step.IMPLEMENTED: "Implemented",
    Step.VALIDATED: "Validated",
    Step.CHANGED: "Change published",
    Step.TAUGHT: "Changed version taught",
    Step.RECURRED: "Came back",
    Step.ENDED: "Ended without change",
}
NEXT_WORDS: Mapping[Step, str] = {
    Step.LESSON: "to be analysed",
    Step.PROPOSED: "for an action",
    Step.ENDORSED: "to be endorsed",
    Step.IMPLEMENTED: "to be implemented",
    Step.VALIDATED: "to be validated",
    Step.CHANGED: "for the change to be published",
    Step.TAUGHT: "for the changed version to be taught",
}
"""What a loop waits for: "waits to be validated"."""
ENDED_WORDS: Mapping[str, str] = {
    "REJECTED": "rejected at triage",
    "NOTED": "noted, nothing to be done",
    "BEST_PRACTICE": "kept as best practice",
    "STRENGTH": "a strength, kept",
    "NO_ACTION": "decided that nothing is done",
    "CANCELLED": "action cancelled",
    "NON_CONCURRED": "action not concurred with",
    "RISK_ACCEPTED": "risk accepted",
    "MERGED": "action merged into another",
}
RECURRENCE_WORDS: Mapping[Recurrence, str] = {
    Recurrence.NOT_FOLLOWED: "Not followed yet: it has not been validated",
    Recurrence.FOLLOWED: "Not so far; a year has not passed since the validation",
    Recurrence.NONE: "Did not come back within a year of the validation",
    Recurrence.RECURRED: "Came back",
}
NOT_SHOWN = "Something that belongs to this loop is not released to you, and not shown."
MAY_GO_ON = "There may be steps that are not released to you."


def days_said(step: LoopStep) -> str:
    """`32 days after proposed`, `4 days BEFORE implemented`, "" where there is nothing to count from."""
    if step.days is None or step.since is None:
        return ""
    amount = f"{abs(step.days):,} day" + ("" if abs(step.days) == 1 else "s")
    since = "validated" if step.since is Step.VALIDATED else STEP_WORDS[step.since].lower()
    if step.days < 0:
        return f"{amount} before “{since}”: out of order"
    return f"on the day of “{since}”" if step.days == 0 else f"{amount} after “{since}”"


def state_said(step: LoopStep) -> str:
    """What is said of a step that was not taken."""
    if step.kind is Step.CHANGED and step.state is StepState.OPEN and step.code:
        return "approved, not published yet"
    return {
        StepState.DONE: "", StepState.UNDATED: "day not stated", StepState.OPEN: "not yet",
        StepState.NOT_NEEDED: "not needed", StepState.NOT_SHOWN: "not shown to you", StepState.MISSING: "link missing",
    }[step.state]  # fmt: skip


def persons_said(taught: Taught) -> str:
    """`52 persons of 7 units in 4 runs`; of fewer than ten persons neither they nor their units are counted out."""
    runs = f"{taught.runs:,} run" + ("" if taught.runs == 1 else "s")
    if not taught.persons:
        return f"{runs} held; nobody is known to have completed one"
    if taught.persons < FEWEST_PERSONS:
        return f"fewer than {FEWEST_PERSONS} persons in {runs}"
    units = f" of {len(taught.units):,} unit" + ("" if len(taught.units) == 1 else "s") if taught.units else ""
    return f"{taught.persons:,} persons{units} in {runs}"


def broken_said(broken: Broken) -> str:
    """`ACT-7 names CHG-7. The action names ...`: which row, what it names, what is wrong."""
    named = f" names {broken.named}" if broken.named else ""
    return f"{broken.code}{named}. {REASONS[broken.kind]}"


def waits_said(chain: Chain) -> str:
    """What a loop waits for, or why it waits for nothing."""
    if chain.ended:
        return ENDED_WORDS.get(chain.ended, chain.ended.lower())
    if chain.stands_at is Step.RECURRED:
        return "came back after it was mended"
    if chain.waits is None:
        return "closed" if chain.is_closed else "nothing more is shown to you"
    said = f"waits {NEXT_WORDS[chain.waits.step]}"
    if chain.waits.late:
        return f"{said}, {chain.waits.late:,} day{'' if chain.waits.late == 1 else 's'} late"
    return said if chain.waits.by else f"{said}, no due date"


def loop_lines(chain: Chain, sees_all: bool) -> list[str]:
    """One loop, line by line."""
    origin = chain.origin
    lines = [f"{origin.kind} {origin.code} ({origin.programme}): {origin.said}",
             f"    stands at {STEP_WORDS[chain.stands_at].lower()}: {waits_said(chain)}"]  # fmt: skip
    lines += [f"    {_step_line(step)}" for step in chain.steps]
    lines += [f"    {'taught to':<24}{persons_said(chain.taught)}"] if chain.taught else []
    lines += [f"    {'also':<24}{each.code} {STEP_WORDS[each.kind].lower()} {each.on or ''}" for each in chain.beside]
    lines += [f"    {'came back':<24}{each.code} {each.on or ''} {days_said(each)}" for each in chain.returns]
    lines += [f"    broken: {broken_said(each)} {MENDS[each.kind]}" for each in chain.broken]
    if chain.is_partly_hidden:
        lines.append(f"    {NOT_SHOWN}")
    return lines if sees_all else [*lines, f"    {MAY_GO_ON}"]


def _step_line(step: LoopStep) -> str:
    said = " ".join(part for part in (step.code, str(step.on or ""), state_said(step), days_said(step)) if part)
    return f"{STEP_WORDS[step.kind].lower():<24}{said}"


def counted_lines(found: Loops, counts: Counted) -> list[str]:
    """Where all loops stand, line by line."""
    lines = [f"{counts.total:,} loops, as known on {found.as_of}; {counts.closed:,} closed",
             f"{'':<26}{'stand':>7}{'late':>7}{'reached':>9}{'median days':>13}"]  # fmt: skip
    for step in (*LINE, Step.RECURRED, Step.ENDED):
        time = counts.times.get(step)
        median = "" if time is None or time.curve is None else "not reached" if time.median is None else f"{time.median:,.0f}"
        numbers = f"{counts.stands[step]:>7,}{counts.late[step]:>7,}{counts.reached[step]:>9,}{median:>13}"
        lines.append(f"{STEP_WORDS[step]:<26}{numbers}")
    lines += [f"broken: {count:>6,}  {REASONS[kind]} {MENDS[kind]}" for kind, count in counts.broken.items()]
    lines += [f"whole:  {counts.whole:>6,}"] if found.sees_all else [MAY_GO_ON]
    return [*lines, *_loose_lines(found.loose)]


def _loose_lines(loose: Sequence[Broken]) -> list[str]:
    return [f"no loop leads to {broken_said(each)}" for each in loose]
