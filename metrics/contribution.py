"""What moved a share from one quarter to the next, partner by partner: rates, mix, entry and exit."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.series import Point

HIDDEN = "partners whose own figure is hidden"


@dataclass(frozen=True)
class Contribution:
    """One partner's part in the change of a share, in the unit of the share (0.01 is one point).

    Args:
        partner, label: the partner; several are pooled where their own figures are hidden.
        rate: because its own share changed.
        mix: because it has more or less of all cases, and stands above or below the rest.
        entry, exit: it has cases in one of the two quarters only.
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

    @property
    def total(self) -> float:
        return self.rate + self.mix + self.entry + self.exit


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


def contributions_of(before: Sequence[Point], after: Sequence[Point]) -> tuple[Contribution, ...]:
    """Split the change of a pooled share over its parts.

    Args:
        before, after: a figure for each partner; a partner may be in one of the two only.

    Source:
        Kitagawa (1955), J Am Stat Assoc 50:1168, with symmetric weights. The mix effect of a part is set against
        the mean of the two pooled shares; the total is the same and a part reads on its own. A part that is in one
        quarter only has the share it has: its effect is entry or exit.
    """
    first, second = _counts(before), _counts(after)
    labels = {each.partner: each.label for each in (*before, *after)}
    total_1, total_2 = _added(first), _added(second)
    mean = (total_1[0] / total_1[1] + total_2[0] / total_2[1]) / 2
    parts = []
    for partner in {**first, **second}:
        (x1, n1), (x2, n2) = first.get(partner, (0, 0)), second.get(partner, (0, 0))
        weight_1, weight_2 = n1 / total_1[1], n2 / total_2[1]
        effects = _effects((x1, n1, weight_1), (x2, n2, weight_2), mean)
        parts.append(Contribution(partner, labels[partner], **effects, before=(x1, n1), after=(x2, n2)))
    return tuple(sorted(parts, key=lambda part: -abs(part.total)))


def _effects(before: tuple[int, int, float], after: tuple[int, int, float], mean: float) -> dict[str, float]:
    (x1, n1, weight_1), (x2, n2, weight_2) = before, after
    if n1 == 0:
        return {"entry": weight_2 * (x2 / n2 - mean)}
    if n2 == 0:
        return {"exit": -weight_1 * (x1 / n1 - mean)}
    rate_1, rate_2 = x1 / n1, x2 / n2
    return {
        "rate": (weight_1 + weight_2) / 2 * (rate_2 - rate_1),
        "mix": ((rate_1 + rate_2) / 2 - mean) * (weight_2 - weight_1),
    }


def _counts(figures: Sequence[Point]) -> dict[str, tuple[int, int]]:
    return {figure.partner: (figure.numerator, figure.n) for figure in figures if figure.n}


def _added(counts: dict[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(x for x, _ in counts.values()), sum(n for _, n in counts.values())
