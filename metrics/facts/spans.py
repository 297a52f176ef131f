"""Spans of days as facts that add up: something begins to hold on a day, and ceases to hold on another.

How many hold on a day is how many began by then, less how many ceased: so a span is judged when it is read, and no
fact knows a clock.
"""

from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Select, case, func

from metrics.cells import Cells
from metrics.facts.fact import Adds, Place

BEGINS, CEASES = "begins", "ceases"
"""Endings of the kinds: `bucket` is the first day on which something holds, or the first on which it no longer does."""
NEVER, ALWAYS = 9_999_999, -9_999_999


class Span(NamedTuple):
    """From a first day to the day before *until*, both days since 1970-01-01."""

    first: ColumnElement
    until: ColumnElement

    def and_also(self, other: "Span") -> "Span":
        """The days of both."""
        first = case((other.first > self.first, other.first), else_=self.first)
        return Span(first, case((other.until < self.until, other.until), else_=self.until))


def span(first: Any = None, until: Any = None) -> Span:
    """A span whose ends may be missing: it began before all days, or goes on for ever."""
    return Span(func.coalesce(first, ALWAYS), func.coalesce(until, NEVER))


def span_facts(place: Place, name: str, days: Span, *where: ColumnElement) -> tuple[Select, Select]:
    """The two facts of each record for which *where* holds and which holds on some day at all."""
    is_some = days.until > days.first
    does_end = is_some & (days.until < NEVER)
    return (
        place.fact(Adds(denominator=1), *where, is_some, kind=kind(name, BEGINS), bucket=days.first),
        place.fact(Adds(denominator=1), *where, does_end, kind=kind(name, CEASES), bucket=days.until),
    )


def kind(name: str, turn: str) -> str:
    """The kind of the facts of spans of that name that begin, or cease."""
    return f"{name} {turn}"


def has_begun(cells: Cells, name: str, day: int) -> bool:
    """Whether anything of that name had begun by a day."""
    return bool((cells.kind.are(kind(name, BEGINS)) & (cells.bucket <= day)).any())


def holding(cells: Cells, name: str, day: int, places: np.ndarray, size: int) -> np.ndarray:
    """For each of *size* places whether a span of that name holds on a day.

    Args:
        places: for each cell the place that it is of.
    """
    is_past = cells.bucket <= day
    begun, ceased = (cells.kind.are(kind(name, turn)) & is_past for turn in (BEGINS, CEASES))
    amounts = cells.denominator * (begun.astype(np.int64) - ceased)
    return np.bincount(places, weights=amounts, minlength=size) > 0
