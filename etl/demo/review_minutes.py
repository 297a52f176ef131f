"""What the demonstration programme's quarterly reviews wrote down: commentary, decisions, sign-offs. Invented."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from etl.demo.cast import PROGRAMME
from vocabulary.period import Quarter
from vocabulary.selection import Selection
from warehouse.minutes import Comment, Decision, DecisionState, SignOff
from warehouse.store import Warehouse

Sign = Callable[[Selection, str, dt.datetime, str], SignOff]
"""Closes and signs: what, as whom, when, and why despite a law that must hold and does not."""

DIRECTOR, TRAINING, ACTIONS, PARTNERS = (
    "Programme director", "Training manager", "Lessons and actions manager", "Partnership coordinator",
)  # fmt: skip
HOUR = dt.time(14, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Held:
    """One review.

    Args:
        comments: indicator key, what its owner said, the owner's role.
        decisions: indicator key, what was decided, who sees to it, by when, what became of it and on which day.
    """

    quarter: Quarter
    on: dt.date
    comments: tuple[tuple[str, str, str], ...]
    decisions: tuple[tuple[str, str, str, dt.date, tuple[DecisionState, str, dt.date] | None], ...]


DESPITE = "What came after the last quarter was signed moved its figures a little. It is not signed again for that."
"""Said in a sign-off where a law that must hold does not: late records move stocks, as in any programme."""
REVIEWS = (
    Held(
        Quarter(2026, 1),
        dt.date(2026, 5, 6),
        (("course_completion", "Remote modules opened in January; the rise is theirs.", TRAINING),),
        (
            ("course_completion", "Keep the remote modules, and report them as a course of their own", TRAINING,
             dt.date(2026, 6, 30), (DecisionState.DONE, "Reported apart since June", dt.date(2026, 6, 24))),
            ("reporting_completeness", "Ask Lorvik whether it stays in the programme", PARTNERS, dt.date(2026, 7, 15), None),
        ),
    ),
    Held(
        Quarter(2026, 2),
        dt.date(2026, 8, 5),
        (("reporting_timeliness", "The forms changed in March; two partners have not caught up.", PARTNERS),),
        (
            ("reporting_timeliness", "Offer Osmark and Veldland a session on the new forms", PARTNERS,
             dt.date(2026, 9, 15), (DecisionState.DONE, "Held on 8 September, both attended", dt.date(2026, 9, 9))),
            ("overdue_actions", "Agree new dates for actions that are a year late, or end them with a reason", ACTIONS,
             dt.date(2026, 10, 31), None),
        ),
    ),
    Held(
        Quarter(2026, 3),
        dt.date(2026, 11, 5),
        (
            ("implemented_on_time", "Two owners hold most of what is late; both were met in October.", ACTIONS),
            ("validated_closure", "Validation waits for the spring exercise.", ACTIONS),
        ),
        (
            ("implemented_on_time", "Review the load of the two owners who hold most late actions", DIRECTOR,
             dt.date(2026, 12, 15), None),
            ("validated_closure", "Plan validation into the spring exercise", ACTIONS, dt.date(2027, 1, 31), None),
        ),
    ),
)  # fmt: skip


def hold_reviews(warehouse: Warehouse, sign: Sign) -> None:
    """Write down what each review said and sign its quarter, as known on the day; what is written already is left."""
    if warehouse.written():
        return
    for held in REVIEWS:
        at = dt.datetime.combine(held.on, HOUR)
        told = (PROGRAMME, str(held.quarter))
        for key, said, role in held.comments:
            warehouse.comment(Comment(*told, key, said, role, at))
        for key, said, owner, due_on, became in held.decisions:
            number = warehouse.decide(Decision(0, *told, key, said, owner, due_on, DIRECTOR, at))
            if became is not None:
                state, outcome, on = became
                warehouse.settle(number, state, outcome, owner, dt.datetime.combine(on, HOUR))
        known = warehouse.edition_known_on(held.on).number
        sign(replace(Selection.ending(PROGRAMME, held.quarter.last), edition=known), DIRECTOR, at, DESPITE)
