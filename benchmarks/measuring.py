"""Two ways of doing the same, in turns; what is said of them is the ratio within a turn."""

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Args:
        rows: rows of the roster that is loaded or checked.
        repeat: turns, of which the median is told.
        users: numbers of readers at the same time.
        behind: numbers of rows behind the screen that they read.
        seconds: how long each number of readers reads.
        database: what is loaded into: `sqlite` or `postgresql`.
    """

    rows: int
    repeat: int
    users: tuple[int, ...]
    behind: tuple[int, ...]
    seconds: float
    database: str = "sqlite"


@dataclass(frozen=True)
class Cost:
    """What one run took.

    Args:
        elapsed: seconds by the clock.
        computed: seconds that this process, all processes below it (the confined one that reads a file too) and a
            database server kept a processor busy: what a busy machine disturbs least.
    """

    elapsed: float
    computed: float


Turn = tuple[Cost, Cost]
"""Plain pandas, and ours."""


def in_turns(
    plain: Callable[[int], object], ours: Callable[[int], object], turns: int, beside: Sequence[int] = ()
) -> list[Turn]:
    """The cost of *plain* and of *ours*, turn by turn; who goes first changes, so that a busy machine hits both.

    Args:
        beside: processes that work for us and are no children of ours.
    """
    measured = []
    for turn in range(turns):
        if turn % 2:
            late = _cost(ours, turn, beside)
            measured.append((_cost(plain, turn, beside), late))
        else:
            measured.append((_cost(plain, turn, beside), _cost(ours, turn, beside)))
    return measured


def tell(title: str, measured: list[Turn]) -> None:
    """Print each turn, the medians, and the medians of the ratios: by the clock and by processor time."""
    print(f"\n{title}\n  turn    plain s    ours s  ratio    plain cpu s  ours cpu s  ratio")
    rows = [(p.elapsed, o.elapsed, o.elapsed / p.elapsed, p.computed, o.computed, o.computed / p.computed)
            for p, o in measured]  # fmt: skip
    for turn, row in enumerate(rows, 1):
        _line(str(turn), row)
    _line("median", [median(column) for column in zip(*rows, strict=True)])


def _line(name: str, row: Sequence[float]) -> None:
    plain, ours, ratio, plain_computed, ours_computed, ratio_computed = row
    by_clock = f"{plain:>8.2f} {ours:>9.2f} {ratio:>6.2f}"
    print(f"  {name:<6} {by_clock} {plain_computed:>14.2f} {ours_computed:>11.2f} {ratio_computed:>6.2f}", flush=True)


def _cost(act: Callable[[int], object], turn: int, beside: Sequence[int]) -> Cost:
    gc.collect()
    begun, computed = perf_counter(), _computed(beside)
    act(turn)
    return Cost(perf_counter() - begun, _computed(beside) - computed)


def _computed(beside: Sequence[int]) -> float:
    """Seconds so far: ours, those of children that ended, and those of every process that lives (Linux tells)."""
    living = [process for root in (*_children(os.getpid()), *beside) for process in _family(root)]
    return sum(os.times()[:4]) + sum(map(_ticks, living)) / os.sysconf("SC_CLK_TCK")


def _family(process: int) -> list[int]:
    return [process, *(below for child in _children(process) for below in _family(child))]


def _children(process: int) -> list[int]:
    """Of every thread of it: a child belongs to the thread that made it."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def _ticks(process: int) -> int:
    """User and system time of a process and of its children that ended; the fields stand behind the command's name."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))
