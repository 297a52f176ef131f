"""A tally becomes a figure: its state, interval and note."""

import datetime as dt
from collections.abc import Sequence

from metrics.known.settled import QUIET_DAYS
from metrics.measures.tally import Measure, Tally, Window
from metrics.sentences import FEWEST_FOR_PERCENT
from metrics.series import Point
from metrics.statistics.proportion import wilson
from vocabulary.state import State

AS_IT_CAME_TO_REST = "as its quarter came to rest; what came later is not added, because it could tell of single persons"


def hidden_point(window: Window, measure: Measure) -> Point:
    """A figure that must not be shown: no count of it leaves this floor."""
    return Point(
        label=window.label,
        state=State.SUPPRESSED,
        note=f"hidden: fewer than {measure.least_n} persons here, or it would give such a figure away",
        month=window.first if window.first == window.last else None,
    )


def waiting_point(window: Window) -> Point:
    """A figure of few persons of a quarter that may still change: a partner sees it once, when it has come to rest."""
    return Point(
        label=window.label,
        state=State.SUPPRESSED,
        note=f"not shown yet: figures of few persons are shown once nothing of their quarter changed for {QUIET_DAYS} days",
        month=window.first if window.first == window.last else None,
    )


def figures(tallies: Sequence[Tally], windows: Sequence[Window], as_of: dt.date, is_share: bool) -> tuple[Point, ...]:
    """A figure for each tally.

    Args:
        tallies: the counts.
        windows: the months each is of; they give the label.
        as_of: the edition's day; a window that is not over makes its figure provisional.
        is_share: the value is numerator / n; otherwise the tally holds it.
    """
    numbers = _shares(tallies) if is_share else [(tally.value, tally.low, tally.high) for tally in tallies]
    return tuple(
        Point(
            label=window.label,
            state=_state(tally, value),
            value=value,
            numerator=tally.numerator,
            n=tally.n,
            low=low,
            high=high,
            left_out=tally.left_out,
            provisional=window.last_day >= as_of or tally.immature > 0,
            note=_note(tally, is_share),
            month=window.first if window.first == window.last else None,
            parts=tally.parts,
        )
        for tally, window, (value, low, high) in zip(tallies, windows, numbers, strict=True)
    )


def _shares(tallies: Sequence[Tally]) -> list[tuple[float | None, float | None, float | None]]:
    """Value and interval of each share; none of them where nothing is reported or there are no cases."""
    lows, highs = (ends.tolist() for ends in wilson([each.numerator for each in tallies], [each.n for each in tallies]))
    return [
        (tally.numerator / tally.n, low, high) if tally.is_reported and tally.n else (None, None, None)
        for tally, low, high in zip(tallies, lows, highs, strict=True)
    ]


def _state(tally: Tally, value: float | None) -> State:
    if not tally.is_reported:
        return State.NOT_REPORTED
    if value is None:
        return State.NOT_APPLICABLE
    return State.ZERO if value == 0 else State.VALUE


def _note(tally: Tally, is_share: bool) -> str:
    is_small = is_share and 0 < tally.n < FEWEST_FOR_PERCENT
    small = f"fewer than {FEWEST_FOR_PERCENT}: shown as {tally.numerator} of {tally.n}" if is_small else ""
    return "; ".join(said for said in (small, tally.note) if said)
