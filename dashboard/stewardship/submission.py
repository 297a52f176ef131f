"""One submission: what became of it, where every row went, what was found, and what can be done now."""

import datetime as dt
import re

from flask import request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from dashboard import words
from dashboard.desk import Desk
from dashboard.markup import joined, tag
from dashboard.screen import Page
from dashboard.stewardship import account, found, moved, states
from dashboard.stewardship.arrived import names_of, sender
from dashboard.stewardship.guard import PATH
from vocabulary.errors import Refused, Unavailable
from warehouse.archive import workbook_name
from warehouse.edition import Submission, SubmissionState

_ID = re.compile(r"^S[0-9]{6,9}$")
REFRESH_SECONDS = 2
_MOST_SAID = 320  # letters of the sentence at the top; the finding beneath it says the rest
PATIENCE = dt.timedelta(seconds=45)
"""So long a file may wait while no other is being checked, before we wonder whether a worker runs."""


def page(desk: Desk, id_: str) -> Page:
    """The page of one submission; while it waits, it loads itself anew."""
    one = known(desk, id_)
    waits = one.state in states.WAITING
    refresh = tag("meta", http_equiv="refresh", content=f"{REFRESH_SECONDS};url={PATH}/{one.id}") if waits else ""
    panels = [_progress(desk, one)] if waits else _settled(desk, one)
    inner = joined((_heading(desk, one), _repeated(one), tag("div", panels, class_="panels stewardship")))
    return Page(f"{one.id} {one.file_name}", inner, head=refresh)


def known(desk: Desk, id_: str) -> Submission:
    """The submission of that number; raises NotFound."""
    if not _ID.match(id_):
        raise NotFound
    try:
        return desk.warehouse.submission(id_)
    except Refused:
        raise NotFound from None


def held_back(one: Submission) -> int:
    """Records refused, and lines that could not be read."""
    return sum(part.refused + part.unreadable for part in one.parts)


def has_workbook(desk: Desk, one: Submission) -> bool:
    """True where rows were held back and wait to be mended."""
    try:
        return desk.archive.derived(one.id, workbook_name(one.id)).is_file()
    except Unavailable:
        return False


def _heading(desk: Desk, one: Submission) -> Markup:
    names = names_of(desk)
    facts = [
        ("State", states.submission(one.state, held_back(one))),
        ("Sender", sender(one, names)),
        ("Period", one.period or "as its rows say"),
        ("Received", words.short_day(one.received_at.date())),
        ("Read as", one.profile or ("not recognised yet" if one.state in states.WAITING else "not recognised")),
        ("Edition", str(one.edition) if one.edition else "none"),
    ]
    back = tag("p", tag("a", "Stewardship", href=PATH), f" · {one.id}", class_="eyebrow")
    listed = [tag("div", tag("dt", term), tag("dd", said)) for term, said in facts]
    left = tag("div", back, tag("h1", one.file_name, class_="file-name"))
    return tag("div", left, tag("dl", listed, class_="prov"), class_="title")


def _repeated(one: Submission) -> Markup | None:
    """The answer to a file that was sent again."""
    if "again" not in request.args:
        return None
    where = f"edition {one.edition}" if one.edition else "it waits"
    said = f"This file is here already as {one.id} ({where})."
    return tag("p", tag("b", said), " Nothing was changed.", class_="notice")


def _progress(desk: Desk, one: Submission) -> Markup:
    checking = one.state is SubmissionState.CHECKING
    title = f"{one.id} is being checked" if checking else f"{one.id} waits in the queue"
    steps = (
        ("Received and kept", True), ("Taken from the queue", checking), ("Read, checked and published", False),
    )  # fmt: skip
    listed = [tag("li", text, class_="done" if done else None) for text, done in steps]
    return tag(
        "section", tag("h2", title, class_="panel-title"), tag("ol", listed, class_="steps"),
        tag("p", "This page loads itself anew until it is done; you may also leave it.", class_="panel-note"),
        _no_worker(desk, one), class_="panel full", id="panel-progress", role="status",
    )  # fmt: skip


def _no_worker(desk: Desk, one: Submission) -> Markup | None:
    if desk.intake is None or one.state is SubmissionState.CHECKING:
        return None
    waited = desk.intake.now().replace(tzinfo=None) - one.received_at.replace(tzinfo=None)
    if waited < PATIENCE:
        return None
    said = "No worker has taken it yet. One file at a time is checked; where none is, start “python -m etl work”."
    return tag("p", said, class_="notice")


def _settled(desk: Desk, one: Submission) -> list[Markup | None]:
    return [_outcome(desk, one), found.draw(desk, one), moved.draw(desk, one)]


def _outcome(desk: Desk, one: Submission) -> Markup:
    said = one.message.removeprefix(f"{one.file_name}: ")  # the page bears its name already
    if len(said) > _MOST_SAID:
        said = f"{said[:_MOST_SAID].rsplit(' ', 1)[0].rstrip(',;:')} …; all of it is below."
    message = words.sentence(said) or "Nothing more is known of it."
    parts = account.draw(one) or tag("p", "No row of it could be read.", class_="why-not")
    return tag(
        "section",
        tag("div", tag("div", tag("h2", _title(one), class_="panel-title")), class_="panel-head"),
        tag("p", message, class_="outcome"),
        _ways(desk, one),
        parts,
        class_="panel full", id="panel-account",
    )  # fmt: skip


def _title(one: Submission) -> str:
    held = held_back(one)
    rows = words.counted(held, "row")
    if one.state is SubmissionState.REFUSED:
        return "Nothing was loaded"
    if one.state is SubmissionState.WITHDRAWN:
        return "It was loaded and taken back"
    if not any(part.holds_rows for part in one.parts):
        return "It holds no rows"
    return f"Loaded, {rows} held back" if held else "Loaded, nothing held back"


def _ways(desk: Desk, one: Submission) -> Markup:
    """What can be done: mend, look at the file, take it back."""
    mend = None
    if has_workbook(desk, one):
        there = f"{PATH}/{one.id}/refused.xlsx"
        mend = tag("a", "Download the rows held back, to mend", href=there, class_="button first")
    source = tag("a", "The file as it came", href=f"{PATH}/{one.id}/source", class_="button")
    withdraw = None
    if one.state is SubmissionState.PUBLISHED and desk.intake is not None:
        withdraw = tag("a", "Withdraw …", href=f"{PATH}/{one.id}/withdraw", class_="button")
    return tag("p", mend, source, withdraw, class_="ways")
