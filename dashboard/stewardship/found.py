"""What the rules said of one submission: the broken ones worst first, row by row, and what became of the others."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.markup import joined, scrolling, tag
from dashboard.stewardship import states
from dashboard.stewardship.account import has_sheets
from expectations.dataset import Effect
from expectations.finding import Outcome
from expectations.gathered import gathered
from warehouse.edition import Submission

ROWS_SHOWN = 20
_MOST_READ = 2_000  # several findings share one id where cells cannot be read; their rows are told apart by the reason
_WORST_FIRST = {str(effect): place for place, effect in enumerate(Effect)}
_BROKEN = (Outcome.BROKEN, Outcome.COULD_NOT_RUN)
_OPEN_AT_FIRST = 3
_REFUSES = (Effect.REFUSE_SUBMISSION, Effect.REFUSE_ROW)


def draw(desk: Desk, one: Submission) -> Markup | None:
    """The whole panel; None where no rule was asked."""
    findings = desk.warehouse.findings(one.id)
    if findings.empty:
        return None
    said = _worst_first(gathered(findings[findings["outcome"].isin(_BROKEN)]))
    is_note = (said["effect"] == Effect.NOTE) & (said["outcome"] == Outcome.BROKEN)
    broken, notes = said[~is_note], said[is_note]
    listed = [_finding(desk, one, each, at) for at, each in enumerate(broken.itertuples())]
    count = words.counted(broken["rule"].nunique(), "rule")
    title = f"{words.sentence(count)[:-1]} broken" if len(broken) else "Every rule held"
    held = findings[findings["outcome"] == Outcome.HELD]
    skipped = findings[findings["outcome"] == Outcome.NOT_APPLICABLE]
    head = tag("div", tag("div", tag("h2", title, class_="panel-title")), class_="panel-head")
    return tag(
        "section", head, tag("div", listed, class_="findings") if listed else None,
        _noted(desk, one, notes), _held(held), _skipped(skipped),
        class_="panel full", id="panel-findings",
    )  # fmt: skip


def _worst_first(broken: pd.DataFrame) -> pd.DataFrame:
    order = broken["effect"].map(_WORST_FIRST)
    return broken.assign(order=order).sort_values(
        ["order", "broken_count", "dataset", "rule"], ascending=[True, False, True, True]
    )


def _finding(desk: Desk, submission: Submission, one: Any, at: int) -> Markup:
    could_not = one.outcome == Outcome.COULD_NOT_RUN
    count = words.counted(int(one.broken_count), "row") if one.broken_count else "the whole file"
    rule = f"{one.rule} · {one.dataset}" if one.dataset else one.rule
    summary = tag(
        "summary",
        states.effect(Effect(one.effect), could_not),
        tag("span", one.reason, class_="reason"),
        tag("span", tag("b", count), tag("span", rule, class_="sub"), class_="how-many"),
    )
    rows = _rows_of(desk, submission.id, one)
    inside = (
        tag("p", tag("b", "Found: "), one.detail) if one.detail else None,
        tag("p", tag("b", "How to mend: "), one.hint) if one.hint else None,
        _table(rows, int(one.broken_count), has_sheets(submission)) if len(rows) else None,
    )
    return tag(
        "details",
        summary,
        tag("div", inside, class_="inside"),
        class_="finding",
        open=at < _OPEN_AT_FIRST and one.effect in _REFUSES,
    )


def _rows_of(desk: Desk, submission_id: str, one: Any) -> pd.DataFrame:
    if not one.broken_count:
        return pd.DataFrame()
    rows = desk.warehouse.finding_rows(submission_id, one.rule, _MOST_READ)
    return rows[(rows["dataset"] == one.dataset) & (rows["expected"] == one.reason)].head(ROWS_SHOWN)


def _table(rows: pd.DataFrame, count: int, with_sheet: bool) -> Markup:
    head = (*(("Sheet",) if with_sheet else ()), "Row", "Column", "Found")
    lines = [tag("tr", [tag("td", text) for text in _line(row, with_sheet)]) for row in rows.itertuples()]
    more = count - len(rows)
    note = tag("p", f"and {words.counted(more, 'more row')}.", class_="panel-note") if more > 0 else None
    heading = tag("thead", tag("tr", [tag("th", word, scope="col") for word in head]))
    table = tag("table", heading, tag("tbody", lines), class_="plain cells")
    return joined((scrolling(table, "Rows of this finding"), note))


def _line(row: Any, with_sheet: bool) -> list[object]:
    place = [row.sheet] if with_sheet else []
    number = "–" if pd.isna(row.source_row) else f"{int(row.source_row):,}"
    found = tag("span", "empty", class_="muted") if pd.isna(row.found) or row.found == "" else tag("code", row.found)
    return [*place, number, "" if pd.isna(row.column) else row.column, found]


def _noted(desk: Desk, one: Submission, notes: pd.DataFrame) -> Markup | None:
    """What asks nothing of anybody, out of the way of what does."""
    if notes.empty:
        return None
    said = words.sentence(words.counted(len(notes), "note"))[:-1]
    listed = [_finding(desk, one, each, _OPEN_AT_FIRST) for each in notes.itertuples()]
    return tag("details", tag("summary", said), tag("div", listed, class_="findings"), class_="twin")


def _held(held: pd.DataFrame) -> Markup | None:
    if held.empty:
        return None
    ids = ", ".join(dict.fromkeys(held["rule"]))
    said = f"{words.sentence(words.counted(len(held), 'rule'))[:-1]} held"
    return tag("details", tag("summary", said), tag("p", ids, class_="panel-note"), class_="twin")


def _skipped(skipped: pd.DataFrame) -> Markup | None:
    if skipped.empty:
        return None
    said = f"{words.sentence(words.counted(len(skipped), 'rule'))[:-1]} not applicable"
    lines = [tag("li", tag("b", each.rule), f" {each.detail or each.reason}") for each in skipped.itertuples()]
    return tag("details", tag("summary", said), tag("ul", lines, class_="skipped"), class_="twin")
