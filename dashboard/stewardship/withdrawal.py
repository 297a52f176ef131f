"""Take a submission back: first say what will happen, then do it, with a reason."""

from flask import Response, redirect, request

from dashboard import words
from dashboard.desk import Desk
from dashboard.markup import joined, tag
from dashboard.screen import Page
from dashboard.stewardship.guard import PATH, not_now, refusal, token_field
from dashboard.stewardship.submission import known
from vocabulary.errors import Busy, NoRoom, Refused
from warehouse.edition import Submission, SubmissionState

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 16 << 10
_SHORTEST, _LONGEST = 5, 500


def page(desk: Desk, id_: str) -> Page:
    """The question, before anything is done."""
    one = known(desk, id_)
    if one.state is not SubmissionState.PUBLISHED or desk.intake is None:
        return refusal(409, f"{one.id} cannot be withdrawn", f"It is {one.state}; only what is published can be.")
    loaded = sum(part.loaded for part in one.parts)
    what = (
        f"A new edition is published in which {words.counted(loaded, 'row')} of this file "
        f"{'is' if loaded == 1 else 'are'} as the other files left them, or gone where no other file brought them.",
        f"Edition {one.edition} and every page that names it stay as they are.",
        "The file itself is kept, and so is your reason. It may be sent again at any time.",
    )
    inner = tag(
        "section",
        tag("p", tag("a", f"Stewardship · {one.id}", href=f"{PATH}/{one.id}"), class_="eyebrow"),
        tag("h1", f"Withdraw {one.file_name}?"),
        tag("ul", [tag("li", text) for text in what], class_="what-happens"),
        _form(one),
        class_="panel confirm",
    )
    return Page(f"Withdraw {one.id}", inner)


def withdraw(desk: Desk, id_: str) -> Response | Page:
    """Publish the edition without it; the answer leads to its page, which shows the figures that moved."""
    one = known(desk, id_)
    there = f"{PATH}/{one.id}"
    if one.state is SubmissionState.WITHDRAWN:  # the form was sent twice: the first did it
        return redirect(there, 303)
    why = " ".join(request.form.get("why", "").split())
    if not _SHORTEST <= len(why) <= _LONGEST:
        need = f"Write why it is withdrawn, in {_SHORTEST} to {_LONGEST} letters: it is read next year."
        return refusal(400, "A reason is needed", need)
    statements = [indicator.statement() for indicator in desk.indicators.values()]
    try:
        desk.warehouse.withdraw(one.id, statements, desk.intake.now(), why)
    except Refused as refused:
        if known(desk, id_).state is SubmissionState.WITHDRAWN:  # twice at the same moment
            return redirect(there, 303)
        return refusal(409, f"{one.id} cannot be withdrawn", words.sentence(refused.why))
    except (Busy, NoRoom) as why:
        return not_now(why)
    return redirect(there, 303)


def _form(one: Submission) -> object:
    field = tag("textarea", name="why", rows=3, required=True, minlength=_SHORTEST, maxlength=_LONGEST, id="why")
    buttons = tag(
        "p", tag("button", f"Withdraw {one.id}", type="submit", class_="button first"),
        tag("a", "Leave it as it is", href=f"{PATH}/{one.id}", class_="button"), class_="ways",
    )  # fmt: skip
    label = tag("label", "Why is it withdrawn? The reason is kept and shown.", for_="why")
    return tag(
        "form", joined((token_field(), label, field, buttons)), method="post", action=f"{PATH}/{one.id}/withdrawn"
    )
