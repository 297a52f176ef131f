"""Serving: how long a change of the selection takes, with few and many rows behind and one to fifty readers."""

import json
import random
import shutil
from itertools import combinations, cycle, product
from pathlib import Path
from statistics import quantiles

from benchmarks.behind import grow
from benchmarks.measuring import Sizes
from benchmarks.readers import Change, fetched, read
from benchmarks.server import Served, copied, served
from dashboard.layouts.training_completion import SCREEN
from expectations.catalogue import datasets
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from warehouse.store import Warehouse

QUARTERS = 8
WARM_UP = 20
ASKED_AGAIN = 8


def measure(sizes: Sizes, folder: Path, home: Path | None) -> None:
    """Print p50, p95 and p99 of a change on the training screen for each number of rows and of readers.

    Two kinds of changes: to a selection that nobody asked for before, and to one of eight that everybody asks for.
    """
    print("\nserving: milliseconds of a selection change, /training-completion, 2 workers x 4 threads, loopback")
    print("       rows    cells  readers  selections  changes     p50     p95     p99  server cpu")
    for rows in sizes.behind:
        place = copied(home, folder / f"home-{rows}")
        held, cells, seconds = grow(place, rows)
        selections = _selections(place)
        with served(place) as server:
            change = Change(SCREEN.key, json.loads(fetched(server.address, "/_dash-dependencies")))
            bodies = iter([change.body(fields) for fields in selections])
            again = [next(bodies) for _ in range(ASKED_AGAIN)]
            read(server.address, iter(again * WARM_UP), 4, 4.0)
            for users in sizes.users:
                for kind, taken in (("new", bodies), ("asked again", cycle(again))):
                    before = server.computed()
                    waited = read(server.address, taken, users, sizes.seconds)
                    _tell((held, cells, users), kind, waited, _a_change(server, before, len(waited)))
        print(f"  ({seconds:.0f} s to publish what was lacking to {rows:,} rows)", flush=True)
        shutil.rmtree(place)


def _a_change(server: Served, before: float | None, changes: int) -> str:
    """Milliseconds of processor time a change, over all processes of the server."""
    return "-" if before is None else f"{1000 * (server.computed() - before) / changes:.0f}"


def _selections(home: Path) -> list[dict[str, str]]:
    """Every quarter, length, indicator and choice of up to three partners, shuffled, the same each time."""
    warehouse = Warehouse.open(f"sqlite:///{home / 'warehouse.sqlite'}", datasets(), read_only=True)
    partners = sorted(warehouse.rows("partner", Scope.steward())["partner"])
    programme = warehouse.rows("programme", Scope.steward())["programme"][0]
    last = Quarter.of(Month.of(warehouse.edition().as_of)) + -1
    warehouse.close()
    chosen = [",".join(some) for size in range(4) for some in combinations(partners, size)]
    until = [str((last + -back).last) for back in range(QUARTERS)]
    spelled = [
        {"programme": programme, "until": quarter, "partners": some, "focus": focus, "months": months}
        for quarter, some, focus, months in product(until, chosen, SCREEN.covers, ("12", "24"))
    ]
    random.Random(7).shuffle(spelled)
    return [{name: text for name, text in fields.items() if text} for fields in spelled]


def _tell(sizes: tuple[int, int, int], kind: str, waited: list[float], computed: str) -> None:
    rows, cells, users = sizes
    cuts = quantiles(waited, n=100, method="inclusive")
    p50, p95, p99 = (1000 * cuts[at - 1] for at in (50, 95, 99))
    said = f"{rows:>11,} {cells:>8,} {users:>8} {kind:>11} {len(waited):>8}"
    print(f"{said} {p50:>7.0f} {p95:>7.0f} {p99:>7.0f} {computed:>11}", flush=True)
