"""The rows behind the latest figure: actions that were due in the quarter and not implemented on time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from flask import Response
from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import quarter_link, row_link
from dashboard.export import csv_answer
from dashboard.markup import scrolling, tag
from dashboard.pages import asked_of
from dashboard.screen import Drawn, Table
from metrics.facts.actions import MERGED
from metrics.series import Point
from vocabulary.errors import Unavailable
from vocabulary.selection import Selection
from warehouse.edition import Edition

ON_TIME, DATASET = "FBK-05", "corrective_action"
MOST_SHOWN, MOST_IN_SIGHT = 50, 12
DOWNLOAD = "not-on-time.csv"
_HEAD = ("Action", "What was agreed", "Owner", "Original due", "Implemented", "Against due", "State")
_CLASSES = ("", "what", "", "num when", "num when", "num late", "")


@dataclass(frozen=True)
class Record:
    """One action as a reader sees it.

    Args:
        partner: code of the partner that owns it.
        late_by: days after its original due date, to the edition's day where it is still open.
        there: the address of its row.
    """

    partner: str
    action: str
    agreed: str
    owner: str
    due: dt.date
    done: dt.date | None
    late_by: int
    state: str
    there: str


@dataclass(frozen=True)
class Records:
    """The actions not on time, the latest first; the figure that they stand behind, and the way to all of its rows."""

    point: Point
    records: tuple[Record, ...]
    download: str
    behind: str


def query(desk: Desk, asked: Asked, path: str) -> Records:
    """Read the actions due in the quarter under review."""
    indicator = desk.indicator(ON_TIME)
    point = desk.series(indicator, asked.selection).quarter
    if not point.state.is_number:
        raise Unavailable(f"No action was due in {point.label}.")
    download_ = link(f"{path}/{DOWNLOAD}", asked)
    return Records(point, chosen(desk, asked.selection), download_, quarter_link(indicator, asked.selection))


def chosen(desk: Desk, selection: Selection) -> tuple[Record, ...]:
    """The records of the partners chosen; read once for all partners."""
    records = desk.kept(not_on_time, selection.narrowed())
    return tuple(record for record in records if not selection.partners or record.partner in selection.partners)


def not_on_time(desk: Desk, selection: Selection) -> tuple[Record, ...]:
    """The actions of all partners that FBK-05 counts in the quarter and not as on time, the latest first."""
    edition = desk.edition(selection.edition)
    last = min(selection.quarter.last, selection.until).last_day
    first = selection.quarter.first.first_day
    days = [str(first + dt.timedelta(days=at)) for at in range((min(last, edition.as_of) - first).days + 1)]
    rows = desk.warehouse.rows(DATASET, desk.scope, selection.edition, "due_original_on", days)
    kept = rows[(rows["programme"] == selection.programme) & (rows["state"] != MERGED)]
    ended_before = kept["implemented_on"].isna() & (kept["ended_on"] < kept["due_original_on"])
    late = kept[~ended_before & ~(kept["implemented_on"] <= kept["due_original_on"])]
    names = desk.names(edition.number).partners
    found = [_record(row, names, edition) for row in late.to_dict("records")]
    return tuple(sorted(found, key=lambda record: (-record.late_by, record.action)))


def draw(found: Records) -> Drawn:
    """A table of at most fifty, the first of them in sight; the download has them all."""
    point, records = found.point, found.records[:MOST_SHOWN]
    missed = point.n - point.numerator
    actions = "action" if point.n == 1 else "actions"
    title = f"{point.n:,} {actions} due in {point.label}, {missed:,} not on time"
    behind = (f"All {point.n:,} behind it", found.behind)
    if not records:
        return Drawn(title, links=(behind,))
    note = "The records behind the latest quarter, the latest first."
    if len(found.records) > MOST_SHOWN:
        note = f"The {MOST_SHOWN} latest of the records behind the latest quarter."
    body = [scrolling(_table(title, records[:MOST_IN_SIGHT]), title), _rest(title, records[MOST_IN_SIGHT:])]
    return Drawn(title, note, body, links=(behind, (f"CSV of all {missed:,}", found.download)))


def download(desk: Desk) -> Response:
    """All of the records that the request asks for, as a file."""
    desk = desk.at_request()
    asked = asked_of(desk)
    records = chosen(desk, asked.selection)
    table = Table("", _HEAD, tuple(_texts(record) for record in records))
    return csv_answer(table, f"actions-not-on-time-{asked.selection.quarter}")


def _record(row: Mapping[str, object], names: Mapping[str, str], edition: Edition) -> Record:
    due, done = row["due_original_on"].date(), _day(row["implemented_on"])
    owner = _text(row["responsible_partner"])
    return Record(
        partner=owner,
        action=_text(row["action"]),
        agreed=_text(row["action_text"]),
        owner=names.get(owner, owner) or "not stated",
        due=due,
        done=done,
        late_by=((done or edition.as_of) - due).days,
        state=_text(row["state"]).replace("_", " ").capitalize(),
        there=row_link(DATASET, row["row_id"], edition.number),
    )


def _rest(title: str, records: tuple[Record, ...]) -> Markup | None:
    if not records:
        return None
    summary = tag("summary", f"{len(records):,} more")
    more = scrolling(_table(f"{title}, continued", records), f"{title}, continued")
    return tag("details", summary, more, class_="fold records-more")


def _table(title: str, records: tuple[Record, ...]) -> Markup:
    widths = tag("colgroup", [tag("col", class_=f"c{at}") for at in range(1, len(_HEAD) + 1)])
    head = tag("tr", [_column(name, class_) for name, class_ in zip(_HEAD, _CLASSES, strict=True)])
    rows = [_row(record) for record in records]
    caption = tag("caption", title, class_="visually-hidden")
    return tag("table", caption, widths, tag("thead", head), tag("tbody", rows), class_="records")


def _column(name: str, class_: str) -> Markup:
    return tag("th", name, scope="col", class_="num" if "num" in class_ else None)


def _row(record: Record) -> Markup:
    number, *texts = _texts(record)
    cells = [
        tag("td", text, class_=class_ or None, data_name=None if class_ == "what" else name)
        for text, class_, name in zip(texts, _CLASSES[1:], _HEAD[1:], strict=True)
    ]
    return tag("tr", tag("th", tag("a", number, href=record.there), scope="row"), cells)


def _texts(record: Record) -> tuple[str, ...]:
    against = f"+{record.late_by:,}{words.SPACE}d" if record.done else f"{record.late_by:,}{words.SPACE}d overdue"
    done = words.short_day(record.done) if record.done else "–"
    return record.action, record.agreed, record.owner, words.short_day(record.due), done, against, record.state


def _day(value: object) -> dt.date | None:
    return None if pd.isna(value) else value.date()


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
