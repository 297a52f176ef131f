"""The rows behind a figure as a table, a page at a time; of a line that stands for several rows, these."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.evidence.address import ROWS, Wanted, figure_link, panel_of, row_link
from dashboard.evidence.paging import pager
from dashboard.explore.topics import names_of
from dashboard.markup import joined, scrolling, tag
from expectations.catalogue import datasets
from metrics.evidence.composite import BY_PART
from metrics.evidence.evidence import Evidence
from metrics.evidence.lists import (
    COUNT,
    LEFT_OUT,
    NO_NAME,
    TITLES,
    Stretch,
    behind_line,
    in_order,
    name_of,
    rows_by_part,
)
from metrics.evidence.names import rows_to_name
from vocabulary.errors import Unavailable
from vocabulary.period import Month
from warehouse.evidence import sides
from warehouse.trail import RowVersion

A_PAGE = 50
MOST_NAMED = 6
NOT_NAMED = "not named to you"
_LINES = {"": "row", "partner": "partner", "unit": "group", "topic": "group", "whole": "figure", BY_PART: "part"}

Versions = dict[tuple[str, int], RowVersion]


def draw(desk: Desk, found: Evidence, asked: Wanted) -> Markup | None:
    """Numerator, denominator and left out as tabs, and the rows of one of them; None where parts stand for rows."""
    if found.listed.counted_by == BY_PART:
        return None
    every = rows_by_part(found)
    part = _shown(asked, every)
    tabs = [_tab(found, each, rows, each == part and not asked.of) for each, rows in every.items()]
    inside = (
        tag("nav", tabs, class_="parts", aria_label="What the rows add"),
        _line(desk, found, asked) if asked.of else _lines(desk, found, asked, part),
        _withheld(found),
    )
    return tag("section", tag("h2", "Rows", class_="visually-hidden"), inside, class_="panel full", id=panel_of(ROWS))


def _shown(asked: Wanted, every: dict[str, pd.DataFrame]) -> str:
    """The part asked for; where none is, or it has no rows, the first that has."""
    filled = [part for part, rows in every.items() if len(rows)]
    return asked.part if asked.part in filled or not filled else filled[0]


def _lines(desk: Desk, found: Evidence, asked: Wanted, part: str) -> Markup:
    """The lines of one part."""
    rows = rows_by_part(found).get(part, found.rows.iloc[:0])
    if rows.empty:
        return tag("p", "No row of this kind is listed.", class_="why-not")
    stretch = Stretch.page(len(rows), A_PAGE, asked.page())
    table = _table(desk, found, part, stretch.of(in_order(rows)))
    return joined((table, pager(stretch, A_PAGE, lambda number: asked.turned(ROWS, number), "rows")))


def _line(desk: Desk, found: Evidence, asked: Wanted) -> Markup:
    """The rows that one line stands for: they count together, none for itself."""
    back = tag("a", "All lines", href=figure_link(found.sought, asked.part))
    try:
        rows = behind_line(found, asked.of)
    except Unavailable as unavailable:
        return tag("p", str(unavailable), " ", back, class_="why-not")
    stretch = Stretch.page(len(rows), A_PAGE, asked.page())
    shown = stretch.of(rows)
    versions = rows_to_name(desk.warehouse, shown, desk.scope)
    called = "the figure" if asked.of == NO_NAME else desk.names(found.edition.number).partner(asked.of)
    caption = f"The {words.counted(len(rows), 'row')} behind {called}, which count together"
    known = datasets()
    lines = [
        tag("tr", tag("th", row_name(found, row, versions), scope="row"), tag("td", known[row["dataset"]].title))
        for row in shown.to_dict("records")
    ]
    head = tag("tr", [tag("th", name, scope="col") for name in ("Row", "Kind of record")])
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", lines), class_="evidence-rows")
    turn = pager(stretch, A_PAGE, lambda number: asked.turned(ROWS, number), "rows")
    return joined((tag("p", back, class_="panel-note"), scrolling(table, caption), turn))


def _tab(found: Evidence, part: str, rows: pd.DataFrame, is_here: bool) -> Markup:
    said = words.counted(len(rows), _LINES[found.listed.counted_by])
    inside = (tag("i", class_=f"swatch {part}"), tag("b", TITLES[part]), tag("span", said))
    if rows.empty:
        return tag("span", inside, class_="part none")
    return tag(
        "a", inside, href=figure_link(found.sought, part), class_="part", aria_current="true" if is_here else None
    )


def _table(desk: Desk, found: Evidence, part: str, rows: pd.DataFrame) -> Markup:
    edition = found.edition.number
    versions = rows_to_name(desk.warehouse, pd.concat([rows[["dataset", "row_id"]], _beside(rows)]), desk.scope)
    names = desk.names(edition).partners
    topics = desk.kept(names_of, found.sought.indicator.topic_is, edition)
    has_why, has_others = part == LEFT_OUT, bool((rows["others"] != "").any())
    head = ["Row", "Month", "Partner", words.sentence(found.sought.indicator.topic_is)[:-1], "Counts"]
    head += (["Why left out"] if has_why else []) + (["Read with"] if has_others else [])
    lines = []
    for row in rows.to_dict("records"):
        topic = topics.get(row["topic"]) or row["topic"].replace("_", " ").capitalize()
        texts = [month_said(row["month"]), names.get(row["partner"], row["partner"]) or "–", topic or "–",
                 f"{row[COUNT[part]]:,}", *([row["why"]] if has_why else [])]  # fmt: skip
        named = [tag("td", text, class_="num" if at == 3 else None) for at, text in enumerate(texts)]
        named += [tag("td", _others(found, part, row, versions), class_="others")] if has_others else []
        lines.append(tag("tr", tag("th", row_name(found, row, versions), scope="row"), named))
    heading = [tag("th", name, scope="col", class_="num" if name == "Counts" else None) for name in head]
    caption = f"{TITLES[part]}: {kinds_said(rows)}"
    table = tag("table", tag("caption", caption), tag("thead", tag("tr", heading)), tag("tbody", lines),
                class_="evidence-rows")  # fmt: skip
    return scrolling(table, caption)


def kinds_said(rows: pd.DataFrame) -> str:
    """What kind of records the rows are."""
    known = datasets()
    titles = [known[key].title.lower() for key in rows["dataset"].unique() if key in known]
    return words.listed(titles) if titles else "several records a line"


def row_name(found: Evidence, row: dict[str, Any], versions: Versions) -> Markup | str:
    """The row as a link to its line; what is known of it where it has none: it is of several, or not named to this reader."""
    version = versions.get((row["dataset"], row["row_id"]))
    if version is None:
        known = row.get("partner") or row.get("unit") or row.get("topic")
        return known or (NOT_NAMED if row["row_id"] else "all together")
    there = row_link(version.dataset, version.row_id, found.edition.number)
    return tag("a", version.row_key.replace("|", " · "), href=there)


def _beside(rows: pd.DataFrame) -> pd.DataFrame:
    """Dataset and row id of the rows that these are read with, as many of each as are shown."""
    named = {each for row in rows.to_dict("records") for each in sides(" ".join(_shown_beside(row)))}
    return pd.DataFrame(sorted(named), columns=["dataset", "row_id"]).astype({"row_id": rows["row_id"].dtype})


def _shown_beside(row: dict[str, Any]) -> list[str]:
    texts = row["others"].split()
    return texts if row["row_id"] else texts[:MOST_NAMED]


def _others(found: Evidence, part: str, row: dict[str, Any], versions: Versions) -> Markup:
    """The rows that one is read with; of a line that stands for several, the first of them and the way to all."""
    shown, edition = _shown_beside(row), found.edition.number
    named, unnamed = [], 0
    for dataset, row_id in sides(" ".join(shown)):
        if (dataset, row_id) in versions:
            named.append(joined((tag("a", dataset.replace("_", " "), href=row_link(dataset, row_id, edition)), " ")))
        else:
            unnamed += 1
    links = joined((named, f"{words.counted(unnamed, 'row')} {NOT_NAMED} " if unnamed else None))
    if len(every := row["others"].split()) == len(shown):
        return links
    there = f"{figure_link(found.sought, part, of=name_of(row))}#{panel_of(ROWS)}"
    return joined((links, tag("a", f"all {len(every):,} rows", href=there)))


def month_said(number: int) -> str:
    """`Mar 2026`."""
    return words.short_month(Month.from_number(number))


def _withheld(found: Evidence) -> Markup | None:
    if not found.withheld_why:
        return None
    held = found.withheld
    said = (
        f"{held['n']:,} of the denominator ({held['numerator']:,} of them in the numerator) and {held['left_out']:,} left out "
        "are not listed."
    )
    return tag("p", tag("b", said), " ", found.withheld_why, class_="notice quiet")
