"""Time to an end when some items are still waiting: the median of a cohort by month of its start."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.indicator import Unit
from metrics.measures.tally import Asked, Tally, Window, day_number
from metrics.statistics.incidence import cumulative_incidence
from metrics.statistics.survival import Curve, kaplan_meier
from metrics.words import figure
from vocabulary.period import Month

LEAST_AT_RISK = 5
"""Below so many items at risk the steps of a curve are single items; it is not drawn further."""
MONTHS_A_YEAR = 12
SHARES_WITHIN = (90, 180, 365)
"""Days after which the share implemented is said beside the median."""


@dataclass(frozen=True)
class Kinds:
    """The kinds of facts behind one curve.

    Args:
        name: what the curve is of ("implemented").
        event: reached its end; bucket is the days it took.
        waiting: has not reached it; bucket is the day number it started. Followed to the edition's day.
    """

    name: str
    event: str
    waiting: str


@dataclass(frozen=True)
class NamedCurve:
    """One Kaplan-Meier curve, ready to draw.

    Args:
        name: the cohort ("endorsed 2025").
        of: what is waited for ("implemented").
        times: days, rising, beginning with 0; survival, low, high, at_risk are as long.
        drawn: how many of the times have enough items at risk to be drawn.
        n, events: items followed, and how many ended.
        median: days; None where fewer than half ended.
        ended_within: for each of `SHARES_WITHIN` the share that had ended by then and the ends of its 95 % interval; None
            where nobody was followed so long.
    """

    name: str
    of: str
    times: tuple[float, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    drawn: int
    n: int
    events: int
    median: float | None
    ended_within: tuple[tuple[float, float, float] | None, ...] = (None,) * len(SHARES_WITHIN)


@dataclass(frozen=True)
class Waiting:
    """Median days from start to end of the items that started in a window (Kaplan-Meier).

    Items still waiting are followed to the edition's day. Items formally ended (kind `ended`, bucket the day number
    of the start) never reach the end that is waited for: they stay at risk to the edition's day. As every item is
    followed to the same day, this gives the cumulative incidence among all that started.

    Args:
        curves: the ends that are waited for; the figure is of the first.
        ended: kind of the facts of items that ended another way.
        settles_after: days of following after which the figure of one month's cohort is no longer provisional.
        quarters_pooled: quarters of starts, the one under review last, behind its figure.
        ended_after: kind of the facts that say after how many days (their bucket) items ended another way; what share of
            all did so in a year is then said of windows of more than a month. "" where nobody knows.

    Source:
        Fine and Gray (1999), JASA 94:496, section 3: with known censoring times, items that ended another way
        stay at risk until theirs.
    """

    curves: tuple[Kinds, ...]
    ended: str
    settles_after: int
    quarters_pooled: int
    ended_after: str = ""
    least_n: int = 0
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=False, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        places = asked.window_places()
        order = np.argsort(places, kind="stable")
        cells = asked.cells.where(order)
        ends = np.searchsorted(places[order], np.arange(len(asked.windows) + 1))
        return [
            self._tally(cells.where(slice(ends[place], ends[place + 1])), window, asked.as_of)
            for place, window in enumerate(asked.windows)
        ]

    def curves_by_year(self, asked: Asked) -> tuple[NamedCurve, ...]:
        """One curve for each year of starts in the windows, for each end that is waited for."""
        first, last = asked.windows[0].first, asked.windows[-1].last
        years = [
            Window(str(year), max(first, Month(year, 1)), min(last, Month(year, MONTHS_A_YEAR)))
            for year in range(first.year, last.year + 1)
        ]
        by_year = Asked(asked.cells, tuple(years), asked.as_of)
        places = by_year.window_places()
        drawn = [
            _named(f"{kinds.name}, started {year.label}", kinds, self._curve(cells, kinds, asked.as_of))
            for place, year in enumerate(years)
            for kinds in self.curves
            if len(cells := asked.cells.where(places == place).of_kind(kinds.event, kinds.waiting, self.ended))
        ]
        return tuple(drawn)

    def _tally(self, cells: Cells, window: Window, as_of: dt.date) -> Tally:
        if not len(cells):
            return Tally(is_reported=False)
        main = self.curves[0]
        curve = self._curve(cells, main, as_of)
        started, waiting = cells.histogram(main.waiting)
        is_young = day_number(as_of) - started < self.settles_after
        is_cohort = window.first == window.last
        left_out = int(cells.left_out.sum())
        return Tally(
            is_reported=True,
            numerator=curve.n - curve.open,
            n=curve.n,
            left_out=left_out,
            immature=int(waiting[is_young].sum()) if is_cohort else 0,
            value=curve.median,
            low=curve.median_low,
            high=curve.median_high,
            note="; ".join([*_notes(curve, left_out), *([] if is_cohort else self._ended_said(cells, as_of))]),
            parts=self._parts(cells),
        )

    def _curve(self, cells: Cells, kinds: Kinds, as_of: dt.date) -> Curve:
        started, waiting = cells.histogram(kinds.waiting, self.ended)
        followed = np.maximum(day_number(as_of) - started, 0)
        return kaplan_meier(*cells.histogram(kinds.event), followed, waiting)

    def _ended_said(self, cells: Cells, as_of: dt.date) -> list[str]:
        """What share ended another way within a year, what ended as waited for being no longer able to (Aalen-Johansen)."""
        after = cells.histogram(self.ended_after)
        if not after[1].sum():
            return []
        started, waiting = cells.histogram(self.curves[0].waiting)
        followed = np.maximum(day_number(as_of) - started, 0), waiting
        found = cumulative_incidence(after, cells.histogram(self.curves[0].event), followed).share_by(SHARES_WITHIN[-1])
        if found is None:
            return []
        share, low, high = (figure(each, Unit.SHARE) for each in found)
        return [f"formally ended within {SHARES_WITHIN[-1]} days: {share} of all (95 %: {low} to {high})"]

    def _parts(self, cells: Cells) -> dict[str, int]:
        """How the items stand, and how many ended within so many days."""
        main = self.curves[0]
        days, events = cells.histogram(main.event)
        parts = {kinds.name: int(cells.histogram(kinds.event)[1].sum()) for kinds in self.curves}
        parts["still open"] = int(cells.histogram(main.waiting)[1].sum())
        parts["formally ended"] = int(cells.histogram(self.ended)[1].sum())
        return parts | {f"{main.name} within {most} days": int(events[days <= most].sum()) for most in SHARES_WITHIN}


def _notes(curve: Curve, left_out: int) -> list[str]:
    notes = [f"{left_out} left out: the day they started is not stated"] if left_out else []
    if curve.n and curve.median is None:
        notes.append(f"median not reached: {curve.n - curve.open} of {curve.n} so far")
    return notes


def _named(name: str, kinds: Kinds, curve: Curve) -> NamedCurve:
    return NamedCurve(
        name=name,
        of=kinds.name,
        times=(0.0, *map(float, curve.times)),
        survival=(1.0, *map(float, curve.survival)),
        low=(1.0, *map(float, curve.low)),
        high=(1.0, *map(float, curve.high)),
        at_risk=(curve.n, *map(int, curve.at_risk)),
        drawn=1 + int((curve.at_risk >= LEAST_AT_RISK).sum()),
        n=curve.n,
        events=curve.n - curve.open,
        median=curve.median,
        ended_within=tuple(curve.share_closed_by(day) for day in SHARES_WITHIN),
    )
