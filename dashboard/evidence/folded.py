"""What stands beside the rows of a figure, folded, each list a page at a time: the cells in between, rows that do not
count, and what was held back."""

from typing import Any

from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.evidence.address import Wanted, panel_of
from dashboard.evidence.listing import kinds_said, month_said, row_name
from dashboard.evidence.paging import pager
from dashboard.markup import scrolling, tag
from dashboard.stewardship.guard import PATH as STEWARDSHIP
from metrics.evidence.composite import BY_PART
from metrics.evidence.evidence import Evidence
from metrics.evidence.lists import CELLS, HELD_BACK, NOT_COUNTED, Stretch, in_order
from metrics.evidence.names import rows_to_name
from metrics.evidence.refusals import RefusedPart

A_PAGE = 100
_CELL_HEAD = ("Month", "Partner", "Unit", "Topic", "Kind", "Bucket", "Numerator", "Denominator", "Left out", "Adds")


def cells(found: Evidence, asked: Wanted) -> Markup | None:
    """The cells between the figure and its rows, folded."""
    if found.cells.empty or found.listed.counted_by == BY_PART:  # the parts stand there already
        return None
    stretch = Stretch.page(len(found.cells), A_PAGE, asked.page(CELLS))
    lines = [
        tag("tr", [tag("td", text) for text in _cell(row)]) for row in stretch.of(in_order(found.cells, CELLS)).to_dict("records")
    ]
    heading = tag("thead", tag("tr", [tag("th", name, scope="col") for name in _CELL_HEAD]))
    caption = f"The {words.counted(len(found.cells), 'cell')} that make the figure"
    table = scrolling(
        tag("table", tag("caption", caption), heading, tag("tbody", lines), class_="plain cells"), caption
    )
    count = f"{len(found.cells):,} {'cell' if len(found.cells) == 1 else 'cells'}"
    inside = _folded(asked, CELLS, f"{count} between the figure and its rows",
                     (table, _pager(asked, CELLS, stretch, "cells")))  # fmt: skip
    return tag("section", inside, class_="panel full", id=panel_of(CELLS))


def passed_over(desk: Desk, found: Evidence, asked: Wanted) -> Markup | None:
    """Rows of the months that neither count nor are left out, and why; folded."""
    rows = found.passed_over
    if rows.empty:
        return None
    reasons = [tag("li", tag("b", f"{count:,}"), f" {why}") for why, count in rows["why"].value_counts().items()]
    stretch = Stretch.page(len(rows), A_PAGE, asked.page(NOT_COUNTED))
    shown = stretch.of(in_order(rows, NOT_COUNTED))
    versions, names = rows_to_name(desk.warehouse, shown, desk.scope), desk.names(found.edition.number).partners
    lines = [
        tag("tr", tag("th", row_name(found, row, versions), scope="row"), tag("td", month_said(row["month"])),
            tag("td", names.get(row["partner"], row["partner"]) or "–"), tag("td", row["why"]))
        for row in shown.to_dict("records")
    ]  # fmt: skip
    head = tag("tr", [tag("th", name, scope="col") for name in ("Row", "Month", "Partner", "Why not")])
    caption = f"Not counted: {kinds_said(shown)}"
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", lines), class_="evidence-rows")
    inside = _folded(asked, NOT_COUNTED, "Rows",
                     (scrolling(table, caption), _pager(asked, NOT_COUNTED, stretch, "rows not counted")))  # fmt: skip
    title = words.sentence(f"{words.counted(len(rows), 'row')} of these months not counted")[:-1]
    title = tag("div", tag("div", tag("h2", title, class_="panel-title")), class_="panel-head")
    return tag(
        "section", title, tag("ul", reasons, class_="held-back"), inside, class_="panel full", id=panel_of(NOT_COUNTED)
    )


def held_back(desk: Desk, found: Evidence, asked: Wanted) -> Markup | None:
    """Rows that were refused, by the submission that brought them: they are in no cell."""
    refused = found.refused
    if not refused:
        return None
    total = sum(part.rows for part in refused)
    names = {part.submission for part in refused}
    title = words.sentence(f"{words.counted(total, 'row')} held back, counted in no figure")[:-1]
    note = (
        f"Of {words.counted(len(names), 'submission')} that may be of these months. Some may have been mended and sent "
        "again since: then they count above."
    )
    stretch = Stretch.page(len(refused), A_PAGE, asked.page(HELD_BACK))
    lines = [
        tag("li", _submission(desk, part), f" {part.file_name}: ", tag("b", f"{part.rows:,}"), f" of {part.dataset}")
        for part in refused[stretch.first - 1 : stretch.last]
    ]
    head = tag(
        "div",
        tag("div", tag("h2", title, class_="panel-title"), tag("p", note, class_="panel-note")),
        class_="panel-head",
    )
    turn = _pager(asked, HELD_BACK, stretch, "submissions")
    return tag(
        "section", head, tag("ul", lines, class_="held-back"), turn, class_="panel full", id=panel_of(HELD_BACK)
    )


def _folded(asked: Wanted, name: str, summary: str, inside: Any) -> Markup:
    """Open where the address names a page of the list: whoever turned one wants to see it."""
    return tag("details", tag("summary", summary), inside, class_="twin", open=name in asked.pages)


def _pager(asked: Wanted, name: str, stretch: Stretch, what: str) -> Markup | None:
    return pager(stretch, A_PAGE, lambda number: asked.turned(name, number), what)


def _submission(desk: Desk, part: RefusedPart) -> Markup | str:
    if desk.scope.partner is not None:
        return part.submission
    return tag("a", part.submission, href=f"{STEWARDSHIP}/{part.submission}")


def _cell(row: dict[str, Any]) -> tuple[str, ...]:
    adds = f"{row['adds_numerator']:,} / {row['adds_n']:,}" + (
        f", {row['adds_left_out']:,} left out" if row["adds_left_out"] else ""
    )
    places = (row["partner"], row["unit"], row["topic"], row["kind"])
    amounts = (row["bucket"], row["numerator"], row["denominator"], row["left_out"])
    return month_said(row["month"]), *(text or "–" for text in places), *(f"{amount:,}" for amount in amounts), adds
