"""Readers who change a selection, think, and change it again: when each answer came, counted from when it was due."""

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from urllib.parse import urlencode

SHORTEST_THINK, MOST_CHANGES_A_SECOND = 0.4, 12.5
PATIENCE_SECONDS = 60
JSON = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "gzip"}


def mean_think(users: int) -> float:
    """Seconds between two changes of one reader: 4 s for fifty of them; fewer think less, to be measured at all."""
    return max(SHORTEST_THINK, users / MOST_CHANGES_A_SECOND)


@dataclass(frozen=True)
class Change:
    """What the page of a screen sends when its selection changes."""

    screen: str
    dependencies: Sequence[dict]

    def body(self, fields: dict[str, str]) -> bytes:
        """The body of the request, as the browser writes it."""
        store = f"{self.screen}-selection"
        output = next(
            each["output"] for each in self.dependencies
            if f"{self.screen}-about.data" in each["output"] and each["inputs"][0]["id"] == store
        )  # fmt: skip
        names = output.strip(".").split("...")
        changed = f"{store}.data"
        said = {
            "output": output,
            "outputs": [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names],
            "inputs": [{"id": store, "property": "data", "value": fields}],
            "changedPropIds": [changed],
            "parsedChangedPropsIds": [changed],
        }
        return json.dumps(said).encode()


@dataclass
class Reader(threading.Thread):
    """One reader, for some seconds."""

    address: str
    bodies: Sequence[bytes]
    due: Sequence[float]
    waited: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        for due, body in zip(self.due, self.bodies, strict=True):
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                status = self._asked(body)
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
                continue
            self.waited.append(time.monotonic() - due)
            if status != 200:
                self.failed.append(f"status {status}")

    def _asked(self, body: bytes) -> int:
        """A connection of its own for each change: while a reader thinks, the server closes idle ones after 2 s."""
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE_SECONDS)
        with closing(connection):
            connection.request("POST", "/_dash-update-component", body, JSON)
            answer = connection.getresponse()
            answer.read()
            return answer.status


def read(address: str, bodies: Iterator[bytes], users: int, seconds: float, seed: int = 7) -> list[float]:
    """Seconds that each change of *users* readers took, from its intended moment to the last byte of the answer.

    Nobody waits for the answer to the change before when the next one is due: a stall is counted for all behind it.
    """
    rng = random.Random(seed)
    begun = time.monotonic() + 0.2
    schedules = [_moments(rng, begun, seconds, mean_think(users)) for _ in range(users)]
    readers = [Reader(address, list(islice(bodies, len(due))), due) for due in schedules]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    failed = list(chain.from_iterable(reader.failed for reader in readers))
    if failed:
        raise AssertionError(f"{len(failed)} changes were not answered: {failed[:3]}")
    return list(chain.from_iterable(reader.waited for reader in readers))


def fetched(address: str, path: str, fields: dict[str, str] | None = None) -> str:
    """What the server answers, as text."""
    connection = http.client.HTTPConnection(address, timeout=PATIENCE_SECONDS)
    connection.request("GET", f"{path}?{urlencode(fields)}" if fields else path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def _moments(rng: random.Random, begun: float, seconds: float, think: float) -> list[float]:
    """When one reader means to change something: first at any moment of a pause, then a quarter more or less apart."""
    due, moments = begun + rng.uniform(0, min(think, seconds)), []
    while due < begun + seconds:
        moments.append(due)
        due += think * rng.uniform(0.75, 1.25)
    return moments
