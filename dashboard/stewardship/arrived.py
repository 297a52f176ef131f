"""What arrived: the ledger, newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import words
from dashboard.address import query
from dashboard.desk import Desk
from dashboard.markup import joined, scrolling, tag
from dashboard.names import Names
from dashboard.stewardship import states
from dashboard.stewardship.due import OFFICE
from dashboard.stewardship.guard import PATH
from vocabulary.errors import Unavailable
from warehouse.edition import Submission, SubmissionState
from warehouse.ledger_page import LedgerPage, Sought

ON_A_PAGE = 25
_NOBODY = "-"
"""How the address spells a sender that is no partner."""
_LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Wanted:
    """What the address asks of the ledger; "" is all."""

    state: str
    sender: str
    page: int

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "Wanted":
        """What can be understood of the fields of an address; the rest is as usual."""
        state = fields.get("state", "")
        page = fields.get("page", "1")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < len(str(_LAST_PAGE)) else 1
        return cls(state if state in list(SubmissionState) else "", fields.get("sender", "")[:40], max(number, 1))

    def sought(self) -> Sought:
        """The same, as the warehouse takes it."""
        state = SubmissionState(self.state) if self.state else None
        partner = None if not self.sender else "" if self.sender == _NOBODY else self.sender
        return Sought(state, partner, (self.page - 1) * ON_A_PAGE, ON_A_PAGE)

    def link(self, page: int) -> str:
        """The address of another page of the same."""
        fields = {"state": self.state, "sender": self.sender, "page": str(page) if page > 1 else ""}
        said = query({name: text for name, text in fields.items() if text})
        return f"{PATH}{'?' + said if said else ''}#panel-arrived"


def names_of(desk: Desk) -> Names:
    """What codes are called now; codes themselves before there is an edition."""
    try:
        return desk.names(desk.edition().number)
    except Unavailable:
        return Names({}, {})


def sender(submission: Submission, names: Names) -> str:
    """Who sent it."""
    return names.partner(submission.partner) if submission.partner else OFFICE


def draw(desk: Desk, wanted: Wanted) -> Markup:
    """The whole panel."""
    page = desk.warehouse.ledger_page(desk.scope, wanted.sought())
    names = names_of(desk)
    if not page.states:
        first = "Send the reference lists first: partners, programmes, units, periods."
        return _panel("What arrived", "", tag("p", f"Nothing has arrived yet. {first}", class_="why-not"))
    note = words.counted(sum(page.states.values()), "submission") + ", newest first."
    if not page.submissions:
        rows = tag("p", "No submission is like this. ", tag("a", "Show all", href=PATH), class_="why-not")
    else:
        rows = joined((scrolling(_table(page, names), "What arrived"), _pager(page, wanted)))
    return _panel("What arrived", words.sentence(note), joined((_filter(page, wanted, names), rows)))


def _panel(title: str, note: str, body: Markup) -> Markup:
    said = tag("p", note, class_="panel-note") if note else None
    head = tag("div", tag("div", tag("h2", title, class_="panel-title"), said), class_="panel-head")
    return tag("section", head, body, class_="panel full", id="panel-arrived")


def _filter(page: LedgerPage, wanted: Wanted, names: Names) -> Markup:
    state_words = {"": f"all ({sum(page.states.values()):,})"}
    state_words |= {str(each): f"{states.word_of(each).lower()} ({count:,})" for each, count in page.states.items()}
    senders = {"": "all"}
    senders |= {code or _NOBODY: names.partner(code) if code else OFFICE for code in page.partners}
    return tag(
        "form",
        choice("State", "state", state_words, wanted.state),
        choice("Sender", "sender", senders, wanted.sender),
        tag("button", "Show", type="submit", class_="button"),
        tag("a", "Show all", href=PATH, class_="quiet-link") if wanted.state or wanted.sender else None,
        method="get", action=f"{PATH}#panel-arrived", class_="controls", aria_label="Which submissions are shown",
    )  # fmt: skip


def choice(label: str, name: str, options: Mapping[str, str], chosen: str = "") -> Markup:
    """One native list to choose from, in the look of the house."""
    listed = [tag("option", text, value=value, selected=value == chosen) for value, text in options.items()]
    chevron = tag("path", d="M2 4l4 4 4-4", fill="none", stroke="currentColor", stroke_width="1.6")
    return tag(
        "label", tag("span", label, class_="control-label"), tag("select", listed, name=name),
        tag("svg", chevron, class_="chevron", width=12, height=12, viewBox="0 0 12 12", aria_hidden="true"),
        class_="control",
    )  # fmt: skip


def _table(page: LedgerPage, names: Names) -> Markup:
    head = ("Submission", "Sender", "Received", "State", "Loaded", "Unchanged", "Held back", "Edition")
    numbers = head[4:]
    cells = [tag("th", word, scope="col", class_="num" if word in numbers else None) for word in head]
    return tag(
        "table",
        tag("caption", "The ledger, newest first", class_="visually-hidden"),
        tag("thead", tag("tr", cells)),
        tag("tbody", [_line(each, names) for each in page.submissions]),
        class_="ledger",
    )


def _line(one: Submission, names: Names) -> Markup:
    loaded, unchanged, held = (sum(getattr(p, name) for p in one.parts) for name in ("loaded", "unchanged", "refused"))
    held += sum(part.unreadable for part in one.parts)
    about = " · ".join(filter(None, (one.id, one.profile or "not recognised", one.period)))
    link = tag("a", one.file_name, href=f"{PATH}/{one.id}")
    counts = ("", "", "") if one.state in states.WAITING else (f"{loaded:,}", f"{unchanged:,}", f"{held:,}")
    labels = ("loaded", "unchanged", "held back")
    return tag(
        "tr",
        tag("th", link, tag("span", about, class_="sub"), scope="row"),
        tag("td", sender(one, names)),
        tag("td", words.short_day(one.received_at.date()), class_="when"),
        tag("td", states.submission(one.state, held), class_="state"),
        [
            tag("td", count, class_=f"num count{' worse' if label == 'held back' and held else ''}", data_said=label)
            for label, count in zip(labels, counts, strict=True)
        ],
        tag("td", f"{one.edition}" if one.edition else "–", class_="num count", data_said="edition"),
    )


def _pager(page: LedgerPage, wanted: Wanted) -> Markup:
    first = (wanted.page - 1) * ON_A_PAGE + 1
    last = first + len(page.submissions) - 1
    newer = tag("a", "Newer", href=wanted.link(wanted.page - 1), rel="prev") if wanted.page > 1 else None
    older = tag("a", "Older", href=wanted.link(wanted.page + 1), rel="next") if last < page.total else None
    said = tag("span", f"{first:,} to {last:,} of {page.total:,}", class_="muted")
    return tag("nav", newer, said, older, class_="pager", aria_label="Pages of the ledger")
