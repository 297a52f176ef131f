"""The screens over a copy of a warehouse, served as `app.py` serves them, on loopback."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import settings
from app import ROOT, THREADS, WORKERS

PATIENCE_SECONDS = 60
WAREHOUSE = "warehouse.sqlite"


def copied(home: Path | None, to: Path) -> Path:
    """A folder *to* with a copy of the SQLite warehouse of *home* (the settings' own where none is named).

    Copied by SQLite itself, so that it holds even while somebody writes.
    """
    source = (home or settings.read().home) / WAREHOUSE
    if not source.exists():
        raise SystemExit(f"There is no {source}. Start `python app.py` once to load the demonstration, or give --home.")
    to.mkdir(parents=True)
    with closing(sqlite3.connect(source)) as whole, closing(sqlite3.connect(to / WAREHOUSE)) as copy:
        whole.backup(copy)
    return to


@dataclass(frozen=True)
class Served:
    """Screens that are being served: where, and the processes that serve them."""

    address: str
    process: int

    def computed(self) -> float | None:
        """Seconds that the server and its workers kept a processor busy; None where the system does not tell."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children")
        if not workers.exists():
            return None
        ticks = [_ticks(int(number)) for number in (self.process, *workers.read_text().split())]
        return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    """User and system time; the fields stand behind the command's name, which may hold anything."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """The screens over the warehouse in *home*; they are stopped afterwards."""
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "gunicorn", "app:screens()", "--bind", address, "--worker-class", "gthread",
               "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error"]  # fmt: skip
    environment = {**os.environ, "FULL_CIRCLE_HOME": str(home), "FULL_CIRCLE_DEMONSTRATION": "no"}
    environment.pop("FULL_CIRCLE_DATABASE", None)
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(f"http://{address}/stewardship")
        yield Served(address, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)


def _wait_for(url: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE_SECONDS).read()
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
