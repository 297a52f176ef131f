"""A process that has loaded what reading needs and forks one reading process for each file.

Starting an interpreter and loading its libraries costs more than reading a usual file; a fork costs a few
milliseconds, and each file still has a process of its own, with its own limits, that ends with it. The process ends
when whoever started it does: its standard input closes.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
# The reading process gets nothing of our environment: no address of a warehouse, no key.
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_LOOK_EVERY_SECONDS = 0.002
TOO_LONG = "too-long"


class Forks:
    """Asks the forking process, started at the first question, for one reading process after another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._lock = threading.Lock()

    def run(self, folder: Path, seconds: int) -> int | str:
        """Read what `job.json` in *folder* asks for; the exit code of the reading process, or `TOO_LONG`."""
        with self._lock:
            process = self._started()
            process.stdin.write(f"{seconds} {folder}\n")
            process.stdin.flush()
            # An answer to a question whose asker was broken off before it came is nobody's.
            ended = next((ended for ended, of in self._answers(process) if of == str(folder)), None)
        if ended is None:
            raise ChildProcessError("the process that starts reading processes has ended")
        return TOO_LONG if ended == TOO_LONG else int(ended)

    def _answers(self, process: subprocess.Popen) -> Iterator[tuple[str, str]]:
        """How each reading process ended, and its folder."""
        while line := process.stdout.readline():
            ended, _, folder = line.rstrip("\n").partition(" ")
            yield ended, folder

    def _started(self) -> subprocess.Popen:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "etl.reading.forks"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen(command, cwd=_ROOT, env=_ENVIRONMENT, text=True, **pipes)
            atexit.register(self._process.kill)
        return self._process


def main() -> None:
    """Fork a reading process for each line `seconds folder` of standard input; answer `how-it-ended folder`."""
    from etl.reading.child import load_late_parts
    from etl.reading.child import main as read_one

    load_late_parts()
    for line in sys.stdin:
        seconds, _, folder = line.rstrip("\n").partition(" ")
        number = os.fork()
        if number == 0:
            _read(read_one, Path(folder))
        sys.stdout.write(f"{_ended(number, int(seconds))} {folder}\n")
        sys.stdout.flush()


def _read(read_one, folder: Path) -> None:
    """The life of a reading process; what went wrong is left beside the job."""
    code = 1
    try:
        os.setpgid(0, 0)
        read_one(folder)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was, the parent is told and this process ends
        (folder / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(code)


def _ended(number: int, seconds: int) -> int | str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(number, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_LOOK_EVERY_SECONDS)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    return TOO_LONG


if __name__ == "__main__":
    main()
