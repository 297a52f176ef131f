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
        since: a quarter signed before, indicator key, why its figure has moved since, its owner's role.
    """

    quarter: Quarter
    on: dt.date
    comments: tuple[tuple[str, str, str], ...]
    decisions: tuple[tuple[str, str, str, dt.date, tuple[DecisionState, str, dt.date] | None], ...]
    since: tuple[tuple[Quarter, str, str, str], ...] = ()


_SOON = (
    ("conversion_to_lesson", "Observations of the quarter that were still in analysis are settled now.", ACTIONS),
    ("time_to_implementation", "Actions that were open when it was signed are followed on.", ACTIONS),
    ("slippage", "Due dates that were moved after it was signed are counted with it.", ACTIONS),
    ("timely_response", "Answers that were not due yet when it was signed are.", PARTNERS),
    ("reporting_completeness", "Reports of its last month had not reached their cut-off when it was signed.", PARTNERS),
    ("after_action_on_time", "Events of its last months had not had their 90 days.", ACTIONS),
    ("findings_to_actions", "Findings of its reviews were taken up since.", ACTIONS),
    ("application_on_the_job", "Those trained in it are asked three to six months later.", TRAINING),
)
_LATER = (
    ("validated_closure", "What was implemented in it had not had its 180 days when it was signed.", ACTIONS),
    ("findings_that_changed", "What was endorsed in it had not had its 180 days when it was signed.", ACTIONS),
)
UNEXPLAINED = "capability_ratings"
"""Moves after a quarter is signed, as reviews of its events are held; nobody writes why, for the close to find."""


def _since(quarter: Quarter, *moved: tuple[tuple[str, str, str], ...]) -> tuple[tuple[Quarter, str, str, str], ...]:
    return tuple((quarter, *each) for some in moved for each in some)



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
        _since(Quarter(2026, 1), _SOON),
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
        (*_since(Quarter(2026, 1), _LATER), *_since(Quarter(2026, 2), _SOON, _LATER)),
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
        for earlier, key, said, role in held.since:
            warehouse.comment(Comment(PROGRAMME, str(earlier), key, said, role, at))
        for key, said, owner, due_on, became in held.decisions:
            number = warehouse.decide(Decision(0, *told, key, said, owner, due_on, DIRECTOR, at))
            if became is not None:
                state, outcome, on = became
                warehouse.settle(number, state, outcome, owner, dt.datetime.combine(on, HOUR))
        known = warehouse.edition_known_on(held.on).number
        sign(replace(Selection.ending(PROGRAMME, held.quarter.last), edition=known), DIRECTOR, at, DESPITE)
