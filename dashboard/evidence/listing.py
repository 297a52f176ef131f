"""The rows behind a figure as a table, a page at a time, and the cells in between."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.evidence.address import DENOMINATOR, LEFT_OUT, NUMERATOR, figure_link, row_link
from dashboard.explore.topics import names_of
from dashboard.markup import joined, scrolling, tag
from expectations.catalogue import datasets
from metrics.evidence.evidence import Evidence, rows_of_persons
from vocabulary.period import Month
from warehouse.evidence import sides
from warehouse.trail import RowVersion

A_PAGE = 50
MOST_NAMED = 6
MOST_CELLS = 200
_TITLES = {NUMERATOR: "In the numerator", DENOMINATOR: "In the denominator only", LEFT_OUT: "Left out"}
_COUNT = {NUMERATOR: "numerator", DENOMINATOR: "n", LEFT_OUT: "left_out"}
_LINES = {"": "row", "partner": "partner", "unit": "group", "topic": "group", "whole": "figure"}


def parts(found: Evidence) -> dict[str, pd.DataFrame]:
    """The rows by what they add."""
    return {NUMERATOR: found.in_numerator, DENOMINATOR: found.in_denominator_only, LEFT_OUT: found.left_out}


def draw(desk: Desk, found: Evidence, part: str, page: int) -> Markup:
    """Numerator, denominator and left out as tabs, and the rows of one of them."""
    every = parts(found)
    tabs = [_tab(found, each, rows, each == part) for each, rows in every.items()]
    rows = every.get(part, found.rows.iloc[:0])
    last = max(1, -(-len(rows) // A_PAGE))
    page = min(page, last)
    shown = rows.sort_values(["month", "partner", "row_id"], ascending=[False, True, True], kind="stable")
    shown = shown.iloc[(page - 1) * A_PAGE : page * A_PAGE]
    table = (
        _table(desk, found, part, shown) if len(shown) else tag("p", "No row of this kind is listed.", class_="why-not")
    )
    inside = (
        tag("nav", tabs, class_="parts", aria_label="What the rows add"),
        table,
        _pager(found, part, page, last),
        _withheld(found),
    )
    return tag("section", tag("h2", "Rows", class_="visually-hidden"), inside, class_="panel full", id="panel-rows")


def cells(found: Evidence) -> Markup | None:
    """The cells between the figure and its rows, folded."""
    if found.cells.empty:
        return None
    shown = found.cells.head(MOST_CELLS)
    head = ("Month", "Partner", "Unit", "Topic", "Kind", "Bucket", "Numerator", "Denominator", "Left out", "Adds")
    lines = [tag("tr", [tag("td", text) for text in _cell(row)]) for row in shown.to_dict("records")]
    heading = tag("thead", tag("tr", [tag("th", name, scope="col") for name in head]))
    caption = f"The {words.counted(len(found.cells), 'cell')} that make the figure"
    more = len(found.cells) - len(shown)
    note = tag("p", f"and {words.counted(more, 'more cell')}.", class_="panel-note") if more else None
    table = scrolling(
        tag("table", tag("caption", caption), heading, tag("tbody", lines), class_="plain cells"), caption
    )
    inside = tag(
        "details",
        tag("summary", f"{len(found.cells):,} cells between the figure and its rows"),
        table,
        note,
        class_="twin",
    )
    return tag("section", inside, class_="panel full", id="panel-cells")


def passed_over(desk: Desk, found: Evidence) -> Markup | None:
    """Rows of the months that neither count nor are left out, and why; folded."""
    rows = found.passed_over
    if rows.empty:
        return None
    reasons = [tag("li", tag("b", f"{count:,}"), f" {why}") for why, count in rows["why"].value_counts().items()]
    shown = rows.sort_values(["why", "month", "row_id"], kind="stable").head(MOST_CELLS)
    versions, names = _versions(desk, shown), desk.names(found.edition.number).partners
    lines = [
        tag("tr", tag("th", _row(found, row, versions), scope="row"), tag("td", _month(row["month"])),
            tag("td", names.get(row["partner"], row["partner"]) or "–"), tag("td", row["why"]))
        for row in shown.to_dict("records")
    ]  # fmt: skip
    head = tag("tr", [tag("th", name, scope="col") for name in ("Row", "Month", "Partner", "Why not")])
    caption = f"Not counted: {_datasets(shown)}"
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", lines), class_="evidence-rows")
    more = len(rows) - len(shown)
    note = tag("p", f"and {words.counted(more, 'more row')}.", class_="panel-note") if more else None
    title = words.sentence(f"{words.counted(len(rows), 'row')} of these months not counted")[:-1]
    inside = tag("details", tag("summary", "Rows"), scrolling(table, caption), note, class_="twin")
    title = tag("div", tag("div", tag("h2", title, class_="panel-title")), class_="panel-head")
    return tag(
        "section", title, tag("ul", reasons, class_="held-back"), inside, class_="panel full", id="panel-passed-over"
    )


def _tab(found: Evidence, part: str, rows: pd.DataFrame, is_here: bool) -> Markup:
    said = words.counted(len(rows), _LINES[found.listed.counted_by])
    inside = (tag("i", class_=f"swatch {part}"), tag("b", _TITLES[part]), tag("span", said))
    if rows.empty:
        return tag("span", inside, class_="part none")
    return tag(
        "a", inside, href=figure_link(found.sought, part), class_="part", aria_current="true" if is_here else None
    )


def _table(desk: Desk, found: Evidence, part: str, rows: pd.DataFrame) -> Markup:
    versions, edition = _versions(desk, rows), found.edition.number
    names = desk.names(edition).partners
    topics = desk.kept(names_of, found.sought.indicator.topic_is, edition)
    has_why, has_others = part == LEFT_OUT, bool((rows["others"] != "").any())
    head = ["Row", "Month", "Partner", words.sentence(found.sought.indicator.topic_is)[:-1], "Counts"]
    head += (["Why left out"] if has_why else []) + (["Read with"] if has_others else [])
    lines = []
    for row in rows.to_dict("records"):
        topic = topics.get(row["topic"]) or row["topic"].replace("_", " ").capitalize()
        texts = [_month(row["month"]), names.get(row["partner"], row["partner"]) or "–", topic or "–",
                 f"{row[_COUNT[part]]:,}", *([row["why"]] if has_why else [])]  # fmt: skip
        named = [tag("td", text, class_="num" if at == 3 else None) for at, text in enumerate(texts)]
        named += [tag("td", _others(found, row["others"]), class_="others")] if has_others else []
        lines.append(tag("tr", tag("th", _row(found, row, versions), scope="row"), named))
    heading = [tag("th", name, scope="col", class_="num" if name == "Counts" else None) for name in head]
    caption = f"{_TITLES[part]}: {_datasets(rows)}"
    table = tag("table", tag("caption", caption), tag("thead", tag("tr", heading)), tag("tbody", lines),
                class_="evidence-rows")  # fmt: skip
    return scrolling(table, caption)


def _datasets(rows: pd.DataFrame) -> str:
    """What kind of records the rows are."""
    known = datasets()
    titles = [known[key].title.lower() for key in rows["dataset"].unique() if key in known]
    return words.listed(titles) if titles else "several records a line"


def _versions(desk: Desk, rows: pd.DataFrame) -> dict[tuple[str, int], RowVersion]:
    """The rows that may be named; to a partner's user, rows of persons are those that the partner sent."""
    named = rows[rows["row_id"] != 0]
    found = {
        (dataset, row_id): version
        for dataset, part in named.groupby("dataset")
        for row_id, version in desk.warehouse.rows_named(dataset, part["row_id"].tolist(), desk.scope).items()
    }
    if desk.scope.partner is None:
        return found
    of_persons = rows_of_persons(desk.warehouse)
    senders = {each.submission for each in found.values() if each.dataset in of_persons}
    own = {sender for sender in senders if desk.warehouse.submission(sender).partner == desk.scope.partner}
    return {row: each for row, each in found.items() if each.dataset not in of_persons or each.submission in own}


