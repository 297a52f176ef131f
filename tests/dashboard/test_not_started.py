"""What keeps the product from starting is said in one calm line: what, where, why, and how to mend it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard.steward_desk import opened
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse.home import made_ready
from warehouse.reader_known import ask_reader

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ("app.py",)
STATUS = ("-m", "etl", "status")
NOT_STARTED, CANNOT = 1, 4
LOOK = ("-c", "import app; app.say_reader(app.settings.read()); print('ready')")
PATIENCE_SECONDS = 300


def started(words: tuple[str, ...], home: Path, **told: str) -> subprocess.CompletedProcess:
    """A command of ours that ends by itself; what it says is one text."""
    usual = {name: text for name, text in os.environ.items() if not name.startswith("FULL_CIRCLE_")}
    told = {"FULL_CIRCLE_HOME": str(home), "FULL_CIRCLE_DEMONSTRATION": "no"} | told
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=usual | told, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as there:
        yield there.getsockname()[1]


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    """A file where the folder should be."""
    (tmp_path / "home").write_text("no folder", encoding="utf-8")
    return tmp_path / "home"


@pytest.mark.parametrize(("words", "code", "begins"), [(SCREENS, NOT_STARTED, "Not started."), (STATUS, CANNOT, "Not done.")])
def test_a_home_that_cannot_be_written_to_is_said_in_one_line(
    a_file: Path, words: tuple[str, ...], code: int, begins: str
) -> None:
    done = started(words, a_file)
    said = "".join(done.stdout.split())  # wherever the terminal breaks the line
    assert done.returncode == code
    assert said.startswith(f"{begins} FULL_CIRCLE_HOME={a_file}".replace(" ", ""))
    assert f"{a_file}isafile,notafolder." in said
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="only there does /proc take no file, whoever asks")
@pytest.mark.parametrize("home", ["/proc", "/proc/full-circle"])
def test_a_folder_that_takes_no_file_is_refused_whether_it_is_there_or_not(home: str) -> None:
    with pytest.raises(Refused, match=rf"^{home}: this folder is to hold the warehouse.*FULL_CIRCLE_HOME"):
        made_ready(Path(home))


def test_a_home_that_was_not_there_is_made_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    assert list(made_ready(tmp_path / "deep" / "home").iterdir()) == []


def test_a_port_in_use_is_said_before_anything_is_loaded(tmp_path: Path, taken: int) -> None:
    done = started(SCREENS, tmp_path / "home", FULL_CIRCLE_PORT=str(taken), FULL_CIRCLE_DEMONSTRATION="yes")
    assert done.stdout.splitlines() == [
        f"Not started. http://127.0.0.1:{taken}: the screens cannot be served there: another program listens there, "
        "perhaps Full Circle itself. Stop it, or name another port in FULL_CIRCLE_PORT."
    ]
    assert done.returncode == NOT_STARTED
    assert not (tmp_path / "home").exists()


def test_a_host_that_is_not_ours_is_said_in_one_line(tmp_path: Path) -> None:
    done = started(SCREENS, tmp_path / "home", FULL_CIRCLE_HOST="192.0.2.1")
    assert done.returncode == NOT_STARTED
    assert len(done.stdout.splitlines()) == 1
    assert "FULL_CIRCLE_HOST" in done.stdout


def test_a_partner_that_no_list_names_is_not_shown_the_screens(tmp_path: Path) -> None:
    loader = opened(tmp_path)
    assert ask_reader(loader.warehouse, Scope.steward()) == ""
    assert ask_reader(loader.warehouse, Scope.of_partner("ALD")) == ""
    with pytest.raises(Refused, match=r"^FULL_CIRCLE_PARTNER=bre: .*Did you mean BRE\?"):
        ask_reader(loader.warehouse, Scope.of_partner("bre"))
    loader.warehouse.close()
    place = {"FULL_CIRCLE_DATABASE": f"sqlite:///{tmp_path / 'warehouse.sqlite'}"}
    free = {"FULL_CIRCLE_PORT": str(_free_port())}
    done = started(SCREENS, tmp_path / "home", FULL_CIRCLE_PARTNER="XXX", **place, **free)
    assert done.stdout.splitlines() == [
        "Not started. FULL_CIRCLE_PARTNER=XXX: no partner of this warehouse has that code. "
        "The partners are ALD (Alderland), BRE (Brenmark). Without the setting, the screens are the steward's."
    ]
    assert done.returncode == NOT_STARTED
    known = started(LOOK, tmp_path / "home", FULL_CIRCLE_PARTNER="BRE", **place)
    assert (known.returncode, known.stdout.splitlines()) == (0, ["ready"])


def test_where_no_partner_is_known_yet_that_is_said_and_the_screens_start(tmp_path: Path) -> None:
    done = started(LOOK, tmp_path / "home", FULL_CIRCLE_PARTNER="XXX")
    assert done.returncode == 0
    said, ready = done.stdout.splitlines()
    assert said.startswith("FULL_CIRCLE_PARTNER=XXX: this warehouse has no list of partners yet.")
    assert ready == "ready"


def test_a_command_that_reads_as_a_partner_refuses_one_that_is_not_known(tmp_path: Path) -> None:
    opened(tmp_path).warehouse.close()
    place = {"FULL_CIRCLE_DATABASE": f"sqlite:///{tmp_path / 'warehouse.sqlite'}"}
    done = started(("-m", "metrics", "loop"), tmp_path / "home", FULL_CIRCLE_PARTNER="XXX", **place)
    assert done.returncode == CANNOT
    assert "The partners are ALD (Alderland), BRE (Brenmark)." in done.stdout


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return there.getsockname()[1]
