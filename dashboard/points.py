"""Figures of points as a screen says them: of fewer than five cases, only the counts."""

from dashboard import words
from metrics.indicator import Unit
from metrics.series import Point

FEWEST_FOR_PERCENT = 5
"""Of fewer cases a share is said as "3 of 4", never as a percentage."""


def is_small(point: Point, unit: Unit) -> bool:
    """Whether a percentage of the point would say more than its counts do."""
    return unit is Unit.SHARE and point.state.is_number and point.n < FEWEST_FOR_PERCENT


def figure(point: Point, unit: Unit) -> str:
    """`61 %`, `3 of 4`, `not reported`."""
    return _together(point, unit) if is_small(point, unit) else words.figure(point, unit)


def counts(point: Point, unit: Unit) -> str:
    """What stands beside the figure: `43 of 70`; "" where the figure is itself the counts."""
    return "" if is_small(point, unit) else _together(point, unit)


def whole(point: Point, unit: Unit) -> str:
    """`61 % (43 of 70)`, `3 of 4`, `not reported`."""
    resting = counts(point, unit)
    return f"{figure(point, unit)} ({resting})" if resting else figure(point, unit)


def _together(point: Point, unit: Unit) -> str:
    """The counts, on one line."""
    return words.counts(point, unit).replace(" ", words.SPACE)
