"""The lists of evidence, in the one order in which screens and the command line go through them, a stretch at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.evidence.evidence import Evidence
from vocabulary.errors import Unavailable
from warehouse.evidence import sides

NUMERATOR, DENOMINATOR, LEFT_OUT = "numerator", "denominator", "left-out"
PARTS = (NUMERATOR, DENOMINATOR, LEFT_OUT)
TITLES = {NUMERATOR: "In the numerator", DENOMINATOR: "In the denominator only", LEFT_OUT: "Left out"}
COUNT = {NUMERATOR: "numerator", DENOMINATOR: "n", LEFT_OUT: "left_out"}
"""The column of rows that says how much a row counts in a list."""
NOT_COUNTED, CELLS, HELD_BACK = "not-counted", "cells", "held-back"
NO_NAME = "~"
"""How a line is asked for whose records name no partner, unit or topic, or that stands for the whole figure."""
_ORDER = {
    "rows": ["month", "partner", "row_id", "dataset", "unit", "topic"],
    NOT_COUNTED: ["why", "month", "row_id", "dataset"],
    CELLS: ["month", "partner", "unit", "topic", "kind", "bucket"],
}
"""By what tells any two lines apart: pages come from several processes, to which a database may give lines differently."""


@dataclass(frozen=True)
class Stretch:
    """A run of the lines of a list.

    Args:
        first, last: of which lines, from 1; none where last is before first.
        total: how many lines the list has.
    """

    first: int
    last: int
    total: int

    @classmethod
    def within(cls, total: int, first: int, last: int | None = None) -> "Stretch":
        """From line to line; what lies beyond the end is cut off."""
        return cls(first, total if last is None else min(last, total), total)

    @classmethod
    def page(cls, total: int, size: int, number: int) -> "Stretch":
        """A page of a list; the last one where there are not so many."""
        number = min(number, max(1, -(-total // size)))
        return cls.within(total, (number - 1) * size + 1, number * size)

    @property
    def is_all(self) -> bool:
        return self.first == 1 and self.last == self.total

    @property
    def said(self) -> str:
        """`101 to 200 of 1,243`."""
        return f"{self.first:,} to {self.last:,} of {self.total:,}"

    def of(self, lines: pd.DataFrame) -> pd.DataFrame:
        """The lines themselves."""
        return lines.iloc[self.first - 1 : self.last]


def rows_by_part(found: Evidence) -> Mapping[str, pd.DataFrame]:
    """The rows by what they add: numerator, denominator only, left out; in no order."""
    return {NUMERATOR: found.in_numerator, DENOMINATOR: found.in_denominator_only, LEFT_OUT: found.left_out}


def in_order(lines: pd.DataFrame, kind: str = "rows") -> pd.DataFrame:
    """Lines as they are listed: the newest month first; of rows not counted, by reason first."""
    by = _ORDER[kind]
    return lines.sort_values(by, ascending=[name != "month" for name in by], kind="stable")


def name_of(line: Mapping) -> str:
    """What the records of a line have in common, as it is asked for."""
    return line["partner"] or line["unit"] or line["topic"] or NO_NAME


def behind_line(found: Evidence, name: str) -> pd.DataFrame:
    """The rows that a line stands for, which only count together: columns dataset, row_id.

    Raises:
        Unavailable: no line of this figure stands for several rows and is called so.
    """
    lines = found.rows[found.rows["others"] != ""] if found.listed.counted_by else found.rows.iloc[:0]
    for line in lines.to_dict("records"):
        if name_of(line) == name:
            return pd.DataFrame(list(sides(line["others"])), columns=["dataset", "row_id"])
    raise Unavailable(f"{found.sought.indicator.title}, {found.figure.label}: no line of it is called {name!r}.")
