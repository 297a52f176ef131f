"""Text in UTF-8 from text in any stated encoding; nothing is guessed."""

import codecs
import mmap
from dataclasses import dataclass
from pathlib import Path

from etl.reading.sheet import Note
from vocabulary.errors import Refused

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Pairs that appear when UTF-8 is read as Windows-1252 and written as UTF-8 again: the first halves of every accented
# Latin letter, of typographic marks, and the replacement character itself.
_SIGNS = (
    ("\ufffd".encode(), "replacement characters"),
    (b"\xc3\x83\xc2", "pairs such as '\u00c3\u00a9'"),
    (b"\xc3\x82\xc2", "pairs such as '\u00c2\u00b0'"),
    (b"\xc3\xa2\xe2\x82\xac", "groups such as '\u00e2\u20ac\u2122'"),
)


@dataclass(frozen=True)
class Text:
    """A file of UTF-8 without byte order mark trouble, what it was before, and what is wrong with it."""

    path: Path
    encoding: str
    notes: tuple[Note, ...]


def as_utf8(path: Path, file_name: str, declared: str, damage_refuses: bool, work: Path) -> Text:
    """The file as UTF-8: itself where it is that already, else a copy in *work*.

    Raises:
        Refused: bytes that are no text in the encoding (MF-10), or a NUL.
    """
    encoding = _encoding(path, file_name, declared)
    utf8 = path if encoding in ("utf-8", "utf-8-sig") else _copied(path, file_name, encoding, work)
    with utf8.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if (place := content.find(b"\x00")) >= 0:
            raise Refused(
                file_name,
                "it holds a NUL character (MF-10)",
                "Export it again as UTF-8; text in UTF-16 is known by its byte order mark only",
                f"line {_line(content, place)}",
            )
        return Text(utf8, encoding, _damage(content, damage_refuses))


def _encoding(path: Path, file_name: str, declared: str) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    try:
        _decode(path, "utf-8", None)
    except UnicodeDecodeError as error:
        if declared:
            return declared
        raise Refused(
            file_name,
            f"it is not UTF-8 (byte {error.object[error.start]:#04x}), and its profile names no other encoding (MF-10)",
            "Save it as 'CSV UTF-8', or name the encoding in its profile: Windows-1252 is usual",
            f"line {_first_line_not_utf8(path)}",
        ) from error
    return "utf-8"


def _first_line_not_utf8(path: Path) -> int:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0


def _copied(path: Path, file_name: str, encoding: str, work: Path) -> Path:
    target = work / "text.utf8"
    try:
        _decode(path, encoding, target)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise Refused(file_name, f"it is not {encoding} all through: {error} (MF-10)", "Export it as UTF-8") from error
    except LookupError as error:
        raise Refused(file_name, f"{encoding} is no encoding", "Mend `encoding` in the profile") from error
    return target


def _decode(path: Path, encoding: str, target: Path | None) -> None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as source, (target or Path("/dev/null")).open("wb") as written:
        while chunk := source.read(_CHUNK):
            text = decoder.decode(chunk)
            if target:
                written.write(text.encode())
        decoder.decode(b"", final=True)


def _damage(content: mmap.mmap, refuses: bool) -> tuple[Note, ...]:
    found = [(name, place) for sign, name in _SIGNS if (place := content.find(sign)) >= 0]
    return tuple(
        Note(
            "MF-10",
            f"{name} in the text, first in line {_line(content, place)}: it was decoded wrongly before",
            refuses,
        )
        for name, place in found
    )


def _line(content: mmap.mmap, place: int) -> int:
    return content[:place].count(b"\n") + 1
