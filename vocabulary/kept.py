"""Keep what was used last: bounded, safe to share between threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


class Kept:
    """Things by key. Of threads that miss together one makes the thing and the others wait for it: many readers of a new
    edition would else each read the same cells. Making a thing may ask for others, never for itself."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of that key, made when it is not there; where that fails, whoever waits tries it in turn."""
        with self._lock:
            if key in self._things:
                return self._used(key)
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._things:
                    return self._used(key)
            return self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], T]) -> T:
        try:
            thing = make()
            with self._lock:
                self._things[key] = thing
                self._things.move_to_end(key)
                while len(self._things) > self._most:
                    self._things.popitem(last=False)
        finally:
            with self._lock:  # only now: who comes in between finds the thing, or waits
                self._making.pop(key, None)
        return thing

    def _used(self, key: Hashable) -> T:
        self._things.move_to_end(key)
        return self._things[key]
