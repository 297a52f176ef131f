"""A bridge in words: each figure that moved, and what each cause added to it."""

from collections.abc import Iterator

from metrics.indicator import Indicator, Unit
from metrics.known.bridge import Bridge, Part
from metrics.known.knowledge import Moved
from metrics.series import Point
from metrics.words import with_counts
from vocabulary.state import State

POINTS = 100


def lines(moved: Moved) -> Iterator[str]:
    """What a terminal shows of one figure that moved: the figure first, then one line a cause."""
    indicator = moved.indicator
    before, after = (said(point, indicator.unit) for point in (moved.before, moved.after))
    change = "" if moved.bridge is None else change_said(moved.bridge.change, indicator.unit)
    yield f"{indicator.code} {indicator.title}, {moved.programme}, {moved.quarter.name}: {before} -> {after}" + (
        f", {change}" if change else ""
    )
    if moved.bridge is None:
        yield f"    {moved.why_not}"
        return
    yield from (f"    {line}" for line in parts_said(indicator, moved.bridge))


def parts_said(indicator: Indicator, bridge: Bridge) -> list[str]:
    """`corrected rows: -2.5 points, 3 of the numerator and 0 cases fewer (editions 12, 14)`, one line a cause."""
    return [_part(indicator, part) for part in bridge.parts]


def change_said(change: float | None, unit: Unit) -> str:
    """`+2.5 points`, `-14 d`, `+3`; "" where there is no change to tell. What rounds to nought has no sign: `0.0 points`."""
    if change is None:
        return ""
    if unit in (Unit.SHARE, Unit.PERCENT):
        return f"{_signed(change * POINTS, 1)} points"
    return f"{_signed(change, 0)} d" if unit is Unit.DAYS else _signed(change, 2, "0")


def _signed(change: float, decimals: int, needless: str = "") -> str:
    """A number with its sign; zeros at its end are left out where they say nothing."""
    said = f"{change:+,.{decimals}f}"
    said = said.rstrip(needless).rstrip(".") if needless else said
    return said if any(digit in "123456789" for digit in said) else said.lstrip("+-") or "0"


def said(point: Point, unit: Unit) -> str:
    """A figure with its counts, or its state where it is no number."""
    if point.state in (State.VALUE, State.ZERO) and point.value is not None:
        return with_counts(point, unit)
    return str(point.state)


def _part(indicator: Indicator, part: Part) -> str:
    change = change_said(part.change, indicator.unit) or "no figure to compare"
    where = "edition" if len(part.editions) == 1 else "editions"
    counts = f"numerator {part.numerator:+,}, cases {part.n:+,}"
    return f"{part.cause}: {change} ({counts}; {where} {', '.join(map(str, part.editions))})"
