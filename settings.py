"""What the environment may say. The only module that reads it."""

import os
from dataclasses import dataclass
from pathlib import Path

from vocabulary.scope import Scope

HOME = Path(__file__).resolve().parent / "var"


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
    """Read the settings from the environment (`FULL_CIRCLE_*`); README.md lists them.

    Raises:
        ValueError: a setting cannot be understood; the message names it.
    """
    home = Path(os.environ.get("FULL_CIRCLE_HOME", HOME)).resolve()
    partner = os.environ.get("FULL_CIRCLE_PARTNER", "")
    return Settings(
        home=home,
        database_url=os.environ.get("FULL_CIRCLE_DATABASE", f"sqlite:///{home / 'warehouse.sqlite'}"),
        host=os.environ.get("FULL_CIRCLE_HOST", "127.0.0.1"),
        port=_number("FULL_CIRCLE_PORT", 8050),
        demonstration=_yes_or_no("FULL_CIRCLE_DEMONSTRATION", "yes"),
        scope=Scope.of_partner(partner) if partner else Scope.steward(),
    )


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name, str(usual))
    if not text.isdecimal():
        raise ValueError(f"{name}={text!r}: write a number")
    return int(text)


def _yes_or_no(name: str, usual: str) -> bool:
    text = os.environ.get(name, usual).lower()
    if text not in ("yes", "no"):
        raise ValueError(f"{name}={text!r}: write yes or no")
    return text == "yes"
