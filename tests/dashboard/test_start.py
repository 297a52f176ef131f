"""What `python app.py` starts, and that nothing of it stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTER = "import app, time; print(app.start_worker().pid, flush=True); time.sleep(60)"
PATIENCE_SECONDS = 120


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_the_worker_ends_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "FULL_CIRCLE_HOME": str(tmp_path), "FULL_CIRCLE_DEMONSTRATION": "no"},
    )  # fmt: skip
    worker = int(parent.stdout.readline())
    assert _runs(worker)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + PATIENCE_SECONDS
    while _runs(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(worker)


@pytest.mark.skipif(sys.platform != "linux", reason="children are looked up as Linux tells them")
def test_ctrl_c_while_the_demonstration_loads_says_one_calm_line(tmp_path):
    """A terminal sends it to every process of the group, also to the one that loads."""
    start = subprocess.Popen(
        # a run of tests in the background ignores the signal, and so would whatever it starts
        ["env", "--default-signal=INT", sys.executable, "-u", "app.py"], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True, env={**os.environ, "FULL_CIRCLE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert start.stdout.readline().startswith("The warehouse is empty.")
    until = time.monotonic() + PATIENCE_SECONDS
    while not (loaders := _children(start.pid)) or "numpy" not in Path(f"/proc/{loaders[0]}/maps").read_text():
        assert time.monotonic() < until, "nothing that loads was started"
        time.sleep(0.05)  # in the middle of its imports, which is where an answer of its own would be a traceback
    os.killpg(start.pid, signal.SIGINT)
    said, _ = start.communicate(timeout=PATIENCE_SECONDS)
    assert said.splitlines() == ["Stopped. What was loaded stays; the next start goes on."]
    assert start.returncode == 1
    assert not any(_runs(loader) for loader in loaders)


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _runs(process: int) -> bool:
    """Whether a process is there and no zombie that nobody has buried yet."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
