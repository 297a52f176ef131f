"""A series: one indicator, month by month, with n, interval and state; and what the chart says about it.

One result object for everything that shows a figure: screen, table twin, export, print. Nothing downstream
computes a number of its own.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from metrics.statistics.rules import RUN
from metrics.statistics.run_chart import RunChart
from vocabulary.period import Month
from vocabulary.selection import Selection
from vocabulary.state import State


@dataclass(frozen=True)
class Point:
    """One figure.

    Args:
        label: what it is of: "Mar 2026", "2026 Q3", "Veldland".
        state: which of the five states; `value` is None unless it is a number.
        value: in the indicator's unit; shares are 0 to 1 (percent exists only in `dashboard.words`).
        numerator, n: the counts behind it; for days, n is the number of items followed.
        low, high: 95 % interval, same unit.
        left_out: cases that belong to the period and do not count yet or at all, with `note` saying why.
        provisional: the period is not over, cases in it have not matured, or its reports are not due yet.
        note: a caveat in a reader's words, "" when there is none.
        month: the month, where the figure is of one month.
        partner: the partner's code, where the figure is of one partner.
        parts: named counts that a reader may want beside it ({"cancelled": 3}); they add up like the counts.
    """

    label: str
    state: State
    value: float | None = None
    numerator: int = 0
    n: int = 0
    low: float | None = None
    high: float | None = None
    left_out: int = 0
    provisional: bool = False
    note: str = ""
    month: Month | None = None
    partner: str = ""
    parts: dict[str, int] = field(default_factory=dict)


class Meaning(StrEnum):
    """What a signal means for the indicator, given its direction."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Signal:
    """One point that chance alone does not explain.

    Args:
        index: position of the point in the series.
        rule: "beyond a limit", "seven on one side", "seven rising", "seven falling", "two of three near a limit".
        is_high: which way the signal points: by side of the mean; a trend by its slope.
        meaning: improvement, concern, or neutral.
    """

    index: int
    rule: str
    is_high: bool
    meaning: Meaning


@dataclass(frozen=True)
class Rebase:
    """A person's decision that a chart starts afresh: never taken by a computer.

    Args:
        on: day from which the process is another; its month is the first of the new segment.
        reason: the known change, in a reader's words.
        author: the role that decided ("training officer").

    Raises:
        ValueError: no reason or no author.
    """

    on: dt.date
    reason: str
    author: str

    def __post_init__(self) -> None:
        if not (self.reason.strip() and self.author.strip()):
            raise ValueError(f"the rebase on {self.on} needs a reason and an author")


@dataclass(frozen=True)
class Control:
    """What the chart's method says: limits for each point, and the signals.

    Args:
        method: "XmR", "p", "p'", "c", "run chart" or "" (nothing drawn).
        says: the method in words, for under the chart ("XmR chart, 24 points, screened.").
        centre, low, high: one value a point, None where the point has no number; unclipped.
        signals: at most one a point, the first rule that flags it.
        is_trial: fewer than 13 points: limits, if drawn, are trial limits and there are no icons.
        is_screened: whether large moving ranges were left out of the limits.
        points: how many settled points the latest segment has; limits rest on these, or on its first `baseline`.
        baseline: how many first points of a segment its limits were fixed on; None where they rest on all.
        rebases: position and decision of each rebase within the series, in order.
        is_stock: the months hold largely the same cases; no limits and no icon.
        run: what the Anhoej rules say of the latest segment, where they judge it: run charts and trial limits.
        least_runs: how many points in a row below the mean, and above it, are a signal in the latest segment.
    """

    method: str = ""
    says: str = ""
    centre: tuple[float | None, ...] = ()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    signals: tuple[Signal, ...] = ()
    is_trial: bool = False
    is_screened: bool = False
    points: int = 0
    baseline: int | None = None
    rebases: tuple[tuple[int, Rebase], ...] = ()
    is_stock: bool = False
    run: RunChart | None = None
    least_runs: tuple[int, int] = (RUN, RUN)


class Variation(StrEnum):
    """The latest point, in a word."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    SPECIAL_HIGH = "unusually high"  # neutral indicators
    SPECIAL_LOW = "unusually low"
    COMMON = "no change beyond chance"
    NOT_JUDGED = "not judged month by month"  # stocks, and where most months are alike
    TOO_FEW = "too few points to say"
    NO_DATA = "nothing reported"


class Assurance(StrEnum):
    """Target against the latest limits: what to expect if nothing changes."""

    WILL_MEET = "will keep meeting target"
    WILL_MISS = "will keep missing target"
    MAY_OR_MAY_NOT = "may or may not meet target"
    NONE = ""


@dataclass(frozen=True)
class Verdict:
    """What an indicator says now.

    Args:
        variation, assurance: the two icons.
        title: the finding, as a title ("On-time implementation has been below its own range since March").
        why: why it is flagged, or why it is not; whole sentences.
        since: month the present signal began, if there is one.
        latest_signal: the rule at the latest point, "" if none.
    """

    variation: Variation
    assurance: Assurance
    title: str
    why: str
    since: Month | None = None
    latest_signal: str = ""


@dataclass(frozen=True)
class Series:
    """One indicator over the months of a selection, for one edition and one reader.

    Args:
        indicator: the indicator's key.
        selection: what was chosen, with the edition's number filled in.
        edition: number of the edition that was read.
        points: one a month, in order, none left out; a missing month is a point that is no number.
        quarter: the quarter under review, pooled as the indicator says.
        control, verdict: see there.
        curve: for times to closure, a `metrics.measures.waiting.NamedCurve` for each year of starts; empty otherwise.
        target, target_source: what held for the quarter under review, in the indicator's unit, and who set it.
    """

    indicator: str
    selection: Selection
    edition: int
    points: tuple[Point, ...]
    quarter: Point
    control: Control
    verdict: Verdict
    curve: tuple[Any, ...] = ()
    target: float | None = None
    target_source: str = ""
