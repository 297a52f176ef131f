"""Run charts: is there a pattern about the median? For series too short, or too odd in shape, for limits."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics.rules import side

CHANCE = 0.05
"""Crossings rarer than this by chance are too few."""


@dataclass(frozen=True)
class RunChart:
    """What the Anhoej rules say of a series as a whole; no single point is to blame.

    Args:
        median: centre line; `nan` without values.
        useful: values not on the median; both rules count these alone.
        longest_run, most_run: longest run on one side, and the longest that chance explains.
        crossings, least_crossings: crossings of the median, and the fewest that chance explains.
        latest_run: length of the run that the latest useful value belongs to; above the median it counts up,
            below it down (-3 is three below).
    """

    median: float
    useful: int
    longest_run: int
    most_run: int
    crossings: int
    least_crossings: int
    latest_run: int = 0

    @property
    def is_signal(self) -> bool:
        """A run too long, or crossings too few."""
        return self.longest_run > self.most_run or self.crossings < self.least_crossings


def run_chart(values: ArrayLike, baseline: int | None = None) -> RunChart:
    """Median and the two Anhoej rules.

    Args:
        values: oldest first, in any unit; gaps are `nan` and are passed over, as are values on the median.
        baseline: take the median from the first so many values (a frozen median); runs are counted over all.

    Source: Anhoej and Olesen (2014), PLoS ONE 9:e113825, as coded in qicharts2 0.8.1. A run is too long above
    round(log2 n) + 3; crossings are too few below the 5 % point of a binomial (n - 1, one half).
    """
    values = np.asarray(values, float)
    present = values[np.isfinite(values)]
    if not present.size:
        return RunChart(np.nan, 0, 0, 0, 0, 0)
    median = float(np.median(present[:baseline]))
    sides = side(present, median)
    sides = sides[sides != 0]
    if not sides.size:
        return RunChart(median, 0, 0, 0, 0, 0)
    ends = np.flatnonzero(np.diff(sides)) + 1
    runs = np.diff(np.concatenate([[0], ends, [sides.size]]))
    most = round(math.log2(sides.size)) + 3
    fewest, latest = _binomial_point(sides.size - 1), int(runs[-1]) * int(sides[-1])
    return RunChart(median, sides.size, int(runs.max()), most, len(ends), fewest, latest)


def _binomial_point(trials: int) -> int:
    """Smallest count whose cumulative chance among *trials* tosses of a coin reaches 5 %."""
    chance, count = 0.5**trials, 0
    while chance < CHANCE:
        count += 1
        chance += math.comb(trials, count) * 0.5**trials
    return count
