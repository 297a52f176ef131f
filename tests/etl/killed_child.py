"""The command that `test_killed` kills, load one file, in a process that is warm: most of a load's time in a new one is spent
before its first row is read, and a kill would land there.
"""

import os
import signal
import threading
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from etl.loader import Loader
from etl.reading import parent as reading
from etl.reading.forks import Forks
from tests.etl.steward import opened, send
from warehouse.edition import SubmissionState

_LOOK_EVERY_SECONDS = 0.002


def load(url: str, home: Path, path: Path) -> SubmissionState:
    """Load the file, finishing what was left before."""
    loader = opened(url, home)
    state = sent(loader, path)
    loader.warehouse.close()
    return state


def sent(loader: Loader, path: Path) -> SubmissionState:
    return send(loader, path, profile="training_roster").submission.state


def strike_when_asked(asked: Connection, warm_up: tuple[str, Path, Path]) -> None:
    """The life of the process that loads are forked from: it loads once itself, then forks and kills as it is asked.

    Args:
        asked: takes the seconds of that first load; then brings `(url, home, path, until)`, takes `(exit code, seconds)`, until
            it brings None.
        warm_up: URL, home and file of that first load.
    """
    begun = time.monotonic()
    load(*warm_up)
    asked.send(time.monotonic() - begun)
    while (question := asked.recv()) is not None:
        *what, until = question
        assert threading.active_count() == 1, "a fork would wait for ever for what the others hold"
        begun = time.monotonic()
        number = os.fork()
        if number == 0:
            _live(*what)
        asked.send((_ended(number, until), time.monotonic() - begun))


def _live(url: str, home: Path, path: Path) -> None:
    """The life of a load; it never returns. A reading process belongs to whoever started it, so that it starts its own."""
    code = 1
    try:
        reading._FORKS = Forks()
        load(url, home, path)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was, it is told, and this process ends
        traceback.print_exc()
    finally:
        os._exit(code)


def _ended(number: int, until: float) -> int:
    """The exit code of the process, killed where it has not ended after so many seconds."""
    last = time.monotonic() + until
    while time.monotonic() < last:
        done, status = os.waitpid(number, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_LOOK_EVERY_SECONDS)
    os.kill(number, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
