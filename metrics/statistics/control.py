"""The chart's method for one series: which it is, its limits, and the points that chance does not explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.indicator import Direction
from metrics.series import Control, Meaning, Signal
from metrics.statistics import rules
from metrics.statistics.p_chart import p_limits, p_prime_limits
from metrics.statistics.xmr import moving_ranges, xmr_limits

LEAST_FOR_LIMITS = 6
LEAST_FOR_SIGNALS = 13
LEAST_RANGES = LEAST_FOR_LIMITS - 1
SMALL_N = 50
"""Below this many cases a month chance moves a share more than the process does."""
OVERDISPERSED = 1.5
"""sigma_z above this is clearly not 1 at the length of our series; see docs/methods.md."""
RUN_CHART, XMR, P, P_PRIME = "run chart", "XmR", "p", "p'"
FALSE_ALARMS = {
    XMR: ((12, 0.013), (24, 0.016), (36, 0.019)),
    P: ((13, 0.010), (24, 0.016), (36, 0.019)),
    P_PRIME: ((13, 0.026), (24, 0.026), (36, 0.026)),
}
"""Chance that a process that stands still is flagged at its latest point, by points; see docs/methods.md."""

Values = Sequence[float | None]
Lines = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class _Readings:
    """The series as arrays, `nan` where there is no number; *judged* leaves the provisional out."""

    shown: NDArray[np.float64]
    judged: NDArray[np.float64]
    numerators: NDArray[np.float64]
    n: NDArray[np.float64]

    @property
    def count(self) -> int:
        return int(np.isfinite(self.judged).sum())


def control(
    values: Values,
    numerators: Sequence[int],
    n: Sequence[int],
    provisional: Sequence[bool],
    direction: Direction,
    unit_is_share: bool,
) -> Control:
    """Limits and signals of one series, and the method in words.

    Fewer than 6 points give a run chart; fewer than 13 trial limits and no signals; shares of fewer than 50
    cases a month a p chart, or a p' chart where they spread clearly wider than binomial; all else XmR.

    Args:
        values: oldest first, in the indicator's unit, shares 0 to 1; None where there is no number.
        numerators, n: counts behind each value; looked at for shares only.
        provisional: points to show, and to leave out of limits and signals.
        direction: which way is better.
        unit_is_share: whether a value is numerator over n.

    Raises:
        ValueError: the lists differ in length, or on a p chart a numerator is above its n.

    Source: docs/methods.md, "Which chart".
    """
    readings = _readings(values, numerators, n, provisional)
    if not readings.count:
        return Control(says="No chart: no month has a settled figure.")
    method, says = _method(readings, unit_is_share)
    lines = _lines(readings, method)
    is_trial = method == RUN_CHART or readings.count < LEAST_FOR_SIGNALS
    return Control(
        method,
        says,
        *(_where_shown(line, readings.shown) for line in lines),
        signals=() if is_trial else tuple(_signals(readings.judged, lines, direction)),
        is_trial=is_trial,
        is_screened=method == XMR,
        points=readings.count,
    )


def expected_false_signals(chart: Control) -> float:
    """Chance that the latest point of this chart is flagged though nothing changed.

    Depends on the method and the number of points, not on the data. Summed over a screen's charts it is the
    number of indicators to expect flagged by chance. 0 where no signals are given.

    Source: simulated; docs/methods.md, "False alarms".
    """
    if chart.is_trial or chart.method not in FALSE_ALARMS:
        return 0.0
    lengths, chances = zip(*FALSE_ALARMS[chart.method], strict=True)
    return float(np.interp(chart.points, lengths, chances))


def _readings(values: Values, numerators: Sequence[int], n: Sequence[int], provisional: Sequence[bool]) -> _Readings:
    if not len(values) == len(numerators) == len(n) == len(provisional):
        raise ValueError("values, numerators, n and provisional must be equally long")
    shown = np.array([np.nan if value is None else value for value in values], float)
    judged = np.where(np.array(provisional, bool), np.nan, shown)
    counted = np.where(np.isfinite(judged), np.array(numerators, float), np.nan)
    return _Readings(shown, judged, counted, np.array(n, float))


def _method(readings: _Readings, unit_is_share: bool) -> tuple[str, str]:
    """The method, and what to say of it under the chart."""
    count = readings.count
    if count < LEAST_FOR_LIMITS:
        return RUN_CHART, f"Run chart about the median: limits need {LEAST_FOR_LIMITS} points, there {_are(count)}."
    if unit_is_share and np.median(readings.n[np.isfinite(readings.judged)]) < SMALL_N:
        return _share_method(readings)
    if moving_ranges(readings.judged).size < LEAST_RANGES:
        return RUN_CHART, "Run chart about the median: too few neighbouring months have figures for limits."
    return XMR, f"XmR chart, {_points(count)}, screened."


def _share_method(readings: _Readings) -> tuple[str, str]:
    sigma_z = p_limits(readings.numerators, readings.n).sigma_z
    if sigma_z > OVERDISPERSED:
        spread = f"months spread {sigma_z:.1f} times as wide as chance alone"
        return P_PRIME, f"p′ chart, {_points(readings.count)}; {spread}; limits step with n."
    return P, f"p chart, {_points(readings.count)}; limits step with n."


def _points(count: int) -> str:
    return f"{count} points" if count >= LEAST_FOR_SIGNALS else f"trial limits from {count} points"


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}"


def _lines(readings: _Readings, method: str) -> Lines:
    if method in (P, P_PRIME):
        limits = (p_limits if method == P else p_prime_limits)(readings.numerators, readings.n)
        return limits.centre, limits.low, limits.high
    whole = np.ones(readings.shown.size)
    if method == RUN_CHART:
        return whole * np.nanmedian(readings.judged), whole * np.nan, whole * np.nan
    limits = xmr_limits(readings.judged)
    return whole * limits.centre, whole * limits.low, whole * limits.high


def _where_shown(line: NDArray[np.float64], shown: NDArray[np.float64]) -> tuple[float | None, ...]:
    drawn = np.isfinite(line) & np.isfinite(shown)
    return tuple(float(value) if is_drawn else None for value, is_drawn in zip(line, drawn, strict=True))


def _signals(judged: NDArray[np.float64], lines: Lines, direction: Direction) -> Iterator[Signal]:
    """One signal a flagged point: the first rule that flags it, in the order of Making Data Count."""
    centre, low, high = lines
    above = rules.side(judged, centre) > 0
    everywhere = np.ones(judged.size, bool)
    asked = (
        ("beyond a limit", rules.beyond_limits(judged, low, high), above),
        ("seven rising", rules.seven_rising(judged), everywhere),
        ("seven falling", rules.seven_falling(judged), ~everywhere),
        ("two of three near a limit", rules.two_of_three(judged, centre, low, high), above),
        ("seven on one side", rules.seven_on_one_side(judged, centre), above),
    )
    for index in range(judged.size):
        for rule, flags, is_high in asked:
            if flags[index]:
                yield Signal(index, rule, bool(is_high[index]), _meaning(bool(is_high[index]), direction))
                break


def _meaning(is_high: bool, direction: Direction) -> Meaning:
    if direction is Direction.NEUTRAL:
        return Meaning.NEUTRAL
    return Meaning.IMPROVEMENT if is_high == (direction is Direction.UP) else Meaning.CONCERN
