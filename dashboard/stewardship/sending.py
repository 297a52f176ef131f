"""The form that sends a file, and the blank workbooks to fill in."""

from markupsafe import Markup

from dashboard.desk import Desk
from dashboard.markup import joined, tag
from dashboard.stewardship import choices, incoming
from dashboard.stewardship.arrived import choice
from dashboard.stewardship.guard import PATH, token_field
from dashboard.stewardship.handbook_page import CLOSING, CLOSING_TITLE
from expectations.catalogue import datasets

UPLOAD = f"{PATH}/upload"
_BY_FILE = {"": "as the file says"}


def form(desk: Desk) -> Markup:
    """The panel with the form; where nothing can be taken in, it says so."""
    head = tag("div", tag("div", tag("h2", "Send a file", class_="panel-title")), class_="panel-head")
    if desk.intake is None:
        body = tag("p", "This installation is for reading only.", class_="why-not")
    else:
        body = _form(choices.offered(desk))
    return tag("section", head, body, class_="panel side", id="panel-send")


def _form(lists: choices.Offered) -> Markup:
    note = f".csv or .xlsx as it came, at most {incoming.LARGEST_MEGABYTES} MB. It is kept untouched, and checked."
    return tag(
        "form",
        token_field(),
        tag(
            "label", tag("span", "File", class_="visually-hidden"),
            tag("input", type="file", name="file", accept=",".join(incoming.READ), required=True), class_="file",
        ),
        tag("p", note, class_="panel-note"),
        tag(
            "details", tag("summary", "Say more of it"),
            tag("p", "Only what the file does not say itself.", class_="panel-note"),
            _read_as(lists),
            choice("Sender", "partner", _BY_FILE | dict(lists.partners)),
            choice("Programme", "programme", _BY_FILE | dict(lists.programmes)),
            choice("Period", "period", _BY_FILE | dict(lists.periods)),
            tag(
                "label", tag("input", type="checkbox", name="for_us_alone", value="yes"),
                tag("span", "Rows that carry no marking are for us alone"), class_="tick",
            ),
            class_="more",
        ),
        tag("button", "Send and check", type="submit", class_="button first"),
        method="post", action=UPLOAD, enctype=incoming.FORM, class_="sending",
    )  # fmt: skip


def _read_as(lists: choices.Offered) -> Markup:
    """The list of ways to read a file, in two groups."""
    groups = [
        tag("optgroup", [tag("option", text, value=key) for key, text in words.items()], label=label)
        for label, words in (("Our templates", lists.templates), ("Exports of other systems", lists.profiles))
        if words
    ]
    first = tag("option", "recognised by its columns", value="")
    chevron = tag("path", d="M2 4l4 4 4-4", fill="none", stroke="currentColor", stroke_width="1.6")
    return tag(
        "label", tag("span", "Read as", class_="control-label"), tag("select", first, groups, name="profile"),
        tag("svg", chevron, class_="chevron", width=12, height=12, viewBox="0 0 12 12", aria_hidden="true"),
        class_="control",
    )  # fmt: skip


def templates() -> Markup:
    """The panel of blank workbooks, with the page about each dataset: what others name first."""
    groups = (
        ("Reference lists, sent first", "Whom and what the reports name.", True),
        ("Reports", "What happened, from each partner or from the programme office.", False),
    )
    note = tag("p", "One sheet, its columns explained; loads as it is once filled in.", class_="panel-note")
    head = tag("div", tag("div", tag("h2", "Blank workbooks", class_="panel-title"), note), class_="panel-head")
    workbook = tag("a", "All sheets in one workbook", href=f"{PATH}/templates/all.xlsx")
    every = tag("p", workbook, tag("a", CLOSING_TITLE, href=CLOSING), class_="panel-links")
    return tag(
        "section", tag("div", head, every, class_="with-link"), [_group(*each) for each in groups],
        class_="panel full", id="panel-templates",
    )  # fmt: skip


def _group(title: str, note: str, of_references: bool) -> Markup:
    declared = datasets()
    lines = [
        _template(key, name, declared[key].one_row_is)
        for key, name in choices.templates_of().items()
        if declared[key].is_reference_list is of_references
    ]
    head = tag("div", tag("h3", title), tag("p", note, class_="panel-note"), class_="group-head")
    return joined((head, tag("ul", lines, class_="templates")))


def _template(key: str, title: str, one_row_is: str) -> Markup:
    blank = tag("a", "Blank workbook", href=f"{PATH}/templates/{key}.xlsx")
    expected = tag("a", "What is expected", href=f"{PATH}/datasets/{key}")
    said = tag("p", f"One row is {one_row_is}.", class_="panel-note")
    return tag("li", tag("h4", title), said, tag("p", blank, expected, class_="ways"))
