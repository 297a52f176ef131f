"""A workbook is a zip of XML: look through it before a parser opens it."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import ElementTree

from etl.reading.how import Limits
from vocabulary.errors import Refused

_CHUNK = 1 << 20
_LONGEST_CELL = 4 << 20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORBIDDEN = (
    (re.compile(r"vbaProject", re.I), "it holds macros", "Save it without macros", "SG-04"),
    (
        re.compile(r"externalLinks/", re.I),
        "it is linked to other workbooks",
        "Break the links, keep the values",
        "MF-01",
    ),
    (
        re.compile(r"(embeddings|activeX|ctrlProps)/", re.I),
        "it holds attachments or controls",
        "Take them out",
        "SG-04",
    ),
    (
        re.compile(r"(^|/)media/", re.I),
        "it holds pictures",
        "Take them out, also from headers and backgrounds",
        "SG-04",
    ),
)
"""Drawings that are charts, shapes or the boxes of comments bring none of these, and pass."""
_COPY = "Copy its rows into a new workbook, save that as .xlsx, send it"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.S)
_PLACE = re.compile(rb'\br="([A-Za-z]{1,3})(\d{1,7})"')
_PLACES = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_PRINTED = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)</")


@dataclass
class SheetXml:
    """What the XML of one sheet tells that the parser does not.

    Args:
        last_row, last_column: of the farthest cell, from 1.
        lost: (row, column), from 1, to the text of cells that a parser reads as empty: errors such as `#REF!`,
            formulas that were never calculated.
        printed: what is printed above and below its pages, with the codes of its format.
    """

    last_row: int = 0
    last_column: int = 0
    lost: dict[tuple[int, int], str] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)


def inspected(path: Path, file_name: str, limits: Limits) -> dict[str, SheetXml]:
    """What each sheet holds, by name, after the whole package was found harmless.

    Raises:
        Refused: not a workbook, encrypted, too many or too large entries, names that lead elsewhere, links, a document
            type, or a cell too far out (MF-01); macros, attachments, controls, pictures (SG-04).
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _harmless(entries, path, file_name, limits)
            return _sheets(package, entries, file_name, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ElementTree.ParseError, KeyError, EOFError) as error:
        raise Refused(
            file_name, f"it is a damaged workbook: {error} (MF-01)", "Open it, save it as .xlsx, send it again"
        ) from error


def _harmless(entries: list[zipfile.ZipInfo], path: Path, file_name: str, limits: Limits) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > limits.entries:
        _refuse(file_name, f"it is a zip of {len(entries):,} entries; a workbook has fewer than {limits.entries:,}")
    if len({name.casefold() for name in names}) != len(names):
        _refuse(file_name, "two entries of the zip have the same name")
    for entry in entries:
        _entry_harmless(entry, file_name)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        _refuse(file_name, "it is a zip, not a workbook", "Send the file that is in it")
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        _refuse(file_name, _too_large(limits), _COPY)
    ends_at = max(entry.header_offset + entry.compress_size for entry in entries)
    if ends_at > path.stat().st_size or min(entry.header_offset for entry in entries) != 0:
        _refuse(file_name, "something stands before or between the entries of the zip")


def _entry_harmless(entry: zipfile.ZipInfo, file_name: str) -> None:
    parts = entry.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0] or "\x00" in entry.orig_filename:
        _refuse(file_name, "an entry of the zip leads out of it")
    if stat.S_ISLNK(entry.external_attr >> 16):
        _refuse(file_name, "the zip holds a link")
    if entry.flag_bits & 0x1:
        _refuse(file_name, "it is protected by a password", "Save it without a password")
    for pattern, why, mend, rule in _FORBIDDEN:
        if pattern.search(entry.filename.replace("\\", "/")):
            _refuse(file_name, why, mend, rule)


def _refuse(
    file_name: str, why: str, mend: str = "Open it, save it as .xlsx, send it again", rule: str = "MF-01"
) -> None:
    raise Refused(file_name, f"{why} ({rule})", mend)


