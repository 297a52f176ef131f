"""Kill work at any moment, in processes that are warm: most of what a new one does is loading its modules, and a kill would
land there.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

_OURS = ("etl.", "expectations.", "metrics.", "warehouse.")
_LOOK_EVERY_SECONDS = 0.002


class Killer:
    """Does some work in processes of its own and kills them. They are forked from one that has done such work before.

    Args:
        warm_up: done once, in the process that the others are forked from.
        work: what is done and killed; both are pickled.
    """

    def __init__(self, warm_up: Callable[[], object], work: Callable[..., object]) -> None:
        # Not forked from here: what the threads of this process hold at that moment, a child would wait for for ever.
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(sorted(name for name in sys.modules if name.startswith(_OURS)))
        self._ask, asked = multiprocessing.Pipe()
        self._warm = processes.Process(target=_strike_when_asked, args=(asked, warm_up, work))
        self._warm.start()
        asked.close()  # so that the end of that process is the end of what it says
        self.warm_up_seconds = self._ask.recv()

    def strike(self, *what: object, until: float) -> tuple[bool, float]:
        """Work on that and kill it after so many seconds; whether it was killed, and the seconds it lived."""
        self._ask.send((*what, until))
        exit_code, seconds = self._ask.recv()
        assert exit_code in (0, -signal.SIGKILL), "the work failed by itself; its traceback is on standard error"
        return exit_code != 0, seconds

    def end(self) -> None:
        self._ask.send(None)
        self._warm.join()


def _strike_when_asked(asked: Connection, warm_up: Callable[[], object], work: Callable[..., object]) -> None:
    begun = time.monotonic()
    warm_up()
    gc.freeze()  # a collection in a forked process would copy all that it shares with this one
    asked.send(time.monotonic() - begun)
    while (question := asked.recv()) is not None:
        *what, until = question
        assert threading.active_count() == 1, "a fork would wait for ever for what the others hold"
        begun = time.monotonic()
        number = os.fork()
        if number == 0:
            _live(work, *what)
        asked.send((_ended(number, until), time.monotonic() - begun))


def _live(work: Callable[..., object], *what: object) -> None:
    """The life of a process that is to be killed; it never returns."""
    code = 1
    try:
        work(*what)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was, it is told, and this process ends
        traceback.print_exc()
    finally:
        os._exit(code)


def _ended(number: int, until: float) -> int:
    """The exit code of the process, killed where it has not ended after so many seconds."""
    last = time.monotonic() + until
    while time.monotonic() < last:
        done, status = os.waitpid(number, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_LOOK_EVERY_SECONDS)
    os.kill(number, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
