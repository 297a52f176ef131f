"""What a recomputation is asked and what it answers."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
"""A row: dates as `datetime.date`, what is missing as None."""
Rows = Callable[[str], list[Record]]
"""All rows of a dataset."""


@dataclass(frozen=True)
class Asked:
    """A programme, some or all partners, and the days from first to last, as known on a day."""

    programme: str
    partners: tuple[str, ...]
    first: dt.date
    last: dt.date
    as_of: dt.date

    def covers(self, programme: str, partner: str | None, day: dt.date | None) -> bool:
        """Whether a case of this programme and partner, dated that day, is asked for."""
        if programme != self.programme or day is None or not self.first <= day <= self.last:
            return False
        return self.has(partner)

    def has(self, partner: str | None) -> bool:
        return not self.partners or (partner or "") in self.partners


@dataclass
class Counted:
    """Counts by hand; `value` is for figures that are no share and no median."""

    numerator: int = 0
    n: int = 0
    left_out: int = 0
    median: float | None = None
    value: float | None = None

    def add(self, is_hit: bool, amount: int = 1) -> None:
        self.n += amount
        self.numerator += amount if is_hit else 0


def by_key(records: Iterable[Record], key: str) -> dict[str, Record]:
    return {record[key]: record for record in records}
