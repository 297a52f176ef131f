"""Find the latest assessment of each partner that is not too old to lean on."""

import datetime as dt

import numpy as np

from metrics.cells import Cells
from metrics.measures.tally import day_number
from vocabulary.period import Month

SELF, PEER, EXTERNAL = "SELF", "PEER", "EXTERNAL"
SOURCES = (SELF, PEER, EXTERNAL)
"""Who assessed: of two assessments of one day the one from further outside stands."""


def source_of(cells: Cells) -> np.ndarray:
    """For each cell the position of its source in SOURCES: the first word of its kind; -1 where it is none."""
    firsts = [name.split(" ")[0] for name in cells.kind.names]
    return np.array([SOURCES.index(word) if word in SOURCES else -1 for word in firsts], dtype=np.int64)[
        cells.kind.codes
    ]


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; the last day of a month that has no such day."""
    month = Month.of(day) + -months
    return dt.date(month.year, month.month, min(day.day, month.last_day.day))


def latest(cells: Cells, places: np.ndarray, end: dt.date, months: int) -> tuple[np.ndarray, np.ndarray]:
    """Which cells are of the latest assessment of their place, and which places have only older ones.

    Args:
        cells: `bucket` is the day of the assessment.
        places: for each cell what is assessed (a partner, or one domain of it).
        end: assessments after this day are not known yet.
        months: an assessment of so many months ago or more is too old.

    Returns:
        True for each cell that stands; the places that were assessed too long ago.
    """
    source = source_of(cells)
    is_known = (source >= 0) & (cells.bucket <= day_number(end))
    is_fresh = is_known & (cells.bucket > day_number(months_before(end, months)))
    order = np.where(is_fresh, cells.bucket * len(SOURCES) + source, -1)
    newest = np.full(int(places.max(initial=-1)) + 1, -1, dtype=np.int64)
    np.maximum.at(newest, places, order)
    return is_fresh & (order == newest[places]), np.setdiff1d(places[is_known], places[is_fresh])