def _too_large(limits: Limits, entry: zipfile.ZipInfo | None = None) -> str:
    if entry is None:
        return f"it grows too large when unpacked: to more than {limits.inflated_bytes:,} bytes"
    return (
        f"it grows too large when unpacked: its part {entry.filename!r} to more than {limits.ratio} times its size, or all "
        f"parts together to more than {limits.inflated_bytes:,} bytes"
    )


def _sheets(
    package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file_name: str, limits: Limits
) -> dict[str, SheetXml]:
    inflated, found = 0, {}
    for entry in entries:
        seen = SheetXml()
        carry, here, is_sheet = b"", 0, entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
        for chunk in _chunks(package, entry):
            inflated, here = inflated + len(chunk), here + len(chunk)
            if inflated > limits.inflated_bytes or here > limits.ratio * max(entry.compress_size, 1 << 14):
                _refuse(file_name, _too_large(limits, entry), _COPY)
            window = carry + chunk
            if (
                b"<!DOCTYPE" in window
                or b"<!ENTITY" in window
                or (here == len(chunk) and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"))
            ):
                _refuse(file_name, "its XML declares a document type or another encoding")
            carry = _looked_through(window, seen, file_name) if is_sheet else window[-16:]
        if is_sheet:
            _near(seen, file_name, limits)
            found[entry.filename] = seen
    _typed_as_workbook(package, file_name)
    return {name: found[part] for name, part in _parts(package).items() if part in found}


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _looked_through(window: bytes, seen: SheetXml, file_name: str) -> bytes:
    """Take in the cells that end in this window; returns what is left over for the next."""
    end = max(window.rfind(b"</c>"), window.rfind(b":c>"), window.rfind(b"/>"), window.rfind(b"<row"))
    done, rest = (window[:end], window[end:]) if end > 0 else (b"", window)
    if len(rest) > _LONGEST_CELL:
        why = f"between two of its cells stand more than {_LONGEST_CELL:,} characters; a cell has at most 32,767"
        _refuse(file_name, why, _COPY)
    places = _PLACES.findall(done)
    if places:
        seen.last_column = max(seen.last_column, *(_column(letters) for letters in {letters for letters, _ in places}))
        seen.last_row = max(seen.last_row, *map(int, {number for _, number in places}))
    if b't="e"' in done or b"<f" in done or b":f" in done:
        _note_lost(done, seen)
    if b"headerFooter" in window:  # it stands behind the last cell, so that it may be all that is left over
        seen.printed += [text.decode("utf-8", "replace") for text in _PRINTED.findall(window)]
    return rest


def _note_lost(done: bytes, seen: SheetXml) -> None:
    for attributes, _, inside in _CELL.findall(done + b"</c>"):
        place, value, formula = _PLACE.search(attributes), _VALUE.search(inside), _FORMULA.search(inside)
        if place is None or (b't="e"' not in attributes and (formula is None or value is not None)):
            continue
        text = value[1] if value else b"=" + (formula[1] if formula else b"")
        seen.lost[int(place[2]), _column(place[1])] = text.decode("utf-8", "replace")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _near(seen: SheetXml, file_name: str, limits: Limits) -> None:
    if seen.last_column > limits.columns:
        _refuse(
            file_name,
            f"a sheet is {seen.last_column:,} columns wide; at most {limits.columns:,} are taken",
            "Delete what stands far to the right",
        )
    if seen.last_row * seen.last_column > limits.cells:
        _refuse(
            file_name,
            f"a sheet reaches to row {seen.last_row:,} and column {seen.last_column:,}",
            "Delete what stands far out",
        )


def _typed_as_workbook(package: zipfile.ZipFile, file_name: str) -> None:
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        _refuse(file_name, "it may hold macros", "Save it as .xlsx", "SG-04")
    if b"spreadsheetml.sheet.main+xml" not in types:
        _refuse(file_name, "it is not a workbook", "Save it as .xlsx")


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the entry that holds it."""
    links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): "xl/" + link.get("Target", "").removeprefix("/xl/") for link in links}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return {sheet.get("name", ""): targets.get(sheet.get(_LINK), "") for sheet in book.iter(f"{_MAIN}sheet")}
