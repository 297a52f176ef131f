"""Run charts: is there a pattern about the median? For series too short, or too odd in shape, for limits."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics.median import middle
from metrics.statistics.rules import Signs, side

CHANCE = 0.05
"""Crossings rarer than this by chance are too few."""
MOST_CHANCE = 0.1
"""Where chance alone signals more often than this, nothing is judged; with half of the points on each side it does not."""


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
        on_median: values that lie on it.
        chance: of a signal though nothing changed, given how many of the useful values lie on each side.
    """

    median: float
    useful: int
    longest_run: int
    most_run: int
    crossings: int
    least_crossings: int
    latest_run: int = 0
    on_median: int = 0
    chance: float = 0.0

    @property
    def is_judged(self) -> bool:
        """Whether the median parts the values: where most lie on it, few are counted, and those on one side perhaps."""
        return self.chance <= MOST_CHANCE and self.useful >= self.on_median

    @property
    def is_signal(self) -> bool:
        """A run too long, or crossings too few."""
        return self.is_judged and (self.longest_run > self.most_run or self.crossings < self.least_crossings)


def run_chart(values: ArrayLike, baseline: int | None = None) -> RunChart:
    """Median and the two Anhoej rules.

    Args:
        values: oldest first, in any unit; gaps are `nan` and are passed over, as are values on the median.
        baseline: take the median from the first so many values (a frozen median); runs are counted over all.

    Source: Anhoej and Olesen (2014), PLoS ONE 9:e113825, as coded in qicharts2 0.8.1. A run is too long above
    round(log2 n) + 3; crossings are too few below the 5 % point of a binomial (n - 1, one half). Both suppose that as
    many values lie above as below; how often they err where not is computed, and where too often nothing is judged.
    """
    values = np.asarray(values, float)
    present = values[np.isfinite(values)]
    if not present.size:
        return RunChart(np.nan, 0, 0, 0, 0, 0)
    median = middle(present[:baseline])
    sides = side(present, median)
    settled, sides = sides[:baseline], sides[sides != 0]
    on_median = present.size - sides.size
    if not sides.size:
        return RunChart(median, 0, 0, 0, 0, 0, on_median=on_median)
    ends = np.flatnonzero(np.diff(sides)) + 1
    runs = np.diff(np.concatenate([[0], ends, [sides.size]]))
    most = round(math.log2(sides.size)) + 3
    fewest, latest = _binomial_point(sides.size - 1), int(runs[-1]) * int(sides[-1])
    chance = chance_of_signal(*_parted(settled, sides.size), most, fewest)
    return RunChart(median, sides.size, int(runs.max()), most, len(ends), fewest, latest, on_median, chance)


@cache  # of four small counts, and a screen's charts ask for the same few again and again
def chance_of_signal(above: int, below: int, most_run: int, least_crossings: int) -> float:
    """Chance of a run too long or crossings too few, every order of the values being as likely.

    Args:
        above, below: values on each side of the median.
        most_run, least_crossings: as in `RunChart`.

    Source: counted, run by run (Wald and Wolfowitz 1940, Ann Math Stat 11:147).

    Example: 24 values, half of them above.
        >>> round(chance_of_signal(12, 12, 8, 8), 4)
        0.0306
    """
    kept = 0
    for runs in range(least_crossings + 1, above + below + 1):
        most, least = (runs + 1) // 2, runs // 2
        ways = _in_runs(above, most, most_run) * _in_runs(below, least, most_run)
        kept += ways + _in_runs(above, least, most_run) * _in_runs(below, most, most_run)
    return 1 - kept / math.comb(above + below, above)


def _parted(settled: Signs, useful: int) -> tuple[int, int]:
    """How many of the useful values lie above and below, as those that the median rests on do."""
    above = round(useful * float((settled > 0).sum() / max(np.count_nonzero(settled), 1)))
    return above, useful - above


def _in_runs(values: int, runs: int, most: int) -> int:
    """In how many ways *values* part into so many runs of 1 to *most*."""
    if not runs <= values <= runs * most or (not runs and values):
        return 0
    if not runs:
        return 1
    return sum(
        (-1) ** long * math.comb(runs, long) * math.comb(values - long * most - 1, runs - 1)
        for long in range(runs + 1)
        if values - long * most >= runs
    )


def _binomial_point(trials: int) -> int:
    """Smallest count whose cumulative chance among *trials* tosses of a coin reaches 5 %."""
    chance, count = 0.5**trials, 0
    while chance < CHANCE:
        count += 1
        chance += math.comb(trials, count) * 0.5**trials
    return count
