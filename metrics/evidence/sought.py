"""Which figure evidence is asked for."""

from dataclasses import dataclass

from metrics.indicator import Indicator
from vocabulary.period import Month
from vocabulary.selection import Selection


@dataclass(frozen=True)
class Sought:
    """Which figure.

    Args:
        indicator: its declaration.
        selection: programme, partners, edition; the quarter under review is the one that holds its last month.
        month: for the figure of one month; None for that of the quarter under review.
        topic: for the figure of one topic of the quarter; None for all topics together.
        is_run: for the figure of all months of the selection together: of four quarters, of the starts of a year.
        part: for one of the named counts beside a quarter's figure ("overdue 0-30 days"), which is the numerator then;
            of a composite, for the figure of the part of that name, with its own numerator and n.
    """

    indicator: Indicator
    selection: Selection
    month: Month | None = None
    topic: str | None = None
    is_run: bool = False
    part: str = ""

    @property
    def is_of_quarter(self) -> bool:
        """Whether it is of the quarter under review, and of no month or run of months."""
        return self.month is None and not self.is_run
