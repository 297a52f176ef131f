"""Keep every file as it came, named by its content, and what is made from it beside it."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vocabulary.errors import NoRoom, Unavailable

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where a disk, or somebody's share of it, is full."""
_PIECE = 1 << 20
_READ_ONLY = 0o444
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_PLAIN_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


def workbook_name(submission_id: str) -> str:
    """Name of the workbook of a submission's refused rows, among what was made from it."""
    return f"refused-{submission_id}.xlsx"


@contextmanager
def _coming(folder: Path) -> Iterator[BinaryIO]:
    """A file that is on its way into a folder; whatever is not given its name by the end goes away.

    Raises:
        NoRoom: the disk is full.
    """
    part = None
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".coming-", delete=False) as coming:
            part = Path(coming.name)
            yield coming
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise NoRoom("there is no room left to keep it, so it was not taken in. Make room, and load it again") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


class Archive:
    """The kept files of one warehouse: `kept/ab/abcd...` and `derived/S000123/refused.xlsx`."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def keep(self, stream: BinaryIO) -> str:
        """Keep what the stream holds, untouched and read-only; returns its sha256.

        The file appears under its name whole or not at all; content that is kept already is not written again.
        """
        digest = hashlib.sha256()
        with _coming(self._folder("kept")) as coming:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                coming.write(piece)
            coming.flush()
            os.fsync(coming.fileno())
            self._name(Path(coming.name), self._place(digest.hexdigest()))
        return digest.hexdigest()

    def path(self, sha256: str) -> Path:
        """The kept file of that name; raises Unavailable where it is not kept."""
        place = self._place(sha256)
        if not place.is_file():
            raise Unavailable(f"the file {sha256[:12]}... is not in the archive")
        return place

    def keep_derived(self, submission_id: str, name: str, content: bytes) -> Path:
        """Keep something made from a submission (its refused rows as a workbook); replaces an earlier one."""
        place = self._derived(submission_id, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with _coming(place.parent) as coming:
            coming.write(content)
            coming.flush()
            Path(coming.name).replace(place)
        return place

    def derived(self, submission_id: str, name: str) -> Path:
        """What was made from a submission; raises Unavailable where nothing of that name was."""
        place = self._derived(submission_id, name)
        if not place.is_file():
            raise Unavailable(f"{submission_id} has no {name}")
        return place

    def _folder(self, name: str) -> Path:
        folder = self._home / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _place(self, sha256: str) -> Path:
        if not _SHA256.match(sha256):
            raise ValueError(f"{sha256!r} is no sha256")
        return self._home / "kept" / sha256[:2] / sha256

    def _derived(self, submission_id: str, name: str) -> Path:
        for word in (submission_id, name):
            if not _PLAIN_NAME.match(word):
                raise ValueError(f"{word!r} cannot name a file of the archive")
        return self._home / "derived" / submission_id / name

    def _name(self, part: Path, place: Path) -> None:
        place.parent.mkdir(exist_ok=True)
        part.chmod(_READ_ONLY)
        if not place.exists():
            part.replace(place)
