"""What moved a pooled rate: the groups' own rates, or who was counted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """The change of a pooled rate, second less first, split over its groups; each in the unit of the rate.

    Args:
        rate: one a group: because its own rate changed.
        mix: because it has more or less of all cases, and stands above or below the whole.
        entry, exit: because it has cases in the second only, in the first only.
        change: of the pooled rate; all effects of all groups add up to it (to rounding).
    """

    rate: Numbers
    mix: Numbers
    entry: Numbers
    exit: Numbers
    change: float

    @property
    def total(self) -> Numbers:
        """The whole effect of each group."""
        return self.rate + self.mix + self.entry + self.exit


def mix_and_rate(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> Effects:
    """Split the change of a pooled rate, first to second.

    Args:
        x1, n1: numerators and cases of each group in the first, one-dimensional, in one order.
        x2, n2: the same in the second. A group without cases on one side enters or leaves.

    Raises:
        ValueError: the arrays differ in length, a count is negative or missing, a group has a numerator without cases,
            or one side has no case at all.

    Source: Kitagawa (1955), J Am Stat Assoc 50:1168, with symmetric weights: rate effect = mean weight x change of the
    rate, mix effect = mean rate x change of the weight. A group's mix effect is set against the mean of the two pooled
    rates, which leaves the sum as it is and lets one group's line be read alone. A group on one side only has the rate
    that it has there, never 0.

    Example:
        >>> effects = mix_and_rate([90, 10], [100, 50], [45, 60], [50, 200])
        >>> round(effects.change, 4), effects.rate.round(4).tolist(), effects.mix.round(4).tolist()
        (-0.2467, [0.0, 0.0567], [-0.1664, -0.1369])
    """
    x1, n1, x2, n2 = _checked(x1, n1, x2, n2)
    pooled_1, pooled_2 = x1.sum() / n1.sum(), x2.sum() / n2.sum()
    weight_1, weight_2, mean = n1 / n1.sum(), n2 / n2.sum(), (pooled_1 + pooled_2) / 2
    rate_1, rate_2 = _rates(x1, n1), _rates(x2, n2)
    stays, enters, leaves = (n1 > 0) & (n2 > 0), (n1 == 0) & (n2 > 0), (n1 > 0) & (n2 == 0)
    return Effects(
        rate=np.where(stays, (weight_1 + weight_2) / 2 * (rate_2 - rate_1), 0.0),
        mix=np.where(stays, ((rate_1 + rate_2) / 2 - mean) * (weight_2 - weight_1), 0.0),
        entry=np.where(enters, weight_2 * (rate_2 - mean), 0.0),
        exit=np.where(leaves, -weight_1 * (rate_1 - mean), 0.0),
        change=float(pooled_2 - pooled_1),
    )


def _checked(*counts: ArrayLike) -> tuple[Numbers, ...]:
    arrays = tuple(np.asarray(each, float) for each in counts)
    x1, n1, x2, n2 = arrays
    if len({each.shape for each in arrays}) > 1 or x1.ndim != 1:
        raise ValueError("each group needs a numerator and its cases on both sides")
    if not all(np.all((each >= 0) & np.isfinite(each)) for each in arrays):
        raise ValueError("counts must be 0 or more, and none may be missing")
    if np.any((n1 == 0) & (x1 > 0)) or np.any((n2 == 0) & (x2 > 0)):
        raise ValueError("a numerator needs cases")
    if not (n1.sum() and n2.sum()):
        raise ValueError("both sides need at least one case")
    return arrays


def _rates(x: Numbers, n: Numbers) -> Numbers:
    return np.divide(x, n, out=np.zeros_like(x), where=n > 0)
