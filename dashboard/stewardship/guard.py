"""Who may ask the stewardship pages, and what a posted form must carry before anything in it is looked at."""

import hmac
import re
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Response, after_this_request, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from dashboard import shell, words
from dashboard.desk import Desk
from dashboard.markup import tag
from dashboard.screen import Page
from vocabulary.errors import Busy, NoRoom

Serve = Callable[..., Response | Page]

PATH = "/stewardship"
COOKIE, FIELD = "stewardship-form", "form"
_TOKEN = re.compile(r"^[A-Za-z0-9_-]{43}$")
_MOST_PARTS, _MOST_MEMORY = 12, 64 * 1024
_PIECE = 1 << 16
_BACK = (("Stewardship", PATH),)


def for_steward(serve: Serve) -> Serve:
    """The route for the steward of this warehouse; for a partner's eyes the page does not exist."""

    def guarded(desk: Desk, **parts: str) -> Response | Page:
        if desk.scope.partner is not None:
            raise NotFound
        return serve(desk, **parts)

    return guarded


def posted(serve: Serve, most_bytes: int, kind: str) -> Serve:
    """The route for a form that the steward's own browser sent from a page of ours; it is read only after these checks.

    Args:
        most_bytes: largest body; the rest of a larger one is never kept.
        kind: the media type of the form.
    """

    def guarded(desk: Desk, **parts: str) -> Response | Page:
        refused = _refused_unread(desk, kind)
        if refused is not None:
            return refused
        request.max_content_length = most_bytes
        request.max_form_parts, request.max_form_memory_size = _MOST_PARTS, _MOST_MEMORY
        try:
            if not _has_token(request.form.get(FIELD, "")):
                return refusal(400, "The form was not complete", "It may have been open too long. Open the page again.")
        except RequestEntityTooLarge:
            _drain(2 * most_bytes)
            return refusal(413, "This is too large", _too_large(most_bytes))
        return serve(desk, **parts)

    return guarded


def _refused_unread(desk: Desk, kind: str) -> Page | None:
    """What can be refused before the body is looked at."""
    if desk.scope.partner is not None:
        return refusal(403, "This is for the data steward", "Files are taken in and back by the steward alone.")
    if not _is_from_here():
        return refusal(403, "This form did not come from here", "Open the page again in this browser and send it.")
    if desk.intake is None:
        return refusal(503, "Nothing can be sent here", "This installation is for reading only.")
    if request.mimetype != kind:
        return refusal(415, "This is not the form", "Open the page and use the form there.")
    return None


def token_field() -> Markup:
    """The hidden field of every form of ours; its twin is a cookie that other sites cannot read or send."""
    token = request.cookies.get(COOKIE, "")
    if not _TOKEN.match(token):
        token = secrets.token_urlsafe(32)
    is_secure = request.is_secure

    @after_this_request
    def remember(response: Response) -> Response:
        response.set_cookie(COOKIE, token, path=PATH, httponly=True, samesite="Strict", secure=is_secure)
        return response

    return tag("input", type="hidden", name=FIELD, value=token)


def refusal(status: int, title: str, why: str) -> Page:
    """A calm page for what cannot be done: what, why, and the way back."""
    return Page(title, shell.message(title, why, _BACK), status)


def not_now(why: Busy | NoRoom) -> Page:
    """A calm page for what can be done later, just as it was asked."""
    title = "There is no room left" if isinstance(why, NoRoom) else "The warehouse is busy"
    return refusal(503, title, words.sentence(str(why)))


def _is_from_here() -> bool:
    """Browsers say where a form comes from, and no page can make them lie about it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _has_token(sent: str) -> bool:
    kept = request.cookies.get(COOKIE, "")
    return bool(_TOKEN.match(kept)) and hmac.compare_digest(kept.encode(), sent.encode())


def _drain(most: int) -> None:
    """Read what the browser still sends: it shows our answer only when it was allowed to finish."""
    left = min(request.content_length or 0, most)
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, _PIECE))):
        left -= len(piece)


def _too_large(most_bytes: int) -> str:
    return (
        f"At most {most_bytes >> 20} MB can be sent here. Send the file in parts, or load it where it lies with "
        "“python -m etl load”."
        if most_bytes >> 20
        else "The text is longer than the form allows. Shorten it."
    )
