"""Take a file into the queue: kept as it came, nothing of it parsed here."""

import unicodedata
from pathlib import PurePosixPath
from typing import BinaryIO

from flask import Response, redirect, request
from werkzeug.datastructures import FileStorage

from dashboard.desk import Desk
from dashboard.screen import Page
from dashboard.stewardship import choices
from dashboard.stewardship.guard import PATH, not_now, refusal
from vocabulary.errors import Busy, NoRoom
from vocabulary.scope import EVERYBODY, NOBODY
from warehouse.edition import Submission, SubmissionState

LARGEST_MEGABYTES = 100
MOST_BYTES = (LARGEST_MEGABYTES << 20) + (64 << 10)
"""A file, and room for the few words around it."""
FORM = "multipart/form-data"
READ = (".csv", ".xlsx")
_LONGEST_NAME = 120
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEND = "Send a .csv or .xlsx file"


class _Unfit(Exception):
    """The file cannot be taken; says why and what to do."""

    def __init__(self, why: str, status: int = 400) -> None:
        self.why, self.status = why, status
        super().__init__(why)


def receive(desk: Desk) -> Response | Page:
    """Keep the file that was posted and put it into the queue; the answer leads to its page."""
    try:
        given = request.files.get("file")
        name = _fit(given)
        claims = choices.claimed(desk, request.form)
        received = desk.warehouse.receive(_submission(desk, given.stream, name, claims))
    except _Unfit as unfit:
        return refusal(unfit.status, "This file cannot be taken", unfit.why)
    except choices.Unknown as unknown:
        return refusal(400, "This cannot be said of a file", str(unknown))
    except (Busy, NoRoom) as why:
        return not_now(why)
    again = "" if received.state is SubmissionState.QUEUED and not received.message else "?again=1"
    return redirect(f"{PATH}/{received.id}{again}", 303)


def clean_name(sent: str) -> str:
    """A file's name as it may be shown: no folders, no letters that cannot be seen, not longer than a line."""
    bare = PurePosixPath(sent.replace("\\", "/")).name
    plain = "".join(each for each in bare if unicodedata.category(each)[0] not in "CZ" or each == " ")
    path = PurePosixPath(" ".join(plain.split()) or "file")
    ending = path.suffix.lower()[:12]
    return path.stem[: _LONGEST_NAME - len(ending)] + ending


def _fit(given: FileStorage | None) -> str:
    """The clean name of a file that can be taken."""
    if given is None or not given.filename:
        raise _Unfit(f"No file was chosen. {_SEND}.")
    name = clean_name(given.filename)
    if PurePosixPath(name).suffix not in READ:
        raise _Unfit(f"“{name}” has another ending than .csv or .xlsx. {_SEND}: save it so in your spreadsheet.", 415)
    start = given.stream.read(4)
    given.stream.seek(0)
    if not start:
        raise _Unfit(f"“{name}” is empty. Choose the file again; it may not have been saved yet.")
    if start == _OLD_WORKBOOK:
        raise _Unfit(f"“{name}” is an old or a locked workbook. Save it as .xlsx without a password.", 415)
    if (start == _ZIP) != name.endswith(".xlsx"):
        raise _Unfit(f"“{name}” holds something else than its ending says. Save it again as .csv or .xlsx.", 415)
    return name


def _submission(desk: Desk, stream: BinaryIO, name: str, claims: choices.Claims) -> Submission:
    return Submission(
        id="",
        sha256=desk.archive.keep(stream),
        file_name=name,
        profile=claims.profile,
        received_at=desk.intake.now(),
        partner=claims.partner,
        programme=claims.programme,
        period=claims.period,
        releasability=NOBODY if claims.for_us_alone else EVERYBODY,
        note="sent in the browser",
    )
