"""What the environment may say. The only module that reads it."""

import os
from dataclasses import dataclass
from pathlib import Path

from vocabulary.errors import Refused
from vocabulary.scope import EVERYBODY, NOBODY, Scope, canonical_marking

HOME = Path(__file__).resolve().parent / "var"
LAST_PORT = 65_535


@dataclass(frozen=True)
class Settings:
    """Everything that differs between one installation and another.

    Args:
        home: folder of the kept files, and of the SQLite warehouse.
        database_url: SQLAlchemy URL of the warehouse.
        host, port: where the screens are served.
        demonstration: load the demonstration programme when the warehouse is empty.
        scope: whose eyes the screens have until there is sign-in.
    """

    home: Path
    database_url: str
    host: str
    port: int
    demonstration: bool
    scope: Scope


def read() -> Settings:
    """Read the settings from the environment (`FULL_CIRCLE_*`); docs/running.md lists them.

    Raises:
        Refused: a setting cannot be used; the message names it.
    """
    home = _folder("FULL_CIRCLE_HOME", HOME)
    return Settings(
        home=home,
        database_url=os.environ.get("FULL_CIRCLE_DATABASE", f"sqlite:///{home / 'warehouse.sqlite'}"),
        host=_host("FULL_CIRCLE_HOST", "127.0.0.1"),
        port=_port("FULL_CIRCLE_PORT", 8050),
        demonstration=_yes_or_no("FULL_CIRCLE_DEMONSTRATION", "yes"),
        scope=_scope("FULL_CIRCLE_PARTNER"),
    )


def _folder(name: str, usual: Path) -> Path:
    """A folder that is there, or that can be made."""
    text = os.environ.get(name, str(usual))
    if not text:
        raise _refused(name, text, "it names no folder", f"Name one, or leave the setting out for {usual}")
    folder = Path(text).resolve()
    there = next(each for each in (folder, *folder.parents) if _is_there(each))
    if not there.is_dir():
        raise _refused(name, text, f"{there} is a file, not a folder", "Name a folder")
    if there != folder and not os.access(there, os.W_OK):
        raise _refused(name, text, f"it is not there, and you may not make it in {there}", "Name a folder of your own")
    return folder


def _is_there(path: Path) -> bool:
    """No too where it cannot be told: of a name that is too long, in a folder that may not be looked into."""
    try:
        return path.exists()
    except OSError:
        return False


def _host(name: str, usual: str) -> str:
    """An address of this machine. An empty one would be all of them: whoever is in the network would be let in."""
    text = os.environ.get(name, usual)
    if not text.strip():
        mend = f"Name one (0.0.0.0 are all of this machine), or leave the setting out for {usual}"
        raise _refused(name, text, "it names no address", mend)
    return text


def _port(name: str, usual: int) -> int:
    text = os.environ.get(name, str(usual))
    if not (text.isdecimal() and 1 <= int(text) <= LAST_PORT):
        mend = f"Write a number from 1 to {LAST_PORT}, or leave the setting out for {usual}"
        raise _refused(name, text, "it is not the number of a port", mend)
    return int(text)


def _yes_or_no(name: str, usual: str) -> bool:
    text = os.environ.get(name, usual)
    if text.lower() not in ("yes", "no"):
        raise _refused(name, text, "it is neither yes nor no", f"Write yes or no, or leave the setting out for {usual}")
    return text.lower() == "yes"


def _scope(name: str) -> Scope:
    """Whose eyes. A code that no marking could hold would be shown next to nothing, and nobody would know why."""
    text = os.environ.get(name, "")
    if not text:
        return Scope.steward()
    if text in (EVERYBODY, NOBODY) or " " in text or canonical_marking(text) != text:
        mend = "Write one code in capitals as the list of partners has it, or leave the setting out for the steward"
        raise _refused(name, text, "it is no partner's code", mend)
    return Scope.of_partner(text)


def _refused(name: str, text: str, why: str, mend: str) -> Refused:
    return Refused(f"{name}={text}", why, mend, where="a setting in the environment")
