"""Changes of a selection are answered one after the other, and nothing waits for one that takes long."""

import threading
from collections.abc import Callable

import pytest

from dashboard.turns import CHANGE, InTurn

PATIENCE = 20


class Slow:
    """An application whose answers wait until they are let go; it counts how many it is working on."""

    def __init__(self) -> None:
        self.let_go, self.begun, self.at_once, self.most = threading.Event(), threading.Semaphore(0), 0, 0
        self._counting = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        with self._counting:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.begun.release()
        self.let_go.wait(PATIENCE)
        with self._counting:
            self.at_once -= 1
        if environ.get("fails"):
            raise ValueError("on purpose")
        return [b"done"]


def ask(application: InTurn, **environ: object) -> threading.Thread:
    asked = threading.Thread(target=application, args=({"PATH_INFO": CHANGE} | environ, None))
    asked.start()
    return asked


def worked_on_at_once(slow: Slow, readers: list[threading.Thread], begun: int) -> int:
    """Let the readers go when so many of them are worked on; how many were at most."""
    assert all(slow.begun.acquire(timeout=PATIENCE) for _ in range(begun))
    slow.let_go.set()
    for reader in readers:
        reader.join(PATIENCE)
    return slow.most


def test_changes_are_answered_one_after_the_other():
    slow = Slow()
    application = InTurn(slow, PATIENCE)
    assert worked_on_at_once(slow, [ask(application) for _ in range(4)], begun=1) == 1


def test_what_is_no_change_of_a_selection_waits_for_none():
    slow = Slow()
    application = InTurn(slow, PATIENCE)
    assert worked_on_at_once(slow, [ask(application), ask(application, PATH_INFO="/stewardship")], begun=2) == 2


def test_a_change_that_takes_long_holds_up_the_others_no_longer_than_their_patience():
    slow = Slow()
    application = InTurn(slow, patience=0.01)
    assert worked_on_at_once(slow, [ask(application) for _ in range(3)], begun=3) == 3


def test_a_change_that_fails_gives_its_turn_on():
    slow = Slow()
    slow.let_go.set()
    application = InTurn(slow, PATIENCE)
    with pytest.raises(ValueError, match="on purpose"):
        application({"PATH_INFO": CHANGE, "fails": True}, None)
    assert slow.begun.acquire(timeout=0)
    next_one = ask(application)
    is_begun = slow.begun.acquire(timeout=PATIENCE / 4)  # well before its patience ends
    next_one.join(2 * PATIENCE)
    assert is_begun
