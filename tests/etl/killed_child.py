"""The command that `test_killed` kills: load one file."""

import subprocess
from pathlib import Path

from etl.loader import Loader
from etl.reading import parent as reading
from etl.reading.forks import Forks
from tests.etl.steward import opened, send
from warehouse.edition import SubmissionState


def load(url: str, home: Path, path: Path) -> None:
    """Load the file, finishing what was left before."""
    loader = opened(url, home)
    sent(loader, path)
    loader.warehouse.close()


def load_forked(url: str, home: Path, path: Path) -> None:
    """The same, in a process forked from one that has loaded a file."""
    reading._FORKS = _Inherited(reading._FORKS)
    load(url, home, path)


def sent(loader: Loader, path: Path) -> SubmissionState:
    return send(loader, path, profile="training_roster").submission.state


class _Inherited(Forks):
    """Asks the process that starts reading processes for the one that this process was forked from; not being its parent,
    this one cannot find out whether it lives.
    """

    def __init__(self, forks: Forks) -> None:
        super().__init__()
        self._process = forks._process

    def _started(self) -> subprocess.Popen:
        return self._process
