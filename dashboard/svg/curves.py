"""Closure curves: the share still open by days since the start, one line a cohort, labelled at its end."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dashboard import words
from dashboard.markup import tag
from dashboard.svg.scale import Scale, stairs
from metrics.indicator import Unit
from metrics.measures.waiting import NamedCurve

_WIDTH, _HEIGHT = 620, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 84, 16, 58
_LABEL_HEIGHT = 15.0
_TICKS = (90, 180, 365, 540, 730, 1095, 1460)
_MOST_TICKS = 6


def closure_curves(curves: Sequence[NamedCurve], target: float | None, aloud: str) -> Markup:
    """Draw curves, oldest first; the newest is the one that stands out."""
    last_day = max(curve.times[curve.drawn - 1] for curve in curves)
    across = Scale(0, max(last_day, target or 0, 30), _LEFT, _WIDTH - _RIGHT)
    up = Scale(0, 1, _HEIGHT - _BOTTOM, _TOP)
    return tag(
        "svg", *_frame(across, up), *_target(target, across, up), *_lines(curves, across, up),
        *_at_risk(curves, across), width="100%", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=aloud,
    )  # fmt: skip


def _frame(across: Scale, up: Scale) -> Iterator[Markup]:
    for share in (0, 0.25, 0.5, 0.75, 1):
        yield tag("path", d=f"M{across.start:g} {up(share):g}H{across.end:g}", class_="grid")
        yield tag("text", words.amount(share, Unit.SHARE), x=_LEFT - 8, y=up(share) + 4, text_anchor="end")
    for day in _days(across):
        yield tag("text", f"{day:,}", x=across(day), y=up(0) + 18, text_anchor="middle")
    yield tag("text", "days", x=across.end + 10, y=up(0) + 18)


def _days(across: Scale) -> list[int]:
    return [0, *(day for day in _TICKS if day <= across.high)][:_MOST_TICKS]


def _target(target: float | None, across: Scale, up: Scale) -> Iterator[Markup]:
    if target is not None:
        x = across(target)
        yield tag("path", d=f"M{x:g} {up(0):g}V{up(1):g}", class_="target")
        yield tag("text", f"target {words.amount(target, Unit.DAYS)}", x=x + 6, y=up(1) + 10, class_="ink")


def _lines(curves: Sequence[NamedCurve], across: Scale, up: Scale) -> Iterator[Markup]:
    newest = len(curves) - 1
    ends = [up(curve.survival[curve.drawn - 1]) for curve in curves]
    labels = spread(ends, _LABEL_HEIGHT)
    for at, curve in enumerate(curves):
        steps = zip(curve.times[: curve.drawn], curve.survival[: curve.drawn], strict=True)
        drawn = [(across(day), up(share)) for day, share in steps]
        class_ = "cohort newest" if at == newest else f"cohort before{min(newest - at, 3)}"
        yield tag("path", d=stairs(drawn), class_=class_)
        yield tag("circle", cx=drawn[-1][0], cy=drawn[-1][1], r=2.5, class_=f"end {class_}")
        strong = "strong fill-better" if at == newest else ""
        x = drawn[-1][0] + 8 if drawn[-1][0] > across.end - 40 or at == newest else drawn[-1][0] + 8
        yield tag("text", _year(curve), x=x, y=labels[at] + 4, class_=strong or None)


def _year(curve: NamedCurve) -> str:
    return curve.name.rpartition(" ")[2]


def _at_risk(curves: Sequence[NamedCurve], across: Scale) -> Iterator[Markup]:
    """Numbers still followed, for the newest curve, under the axis: how much stands behind the line there."""
    newest = curves[-1]
    y = _HEIGHT - 8
    yield tag("text", "followed", x=_LEFT - 8, y=y, text_anchor="end")
    for day in _days(across):
        at_risk = at_risk_on(newest, day)
        if at_risk:
            yield tag("text", f"{at_risk:,}", x=across(day), y=y, text_anchor="middle")


def at_risk_on(curve: NamedCurve, day: float) -> int:
    """How many items of the curve were still followed on that day; 0 beyond the last."""
    later = (count for time, count in zip(curve.times, curve.at_risk, strict=True) if time >= day)
    return next(later, 0)


def spread(places: Sequence[float], least: float) -> list[float]:
    """The same places, moved as little as needed to lie *least* apart, so that labels do not overlap."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    moved = list(places)
    for before, after in zip(order, order[1:], strict=False):
        moved[after] = max(moved[after], moved[before] + least)
    return moved
