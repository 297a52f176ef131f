"""What is due, as a table: a sender a line, a dataset and how far back a column, the state in words and shape."""

from itertools import groupby

from markupsafe import Markup

from dashboard import words
from dashboard.markup import joined, tag
from dashboard.stewardship import states
from dashboard.stewardship.due import Expected, Report, silent
from dashboard.stewardship.guard import PATH
from dashboard.stewardship.states import Due

_RECEIVED = (Due.ON_TIME, Due.LATE)


def draw(found: Expected) -> Markup:
    """The whole panel."""
    if not found.rows:
        why = "No report is expected yet. Send the list of expected reports, and what is due is shown here."
        return _panel("Nothing is due yet", "", tag("p", why, class_="why-not"))
    owed = found.counted(*_RECEIVED, Due.NOT_RECEIVED, Due.SENT_BACK)
    received, late = found.counted(*_RECEIVED), found.counted(Due.LATE)
    note = f"{received} of {owed} reports received, {late} of them late."
    return _panel(_title(found), note, tag("div", _table(found), class_="scroll newest-last"))


def _panel(title: str, note: str, body: Markup) -> Markup:
    said = tag("p", note, class_="panel-note") if note else None
    head = tag("div", tag("div", tag("h2", title, class_="panel-title"), said), class_="panel-head")
    return tag("section", head, body, class_="panel wide", id="panel-due")


def _title(found: Expected) -> str:
    missing = list(silent(found))
    if missing:
        count = found.counted(Due.NOT_RECEIVED)
        said = words.sentence(f"{words.counted(count, 'report')} {'is' if count == 1 else 'are'} not received")[:-1]
        return f"{said}, from {words.named(missing)}"
    if found.counted(Due.SENT_BACK):
        return "Every report that was due has come in; some were refused"
    return "Every report that was due has been received"


def _table(found: Expected) -> Markup:
    head = [
        tag("th", title, colspan=len(list(same)), scope="colgroup")
        for title, same in groupby(found.columns, lambda column: column[0])
    ]
    periods = [tag("th", back, scope="col") for _, back in found.columns]
    is_one = len({title for title, _ in found.columns}) == 1
    names = [back if is_one else f"{title} · {back.lower()}" for title, back in found.columns]
    lines = [
        tag("tr", tag("th", name, scope="row"), [_td(*each) for each in zip(names, reports, strict=True)])
        for name, reports in found.rows.items()
    ]
    return tag(
        "table",
        tag("caption", "Reports by sender and dataset, the newest last", class_="visually-hidden"),
        tag("thead", tag("tr", tag("td"), head), tag("tr", tag("td"), periods)),
        tag("tbody", lines),
        class_="due",
    )


def _td(column: str, report: Report) -> Markup:
    """One report; on a narrow page its column is said above it, and what asks nothing of anybody is left out."""
    asks_nothing = report.state in (Due.NOT_DUE, Due.NOT_OWED)
    return tag("td", _cell(report), data_said=column, class_="asks-nothing" if asks_nothing else None)


def _cell(report: Report) -> Markup:
    state = report.state
    if state is Due.NOT_OWED:
        return tag("span", f"{report.period} not owed".strip(), class_="muted")
    said = states.due(state, _word(report))
    day = words.short_day(report.received_on) if report.received_on else f"due {words.short_day(report.due_on)}"
    if report.submission:
        return joined((said, tag("span", f"{report.period} · ", _to(report, day), class_="sub")))
    return joined((said, tag("span", f"{report.period} · {day}", class_="sub")))


def _to(report: Report, day: str) -> Markup:
    return tag("a", day, href=f"{PATH}/{report.submission}")


def _word(report: Report) -> str:
    return words.sentence(f"{words.counted(report.days_late, 'day')} late")[:-1] if report.state is Due.LATE else ""
