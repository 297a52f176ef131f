"""The command that `test_killed` kills: load one file."""

from pathlib import Path

from etl.loader import Loader
from tests.etl.steward import opened, send
from warehouse.edition import SubmissionState


def load(url: str, home: Path, path: Path) -> SubmissionState:
    """Load the file, finishing what was left before."""
    return sent(opened(url, home), path)


def sent(loader: Loader, path: Path) -> SubmissionState:
    return send(loader, path, profile="training_roster").submission.state
