"""Where all loops stand, drawn: one row a step, with how many stand there, how many came so far, and how long it took."""

from collections.abc import Iterable

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked
from dashboard.loop.chosen import FILTERS, list_link
from dashboard.markup import joined, tag
from dashboard.screen import Table
from dashboard.svg.paper import Paper
from metrics.loops.counts import Counted, StepTime
from metrics.loops.parts import LINE, Step
from metrics.loops.said import STEP_WORDS

_ROW, _BAR = 38, 16
_WIDE = Paper(1280, 30 + _ROW * 10, 216, 430, 30, 0)
_NARROW = Paper(358, 30 + (_ROW + 22) * 10, 0, 58, 8, 0)
ROWS = (*LINE, Step.RECURRED, Step.ENDED)


def funnel(counts: Counted, asked: Asked) -> Markup:
    """The drawing, for a wide and for a narrow page; each row is a link to the loops that stand there.

    A group and not an image: of an image, a screen reader would not be told the links.
    """
    return joined(
        tag(
            "svg", list(_draw(counts, asked, paper)), width="100%", viewBox=f"0 0 {paper.width} {paper.height}", role="group",
            aria_label="Where loops stand", class_="on-narrow" if paper.is_narrow else "on-wide",
        )
        for paper in (_WIDE, _NARROW)
    )  # fmt: skip


def aloud(counts: Counted) -> str:
    """What the drawing shows, in a sentence for each step."""
    said = [
        f"{STEP_WORDS[step]}: {counts.stands[step]:,} stand here, {counts.late[step]:,} of them late"
        for step in ROWS if counts.stands[step]
    ]  # fmt: skip
    return f"{words.sentence(words.counted(counts.total, 'loop'))} " + ". ".join(said) + "."


def table(counts: Counted) -> Table:
    """The same numbers as words."""
    head = ("Step", "Stand here", "Late", "Came so far", "Median days", "95 % interval", "Followed", "Open", "Not counted")
    return Table("Where loops stand, and the days from the step before", head, tuple(_row(counts, s) for s in ROWS))


def _row(counts: Counted, step: Step) -> tuple[str, ...]:
    time = counts.times.get(step)
    curve = time.curve if time else None
    days = (
        median(time), f"{_day(curve.median_low)} to {_day(curve.median_high)}", f"{curve.n:,}", f"{curve.open:,}",
        not_counted(time),
    ) if curve else ("–",) * 5  # fmt: skip
    return (STEP_WORDS[step], f"{counts.stands[step]:,}", f"{counts.late[step]:,}", f"{counts.reached[step]:,}", *days)


def median(time: StepTime | None) -> str:
    """`53 d`, `not reached` where half never took the step, `–` where none was followed."""
    if time is None or time.curve is None:
        return "–"
    return "not reached" if time.median is None else f"{time.median:,.0f}{words.SPACE}d"


def not_counted(time: StepTime) -> str:
    parts = [f"{time.left_out:,} not dated"] if time.left_out else []
    parts += [f"{time.out_of_order:,} out of order"] if time.out_of_order else []
    return ", ".join(parts) or "none"


def _day(value: float | None) -> str:
    return "not reached" if value is None else f"{value:,.0f}"


def _draw(counts: Counted, asked: Asked, paper: Paper) -> Iterable[Markup]:
    most = max(1, *counts.reached.values(), *counts.stands.values())
    across = paper.across(0, most)
    if not paper.is_narrow:
        right = paper.width - paper.right
        for x, text in ((right + 76, "stand here"), (right + 160, "late"), (right + 306, "median from the step before")):
            yield tag("text", text, x=x, y=12, text_anchor="end" if x < right + 200 else "middle")
    for at, step in enumerate(ROWS):
        ground, name, *beside = (_narrow_row if paper.is_narrow else _wide_row)(counts, step, at, across, paper)
        here = "true" if asked.focus == step.value else None
        named = (ground, name)
        if counts.stands[step] and step.value in FILTERS:  # the ground takes the click; the numbers are no part of its name
            title = f"{STEP_WORDS[step]}: show the {counts.stands[step]:,} that stand here"
            named = tag("a", ground, name, href=list_link(asked, step.value), aria_label=title, aria_current=here)
        yield tag("g", named, tag("g", beside, class_="beside"))


def _wide_row(counts: Counted, step: Step, at: int, across, paper: Paper) -> Iterable[Markup]:
    top = paper.top + at * _ROW
    middle, right = top + _ROW / 2 + 4.5, paper.width - paper.right
    yield tag("rect", x=-10, y=top, width=paper.width + 20, height=_ROW - 2, rx=6, class_="row-ground")
    yield tag("text", STEP_WORDS[step], x=0, y=middle, class_="ink step-name")
    if step is Step.RECURRED:
        yield tag("line", x1=0, x2=paper.width, y1=top - 1, y2=top - 1, class_="grid")
    yield from _bars(counts, step, across, top + (_ROW - _BAR) / 2 - 1)
    yield tag("text", f"{counts.stands[step]:,}", x=right + 76, y=middle, text_anchor="end", class_="ink strong big")
    late = counts.late[step]
    yield tag("text", f"{late:,}" if late else "–", x=right + 160, y=middle, text_anchor="end",
              class_="late" if late else None)  # fmt: skip
    time = counts.times.get(step)
    if time is not None:
        yield tag("text", median(time), x=right + 306, y=middle, text_anchor="middle", class_="ink")
        if time.curve is not None and time.curve.open:
            yield tag("text", f"{time.curve.open:,} open", x=right + 430, y=middle, text_anchor="end")


def _narrow_row(counts: Counted, step: Step, at: int, across, paper: Paper) -> Iterable[Markup]:
    top = paper.top + at * (_ROW + 22)
    time, late = counts.times.get(step), counts.late[step]
    yield tag("rect", x=-6, y=top, width=paper.width + 12, height=_ROW + 18, rx=6, class_="row-ground")
    yield tag("text", STEP_WORDS[step], x=0, y=top + 17, class_="ink step-name")
    said = " · ".join(
        each for each in (f"{late:,} late" if late else "", "" if time is None else f"median {median(time)}") if each
    )
    yield tag("text", said, x=paper.width, y=top + 17, text_anchor="end")
    yield from _bars(counts, step, across, top + 26)
    yield tag("text", f"{counts.stands[step]:,}", x=paper.width, y=top + 40, text_anchor="end", class_="ink strong big")


def _bars(counts: Counted, step: Step, across, top: float) -> Iterable[Markup]:
    """The outline is how many came so far; what is filled stands here; of that, the end is late."""
    here, late = counts.stands[step], counts.late[step]
    reached = max(counts.reached[step], here)
    if reached:
        yield tag("rect", x=across(0), y=top, width=across(reached) - across(0), height=_BAR, rx=3, class_="came")
    if here:
        kind = "stand back" if step is Step.RECURRED else "stand over" if step is Step.ENDED else "stand"
        yield tag("rect", x=across(0), y=top, width=max(across(here) - across(0), 2), height=_BAR, rx=3, class_=kind)
    if late:
        width = max(across(late) - across(0), 2)
        yield tag("rect", x=max(across(here) - width, across(0)), y=top, width=width, height=_BAR, rx=3, class_="overdue")
