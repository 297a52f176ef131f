"""Take one file in: only a whole file that nobody writes to, under a name that can be shown."""

import os
import stat
import unicodedata
from pathlib import Path

from vocabulary.errors import Refused
from warehouse.archive import Archive

_NO_LETTER = "\ufffd"


def shown_name(path: Path) -> str:
    """The file's name as it is written down: line breaks, marks of direction and bytes that are no text are replaced."""
    return "".join(_shown(letter) for letter in path.name)


def _shown(letter: str) -> str:
    if unicodedata.category(letter) == "Zs":
        return " "  # a no-break space, and blanks of other scripts
    return letter if letter.isprintable() else _NO_LETTER


def is_there(path: Path) -> bool:
    """True where the name leads to something; a name too long for the disk leads to nothing."""
    try:
        return path.exists()
    except OSError:
        return False


def taken(archive: Archive, path: Path) -> str:
    """Keep the file; returns its sha256.

    Of a file that changes while it is read, what was read stays in the archive, and nothing names it.

    Raises:
        Refused: it is a pipe or a device, cannot be read, or changed meanwhile.
        NoRoom: there is no room to keep it.
    """
    name = shown_name(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused(name, "it is a folder, a pipe or a device, not a file", "Save it as a file, and load that")
        with path.open("rb") as stream:
            before = _state(stream.fileno())
            sha256 = archive.keep(stream)
            if _state(stream.fileno()) != before:
                raise Refused(name, "it changed while it was read", "Load it when nobody writes to it any more")
    except OSError as error:
        why = f"it cannot be read: {error.strerror or error}"
        raise Refused(name, why, "Mend that, or copy the file and load the copy") from error
    return sha256


def _state(file: int) -> tuple[int, int]:
    seen = os.fstat(file)
    return seen.st_size, seen.st_mtime_ns
