"""What the environment says is understood or refused by name, and every entry point says so in one calm message."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import settings
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse.home import made_ready

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = {
    "screens": ("app.py",),
    "steward": ("-m", "etl", "status"),
    "figures": ("-m", "metrics", "evidence", "TRN-01", "--programme", "P", "--quarter", "2026Q3"),
    "loops": ("-m", "metrics", "loop"),
    "review": ("-m", "metrics", "verify"),
}
NOBODY_LISTENS = "postgresql://me:secret@127.0.0.1:1/warehouse"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The home, where nothing else is set."""
    for name in [name for name in os.environ if name.startswith("FULL_CIRCLE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FULL_CIRCLE_HOME", str(tmp_path))
    return tmp_path


def test_settings_that_are_understood_are_what_they_say(home, monkeypatch):
    usual = settings.read()
    assert (usual.home, usual.port, usual.demonstration, usual.scope) == (home, 8050, True, Scope.steward())
    said = {"PORT": "65535", "DEMONSTRATION": "No", "PARTNER": "VEL", "HOME": str(home / "not" / "made" / "yet")}
    for name, text in said.items():
        monkeypatch.setenv(f"FULL_CIRCLE_{name}", text)
    told = settings.read()
    assert (told.port, told.demonstration, told.scope) == (65535, False, Scope.of_partner("VEL"))
    assert told.home == home / "not" / "made" / "yet"
    assert not told.home.exists(), "reading the settings makes nothing"


@pytest.mark.parametrize(
    ("name", "text", "mend"),
    [
        ("PORT", "abc", "number from 1 to 65535"),
        ("PORT", "", "number from 1 to 65535"),
        ("PORT", "0", "number from 1 to 65535"),
        ("PORT", "65536", "number from 1 to 65535"),
        ("PORT", "-1", "number from 1 to 65535"),
        ("DEMONSTRATION", "maybe", "yes or no"),
        ("DEMONSTRATION", "", "yes or no"),
        ("PARTNER", "vel", "in capitals"),
        ("PARTNER", "VEL NOR", "one code"),
        ("PARTNER", "ALL", "one code"),
        ("HOST", "", "0.0.0.0 are all"),
        ("HOST", " ", "leave the setting out for 127.0.0.1"),
        ("HOME", "", "Name one"),
        ("HOME", f"{__file__}/home", "Name a folder"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name_with_what_to_write(home, monkeypatch, name, text, mend):
    monkeypatch.setenv(f"FULL_CIRCLE_{name}", text)
    with pytest.raises(Refused, match=mend) as told:
        settings.read()
    assert told.value.what == f"FULL_CIRCLE_{name}={text}"
    assert all((told.value.where, told.value.why, told.value.mend))


def test_a_home_whose_name_no_disk_takes_is_refused_as_one_that_cannot_be_made(home, monkeypatch):
    monkeypatch.setenv("FULL_CIRCLE_HOME", str(home / ("x" * 300)))
    with pytest.raises(Refused, match="FULL_CIRCLE_HOME"):
        made_ready(settings.read().home)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(("name", "text"), [("PORT", "abc"), ("DATABASE", NOBODY_LISTENS)])
def test_every_entry_point_says_in_one_calm_message_what_is_wrong_with_a_setting(home, entry, name, text):
    said = subprocess.run(
        [sys.executable, *ENTRIES[entry]], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "FULL_CIRCLE_DEMONSTRATION": "no", f"FULL_CIRCLE_{name}": text},
    )  # fmt: skip
    told = " ".join((said.stdout + said.stderr).split())
    assert said.returncode == (1 if entry == "screens" else 4), told
    assert f"FULL_CIRCLE_{name}" in told
    assert "Traceback" not in told
    assert "settings.py" not in told, "the frames of the program are not what its user has to read"
    assert "secret" not in told
    assert len(told) < 600
