"""Partners around the programme's share, with the limits that chance alone would give for their n."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.series import Point

INNER, OUTER = 1.959964, 3.090232
"""Normal quantiles of 95 % and 99.8 %."""
WITHIN, NEAR, BEYOND = "within", "beyond 95 %", "beyond 99.8 %"
CURVE_POINTS = 60


@dataclass(frozen=True)
class Limits:
    """Limits for each n, 0 to 1; as long as `n`."""

    n: tuple[int, ...]
    low_95: tuple[float, ...]
    high_95: tuple[float, ...]
    low_998: tuple[float, ...]
    high_998: tuple[float, ...]


@dataclass(frozen=True)
class Funnel:
    """Partners against the programme.

    Args:
        centre: the programme's share; None where it has none, and then nothing else is drawn.
        points: one a partner, by name.
        positions: for each point where it lies: "within", "beyond 95 %", "beyond 99.8 %", "" for no number.
        limits: for drawing, from the least n to the largest.
    """

    centre: float | None
    points: tuple[Point, ...]
    positions: tuple[str, ...]
    limits: Limits


def funnel_of(total: Point, points: Sequence[Point]) -> Funnel:
    """A funnel of shares.

    With twelve partners and no difference between them, about one in two funnels has a partner beyond 95 % and one
    in forty one beyond 99.8 %: the inner limit is for looking, the outer one for asking.

    Source: Spiegelhalter (2005), Stat Med 24:1185; normal approximation around the programme's share, cut to 0..1.
    """
    if total.value is None:
        return Funnel(None, tuple(points), ("",) * len(points), Limits((), (), (), (), ()))
    sizes = [point.n for point in points if point.value is not None]
    grid = np.unique(np.geomspace(1, max(sizes, default=1), CURVE_POINTS).round().astype(int))
    positions = tuple(_position(point, total.value) for point in points)
    return Funnel(total.value, tuple(points), positions, funnel_limits(total.value, grid))


def funnel_limits(centre: float, n: Sequence[int]) -> Limits:
    """Limits around *centre* for each n of cases."""
    sizes = np.asarray(n)
    spread = np.sqrt(centre * (1 - centre) / sizes)
    lines = (np.clip(centre + z * spread, 0, 1) for z in (-INNER, INNER, -OUTER, OUTER))
    return Limits(tuple(int(size) for size in sizes), *(tuple(float(x) for x in line) for line in lines))


def _position(point: Point, centre: float) -> str:
    if point.value is None:
        return ""
    limits = funnel_limits(centre, (point.n,))
    if not limits.low_998[0] <= point.value <= limits.high_998[0]:
        return BEYOND
    return WITHIN if limits.low_95[0] <= point.value <= limits.high_95[0] else NEAR
