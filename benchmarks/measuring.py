"""Two ways of doing the same, in turns; what is said of them is the ratio within a turn."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
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
    """

    rows: int
    repeat: int
    users: tuple[int, ...]
    behind: tuple[int, ...]
    seconds: float


def in_turns(plain: Callable[[int], object], ours: Callable[[int], object], turns: int) -> list[tuple[float, float]]:
    """Seconds of *plain* and of *ours*, turn by turn; who goes first changes, so that a busy machine hits both."""
    measured = []
    for turn in range(turns):
        if turn % 2:
            late = _seconds(ours, turn)
            measured.append((_seconds(plain, turn), late))
        else:
            measured.append((_seconds(plain, turn), _seconds(ours, turn)))
    return measured


def tell(title: str, measured: list[tuple[float, float]]) -> None:
    """Print each turn, the medians, and the median of the ratios."""
    print(f"\n{title}\n  turn    plain s    ours s    ratio")
    for turn, (plain, ours) in enumerate(measured, 1):
        print(f"  {turn:>4} {plain:>10.2f} {ours:>9.2f} {ours / plain:>8.2f}")
    middle = median(ours / plain for plain, ours in measured)
    print(f"  median {median(p for p, _ in measured):>8.2f} {median(o for _, o in measured):>9.2f} {middle:>8.2f}")


def _seconds(act: Callable[[int], object], turn: int) -> float:
    gc.collect()
    begun = perf_counter()
    act(turn)
    return perf_counter() - begun
