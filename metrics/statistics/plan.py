"""What a person decided about a chart: where it starts afresh, what its limits rest on."""

from dataclasses import dataclass

from metrics.series import Rebase
from metrics.statistics.xmr import LEAST_BASELINE


@dataclass(frozen=True)
class Plan:
    """How a series is to be charted.

    Args:
        is_stock: the months hold largely the same cases (the share open today); such a series gets no limits,
            because they suppose that months are independent.
        is_count: each value is a number of events, whole and 0 or more.
        rebases: position in the series and the decision, in order. From each position centre and limits are
            computed afresh, and no rule counts across it. Positions outside the series change nothing.
        baseline: limits rest on the first so many settled points of each segment; None takes all of them.
        screened: leave exceptional moving ranges out of XmR limits, once.

    Raises:
        ValueError: a baseline of fewer than 12 points, or rebases out of order.
    """

    is_stock: bool = False
    rebases: tuple[tuple[int, Rebase], ...] = ()
    baseline: int | None = None
    screened: bool = True
    is_count: bool = False

    def __post_init__(self) -> None:
        if self.baseline is not None and self.baseline < LEAST_BASELINE:
            raise ValueError(f"a baseline needs at least {LEAST_BASELINE} points; {self.baseline} were asked for")
        positions = [position for position, _ in self.rebases]
        if positions != sorted(set(positions)):
            raise ValueError("rebases must be in order, each at its own position")

    def within(self, length: int) -> tuple[tuple[int, Rebase], ...]:
        """The rebases that part a series of *length* points."""
        return tuple((position, rebase) for position, rebase in self.rebases if 0 < position < length)

    def segments(self, length: int) -> tuple[slice, ...]:
        """The stretches that are each charted on their own, oldest first; one where nothing parts the series."""
        starts = [0, *(position for position, _ in self.within(length))]
        return tuple(slice(*ends) for ends in zip(starts, [*starts[1:], length], strict=True))


PLAIN = Plan()
"""Nothing was decided: one segment, limits from all of it."""
