"""Where a number lies on the paper."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight line from numbers to pixels; *start* and *end* are the pixels of *low* and *high*."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of *value*; what lies outside is drawn at the edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def spanning(values: Iterable[float], start: float, end: float, room: float = 0.08) -> Scale:
    """A scale that holds all *values* with some *room* (a share of their span) at both ends."""
    found = list(values)
    low, high = min(found), max(found)
    span = (high - low) or abs(high) or 1.0
    return Scale(low - room * span, high + room * span, start, end)


def whole_steps(high: float, steps: int) -> list[float]:
    """Ticks from 0 to *high* or just beyond, in about *steps* steps of 1, 2 or 5 times a power of ten."""
    rough = max(high / steps, 1.0)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * at for at in range(math.ceil(high / step) + 1)]


def path(points: Iterable[tuple[float, float]]) -> str:
    """A line through the points, as SVG writes it."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def stairs(points: Iterable[tuple[float, float]]) -> str:
    """A line that stays level until the next point and then drops to it."""
    found = list(points)
    return f"M{found[0][0]:g} {found[0][1]:g}" + "".join(f"H{x:g}V{y:g}" for x, y in found[1:])
