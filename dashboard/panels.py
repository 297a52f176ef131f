"""A drawn panel as HTML; the same panel as Dash components is `components.panel`."""

from markupsafe import Markup

from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.markup import scrolling, tag
from dashboard.screen import Drawn, Linked, Panel, Table
from vocabulary.errors import Unavailable


def as_html(panel: Panel, drawn: Drawn) -> Markup:
    """The whole panel, ready for a page."""
    return tag(
        "section", _head(drawn), drawn.body, twin(drawn.table) if drawn.table else None,
        class_=f"panel {panel.width}", id=f"panel-{panel.key}",
    )  # fmt: skip


def shown(panel: Panel, desk: Desk, asked: Asked) -> Markup:
    """The whole panel of what was asked, or why it cannot be shown."""
    try:
        return as_html(panel, panel.draw(panel.query(desk, asked)))
    except Unavailable as unavailable_:
        return unavailable(panel, str(unavailable_))


def unavailable(panel: Panel, why: str) -> Markup:
    """A panel that cannot be shown, and why."""
    title, rest = told(why)
    return tag(
        "section", tag("h2", title, class_="panel-title quiet"), tag("p", rest, class_="why-not") if rest else None,
        class_=f"panel {panel.width}", id=f"panel-{panel.key}",
    )  # fmt: skip


def told(why: str) -> tuple[str, str]:
    """Why something cannot be shown, as a title and what is left to say."""
    title, _, rest = why.partition(". ")
    return title.removesuffix("."), rest


def twin(table: Table) -> Markup:
    """The table behind a figure, folded."""
    return tag("details", tag("summary", "Table"), plain_table(table), class_="twin")


def plain_table(table: Table) -> Markup:
    """A table that scrolls by itself where the page is narrow."""
    head = tag("thead", tag("tr", [tag("th", word, scope="col") for word in table.head]))
    rows = [
        tag("tr", tag("th", _leading(row[0]), scope="row"), [tag("td", _leading(text)) for text in row[1:]])
        for row in table.rows
    ]
    return scrolling(
        tag("table", tag("caption", table.caption), head, tag("tbody", rows), class_="plain"), table.caption
    )


def _leading(text: str) -> Markup | str:
    return tag("a", str(text), href=text.there, class_="behind-it") if isinstance(text, Linked) else text


def _head(drawn: Drawn) -> Markup:
    note = tag("p", drawn.note, class_="panel-note") if drawn.note else None
    links = [tag("a", words, href=address) for words, address in drawn.links]
    right = tag("div", links, class_="panel-links") if links else None
    return tag("div", tag("div", tag("h2", drawn.title, class_="panel-title"), note), right, class_="panel-head")