def _row(found: Evidence, row: dict[str, Any], versions: dict[tuple[str, int], RowVersion]) -> Markup | str:
    version = versions.get((row["dataset"], row["row_id"]))
    if version is None:
        return row["partner"] or row["unit"] or row["topic"] or "all together"
    there = row_link(version.dataset, version.row_id, found.edition.number)
    return tag("a", version.row_key.replace("|", " · "), href=there)


def _others(found: Evidence, others: str) -> Markup:
    named = list(sides(others))
    links = [
        joined((tag("a", dataset.replace("_", " "), href=row_link(dataset, row_id, found.edition.number)), " "))
        for dataset, row_id in named[:MOST_NAMED]
    ]
    return joined((links, f"and {len(named) - MOST_NAMED:,} more" if len(named) > MOST_NAMED else None))


def _month(number: int) -> str:
    return words.short_month(Month.from_number(number))


def _cell(row: dict[str, Any]) -> tuple[str, ...]:
    adds = f"{row['adds_numerator']:,} / {row['adds_n']:,}" + (
        f", {row['adds_left_out']:,} left out" if row["adds_left_out"] else ""
    )
    places = (row["partner"], row["unit"], row["topic"], row["kind"])
    amounts = (row["bucket"], row["numerator"], row["denominator"], row["left_out"])
    return _month(row["month"]), *(text or "–" for text in places), *(f"{amount:,}" for amount in amounts), adds


def _pager(found: Evidence, part: str, page: int, last: int) -> Markup | None:
    if last == 1:
        return None
    newer = tag("a", "Previous", href=figure_link(found.sought, part, page - 1), rel="prev") if page > 1 else None
    older = tag("a", "Next", href=figure_link(found.sought, part, page + 1), rel="next") if page < last else None
    return tag(
        "nav", newer, tag("span", f"Page {page} of {last}"), older, class_="pager", aria_label="Pages of the rows"
    )


def _withheld(found: Evidence) -> Markup | None:
    if not found.withheld_why:
        return None
    held = found.withheld
    said = (
        f"{held['n']:,} of the denominator ({held['numerator']:,} of them in the numerator) and {held['left_out']:,} left out "
        "are not listed."
    )
    return tag("p", tag("b", said), " ", found.withheld_why, class_="notice quiet")
