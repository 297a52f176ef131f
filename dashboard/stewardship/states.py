"""Where a submission, a report or a rule stands: a word, a shape and a colour for each, so that no colour is alone."""

from enum import StrEnum

from markupsafe import Markup

from dashboard.markup import tag
from expectations.dataset import Effect
from warehouse.edition import SubmissionState

WAITING = (SubmissionState.QUEUED, SubmissionState.CHECKING)


class Due(StrEnum):
    """Where an expected report stands."""

    ON_TIME = "on time"
    LATE = "late"
    NOT_RECEIVED = "not received"
    SENT_BACK = "refused"
    NOT_DUE = "not due yet"
    WAIVED = "waived"
    NOT_OWED = "not owed"


_TICK = "M6.4 10.4l2.4 2.5 4.9-5.4"
_CROSS = "M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6"
_CLOCK = "M10 5.8v4.4l2.9 1.9"
_DASH = "M7 10h6"
_DOTS = "M6.5 10h.01M10 10h.01M13.5 10h.01"
_BACK = "M12.8 13.2c1.3-2.6.1-5-3.2-5H7M8.9 5.9L6.6 8.2l2.3 2.3"
_MARK = "M10 5.9v5M10 13.9h.01"

_OF_SUBMISSION = {
    SubmissionState.QUEUED: ("Waits in the queue", _DOTS, ""),
    SubmissionState.CHECKING: ("Being checked", _CLOCK, ""),
    SubmissionState.PUBLISHED: ("Published", _TICK, ""),
    SubmissionState.REFUSED: ("Refused", _CROSS, "worse"),
    SubmissionState.ALREADY_LOADED: ("Already loaded", _TICK, ""),
    SubmissionState.WITHDRAWN: ("Withdrawn", _BACK, ""),
}
_OF_DUE = {
    Due.ON_TIME: (_TICK, ""),
    Due.LATE: (_CLOCK, "worse"),
    Due.NOT_RECEIVED: (_CROSS, "worse"),
    Due.SENT_BACK: (_MARK, "worse"),
    Due.NOT_DUE: (_DOTS, ""),
    Due.WAIVED: (_DASH, ""),
    Due.NOT_OWED: (_DASH, ""),
}
_OF_EFFECT = {
    Effect.REFUSE_SUBMISSION: ("Stops the file", _CROSS, "worse"),
    Effect.REFUSE_ROW: ("Holds rows back", _MARK, "worse"),
    Effect.WARN: ("Warning", _MARK, "special"),
    Effect.NOTE: ("Note", _DOTS, ""),
}


def submission(state: SubmissionState, held_back: int = 0) -> Markup:
    """The state of a submission; one that was published with rows held back says so."""
    word, glyph, colour = _OF_SUBMISSION[state]
    if state is SubmissionState.PUBLISHED and held_back:
        return _said("Published in part", _MARK, "worse")
    return _said(word, glyph, colour)


def word_of(state: SubmissionState) -> str:
    """The word alone, for a list to choose from."""
    return _OF_SUBMISSION[state][0]


def due(state: Due, word: str = "") -> Markup:
    """The state of an expected report; *word* instead of the state's own."""
    glyph, colour = _OF_DUE[state]
    return _said(word or f"{state.value[:1].upper()}{state.value[1:]}", glyph, colour)


def effect(of: Effect, could_not_run: bool = False) -> Markup:
    """What a broken rule does."""
    if could_not_run:
        return _said("Could not be asked", _CROSS, "worse")
    word, glyph, colour = _OF_EFFECT[of]
    return _said(word, glyph, colour)


def _said(word: str, glyph: str, colour: str) -> Markup:
    ring = tag("circle", cx=10, cy=10, r=9, fill="none", stroke="currentColor", stroke_width="1.5")
    sign = tag(
        "path", d=glyph, fill="none", stroke="currentColor", stroke_width="1.7", stroke_linecap="round",
        stroke_linejoin="round",
    )  # fmt: skip
    icon = tag("svg", ring, sign, width=18, height=18, viewBox="0 0 20 20", aria_hidden="true")
    return tag("span", icon, tag("span", word), class_=f"says {colour}".strip())
