"""What stands at the axes of a chart of months: round values, and the months worth a name."""

import math
from collections.abc import Iterable, Sequence

from dashboard import words
from metrics.indicator import Unit
from vocabulary.period import MONTH_NAMES, Month

_FACTORS = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 6
_ROOM = 0.09


def span(values: Iterable[float], unit: Unit) -> tuple[float, float]:
    """The lower and upper end of an axis that holds *values* with some room, within what the unit can be."""
    found = list(values) or [0.0, 1.0]
    low, high = min(found), max(found)
    room = _ROOM * ((high - low) or abs(high) or 1.0)
    least = -room / 4  # so that a mark at nought is drawn whole
    most = 1 + _ROOM / 4 if unit is Unit.SHARE else math.inf
    return max(low - room, least), min(high + room, most)


def round_steps(low: float, high: float, most: int = _MOST_TICKS) -> list[float]:
    """Round values from *low* to *high*, at most *most* of them."""
    rough = (high - low) / (most - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in _FACTORS if power * factor >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(at * step, 10) for at in range(first, last + 1)]


def value_axis(low: float, high: float, unit: Unit) -> dict[str, object]:
    """Range and ticks of a vertical axis."""
    ticks = [tick for tick in round_steps(low, high) if tick >= 0 and (unit is not Unit.SHARE or tick <= 1)]
    digits = 1 if unit is Unit.SHARE and any(round(tick * 100, 6) % 1 for tick in ticks) else 0
    return {"range": [low, high], "tickvals": ticks, "ticktext": [words.amount(tick, unit, digits) for tick in ticks]}


def month_axis(months: Sequence[Month], every: int = 3) -> dict[str, object]:
    """Ticks at the months that begin a quarter (or every *every*); the year beside the first and each January."""
    ticks = [at for at, month in enumerate(months) if (month.month - 1) % every == 0] or [0]
    texts = [_named(months[at], is_first=at == ticks[0]) for at in ticks]
    ends = [-0.45, len(months) - 0.55]
    return {"range": ends, "tickvals": ticks, "ticktext": texts, "ticklabelstandoff": 4}


def _named(month: Month, is_first: bool) -> str:
    return words.short_month(month) if is_first or month.month == 1 else MONTH_NAMES[month.month - 1]
