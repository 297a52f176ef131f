"""A change split over partners or topics, where the counts of the parts are those of the whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.changes.contribution import Contribution, contributions_of, with_pool
from metrics.indicator import Indicator, Unit
from metrics.known.bridge import difference
from metrics.measures.ratio import Ratio
from metrics.series import Point
from vocabulary.state import State

EFFECTS = ("rate", "mix", "entry", "exit", "count")
NO_TOPIC = ("nothing", "no topic")


@dataclass(frozen=True)
class Split:
    """A change split over partners or topics.

    Args:
        by: "partner", or what a topic is ("course").
        parts: the largest first; they add up to the change (to rounding). Those that are hidden are one.
        why_not: why there are no parts; "" where there are.
    """

    by: str
    parts: tuple[Contribution, ...] = ()
    why_not: str = ""

    def effect(self, name: str) -> float:
        """One of `EFFECTS`, of all parts together."""
        return sum(getattr(part, name) for part in self.parts)


def why_no_split(indicator: Indicator, totals: tuple[Point, Point]) -> str:
    """Why the change is no sum of parts; "" where it may be one."""
    if difference(*totals) is None:
        return "one of the two quarters has no figure"
    if indicator.made_of:
        return f"it is made of other indicators ({', '.join(indicator.made_of)}): what moved these moved it"
    if indicator.read.is_share or isinstance(indicator.read, Ratio) or indicator.unit is Unit.COUNT:
        return ""
    if indicator.unit is Unit.DAYS:
        return "a median is no sum of parts"
    return "it is computed again from all its cases, and is no sum of parts"


def split(
    indicator: Indicator, by: str, sides: Sequence[tuple[Point, ...]], totals: tuple[Point, Point]
) -> Split:
    """The parts, where the counts of all parts are those of the whole on both sides.

    Args:
        by: what a part is ("partner").
        sides: a figure for each part, before and after; `Point.partner` tells parts apart.
        totals: the figures of the whole.
    """
    hidden = {each.partner for side in sides for each in side if each.state is State.SUPPRESSED}
    name = f"{plural(by)} whose own figure is hidden"
    pooled = [
        with_pool(side, hidden, total, name) if hidden else side for side, total in zip(sides, totals, strict=True)
    ]
    if any(not _adds_up(side, total) for side, total in zip(pooled, totals, strict=True)):
        return Split(by, why_not=f"its records count together: those of one {by} may count in another's too")
    parts = _of_counts if indicator.unit is Unit.COUNT else contributions_of
    return Split(by, parts(*pooled))


def _adds_up(side: Sequence[Point], total: Point) -> bool:
    counts = sum(each.numerator for each in side), sum(each.n for each in side)
    is_sound = all(each.n > 0 or each.n == each.numerator == 0 for each in side)
    return is_sound and counts == (total.numerator, total.n) and all(each.numerator >= 0 for each in side)


def topic_of(indicator: Indicator) -> str:
    """What one topic of the indicator is called ("course"); "" where it has none."""
    named = re.split(r" ?[,:(]", indicator.topic_is)[0].removeprefix("the ")
    if named in NO_TOPIC:
        return ""
    return "topic" if named.startswith("what ") else named


def plural(one: str) -> str:
    """What several partners or topics are called: `kinds of review`, `surveys and waves`."""
    head, of, rest = one.partition(" of ")
    many = " and ".join(f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"
                        for word in head.split(" and "))  # fmt: skip
    return f"{many}{of}{rest}"


def _of_counts(before: Sequence[Point], after: Sequence[Point]) -> tuple[Contribution, ...]:
    """Counts differ part by part; the largest part first."""
    first, second = ({each.partner: each for each in side if each.numerator} for side in (before, after))
    labels = {each.partner: each.label for each in (*before, *after)}
    parts = []
    for key in {**first, **second}:
        was, now = (side[key].numerator if key in side else 0 for side in (first, second))
        effect = "entry" if key not in first else "exit" if key not in second else "count"
        parts.append(Contribution(key, labels[key], before=(was, was), after=(now, now), **{effect: float(now - was)}))
    return tuple(sorted(parts, key=lambda part: -abs(part.total)))
