"""Months, quarters and the period codes that partners write (`2025Q1`, `202503`, `2025Oct`)."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTH_NAMES = tuple(calendar.month_abbr)[1:]
_MONTH = re.compile(r"^(\d{4})-?(\d{2})$")
_QUARTER = re.compile(r"^(\d{4})-?Q([1-4])$")
_HALF = re.compile(r"^(\d{4})S([12])$")
_FINANCIAL_YEAR = re.compile(r"^(\d{4})(April|July|Oct)$")
_YEAR = re.compile(r"^(\d{4})$")
_FINANCIAL_START = {"April": 4, "July": 7, "Oct": 10}


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2200 and 1 <= self.month <= 12):
            raise ValueError(f"{self.year}-{self.month} is no month")

    def __hash__(self) -> int:
        # Months are keys of nearly all that is kept. A number may be one of numpy's, whose hash is that of the int.
        return hash(self.year * 12 + self.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2025-03` or `202503`; raises ValueError for anything else."""
        match = _MONTH.match(text)
        if not match:
            raise ValueError(f"{text!r} is no month; write it as 2025-03")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        """The month that holds *day*."""
        return cls(day.year, day.month)

    @classmethod
    def from_number(cls, number: int) -> "Month":
        """The month that cells write as 202503."""
        return cls(*divmod(int(number), 100))

    @property
    def number(self) -> int:
        """The month as cells write it: 202503."""
        return self.year * 100 + self.month

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def name(self) -> str:
        """`Mar 2025`, for a reader."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"

    def __add__(self, months: int) -> "Month":
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, month + 1)

    def until(self, last: "Month") -> Iterator["Month"]:
        """Every month from this one to *last*, both included."""
        month = self
        while month <= last:
            yield month
            month = month + 1

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


@dataclass(frozen=True, order=True)
class Quarter:
    """One calendar quarter."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `2025Q1` or `2025-Q1`; raises ValueError for anything else."""
        match = _QUARTER.match(text)
        if not match:
            raise ValueError(f"{text!r} is no quarter; write it as 2025Q1")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, month: Month) -> "Quarter":
        """The quarter that holds *month*."""
        return cls(month.year, (month.month + 2) // 3)

    @property
    def first(self) -> Month:
        return Month(self.year, self.quarter * 3 - 2)

    @property
    def last(self) -> Month:
        return self.first + 2

    @property
    def months(self) -> tuple[Month, Month, Month]:
        return self.first, self.first + 1, self.last

    @property
    def name(self) -> str:
        """`2025 Q1`, for a reader."""
        return f"{self.year} Q{self.quarter}"

    def in_fiscal_year(self, first_month: int) -> str:
        """` · FY 2026 Q1`, to follow a calendar quarter's name where a year begins in *first_month*; "" in January.

        A year is named by the calendar year in which it ends: that which begins in October 2025 is FY 2026. Where it does
        not begin with a calendar quarter, both quarters that this one lies in are named.
        """
        if first_month == 1:
            return ""
        lies_in = dict.fromkeys(Quarter.of(month + (13 - first_month)).name for month in self.months)
        return " · " + " and ".join(f"FY {name}" for name in lies_in)

    def named(self, first_month: int) -> str:
        """`2025 Q4`, for a reader; `2025 Q4 · FY 2026 Q1` where the programme's year begins in October."""
        return self.name + self.in_fiscal_year(first_month)

    def __add__(self, quarters: int) -> "Quarter":
        return Quarter.of(self.first + 3 * quarters)

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}"


@dataclass(frozen=True)
class Period:
    """A reporting period as a partner names it, with its first and last day."""

    code: str
    start: dt.date
    end: dt.date

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read a period code: `202503`, `2025Q1`, `2025S1`, `2025`, `2025April`, `2025July`, `2025Oct`.

        Raises:
            ValueError: the code is none of these; the message lists them.
        """
        first, months = _first_month_and_length(code.strip())
        return cls(code.strip(), first.first_day, (first + (months - 1)).last_day)

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(Month.of(self.start).until(Month.of(self.end)))


def _first_month_and_length(code: str) -> tuple[Month, int]:
    if match := _QUARTER.match(code):
        return Quarter(int(match[1]), int(match[2])).first, 3
    if match := _HALF.match(code):
        return Month(int(match[1]), 1 if match[2] == "1" else 7), 6
    if match := _FINANCIAL_YEAR.match(code):
        return Month(int(match[1]), _FINANCIAL_START[match[2]]), 12
    if match := _YEAR.match(code):
        return Month(int(match[1]), 1), 12
    if _MONTH.match(code):
        return Month.parse(code), 1
    raise ValueError(f"{code!r} is no period code; write 202503, 2025Q1, 2025S1, 2025, 2025April, 2025July or 2025Oct")
