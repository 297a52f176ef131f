"""A manifest: one line for each file of a delivery, in the order the files were received."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.errors import Refused

COLUMNS = (
    "file",
    "profile",
    "partner",
    "programme",
    "period",
    "received_at",
    "releasability",
    "extract",
    "declared_rows",
    "note",
)
NEEDED = ("file", "received_at")


@dataclass(frozen=True)
class Delivered:
    """One file and what its sender claims of it."""

    path: Path
    profile: str = ""
    partner: str = ""
    programme: str = ""
    period: str = ""
    received_at: dt.datetime | None = None
    releasability: str = ""
    extract: str = "DELTA"
    declared_rows: int | None = None
    note: str = ""


def is_manifest(path: Path) -> bool:
    """True for a CSV whose header is a manifest's."""
    if path.suffix.lower() != ".csv" or path.stem.lower() != "manifest" or not path.is_file():
        return False
    return set(NEEDED) <= set(next(_lines(path), []))


def read_manifest(path: Path) -> list[Delivered]:
    """The files of a manifest, in its order.

    Raises:
        Refused: a column is unknown, a file is missing, a moment or a number cannot be read.
    """
    header, *rows = _lines(path)
    if unknown := set(header) - set(COLUMNS):
        raise Refused(path.name, f"unknown columns {sorted(unknown)}", f"The columns are {', '.join(COLUMNS)}.")
    if len(set(header)) < len(header):
        raise Refused(path.name, "a column stands twice in its header", "Leave each column once.", "row 1")
    filled = [(number, row) for number, row in enumerate(rows, start=2) if row]
    for number, row in filled:
        if any(cell.strip() for cell in row[len(header) :]):
            why = f"it has {len(row)} cells under {len(header)} headers"
            raise Refused(path.name, why, "Put a text that has a comma in quotation marks.", f"row {number}")
    return [_delivered(path, number, dict(zip(header, row, strict=False))) for number, row in filled]


def _lines(path: Path) -> Iterator[list[str]]:
    """The rows of the manifest; raises Refused where it is no UTF-8 or no CSV."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from csv.reader(lines)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(path.name, f"it cannot be read as a manifest: {error}", "Save it as 'CSV UTF-8'.") from error


def _delivered(manifest: Path, number: int, line: dict[str, str]) -> Delivered:
    where = f"row {number}"
    file = manifest.parent / line.get("file", "")
    if not file.is_file() or manifest.parent.resolve() not in file.resolve().parents:
        raise Refused(
            manifest.name, f"there is no file {line.get('file', '')!r} beside it", "Put it there or mend the name.", where
        )
    return Delivered(
        path=file,
        received_at=_moment(manifest, where, line.get("received_at", "")),
        declared_rows=_count(manifest, where, line.get("declared_rows") or ""),
        extract=(line.get("extract") or "DELTA").upper(),
        **{
            name: line.get(name) or ""
            for name in ("profile", "partner", "programme", "period", "releasability", "note")
        },
    )


def _moment(manifest: Path, where: str, text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            manifest.name, f"received_at {text!r} is no moment", "Write 2026-01-31T09:00:00+00:00.", where
        ) from None
    if moment.tzinfo is None:
        raise Refused(manifest.name, f"received_at {text!r} has no offset", "Add one, for example +00:00.", where)
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _count(manifest: Path, where: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise Refused(manifest.name, f"declared_rows {text!r} is no number", "Write digits, or leave it empty.", where)
    return int(text)
