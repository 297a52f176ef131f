"""Where every row of a file went, as a sum that adds up, and the file's own totals against its rows."""

from typing import Any

from markupsafe import Markup

from dashboard import words
from dashboard.markup import joined, scrolling, tag
from expectations.catalogue import datasets
from warehouse.edition import PartAccount, Submission, SubmissionState

_ROWS = (
    ("read", "read as records"),
    ("label", "header, title or blank"),
    ("control", "totals of the file’s own"),
    ("elsewhere", "of other datasets"),
    ("folded", "folded into a later row"),
    ("unreadable", "that cannot be read"),
)
_RECORDS = (("loaded", "loaded"), ("unchanged", "unchanged"), ("refused", "held back"))
_NOT_LOADED = (("refused", "not loaded, because the file was refused"),)
_ALARMING = ("refused", "unreadable")
_MOST_DIFFERING = 12


def draw(one: Submission) -> Markup:
    """One block for each part that holds rows, one line for the sheets that hold none; nothing where nothing was read."""
    filled = [part for part in one.parts if part.holds_rows]
    if not filled:
        return joined([_part(part, one) for part in one.parts])
    return joined(([_part(part, one) for part in filled], _blank([part for part in one.parts if part not in filled])))


def _blank(parts: list[PartAccount]) -> Markup | None:
    """The sheets of a workbook that were left as they were: most of it, where it was made from our blank one."""
    if not parts:
        return None
    said = words.sentence(words.counted(len(parts), "sheet"))[:-1]
    sheets = ", ".join(part.sheet or part.dataset for part in parts)
    return tag(
        "details", tag("summary", f"{said} without rows"), tag("p", sheets, class_="panel-note"), class_="twin account"
    )


def _part(part: PartAccount, one: Submission) -> Markup:
    declared = datasets()
    title = declared[part.dataset].title if part.dataset in declared else part.dataset
    made = f", {part.made:,} of them made by the profile" if part.made else ""
    records = _NOT_LOADED if one.state is SubmissionState.REFUSED else _RECORDS
    return tag(
        "div",
        tag("h3", title, tag("span", f" · {part.sheet}", class_="muted") if has_sheets(one) else None),
        _sum(part, part.file_rows, "row in the file" if part.file_rows == 1 else "rows in the file", _ROWS),
        _sum(part, part.records, ("record" if part.records == 1 else "records") + made, records),
        _closed(part.closed),
        _reconciled(part.reconciliation),
        class_="account",
    )


def _closed(count: int) -> Markup | None:
    """Rows that stood and that a full extract leaves out: none of its own."""
    if not count:
        return None
    said = f"{words.counted(count, 'row')} that stood {'is' if count == 1 else 'are'} closed: the full extract leaves them out."
    return tag("p", said, class_="panel-note")


def has_sheets(one: Submission) -> bool:
    """True where the name of a sheet says more than the name of the file."""
    return one.file_name.endswith(".xlsx")


def _sum(part: PartAccount, total: int, name: str, terms: tuple[tuple[str, str], ...]) -> Markup:
    counts = [(field, getattr(part, field), said) for field, said in terms]
    shown = [each for each in counts if each[1]] or counts[:1]
    listed = []
    for at, (field, count, said) in enumerate(shown):
        alarming = "term worse" if field in _ALARMING else "term"
        listed += [tag("span", "=" if at == 0 else "+", class_="sign"), _term(count, said, alarming)]
    return tag("p", _term(total, name, "term whole"), listed, class_="equation")


def _term(count: int, said: str, class_: str) -> Markup:
    return tag("span", tag("b", f"{count:,}"), " ", tag("span", said), class_=class_)


def _reconciled(found: dict[str, Any]) -> Markup | None:
    """Control rows against the rows they total; the groups that differ are named."""
    if not found:
        return None
    agree, groups, differ = found["agree"], found["groups"], found.get("differ", [])
    if not differ:
        said = f"All {groups:,} of the file’s own totals agree with the rows they total."
        return tag("p", said, class_="panel-note")
    lines = [_group(each) for each in differ[:_MOST_DIFFERING]]
    more = len(differ) - len(lines)
    head = tag("tr", [tag("th", word, scope="col") for word in ("Group", "Printed in the file", "Its rows add up to")])
    return joined(
        (
            tag("p", f"{agree:,} of {groups:,} of the file’s own totals agree with their rows; these differ:"),
            scrolling(tag("table", tag("thead", head), tag("tbody", lines), class_="plain"), "Totals that differ"),
            tag("p", f"and {words.counted(more, 'more group')}", class_="panel-note") if more > 0 else None,
        )
    )


def _group(each: dict[str, Any]) -> Markup:
    name = tag("th", str(each.get("group", "")), scope="row")
    return tag("tr", name, _number(each.get("printed")), _number(each.get("added")))


def _number(value: object) -> Markup:
    return tag("td", f"{value:,}" if isinstance(value, int | float) else str(value))
