"""The folder of one installation: kept files, and the SQLite warehouse where no other is named."""

import tempfile
from pathlib import Path

from vocabulary.errors import Refused


def made_ready(home: Path) -> Path:
    """The folder, made where it was not there.

    Raises:
        Refused: it cannot be made, or nothing can be written to it.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise Refused(
            str(home),
            f"this folder is to hold the warehouse and its files, and cannot be written to: {error.strerror or error}",
            "Name another folder in FULL_CIRCLE_HOME, or let this user write there.",
        ) from error
    return home
