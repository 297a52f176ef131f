"""The secret with which person keys are made pseudonyms: made once for an installation, kept with its files."""

import os
import secrets
from pathlib import Path

_NAME = "pseudonym-salt"
_BYTES = 32


def salt(home: Path) -> str:
    """The installation's salt; the first call makes it. Lost, no pseudonym can be matched with an earlier one."""
    place = home / _NAME
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES))
    return place.read_text(encoding="ascii")
