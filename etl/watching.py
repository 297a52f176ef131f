"""A folder into which files are dropped: which of them have stopped growing."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

POLL_SECONDS = 1.0
WAIT_FOR_ROOM_SECONDS = 30.0


def settled(folder: Path, settle: float) -> Iterator[Path]:
    """Each file of a folder once it has not changed for *settle* seconds, and again after it changed; for ever."""
    seen: dict[Path, tuple[tuple[int, int], float]] = {}
    while True:
        for path, state in _dropped(folder):
            known, since = seen.get(path, (None, 0.0))
            if known != state:
                seen[path] = (state, time.monotonic())
            elif since and time.monotonic() - since >= settle:
                seen[path] = (state, 0.0)
                yield path
        time.sleep(POLL_SECONDS)


def _dropped(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The files of a folder with size and moment of change: a mended file can have the size of the faulty one."""
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):  # taken away again while we looked
            known = path.stat()
            if path.is_file() and not path.name.startswith("."):
                yield path, (known.st_size, known.st_mtime_ns)
