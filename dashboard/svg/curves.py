"""Closure curves: the share still open by days since the start, one line a cohort, labelled at its end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from dashboard import words
from dashboard.markup import tag
from dashboard.svg.paper import Paper, for_both
from dashboard.svg.scale import Scale, stairs
from metrics.indicator import Unit
from metrics.measures.waiting import NamedCurve

_LABEL_HEIGHT, _LABEL_WIDTH = 15.0, 44.0
_TICKS = (90, 180, 365, 540, 730, 1095, 1460)
_LEAST_APART = 42.0
_MOST_BEFORE = 3

WIDE = Paper(620, 322, left=70, right=52, top=14, bottom=56)
NARROW = Paper(318, 260, left=66, right=40, top=14, bottom=56)


@dataclass(frozen=True)
class _Drawing:
    curves: Sequence[NamedCurve]
    target: float | None
    behind: Callable[[NamedCurve], str | None]
    paper: Paper

    @property
    def across(self) -> Scale:
        last_day = max(curve.times[curve.drawn - 1] for curve in self.curves)
        return self.paper.across(0, max(last_day, self.target or 0, 30))

    @property
    def up(self) -> Scale:
        return self.paper.up(0, 1)


def closure_curves(
    curves: Sequence[NamedCurve], target: float | None, aloud: str,
    behind: Callable[[NamedCurve], str | None] = lambda _: None,
) -> Markup:  # fmt: skip
    """Draw curves, oldest first; the newest is the one that stands out.

    *behind* gives the address that a click on a curve leads to.
    """

    def drawn(paper: Paper) -> Iterator[Markup]:
        drawing = _Drawing(curves, target, behind, paper)
        yield from _frame(drawing)
        yield from _target(drawing)
        yield from _lines(drawing)
        yield from _at_risk(drawing)

    return for_both(drawn, WIDE, NARROW, aloud)


def _frame(drawing: _Drawing) -> Iterator[Markup]:
    across, up = drawing.across, drawing.up
    for share in (0, 0.25, 0.5, 0.75, 1):
        yield tag("path", d=f"M{across.start:g} {up(share):g}H{across.end:g}", class_="grid")
        said = words.amount(share, Unit.SHARE)
        yield tag("text", said, x=across.start - 8, y=up(share) + 4, text_anchor="end")
    for day in _days(across):
        yield tag("text", f"{day:,}", x=across(day), y=up(0) + 18, text_anchor="middle")
    yield tag("text", "day", x=0, y=up(0) + 18)


def _days(across: Scale) -> list[int]:
    """Days worth a tick, those that would stand too close left out."""
    days = [0]
    for day in _TICKS:
        if day <= across.high and across(day) - across(days[-1]) >= _LEAST_APART:
            days.append(day)
    return days


def _target(drawing: _Drawing) -> Iterator[Markup]:
    if drawing.target is not None:
        x, up = drawing.across(drawing.target), drawing.up
        yield tag("path", d=f"M{x:g} {up(0):g}V{up(1):g}", class_="target")
        yield tag("text", f"target {words.amount(drawing.target, Unit.DAYS)}", x=x + 6, y=up(1) + 10, class_="ink")


def _lines(drawing: _Drawing) -> Iterator[Markup]:
    newest = len(drawing.curves) - 1
    labels, names = _label_heights(drawing), []
    for at, curve in enumerate(drawing.curves):
        steps = zip(curve.times[: curve.drawn], curve.survival[: curve.drawn], strict=True)
        drawn = [(drawing.across(day), drawing.up(share)) for day, share in steps]
        class_ = "cohort newest" if at == newest else f"cohort before{min(newest - at, _MOST_BEFORE)}"
        x, y = drawn[-1]
        year = curve.name.rpartition(" ")[2]
        strong = "strong fill-better" if at == newest else None
        yield tag(
            "g", tag("title", f"{curve.n:,} followed from {year}"),
            tag("path", d=stairs(drawn), class_=class_),
            tag("circle", cx=x, cy=y, r=2.5, class_=f"end {class_}"), data_there=drawing.behind(curve),
        )  # fmt: skip
        name = tag("text", year, x=x + 7, y=labels[at] + 4, class_=strong)
        names.append(tag("g", name, data_there=drawing.behind(curve)))
    yield from names  # over all lines


def _label_heights(drawing: _Drawing) -> list[float]:
    """Where the labels stand: moved up or down only from one that ends close by, and never into the axis."""
    ends = [(drawing.across(curve.times[curve.drawn - 1]), drawing.up(curve.survival[curve.drawn - 1]))
            for curve in drawing.curves]  # fmt: skip
    heights = [y for _, y in ends]
    order = sorted(range(len(ends)), key=lambda at: ends[at])
    groups: list[list[int]] = []
    for at in order:
        if groups and ends[at][0] - ends[groups[-1][-1]][0] < _LABEL_WIDTH:
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        for at, y in zip(group, spread([heights[at] for at in group], _LABEL_HEIGHT), strict=True):
            heights[at] = y
        over = max(heights[at] for at in group) - (drawing.up(0) - _LABEL_HEIGHT / 3)
        for at in group if over > 0 else ():
            heights[at] -= over
    return heights


def _at_risk(drawing: _Drawing) -> Iterator[Markup]:
    """Numbers still followed, for the newest curve, under the axis: how much stands behind the line there."""
    y = drawing.paper.height - 10
    yield tag("text", "followed", x=0, y=y)
    for day in _days(drawing.across):
        at_risk = at_risk_on(drawing.curves[-1], day)
        if at_risk:
            yield tag("text", f"{at_risk:,}", x=drawing.across(day), y=y, text_anchor="middle")


def at_risk_on(curve: NamedCurve, day: float) -> int:
    """How many items of the curve were still followed on that day; 0 beyond the last."""
    later = (count for time, count in zip(curve.times, curve.at_risk, strict=True) if time >= day)
    return next(later, 0)


def spread(places: Sequence[float], least: float) -> list[float]:
    """The same places, moved as little as needed to lie *least* apart, so that labels do not overlap."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    return moved
