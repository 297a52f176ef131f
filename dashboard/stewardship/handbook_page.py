"""The handbook's pages as HTML: the few marks that the handbook writes, every text escaped."""

import re

from markupsafe import Markup

from dashboard.markup import joined, scrolling, tag
from dashboard.screen import Page
from dashboard.stewardship.guard import PATH
from expectations.catalogue import datasets
from expectations.dataset import Dataset
from expectations.handbook import page as written
from metrics.signed.law_page import TITLE, law_page

_CODE = re.compile(r"`([^`]*)`")
_LINK = re.compile(r"\[([^\]]+)\]\((?:(?:datasets/)?([a-z_]+)\.md|(#[a-z0-9-]+))\)")
_CELL_END = re.compile(r"(?<!\\)\|")
_RULE_LINE = re.compile(r"^\|[ \-|]+\|$")
CLOSING, CLOSING_TITLE = f"{PATH}/closing", TITLE


def page(dataset: Dataset) -> Page:
    """The page, with the way to the blank workbook."""
    back = tag("p", tag("a", "Stewardship", href=PATH), " · what is expected", class_="eyebrow")
    blank = tag("a", "Blank workbook", href=f"{PATH}/templates/{dataset.key}.xlsx", class_="button")
    body = tag("div", as_html(written(dataset)), tag("p", blank, class_="ways"), class_="panel handbook")
    return Page(dataset.title, joined((back, body)))


def closing_page() -> Page:
    """What must hold when a quarter closes."""
    back = tag("p", tag("a", "Stewardship", href=PATH), " · before a quarter is signed", class_="eyebrow")
    return Page(CLOSING_TITLE, joined((back, tag("div", as_html(law_page(datasets())), class_="panel handbook"))))


def as_html(markdown: str) -> Markup:
    """Headings, paragraphs, bullets and tables."""
    blocks = [block.splitlines() for block in re.split(r"\n{2,}", markdown.strip())]
    return joined([_block(lines) for lines in blocks])


def _block(lines: list[str]) -> Markup:
    first = lines[0]
    if first.startswith("#"):
        level = min(len(first) - len(first.lstrip("#")), 3)
        title = first.lstrip("# ")
        anchor = re.sub(r"[^a-z0-9-]", "", title.lower().replace(" ", "-"))
        return joined((tag(f"h{level}", _inline(title), id=f"about-{anchor}"), _block(lines[1:]) if lines[1:] else None))
    if first.startswith("- "):
        return tag("ul", [tag("li", _inline(line.removeprefix("- "))) for line in lines])
    if first.startswith("|"):
        return _table([line for line in lines if not _RULE_LINE.match(line)])
    return tag("p", _inline(" ".join(lines)))


def _table(lines: list[str]) -> Markup:
    head, *body = [[cell.strip().replace("\\|", "|") for cell in _CELL_END.split(line)[1:-1]] for line in lines]
    heading = tag("thead", tag("tr", [tag("th", _inline(cell), scope="col") for cell in head]))
    rows = [tag("tr", [tag("td", _inline(cell)) for cell in row]) for row in body]
    return scrolling(tag("table", heading, tag("tbody", rows), class_="plain"), ", ".join(head))


def _inline(text: str) -> Markup:
    """Code, and links to datasets and within the page; everything else is text."""
    pieces: list[object] = []
    for at, piece in enumerate(_CODE.split(text)):
        pieces.append(tag("code", piece) if at % 2 else _linked(piece))
    return joined(pieces)


def _linked(text: str) -> Markup:
    pieces: list[object] = []
    end = 0
    for link in _LINK.finditer(text):
        there = f"{PATH}/datasets/{link[2]}" if link[2] else link[3].replace("#", "#about-")
        pieces += [text[end : link.start()], tag("a", link[1], href=there)]
        end = link.end()
    return joined([*pieces, text[end:]])
