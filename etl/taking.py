"""Take one file in: only a whole file that nobody writes to is kept, under a name that can be shown."""

import errno
import os
import stat
from pathlib import Path

from vocabulary.errors import Refused
from warehouse.archive import Archive

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_LETTER = "\ufffd"


def shown_name(path: Path) -> str:
    """The file's name as it is written down: line breaks, marks of direction and bytes that are no text are replaced."""
    return "".join(letter if letter.isprintable() else _NO_LETTER for letter in path.name)


def is_there(path: Path) -> bool:
    """True where the name leads to something; a name too long for the disk leads to nothing."""
    try:
        return path.exists()
    except OSError:
        return False


def taken(archive: Archive, path: Path) -> str:
    """Keep the file; returns its sha256.

    Raises:
        Refused: it is a pipe or a device, cannot be read, changed meanwhile, or there is no room to keep it.
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
        raise _refusal(name, error) from error
    return sha256


def _state(file: int) -> tuple[int, int]:
    seen = os.fstat(file)
    return seen.st_size, seen.st_mtime_ns


def _refusal(name: str, error: OSError) -> Refused:
    if error.errno in _NO_ROOM:
        return Refused(name, "there is no room left to keep it, so it was not taken in", "Make room, and load it again")
    return Refused(name, f"it cannot be read: {error.strerror or error}", "Mend that, or copy the file and load the copy")
