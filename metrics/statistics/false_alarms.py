"""How often a chart of a process that stands still is flagged all the same."""

import numpy as np

from metrics.statistics.method import P_PRIME, RUN_CHART, XMR, C, P
from metrics.statistics.rules import RUN

BY_POINTS = {
    XMR: ((12, 0.013), (24, 0.016), (36, 0.019)),
    P: ((13, 0.004), (24, 0.010), (36, 0.014), (60, 0.017)),
    P_PRIME: ((13, 0.012), (24, 0.019), (36, 0.027)),
    C: ((13, 0.002), (24, 0.011), (36, 0.017), (60, 0.022)),
    RUN_CHART: ((13, 0.011), (18, 0.011), (24, 0.034), (36, 0.042), (60, 0.044)),
}
"""Chance by number of points: of a signal at the latest one, of a run chart of a pattern as a whole."""
BY_BASELINE = {
    XMR: ((12, 0.061), (16, 0.050), (20, 0.044), (24, 0.040)),
    P: ((12, 0.045), (16, 0.041), (24, 0.031)),
    P_PRIME: ((12, 0.058), (16, 0.053), (24, 0.043)),
    C: ((12, 0.042), (16, 0.038), (24, 0.035)),
    RUN_CHART: ((12, 0.081), (16, 0.086), (24, 0.085)),
}
"""The same by the number of points that limits were fixed on, seven or more points later."""


def chance_flagged(method: str, points: int, baseline: int | None = None) -> float:
    """Chance, 0 to 1, that a chart is flagged though nothing changed; read off a straight line between simulated ones.

    Args:
        method: "XmR", "p", "p'", "c" or "run chart".
        points: settled points of the latest segment.
        baseline: how many first points the limits were fixed on; None where they rest on all.

    Raises:
        KeyError: another method.

    Source: simulated with independent months; docs/methods.md, "False alarms". Months that are not independent are
    flagged far more often, which is why stocks are not judged so.
    """
    whole = _read_off(BY_POINTS[method], points if baseline is None else min(points, baseline))
    if baseline is None or points <= baseline:
        return whole
    fixed = _read_off(BY_BASELINE[method], baseline)
    return float(np.interp(points, (baseline, baseline + 1, baseline + RUN), (whole, fixed / 2, fixed)))


def _read_off(table: tuple[tuple[int, float], ...], count: int) -> float:
    counts, chances = zip(*table, strict=True)
    return float(np.interp(count, counts, chances))
