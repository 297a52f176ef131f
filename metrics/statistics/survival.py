"""How long things take when some are still open: Kaplan-Meier curves from day histograms."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.proportion import Z_95, wilson

ROUNDING = 1e-9
"""Survival of one half reached through 7/8 x 6/7 x 5/6 x 4/5 is not 0.5 in binary; it still is one half."""

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Share still open, day by day, and what is read from it.

    Args:
        times: each day on which something closed or was last seen open, rising.
        at_risk: items still open and still followed just before that day.
        events, censored: items closed on that day; items last seen open on it.
        survival: share still open after that day.
        low, high: its 95 % interval.
        n, open: items followed; items not closed.
        median: first day by which half were closed; None is "not reached".
        median_low, median_high: its 95 % interval; None is "not reached".
    """

    times: Counts
    at_risk: Counts
    events: Counts
    censored: Counts
    survival: Counts
    low: Counts
    high: Counts
    n: int
    open: int
    median: float | None
    median_low: float | None
    median_high: float | None

    def share_closed_by(self, day: float) -> tuple[float, float, float] | None:
        """Share closed within *day* days, and the ends of its 95 % interval.

        None where it cannot be said: nothing was followed, or nothing so long and some were still open.
        Where nothing was closed by that day the interval is Wilson's for none of those followed so far.
        """
        if not self.n or (day > self.times[-1] and self.survival[-1] > 0):
            return None
        position = int(np.searchsorted(self.times, day, side="right")) - 1
        if position < 0 or self.survival[position] == 1:
            return 0.0, 0.0, float(wilson(0, self.at_risk_on(day))[1])
        return (1 - float(self.survival[position]), 1 - float(self.high[position]), 1 - float(self.low[position]))

    def at_risk_on(self, day: float) -> int:
        """Items open and followed just before *day*; the numbers to print under the curve."""
        position = int(np.searchsorted(self.times, day, side="left"))
        return int(self.at_risk[position]) if position < self.times.size else 0


def kaplan_meier(
    event_days: ArrayLike, event_counts: ArrayLike, censored_days: ArrayLike, censored_counts: ArrayLike
) -> Curve:
    """Kaplan-Meier curve of two day histograms, which add up over partners and months.

    Args:
        event_days, event_counts: durations in days of closed items, and how many of each. Day 0 counts.
        censored_days, censored_counts: how long open items have been followed, and how many of each.
            A day may stand in a histogram more than once; its counts are added.

    Returns:
        the curve. Items that close on the day another is last seen open close before it.

    Raises:
        ValueError: a negative day or count, or days and counts of different length.

    Source: Kaplan and Meier (1958), JASA 53:457; Greenwood's variance; log-log interval of Kalbfleisch and
    Prentice; median as Klein and Moeschberger. Where no log-log interval exists, docs/methods.md says what
    we use.

    Example:
        >>> kaplan_meier([12, 20, 25], [1, 1, 1], [45], [2]).median
        25.0
    """
    times, events, censored = aligned((event_days, event_counts), (censored_days, censored_counts))
    at_risk = leaving_at_risk(events + censored)
    survival = np.cumprod(1 - events / at_risk)
    low, high = _interval(survival, events, at_risk)
    return Curve(
        times, at_risk, events, censored, survival, low, high,
        n=int(events.sum() + censored.sum()),
        open=int(censored.sum()),
        median=_first_half(times, survival),
        median_low=_first_half(times, low),
        median_high=_first_half(times, high),
    )  # fmt: skip


def aligned(*histograms: tuple[ArrayLike, ArrayLike]) -> tuple[Counts, ...]:
    """The days on which anything happened, and each histogram's counts on them."""
    checked = [_histogram(days, counts) for days, counts in histograms]
    times = np.unique(np.concatenate([days[counts > 0] for days, counts in checked]))
    return times, *(_counts_on(times, days[counts > 0], counts[counts > 0]) for days, counts in checked)


def _histogram(days: ArrayLike, counts: ArrayLike) -> tuple[Counts, Counts]:
    days, counts = np.asarray(days, float), np.asarray(counts, float)
    if days.shape != counts.shape:
        raise ValueError(f"{days.size} days and {counts.size} counts: each day needs one count")
    if not np.all((days >= 0) & np.isfinite(days)) or not np.all((counts >= 0) & np.isfinite(counts)):
        raise ValueError("days and counts must be 0 or more, and none may be missing")
    return days, counts


def _counts_on(times: Counts, days: Counts, counts: Counts) -> Counts:
    return np.bincount(np.searchsorted(times, days), weights=counts, minlength=times.size).astype(float)


def leaving_at_risk(leaving: Counts) -> Counts:
    """Items open and followed just before each time, from how many leave at each."""
    return np.cumsum(leaving[::-1])[::-1]


def _interval(survival: Counts, events: Counts, at_risk: Counts) -> tuple[Counts, Counts]:
    """Log-log interval; at 1 and at 0, where there is none, a bound that is known to hold."""
    low, high = np.ones(survival.size), np.ones(survival.size)
    inside = (survival > 0) & (survival < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = Z_95 * np.sqrt(greenwood[inside]) / np.abs(np.log(survival[inside]))
    low[inside] = survival[inside] ** np.exp(spread)
    high[inside] = survival[inside] ** np.exp(-spread)
    ended = survival == 0
    if ended.any():
        first = int(np.argmax(ended))
        before = high[first - 1] if first else 1.0
        low[ended], high[ended] = 0.0, min(before, float(wilson(0, at_risk[first])[1]))
    return low, high


def _first_half(times: Counts, survival: Counts) -> float | None:
    reached = survival <= 0.5 + ROUNDING
    return float(times[np.argmax(reached)]) if reached.any() else None
