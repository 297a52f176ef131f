"""Changes of a selection are answered one after the other.

An interpreter computes one thing at a time. Two changes that it computes by turns are both ready when the second would have
been; one after the other, the first is ready in half the time, and the second no later.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

CHANGE = "/_dash-update-component"
PATIENCE_SECONDS = 1.0
"""A change that takes long must not hold up the others: after so long they are computed beside it."""


class InTurn:
    """A WSGI application whose changes come one after the other; whatever else it is asked comes at once.

    Args:
        inner: the application.
        patience: seconds that a change waits for the one before it.
    """

    def __init__(self, inner: Callable[..., Iterable[bytes]], patience: float = PATIENCE_SECONDS) -> None:
        self._inner, self._patience, self._turn = inner, patience, threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_ours = environ.get("PATH_INFO") == CHANGE and self._turn.acquire(timeout=self._patience)
        try:
            return self._inner(environ, start_response)
        finally:
            if is_ours:
                self._turn.release()
