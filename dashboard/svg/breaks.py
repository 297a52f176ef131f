"""Where the line of a series is broken: months before and after are not of one kind."""

import datetime as dt
from dataclasses import dataclass

from metrics.indicator import Indicator
from metrics.series import Series
from vocabulary.period import Month


@dataclass(frozen=True)
class Break:
    """A break of the line.

    Args:
        at: position of the first month after it.
        text: why, for a label.
    """

    at: int
    text: str


def breaks_of(series: Series, indicator: Indicator) -> tuple[Break, ...]:
    """Where a person rebased the chart, and where the definition changed, within the months shown."""
    places = {month: at for at, month in enumerate(series.selection.months) if at}
    rebased = [Break(at, f"afresh: {each.reason}") for at, each in series.control.rebases if at]
    changed = ((places.get(Month.of(dt.date.fromisoformat(each.on))), each.what) for each in indicator.change_log[1:])
    defined = [Break(at, f"definition: {what}") for at, what in changed if at is not None]
    return tuple(sorted((*rebased, *defined), key=lambda each: each.at))
