"""One share a partner with its interval against the share of all: where size alone explains the distance, it shows."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dashboard import theme, words
from dashboard.markup import tag
from dashboard.svg import marks
from dashboard.svg.scale import Scale
from metrics.indicator import Direction, Unit
from metrics.series import Meaning, Point

_WIDTH, _ROW, _TOP, _BOTTOM = 620, 26, 26, 26
_LEFT, _RIGHT = 130, 118


def is_outside(point: Point, overall: float) -> bool:
    """True where the figure of all lies outside the interval of this one."""
    return point.low is not None and point.high is not None and not point.low <= overall <= point.high


def meaning_of(point: Point, overall: float, direction: Direction) -> Meaning | None:
    """What lying outside means; None where the figure lies inside."""
    if not is_outside(point, overall):
        return None
    if direction is Direction.NEUTRAL:
        return Meaning.NEUTRAL
    is_high = point.low > overall
    return Meaning.IMPROVEMENT if is_high == (direction is Direction.UP) else Meaning.CONCERN


def interval_plot(points: Sequence[Point], overall: float, direction: Direction, aloud: str) -> Markup:
    """Draw shares with intervals, one row each, in the order given."""
    height = _TOP + _ROW * len(points) + _BOTTOM
    across = Scale(0, 1, _LEFT, _WIDTH - _RIGHT)
    return tag(
        "svg", *_frame(across, overall, height), *_rows(points, overall, direction, across),
        width="100%", viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label=aloud,
    )  # fmt: skip


def _frame(across: Scale, overall: float, height: int) -> Iterator[Markup]:
    for share in (0, 0.25, 0.5, 0.75, 1):
        yield tag("path", d=f"M{across(share):g} {_TOP}V{height - _BOTTOM}", class_="grid")
        yield tag("text", words.amount(share, Unit.SHARE), x=across(share), y=height - 8, text_anchor="middle")
    x = across(overall)
    yield tag("path", d=f"M{x:g} {_TOP - 4}V{height - _BOTTOM}", class_="overall")
    yield tag("text", f"all {words.amount(overall, Unit.SHARE)}", x=x, y=_TOP - 10, text_anchor="middle", class_="ink")


def _rows(points: Sequence[Point], overall: float, direction: Direction, across: Scale) -> Iterator[Markup]:
    for at, point in enumerate(points):
        y = _TOP + _ROW * at + _ROW / 2
        meaning = meaning_of(point, overall, direction)
        colour = theme.of_meaning(meaning) if meaning else ""
        strong = f"strong fill-{colour}" if colour else "ink"
        yield tag("text", point.label, x=_LEFT - 14, y=y + 4, text_anchor="end", class_=strong)
        yield tag("path", d=f"M{across(point.low):g} {y:g}H{across(point.high):g}", class_=f"whisker {colour}".strip())
        yield marks.point(across(point.value), y, meaning, 4.0)
        said = f"{words.figure(point, Unit.SHARE)}"
        yield tag("text", said, x=_WIDTH - 64, y=y + 4, text_anchor="end", class_=strong)
        yield tag("text", words.counts(point, Unit.SHARE), x=_WIDTH, y=y + 4, text_anchor="end")
