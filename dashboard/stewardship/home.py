"""The screen itself: what is due, what arrived, a form to send a file, blank workbooks."""

from flask import request
from markupsafe import Markup

from dashboard import shell, words
from dashboard.desk import Desk
from dashboard.markup import joined, tag
from dashboard.pages import fields_of
from dashboard.screen import Page
from dashboard.stewardship import arrived, broken, due, due_drawn, sending
from vocabulary.errors import Unavailable
from warehouse.edition import SubmissionState

TITLE = "Stewardship"
QUESTION = "What arrived, what is due, what was held back, and how is it mended?"


def page(desk: Desk) -> Page:
    """The screen; for a partner's eyes, a word on whose it is."""
    if desk.scope.partner is not None:
        why = "What arrives, and what is held back, is between each partner and the data steward of this programme."
        return Page(TITLE, shell.message("This page is for the data steward", why, [("To the screens", "/")]))
    wanted = arrived.Wanted.of(fields_of(request.query_string.decode("utf-8", "replace")))
    panels = (
        _due(desk), sending.form(desk), arrived.draw(desk, wanted), broken.draw(broken.found(desk)), sending.templates(),
    )  # fmt: skip
    return Page(TITLE, joined((_heading(desk), tag("div", panels, class_="panels stewardship"))))


def _due(desk: Desk) -> Markup:
    try:
        return due_drawn.draw(due.expected(desk))
    except Unavailable:
        return due_drawn.draw(due.Expected((), {}))


def _heading(desk: Desk) -> Markup:
    left = tag("div", tag("p", QUESTION, class_="eyebrow"), tag("h1", TITLE))
    return tag("div", left, tag("dl", [_fact(*each) for each in _facts(desk)], class_="prov"), class_="title")


def _facts(desk: Desk) -> list[tuple[str, str]]:
    there = desk.warehouse.ledger_page(desk.scope, arrived.Sought(take=1))
    waiting = sum(there.states.get(state, 0) for state in (SubmissionState.QUEUED, SubmissionState.CHECKING))
    queue = ("Queue", words.counted(waiting, "file") + " waiting" if waiting else "empty")
    try:
        edition = desk.edition()
    except Unavailable:
        return [("Edition", "none yet"), queue]
    return [("Edition", f"{edition.number}, {words.day(edition.as_of)}"), queue]


def _fact(term: str, said: str) -> Markup:
    return tag("div", tag("dt", term), tag("dd", said))
