"""What moved a share from one quarter to the next, partner by partner: rates, mix, entry and exit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from metrics.series import Point
from metrics.statistics.mix_and_rate import mix_and_rate
from vocabulary.state import State

HIDDEN = "partners whose own figure is hidden"


@dataclass(frozen=True)
class Contribution:
    """One partner's part in the change of a share, in the unit of the share (0.01 is one point).

    Args:
        partner, label: the partner; several are pooled where their own figures are hidden.
        rate: because its own share changed.
        mix: because it has more or less of all cases, and stands above or below the rest.
        entry, exit: it has cases in one of the two quarters only.
        count: of a count, in its unit: because it has more or fewer cases in both quarters.
        before, after: its numerator and n in both quarters.
    """

    partner: str
    label: str
    rate: float = 0.0
    mix: float = 0.0
    entry: float = 0.0
    exit: float = 0.0
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    count: float = 0.0

    @property
    def total(self) -> float:
        return self.rate + self.mix + self.entry + self.exit + self.count


@dataclass(frozen=True)
class Explained:
    """The change of an indicator from the quarter before to the quarter under review.

    Args:
        before, after: the two figures.
        change: after less before; None where one of the two is no number.
        parts: contributions, the largest first; they add up to the change exactly (to rounding).
        why_not: why there is nothing to explain; "" where there is.
    """

    before: Point
    after: Point
    change: float | None
    parts: tuple[Contribution, ...] = ()
    why_not: str = ""


def with_pool(
    points: Sequence[Point], hidden: Collection[str], total: Point, name: str = HIDDEN
) -> tuple[Point, ...]:
    """The figures of what is shown in both quarters, and the rest of *total* as one, under *name*."""
    shown = tuple(each for each in points if each.partner not in hidden)
    numerator = total.numerator - sum(each.numerator for each in shown)
    n = total.n - sum(each.n for each in shown)
    return (*shown, Point(name, State.VALUE, numerator / n, numerator, n)) if n else shown


def contributions_of(before: Sequence[Point], after: Sequence[Point]) -> tuple[Contribution, ...]:
    """Split the change of a pooled share over its parts, the largest part first.

    Args:
        before, after: a figure for each partner; a partner may be in one of the two only.

    Raises:
        ValueError: one of the two has no case at all.

    Source: `statistics.mix_and_rate` (Kitagawa 1955).
    """
    first, second = _counts(before), _counts(after)
    labels = {each.partner: each.label for each in (*before, *after)}
    partners = tuple({**first, **second})
    x1, n1, x2, n2 = ([side.get(each, (0, 0))[of] for each in partners] for side in (first, second) for of in (0, 1))
    effects = mix_and_rate(x1, n1, x2, n2)
    parts = (
        Contribution(
            partner,
            labels[partner],
            *(float(each[at]) for each in (effects.rate, effects.mix, effects.entry, effects.exit)),
            before=(x1[at], n1[at]),
            after=(x2[at], n2[at]),
        )
        for at, partner in enumerate(partners)
    )
    return tuple(sorted(parts, key=lambda part: -abs(part.total)))


def _counts(figures: Sequence[Point]) -> dict[str, tuple[int, int]]:
    return {figure.partner: (figure.numerator, figure.n) for figure in figures if figure.n}
