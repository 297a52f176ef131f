"""Dates as people write them: one text to one moment under a declared order, or the reason why not."""

import datetime as dt
import re

from etl.profile_parts import Values

_OFFSET = r"Z|[+-]\d{2}:?\d{2}|(?:GMT|UTC)(?:[+-]\d{1,2}(?::\d{2})?)?"
_TIME = rf"(?:[T ]\s*(\d{{1,2}}):(\d{{2}})(?::(\d{{2}})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*({_OFFSET})?)?"
_NAMED_OFFSET = re.compile(r"(?:GMT|UTC)(?:([+-])(\d{1,2})(?::(\d{2}))?)?")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}\b")
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
_ADVICE = (
    (_SHORT_YEAR, "Write the year with four digits."),
    (re.compile(r"(9999|2999)\b|.*\b(9999|2999)$"), "Leave the cell empty where there is no date."),
    (
        re.compile(f"({_YEAR_FIRST.pattern}|{_YEAR_LAST.pattern})$".replace(r"\2", "[-/.]")),
        "There is no such day; write the day that is meant.",
    ),
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_SPREADSHEET_DAY_ZERO = dt.date(1899, 12, 30)


def moment_of(text: str, values: Values) -> dt.datetime | None:
    """The moment that *text* writes; naive where it has no offset; None where it writes none."""
    for form in values.date_formats:
        try:
            return _within(dt.datetime.strptime(text, form))  # noqa: DTZ007 - the zone is the profile's
        except ValueError:
            continue
    if match := _YEAR_FIRST.fullmatch(text):
        return _built(match[1], match[3], match[4], match.groups()[4:])
    if (match := _YEAR_LAST.fullmatch(text)) and values.date_order != "YMD":
        first, second = (match[1], match[3]) if values.date_order == "DMY" else (match[3], match[1])
        return _built(match[4], second, first, match.groups()[4:])
    return None


def day_of(text: str, values: Values) -> str | None:
    """The ISO date that *text* writes, in the source's own day; None where it writes none."""
    moment = moment_of(text, values)
    return moment.date().isoformat() if moment else None


def is_ambiguous(text: str) -> bool:
    """True where day and month could change places and still be a (different) date."""
    match = _YEAR_LAST.fullmatch(text)
    return bool(match) and int(match[1]) <= 12 and int(match[3]) <= 12 and int(match[1]) != int(match[3])


def contradicts(text: str, values: Values) -> bool:
    """True where *text* is a date only if day and month stand the other way round than declared."""
    match = _YEAR_LAST.fullmatch(text)
    if not match or values.date_order == "YMD" or moment_of(text, values):
        return False
    return _built(match[4], *_other_way(match, values), match.groups()[4:]) is not None


def why_no_date(text: str, values: Values) -> str:
    """What a steward can do about a cell that is no date."""
    if contradicts(text, values):
        order = "day first" if values.date_order == "DMY" else "month first"
        return f"The file is declared {order}; this date is only possible the other way round."
    if _YEAR_LAST.fullmatch(text) and values.date_order == "YMD":
        return "Write the year first (2025-03-31): here day and month could be taken for each other."
    if _SERIAL.fullmatch(text):
        day = _SPREADSHEET_DAY_ZERO + dt.timedelta(days=int(float(text)))
        return f"This looks like a spreadsheet's day number; write the date ({day}), if it is meant."
    for pattern, advice in _ADVICE:
        if pattern.match(text):
            return advice
    return "Write one day (2025-03-31), or leave the cell empty; put remarks into a text column."


def _other_way(match: re.Match, values: Values) -> tuple[str, str]:
    return (match[1], match[3]) if values.date_order == "DMY" else (match[3], match[1])


def _built(year: str, month: str, day: str, time: tuple) -> dt.datetime | None:
    hour, minute, second, half, offset = time
    try:
        hours = int(hour or 0)
        if half:
            hours = hours % 12 + (12 if half.lower() == "pm" else 0)
        clock = dt.time(hours, int(minute or 0), int(second or 0))
        moment = dt.datetime.combine(dt.date(int(year), int(month), int(day)), clock)
    except ValueError:
        return None
    if offset:
        moment = moment.replace(tzinfo=dt.datetime.fromisoformat(f"2000-01-01T00:00:00{_numbers(offset)}").tzinfo)
    return _within(moment)


def _numbers(offset: str) -> str:
    """`GMT+5:30` as +05:30; an offset in numbers as it is."""
    if not (named := _NAMED_OFFSET.fullmatch(offset)):
        return offset
    sign, hours, minutes = named.groups()
    return f"{sign}{int(hours):02}:{minutes or '00'}" if sign else "Z"


def _within(moment: dt.datetime) -> dt.datetime | None:
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None
