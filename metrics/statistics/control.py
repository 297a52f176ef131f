"""The chart's method for one series: which it is, its limits, and the points that chance does not explain."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from metrics.indicator import Direction
from metrics.series import Control, Meaning, Rebase, Signal
from metrics.statistics import rules
from metrics.statistics.c_chart import c_limits
from metrics.statistics.false_alarms import chance_flagged
from metrics.statistics.median import middle
from metrics.statistics.method import LEAST_FOR_LIMITS, LEAST_FOR_SIGNALS, P_PRIME, RUN_CHART, XMR, C, Method, method_of
from metrics.statistics.p_chart import exact_where_sparse, p_prime_limits
from metrics.statistics.plan import PLAIN, Plan
from metrics.statistics.readings import Readings
from metrics.statistics.run_chart import RunChart, run_chart
from metrics.statistics.xmr import xmr_limits

Values = Sequence[float | None]
Lines = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def control(
    values: Values,
    numerators: Sequence[int],
    n: Sequence[int],
    provisional: Sequence[bool],
    direction: Direction,
    unit_is_share: bool,
    plan: Plan = PLAIN,
) -> Control:
    """Limits and signals of one series, and the method in words.

    A stock, or fewer than 6 points, gives a run chart; fewer than 13 trial limits and no signals. Which limits a longer
    series gets is told by its shape (`method.method_of`); the latest segment decides for all of them.

    Args:
        values: oldest first, in the indicator's unit, shares 0 to 1; None where there is no number.
        numerators, n: counts behind each value; looked at for shares only.
        provisional: points to show, and to leave out of limits and signals.
        direction: which way is better.
        unit_is_share: whether a value is numerator over n.
        plan: whether the series is a stock; rebases, fixed baseline and screening, as a person decided.

    Raises:
        ValueError: the lists differ in length, or on a p chart a numerator is above its n.

    Source: docs/methods.md, "Which chart".
    """
    readings = Readings.of(values, numerators, n, provisional)
    if not readings.count:
        return Control(says="No chart: no month has a settled figure.")
    parts = plan.segments(readings.shown.size)
    latest = readings.part(parts[-1])
    method = method_of(_deciding(readings, parts), unit_is_share, plan)
    lines = _lines(readings, parts, method, plan)
    is_trial = method.is_for_want_of_months or latest.count < LEAST_FOR_SIGNALS
    run = run_chart(latest.judged, plan.baseline) if is_trial or method.name == RUN_CHART else None
    rebases, least = plan.within(readings.shown.size), _least_runs(readings, parts, lines[0], method, plan)
    return Control(
        method.name,
        _said(method, latest.count, plan, rebases, run) + ("" if is_trial else _long_said(latest.count, least[:, -1])),
        *(_where_shown(line, readings.shown) for line in lines),
        signals=tuple(_signals(readings, parts, lines, direction, rebases, least)),
        is_trial=is_trial,
        is_screened=method.name == XMR and plan.screened,
        points=latest.count,
        baseline=plan.baseline,
        rebases=rebases,
        is_stock=plan.is_stock,
        run=run,
        least_runs=(int(least[0, -1]), int(least[1, -1])),
    )


def expected_false_signals(chart: Control) -> float:
    """Chance that this chart is flagged at its latest point, or a run chart as a whole, though nothing changed.

    Depends on the method, the number of points and the baseline; of a run chart on how many lie on its median too.
    Summed over a screen's charts it is the number of indicators to expect flagged by chance. 0 where no signals are
    given: under 13 points, for stocks, whose months are not independent, and where too many lie on the median.

    Source: simulated, of run charts counted; docs/methods.md, "False alarms".
    """
    if chart.is_trial or chart.is_stock or not chart.method:
        return 0.0
    if chart.run is not None and chart.baseline is None:
        return chart.run.chance if chart.run.is_judged else 0.0
    return chance_flagged(chart.method, chart.points, chart.baseline)


def _deciding(readings: Readings, parts: tuple[slice, ...]) -> Readings:
    """The latest segment with points enough for limits; the latest with any where there is none."""
    filled = [part for part in map(readings.part, parts) if part.count]
    long = [part for part in filled if part.count >= LEAST_FOR_LIMITS]
    return (long or filled)[-1]


def _lines(readings: Readings, parts: tuple[slice, ...], method: Method, plan: Plan) -> Lines:
    drawn = [_segment_lines(readings.part(part), method.name, plan) for part in parts]
    centre, low, high = (np.concatenate(each) for each in zip(*drawn, strict=True))
    return centre, low, high


def _segment_lines(readings: Readings, method: str, plan: Plan) -> Lines:
    """Centre and limits of one segment; the median alone where it has too few points for limits, or no neighbours."""
    used, whole = readings.first(plan.baseline), np.ones(readings.shown.size)
    is_lone = method == XMR and not used.ranges.size
    if method == RUN_CHART or readings.count < LEAST_FOR_LIMITS or is_lone:
        median = middle(used.settled) if used.count else np.nan
        return whole * median, whole * np.nan, whole * np.nan
    if method in (XMR, C):
        limits = c_limits(used.judged) if method == C else xmr_limits(used.judged, screened=plan.screened)
        return whole * limits.centre, whole * limits.low, whole * limits.high
    is_laney = method == P_PRIME
    limits = p_prime_limits(used.numerators, used.n) if is_laney else exact_where_sparse(used.by_chance, used.n)
    return limits.centre, limits.low, limits.high


def _least_runs(
    readings: Readings, parts: tuple[slice, ...], centre: NDArray[np.float64], method: Method, plan: Plan
) -> NDArray[np.int64]:
    """How many points in a row below the centre (first line) and above it (second) are a signal, at each point."""
    if method.name == RUN_CHART:
        return np.full((2, centre.size), rules.RUN)
    least = [rules.runs_needed(readings.part(part).first(plan.baseline).judged, centre[part]) for part in parts]
    lengths = [part.stop - part.start for part in parts]
    return np.repeat(np.array(least).T, lengths, axis=1)


def _where_shown(line: NDArray[np.float64], shown: NDArray[np.float64]) -> tuple[float | None, ...]:
    drawn = np.isfinite(line) & np.isfinite(shown)
    return tuple(value if is_drawn else None for value, is_drawn in zip(line.tolist(), drawn.tolist(), strict=True))


def _signals(
    readings: Readings,
    parts: tuple[slice, ...],
    lines: Lines,
    direction: Direction,
    rebases: tuple[tuple[int, Rebase], ...],
    least: NDArray[np.int64],
) -> Iterator[Signal]:
    """One signal a flagged point: the first rule that flags it, in the order of Making Data Count."""
    judged = readings.judged.copy()
    for part in parts:
        if readings.part(part).count < LEAST_FOR_SIGNALS or not np.isfinite(lines[1][part]).any():
            judged[part] = np.nan
    if not np.isfinite(judged).any():
        return
    sides, starts = rules.Sides.of(judged, *lines), [position for position, _ in rebases]
    rising, falling = rules.trends(judged, starts)
    above, everywhere = sides.centre > 0, np.ones(judged.size, bool)
    asked = (
        ("beyond a limit", sides.beyond_limits(), above),
        ("seven rising", rising, everywhere),
        ("seven falling", falling, ~everywhere),
        ("two of three near a limit", sides.two_of_three(starts), above),
        ("seven on one side", rules.long_runs(sides.centre, (least[0], least[1]), starts), above),
    )
    for index in np.flatnonzero(np.logical_or.reduce([flags for _, flags, _ in asked])).tolist():
        rule, _, above_there = next(each for each in asked if each[1][index])
        is_high = bool(above_there[index])
        yield Signal(index, rule, is_high, meaning_of(is_high, direction))


def meaning_of(is_high: bool, direction: Direction) -> Meaning:
    """What a high or a low signal means, given which way is better."""
    if direction is Direction.NEUTRAL:
        return Meaning.NEUTRAL
    return Meaning.IMPROVEMENT if is_high == (direction is Direction.UP) else Meaning.CONCERN


def _said(
    method: Method, count: int, plan: Plan, rebases: tuple[tuple[int, Rebase], ...], run: RunChart | None
) -> str:
    """The method, the number of points, screened or not, and what a person decided, for under the chart."""
    points = "1 point" if count == 1 else f"{count} points"
    if method.name == RUN_CHART:
        parts = [f"Run chart about the median, {points}", "not screened"]
    else:
        points = points if count >= LEAST_FOR_SIGNALS else f"trial limits from {points}"
        is_screened = method.name == XMR and plan.screened
        shown = method.name.replace("'", "′")
        parts = [f"{shown} chart, {points}", "screened" if is_screened else "not screened"]
    said = ", ".join(parts) + (f"; {method.why}" if method.why else "")
    if plan.baseline is not None:
        said += f"; fixed on the first {plan.baseline} points"
    if rebases:
        last = rebases[-1][1]
        said += f"; since the rebase of {last.on} ({last.reason}; {last.author})"
    return said + "." + (_pattern_said(run, method.name) if run is not None and not plan.is_stock else "")


def _pattern_said(run: RunChart, method: str) -> str:
    if not run.is_judged:
        return " Too many months lie on the median for a pattern about it to be told from chance."
    return "" if method == RUN_CHART else f" Judged as a run chart: {'a' if run.is_signal else 'no'} pattern about the median."


def _long_said(count: int, least: NDArray[np.int64]) -> str:
    """What a reader must know where most months lie on one side of the mean."""
    needed, where = least.max(), "below" if least[0] > least[1] else "above"
    if needed == rules.RUN:
        return ""
    if needed > count:
        return f" Most months lie {where} the mean, so no run there is a signal."
    return f" Most months lie {where} the mean, so {needed} in a row there are a signal, not {rules.RUN}."
