"""Partners around the programme's share, with the limits that their n would give, or their n and their usual spread."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.series import Point
from metrics.statistics.funnel import INNER, OUTER, Dispersion, dispersion, exact_limits_for, widened_limits

LEAST_FOR_SPREAD = 10
"""Of fewer partners a few that stand apart cannot be told from a spread of all."""
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
        says: what the limits are, in a reader's words, for under the drawing.
        spread: how much wider than chance the partners spread; None without a centre.
    """

    centre: float | None
    points: tuple[Point, ...]
    positions: tuple[str, ...]
    limits: Limits
    says: str = ""
    spread: Dispersion | None = None


def funnel_of(total: Point, points: Sequence[Point]) -> Funnel:
    """A funnel of shares.

    Where partners do not differ the limits are exact: with twelve partners of 10 to 80 cases one funnel in four has a partner
    beyond 95 % and one in a hundred one beyond 99.8 %: the inner limit is for looking, the outer one for asking. Where ten
    or more partners spread clearly wider than chance, nearly all would lie beyond; then the limits are widened by the spread.

    Source: Spiegelhalter (2005), Stat Med 24:1185; `statistics.funnel`.
    """
    if total.value is None:
        return Funnel(None, tuple(points), ("",) * len(points), Limits((), (), (), (), ()))
    known = [point for point in points if point.value is not None]
    spread = dispersion([point.numerator for point in known], [point.n for point in known], total.value)
    is_wide = spread.is_clear and len(known) >= LEAST_FOR_SPREAD
    tau = spread.tau if is_wide else 0.0
    grid = np.unique(np.geomspace(1, max((point.n for point in known), default=1), CURVE_POINTS).round().astype(int))
    positions = _positions(points, total.value, tau)
    limits = funnel_limits(total.value, grid.tolist(), tau)
    return Funnel(total.value, tuple(points), positions, limits, _said(spread, tau, len(known)), spread)


def funnel_limits(centre: float, n: Sequence[int], tau: float = 0.0) -> Limits:
    """Limits around *centre* for each n of cases: exact, or widened where partners spread by *tau* (0 to 1)."""
    chances = (INNER, OUTER)
    inner, outer = (
        [widened_limits(centre, n, tau, chance) for chance in chances] if tau else exact_limits_for(centre, n, chances)
    )
    lines = (inner[0], inner[1], outer[0], outer[1])
    return Limits(tuple(int(size) for size in n), *(tuple(line.tolist()) for line in lines))


def _positions(points: Sequence[Point], centre: float, tau: float) -> tuple[str, ...]:
    """Where each figure lies; "" for one that is no number."""
    limits = funnel_limits(centre, [max(point.n, 1) for point in points], tau)
    return tuple(
        "" if point.value is None else _position(point.value, limits, at) for at, point in enumerate(points)
    )


def _position(value: float, limits: Limits, at: int) -> str:
    if not limits.low_998[at] <= value <= limits.high_998[at]:
        return BEYOND
    return WITHIN if limits.low_95[at] <= value <= limits.high_95[at] else NEAR


def _said(spread: Dispersion, tau: float, partners: int) -> str:
    if tau:
        return (
            f"Partners spread {np.sqrt(spread.phi):.1f} times as wide as chance alone, so the limits are widened: "
            f"chance and a spread of {100 * tau:.1f} points."
        )
    if spread.is_clear:
        return f"Exact binomial limits: {partners} partners are too few to tell a spread of all from a few that stand apart."
    return "Exact binomial limits: what chance alone would give."
