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
from dashboard.export import csv_answer
from dashboard.markup import tag
from dashboard.pages import asked_of
from dashboard.screen import Drawn, Table
from metrics.actions import MERGED
from metrics.series import Point
from vocabulary.errors import Unavailable
from vocabulary.selection import Selection

ON_TIME = "FBK-05"
MOST_SHOWN = 50
DOWNLOAD = "not-on-time.csv"
_HEAD = ("Action", "What was agreed", "Owner", "Original due", "Implemented", "Against due", "State")
_CLASSES = ("", "what", "", "num when", "num when", "num late", "")


@dataclass(frozen=True)
class Record:
    """One action as a reader sees it; `late_by` is in days, to the edition's day where it is still open."""

    action: str
    agreed: str
    owner: str
    due: dt.date
    done: dt.date | None
    late_by: int
    state: str


@dataclass(frozen=True)
class Records:
    """The actions not on time, the latest first, and the figure that they stand behind."""

    point: Point
    records: tuple[Record, ...]
    download: str


def query(desk: Desk, asked: Asked, path: str) -> Records:
    """Read the actions due in the quarter under review."""
    point = desk.series(desk.indicator(ON_TIME), asked.selection).quarter
    if not point.state.is_number:
        raise Unavailable(f"No action was due in {point.label}.")
    return Records(point, desk.kept(not_on_time, asked.selection), link(f"{path}/{DOWNLOAD}", asked))


def not_on_time(desk: Desk, selection: Selection) -> tuple[Record, ...]:
    """The actions that FBK-05 counts in the quarter under review and not as on time, the longest overdue first."""
    edition = desk.edition(selection.edition)
    last = min(selection.quarter.last, selection.until).last_day
    first = selection.quarter.first.first_day
    days = [str(first + dt.timedelta(days=at)) for at in range((min(last, edition.as_of) - first).days + 1)]
    rows = desk.warehouse.rows("corrective_action", desk.scope, selection.edition, "due_original_on", days)
    kept = rows[(rows["programme"] == selection.programme) & (rows["state"] != MERGED)]
    if selection.partners:
        kept = kept[kept["responsible_partner"].isin(selection.partners)]
    ended_before = kept["implemented_on"].isna() & (kept["ended_on"] < kept["due_original_on"])
    late = kept[~ended_before & ~(kept["implemented_on"] <= kept["due_original_on"])]
    names = desk.names(edition.number).partners
    found = [_record(row, names, edition.as_of) for row in late.to_dict("records")]
    return tuple(sorted(found, key=lambda record: (-record.late_by, record.action)))


def draw(found: Records) -> Drawn:
    """A table of at most fifty; the download has them all."""
    point = found.point
    missed = point.n - point.numerator
    title = f"{words.counted(point.n, 'action').capitalize()} due in {point.label}, {missed:,} not on time"
    note = "The records behind the latest quarter, the latest first."
    if len(found.records) > MOST_SHOWN:
        note = f"The {MOST_SHOWN} latest of the records behind the latest quarter."
    rows = [_row(record) for record in found.records[:MOST_SHOWN]]
    head = tag("tr", [tag("th", name, scope="col", class_=class_.partition(" ")[0] if "num" in class_ else None)
                      for name, class_ in zip(_HEAD, _CLASSES, strict=True)])  # fmt: skip
    table = tag("table", tag("caption", title, class_="visually-hidden"), tag("thead", head), tag("tbody", rows),
                class_="records")  # fmt: skip
    body = tag("div", table, class_="scroll") if rows else None
    return Drawn(title, note, body, links=((f"CSV of all {missed:,}", found.download),)) if rows else Drawn(title)


def download(desk: Desk) -> Response:
    """All of the records that the request asks for, as a file."""
    desk = desk.at_request()
    asked = asked_of(desk)
    records = desk.kept(not_on_time, asked.selection)
    table = Table("", _HEAD, tuple(_texts(record) for record in records))
    return csv_answer(table, f"actions-not-on-time-{asked.selection.quarter}")


def _record(row: Mapping[str, object], names: Mapping[str, str], as_of: dt.date) -> Record:
    due, done = row["due_original_on"].date(), _day(row["implemented_on"])
    owner = _text(row["responsible_partner"])
    return Record(
        action=_text(row["action"]),
        agreed=_text(row["action_text"]),
        owner=names.get(owner, owner) or "not stated",
        due=due,
        done=done,
        late_by=((done or as_of) - due).days,
        state=_text(row["state"]).replace("_", " ").capitalize(),
    )


def _row(record: Record) -> Markup:
    number, *texts = _texts(record)
    cells = [
        tag("td", text, class_=class_ or None, data_name=None if class_ == "what" else name)
        for text, class_, name in zip(texts, _CLASSES[1:], _HEAD[1:], strict=True)
    ]
    return tag("tr", tag("th", number, scope="row"), cells)


def _texts(record: Record) -> tuple[str, ...]:
    against = f"+{record.late_by:,}{words.SPACE}d" if record.done else f"{record.late_by:,}{words.SPACE}d overdue"
    done = words.short_day(record.done) if record.done else "–"
    return record.action, record.agreed, record.owner, words.short_day(record.due), done, against, record.state


def _day(value: object) -> dt.date | None:
    return None if pd.isna(value) else value.date()


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
