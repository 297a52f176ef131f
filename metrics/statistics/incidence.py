"""Share that ended in one way, where there is another way to end (Aalen-Johansen)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics.proportion import Z_95, wilson
from metrics.statistics.survival import Counts, aligned, leaving_at_risk


@dataclass(frozen=True)
class Incidence:
    """Share that ended in one way, day by day.

    Args:
        times: each day on which something ended or was last seen open, rising.
        at_risk: items still open and still followed just before that day.
        incidence: share ended by the event after each time.
        competing: share ended by the other way; the two and the share still open add up to 1.
        low, high: 95 % interval of the incidence.
        n: items followed.
    """

    times: Counts
    at_risk: Counts
    incidence: Counts
    competing: Counts
    low: Counts
    high: Counts
    n: int

    def share_by(self, day: float) -> tuple[float, float, float] | None:
        """Share ended by the event within *day* days, and the ends of its 95 % interval.

        None where it cannot be said: nothing was followed, or nothing so long and some were still open.
        """
        if not self.n or (day > self.times[-1] and self.incidence[-1] + self.competing[-1] < 1 - ROUNDING):
            return None
        place = int(np.searchsorted(self.times, day, side="right")) - 1
        if place < 0 or self.incidence[place] == 0:
            followed = self.at_risk[np.searchsorted(self.times, min(day, self.times[-1]))]
            return 0.0, 0.0, float(wilson(0, followed)[1])
        return float(self.incidence[place]), float(self.low[place]), float(self.high[place])


ROUNDING = 1e-9
"""Shares that add up to one but for this do so."""


def cumulative_incidence(
    closed: tuple[ArrayLike, ArrayLike],
    competing: tuple[ArrayLike, ArrayLike],
    censored: tuple[ArrayLike, ArrayLike],
) -> Incidence:
    """Share closed, where items may also end another way (withdrawn, cancelled).

    One minus Kaplan-Meier with the withdrawn taken as still open says too much: it supposes that they would
    have closed like the others.

    Args:
        closed, competing, censored: days and counts of each, as in `survival.kaplan_meier`. Whatever ends on the day
            another is last seen open ends before it.

    Raises:
        ValueError: as `kaplan_meier`.

    Source: Aalen and Johansen (1978), Scand J Stat 5:141; variance by the delta method (Marubini and Valsecchi 1995,
    chapter 10); log-log interval. Where nothing has ended by the event the interval is Wilson's for none of those at
    risk; where all have, it is up to 1.

    Example:
        >>> cumulative_incidence(([2, 5], [1, 1]), ([3], [1]), ([4], [1])).incidence.tolist()
        [0.25, 0.25, 0.25, 0.75]
    """
    times, events, others, still_open = aligned(closed, competing, censored)
    at_risk = leaving_at_risk(events + others + still_open)
    left = np.cumprod(1 - (events + others) / at_risk)
    before = np.concatenate([[1.0], left[:-1]])[: times.size]
    incidence, other = np.cumsum(before * events / at_risk), np.cumsum(before * others / at_risk)
    low, high = _interval(incidence, _variance(incidence, before, (events, others, at_risk)), at_risk)
    return Incidence(times, at_risk, incidence, other, low, high, int(at_risk[0]) if times.size else 0)


def _variance(incidence: Counts, before: Counts, counts: tuple[Counts, Counts, Counts]) -> Counts:
    events, others, at_risk = counts
    ended = events + others
    remaining = at_risk * (at_risk - ended)
    hazard = np.divide(ended, remaining, out=np.zeros_like(remaining), where=remaining > 0)
    own = before**2 * (at_risk - events) * events / at_risk**3
    cross = before * events / at_risk**2
    # At each time t: the sum over earlier times s of (I(t) - I(s))^2 hazard + own - 2 (I(t) - I(s)) cross.
    squares = incidence**2 * np.cumsum(hazard) - 2 * incidence * np.cumsum(incidence * hazard)
    squares += np.cumsum(incidence**2 * hazard)
    crossed = incidence * np.cumsum(cross) - np.cumsum(incidence * cross)
    return np.maximum(squares + np.cumsum(own) - 2 * crossed, 0.0)


def _interval(incidence: Counts, variance: Counts, at_risk: Counts) -> tuple[Counts, Counts]:
    none = np.asarray(wilson(np.zeros(incidence.size), at_risk)[1]) if incidence.size else incidence
    low, high = np.zeros(incidence.size), np.where(incidence > 0, 1.0, none)
    all_ended = incidence >= 1 - ROUNDING
    inside = (incidence > 0) & ~all_ended
    logs = np.log(incidence[inside])
    spread = Z_95 * np.sqrt(variance[inside]) / (incidence[inside] * np.abs(logs))
    low[inside], high[inside] = np.exp(logs * np.exp(spread)), np.exp(logs * np.exp(-spread))
    low[all_ended] = np.asarray(wilson(at_risk, at_risk)[0])[all_ended]
    return low, high
