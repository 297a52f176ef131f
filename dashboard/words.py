"""Numbers, dates, states and selections as a reader says them. The only place where a share becomes a percent."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from metrics import words as numbers
from metrics.indicator import Direction, Indicator, Unit
from metrics.series import Control, Meaning, Point, Series, Variation
from vocabulary.period import MONTH_NAMES, Month, Quarter
from vocabulary.selection import Selection
from vocabulary.state import State

SPACE = "\u00a0"  # a number and its unit stay on one line
MINUS = "\u2212"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SMALL_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_MOST_NAMED = 3
_HYPHEN = re.compile(r"(?<![\w\u2013-])-(?=\d)")

STATE_WORDS: Mapping[State, str] = {
    State.NOT_REPORTED: "not reported",
    State.NOT_APPLICABLE: "not applicable",
    State.SUPPRESSED: "withheld",
}

VARIATION_WORDS: Mapping[Variation, str] = {
    Variation.IMPROVING: "Improving",
    Variation.WORSENING: "Worsening",
    Variation.SPECIAL_HIGH: "Unusually high",
    Variation.SPECIAL_LOW: "Unusually low",
    Variation.COMMON: "No change beyond chance",
    Variation.NOT_JUDGED: "Not judged month by month",
    Variation.TOO_FEW: "Too few points to say",
    Variation.NO_DATA: "No figures",
}

MEANING_WORDS: Mapping[Meaning, str] = {
    Meaning.IMPROVEMENT: "improvement",
    Meaning.CONCERN: "concern",
    Meaning.NEUTRAL: "unusual",
}


def amount(value: float | None, unit: Unit, digits: int = 0) -> str:
    """`61 %`, `164 d`, `1,204`; `–` where there is no number."""
    if value is None:
        return "–"
    return numbers.figure(value, unit, digits).replace(" ", SPACE).replace("-", MINUS)


def figure(point: Point, unit: Unit) -> str:
    """The value of a point, or the state it is in: `61 %`, `not reported`."""
    return amount(point.value, unit) if point.state.is_number else STATE_WORDS[point.state]


def counts(point: Point, unit: Unit) -> str:
    """What the figure rests on: `43 of 70`, `118 followed`; "" where there is no number."""
    if not point.state.is_number:
        return ""
    if unit in (Unit.SHARE, Unit.PERCENT):
        return f"{point.numerator:,} of {point.n:,}"
    return f"{point.n:,} followed" if unit is Unit.DAYS else f"n = {point.n:,}"


def interval(point: Point, unit: Unit) -> str:
    """`95 % interval 50 to 72 %`; "" where there is none."""
    if point.low is None or point.high is None:
        return ""
    low = amount(point.low, unit).split(SPACE)[0]
    return f"95{SPACE}% interval {low} to {amount(point.high, unit)}"


def target(indicator: Indicator) -> str:
    """`≥ 75 %`, `≤ 180 d`, `85 % to 100 %`, `none`."""
    if indicator.target is None:
        return "none"
    if indicator.target_most is not None:
        return f"{amount(indicator.target, indicator.unit)} to {amount(indicator.target_most, indicator.unit)}"
    sign = "≤" if indicator.direction is Direction.DOWN else "≥"
    return f"{sign}{SPACE}{amount(indicator.target, indicator.unit)}"


def difference(value: float, unit: Unit) -> str:
    """`+3.1 points`, `−12 d`: how much a figure moved."""
    sign = "+" if value >= 0 else MINUS
    if unit in (Unit.SHARE, Unit.PERCENT):
        return f"{sign}{abs(value) * 100:.1f}{SPACE}points"
    return f"{sign}{amount(abs(value), unit)}"


def day(date: dt.date) -> str:
    """`12 October 2026`."""
    return f"{date.day}{SPACE}{_MONTHS[date.month - 1]}{SPACE}{date.year}"


def short_day(date: dt.date) -> str:
    """`12 Oct 2026`."""
    return f"{date.day}{SPACE}{MONTH_NAMES[date.month - 1]}{SPACE}{date.year}"


def short_month(month: Month) -> str:
    """`Oct 24`, for an axis."""
    return f"{MONTH_NAMES[month.month - 1]}{SPACE}{month.year % 100:02d}"


def month(value: Month) -> str:
    """`October 2024`."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def months_of(quarter: Quarter) -> str:
    """`July to September`."""
    return f"{_MONTHS[quarter.first.month - 1]} to {_MONTHS[quarter.last.month - 1]}"


def counted(count: int, one: str, many: str = "") -> str:
    """`three signals`, `1 signal` is `one signal`, `no signals`, `27 signals`."""
    number = _SMALL_NUMBERS[count] if 0 <= count < len(_SMALL_NUMBERS) else f"{count:,}"
    return f"{number} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def named(names: Sequence[str]) -> str:
    """`Osmark and Veldland`; many are only counted: `five partners`."""
    return listed(names) if len(names) <= _MOST_NAMED else counted(len(names), "partner")


def sentence(text: str) -> str:
    """With a capital first letter and a full stop; the n of a sample stays small."""
    text = text.strip()
    first = text[:1] if text.startswith("n = ") else text[:1].upper()
    return first + text[1:] + ("" if text.endswith((".", "?", "!")) or not text else ".")


def partners(chosen: Sequence[str], names: Mapping[str, str]) -> str:
    """`all partners`, `Veldland and Osmark`, `seven partners`."""
    if not chosen:
        return "all partners"
    return named([names.get(code, code) for code in chosen])


def say(selection: Selection, names: Mapping[str, str]) -> str:
    """The selection in words: `Oct 2024 to Sep 2026, all partners`."""
    return f"{selection.since.name} to {selection.until.name}, {partners(selection.partners, names)}"


def method(control: Control) -> str:
    """How a chart was made, short enough for a small one: `p chart, 24 points, not screened`."""
    if not control.method:
        return "no settled month"
    name = control.method if control.method.endswith("chart") else f"{control.method} chart"
    trial = ", trial" if control.is_trial and control.low and any(low is not None for low in control.low) else ""
    points = "1 point" if control.points == 1 else f"{control.points} points"
    return f"{name}{trial}, {points}, {'screened' if control.is_screened else 'not screened'}".replace(" chart", f"{SPACE}chart")


def series_aloud(series: Series, indicator: Indicator) -> str:
    """What a chart of the series shows, for somebody who does not see it."""
    latest = figure(series.quarter, indicator.unit)
    resting = counts(series.quarter, indicator.unit)
    signals = counted(len(series.control.signals), "point is outside", "points are outside") + " ordinary variation"
    judged = "" if series.control.method == "run chart" else f" {sentence(signals)}"  # a run chart has no limits
    return (
        f"{indicator.short_title}, {series.selection.since.name} to {series.selection.until.name}: "
        f"{series.quarter.label} {latest}{f' ({resting})' if resting else ''}. "
        f"{VARIATION_WORDS[series.verdict.variation]}.{judged}"
    )


def set_in_type(text: str) -> str:
    """A sentence of numbers as it is printed: a true minus, and no number parted from its unit."""
    for word in ("%", "points", "d"):
        text = re.sub(rf"(?<=\d) {word}\b" if word != "%" else r"(?<=\d) %", f"{SPACE}{word}", text)
    return _HYPHEN.sub(MINUS, text)
