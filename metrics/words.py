"""Numbers and months as the sentences of a verdict say them, in one style."""

import calendar
from collections.abc import Sequence

from metrics.indicator import Unit
from metrics.series import Point

FEWEST_FOR_PERCENT = 5
"""Of fewer cases a sentence says "3 of 4", never a percentage."""
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MOST_NAMED = 3
_MOST_DECIMALS = 2
_LEAST_DECIMALS = {Unit.RATIO: _MOST_DECIMALS, Unit.LEVELS: 1}
_ALL = 100


def figure(value: float, unit: Unit, decimals: int = 0) -> str:
    """`61 %`, `164 d`, `12`, `0.67`. A share that is not quite none or all is never rounded to 0 % or 100 %."""
    if unit is Unit.SHARE:
        percent = value * _ALL
        needed = decimals
        while needed < _MOST_DECIMALS and 0 < percent < _ALL and round(percent, needed) in (0, _ALL):
            needed += 1
        return f"{percent:.{needed}f} %"
    if unit is Unit.PERCENT:
        return f"{value * _ALL:,.{decimals}f} %"
    decimals = max(decimals, _LEAST_DECIMALS.get(unit, 0))
    return f"{value:,.{decimals}f}" + (" d" if unit is Unit.DAYS else "")


def told_apart(first: float, second: float, unit: Unit) -> tuple[str, str]:
    """Two different figures with as many decimals, at most two, as it takes to see that they differ."""
    for decimals in range(_MOST_DECIMALS + 1):
        said = figure(first, unit, decimals), figure(second, unit, decimals)
        if said[0] != said[1]:
            break
    return said


def drawable(limit: float, unit: Unit) -> float:
    """A limit cut to what the unit can be; only for showing, never for judging."""
    if unit is Unit.RATIO:
        return limit
    return min(max(limit, 0.0), 1.0) if unit is Unit.SHARE else max(limit, 0.0)


def with_counts(point: Point, unit: Unit) -> str:
    """`61 % (43 of 70)`, `3 of 4`, `104 % (52 of 50)`, `164 d (118 followed)`, `0.52 (n = 40)`, `12`."""
    counts = f"{point.numerator} of {point.n}"
    if unit is Unit.SHARE and point.n < FEWEST_FOR_PERCENT:
        return counts
    resting = {
        Unit.SHARE: counts, Unit.PERCENT: counts, Unit.DAYS: f"{point.n} followed", Unit.RATIO: f"n = {point.n}",
    }  # fmt: skip
    return figure(point.value, unit) + (f" ({resting[unit]})" if unit in resting else "")


def number_word(count: int) -> str:
    """`seven`; digits above twelve."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


def months(count: int) -> str:
    """`seven months`, `one month`."""
    return f"{number_word(count)} month" + ("" if count == 1 else "s")


def month_of(point: Point) -> str:
    """`March 2026`; the point's own label where it is of no single month."""
    return point.label if point.month is None else f"{calendar.month_name[point.month.month]} {point.month.year}"


def named(points: Sequence[Point]) -> str:
    """`July 2026`, `July 2026 and August 2026`; many are only counted: `five later months`."""
    names = [month_of(point) for point in points]
    if len(names) > _MOST_NAMED:
        return f"{number_word(len(names))} later months"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
