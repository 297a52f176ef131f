"""How a text becomes a value, kind by kind, for all distinct texts of a column at once."""

import difflib
import re
import zoneinfo
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from etl.cells import TEXT
from etl.dates import moment_of, why_no_date
from etl.invisible import named, without_marks
from etl.profile_parts import Values
from etl.transforms import code_of
from expectations.dataset import Column

Wrong = dict[int, str]
"""Position of a distinct text to what can be done about it."""

_ID = r"[A-Z0-9][A-Z0-9_-]{1,31}"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_ISO_DAY = r"\d{4}-\d{2}-\d{2}"
_EXPONENT = re.compile(r"\d(\.\d+)?[eE][+]\d+")
_YES, _NO = {"true", "yes", "1", "y"}, {"false", "no", "0", "n"}


def _ids(_: Column, texts: Sequence[str], __: Values) -> tuple[Any, Wrong]:
    # ids are nearly all distinct: asked for all at once
    fits = pd.Series(texts, dtype=TEXT).str.fullmatch(_ID).to_numpy(dtype=bool)
    return _kept(texts, {int(at): _no_id(texts[at]) for at in np.flatnonzero(~fits)})


def _no_id(text: str) -> str:
    if _EXPONENT.fullmatch(text):
        return "A spreadsheet has shortened a long number; write the id as text, with all its digits."
    if place := named(text):
        return f"It holds an invisible character, {place}; take it out: {without_marks(text)!a}."
    return f"Write it as {code_of(text)}, if that is what is meant: 2 to 32 of A-Z, 0-9, - and _."


def _texts(column: Column, texts: Sequence[str], _: Values) -> tuple[Any, Wrong]:
    wrong = {
        at: f"Shorten it to {column.longest} characters." for at, text in enumerate(texts) if len(text) > column.longest
    }
    for at, text in enumerate(texts):
        if sign := _INVISIBLE.search(text):
            wrong[at] = f"Take out the invisible character U+{ord(sign[0]):04X} at place {sign.start() + 1}."
    return _kept(texts, wrong)


def _codes(column: Column, texts: Sequence[str], _: Values) -> tuple[Any, Wrong]:
    if not column.allowed:
        return _texts(column, texts, _)
    return _kept(
        texts, {at: _no_code(text, column.allowed) for at, text in enumerate(texts) if text not in column.allowed}
    )


def _no_code(text: str, allowed: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(re.sub(r"[\s-]+", "_", text.upper()), allowed, 1, 0.75)
    return f"Write {near[0]}, if that is what is meant." if near else f"Write one of {', '.join(allowed)}."


def _lists(column: Column, texts: Sequence[str], _: Values) -> tuple[Any, Wrong]:
    split = [[item.strip() for item in text.split(";") if item.strip()] for text in texts]
    kept, wrong = _texts(column, [";".join(dict.fromkeys(items)) for items in split], _)
    for at, items in enumerate(split):
        for item in items:
            if column.allowed and item not in column.allowed:
                wrong[at] = f"{item}: {_no_code(item, column.allowed)}"
    return _kept(kept, wrong)


def _booleans(_: Column, texts: Sequence[str], __: Values) -> tuple[Any, Wrong]:
    folded = [text.casefold() for text in texts]
    values = [True if text in _YES else False if text in _NO else None for text in folded]
    wrong = {at: "Write TRUE or FALSE." for at, value in enumerate(values) if value is None}
    return pd.array(values, dtype="boolean"), wrong


def _numbers(column: Column, texts: Sequence[str], values: Values) -> tuple[Any, Wrong]:
    plain = pd.Series(texts, dtype=TEXT)
    if column.kind == "percent":
        plain = plain.str.replace(r"\s*%$", "", regex=True)
    if values.thousands:
        # only where it parts groups of three: 1,5 is not 15
        grouped = plain.str.fullmatch(
            rf"[-+]?\d{{1,3}}(?:{re.escape(values.thousands)}\d{{3}})+(?:{re.escape(values.decimal)}\d+)?"
        )
        plain = plain.where(~grouped, plain.str.replace(values.thousands, "", regex=False))
    if values.decimal != ".":
        plain = plain.where(plain.str.match(r"^[^.]*$"), "?").str.replace(values.decimal, ".", regex=False)
    numbers = pd.to_numeric(plain.where(plain.str.fullmatch(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")), errors="coerce")
    numbers = numbers.astype("float64").to_numpy(copy=True)
    whole = column.kind != "integer" or np.isnan(numbers) | (numbers == np.floor(numbers))
    wrong = {int(at): _no_number(texts[at], values) for at in np.flatnonzero(np.isnan(numbers))}
    wrong |= {int(at): "Write a whole number." for at in np.flatnonzero(~np.broadcast_to(whole, numbers.shape))}
    numbers[list(wrong)] = np.nan
    return numbers, wrong


def _no_number(text: str, values: Values) -> str:
    other = "," if values.decimal == "." else "."
    if re.fullmatch(rf"[-+]?[\d.,\u00a0\u202f' ]*\d{re.escape(other)}\d+ ?%?", text):
        write, read = ("81.5", "81,5") if values.decimal == "." else ("81,5", "81.5")
        return (
            f"The decimal mark of this file is {values.decimal!r}: write {write} for {read}, with no mark between "
            f"thousands. Where a whole source writes {other!r}, its profile says decimal = {other!r}."
        )
    return "Write a number only, without words or units; leave the cell empty where it is not known."


def _days(_: Column, texts: Sequence[str], values: Values) -> tuple[Any, Wrong]:
    days, rest = _iso(texts, _ISO_DAY)
    wrong = {}
    for at in rest:
        moment = moment_of(texts[at], values)
        if moment is None:
            wrong[int(at)] = why_no_date(texts[at], values)
        else:
            days[at] = np.datetime64(moment.date(), "ns")
    return days, wrong


def _moments(_: Column, texts: Sequence[str], values: Values) -> tuple[Any, Wrong]:
    """UTC, without zone. A clock hour that comes twice is taken as the first, one that never comes as the next."""
    moments, wrong = np.full(len(texts), np.datetime64("NaT", "ns"), dtype="datetime64[ns]"), {}
    zone = zoneinfo.ZoneInfo(values.timezone)
    utc = zoneinfo.ZoneInfo("UTC")
    for at, text in enumerate(texts):
        moment = moment_of(text, values)
        if moment is None:
            wrong[at] = why_no_date(text, values)
        else:
            aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
            moments[at] = np.datetime64(aware.astimezone(utc).replace(tzinfo=None), "ns")
    return moments, wrong


def _iso(texts: Sequence[str], pattern: str) -> tuple[np.ndarray, np.ndarray]:
    """Values of texts that are plain ISO dates, and positions of all others. Nearly every date is one."""
    series = pd.Series(texts, dtype=TEXT)
    found = pd.to_datetime(series.where(series.str.fullmatch(pattern)), format="%Y-%m-%d", errors="coerce")
    found = found.where((found.dt.year >= 1900) & (found.dt.year <= 2200))
    days = found.astype("datetime64[ns]").to_numpy(copy=True)
    return days, np.flatnonzero(np.isnat(days))


def _kept(texts: Sequence[str], wrong: Wrong) -> tuple[Any, Wrong]:
    kept = np.array(texts, dtype=object)
    kept[list(wrong)] = None
    return pd.array(kept, dtype=TEXT), wrong


KINDS: dict[str, Callable[[Column, Sequence[str], Values], tuple[Any, Wrong]]] = {
    "id": _ids,
    "text": _texts,
    "code": _codes,
    "list": _lists,
    "marking": _texts,
    "boolean": _booleans,
    "integer": _numbers,
    "number": _numbers,
    "percent": _numbers,
    "date": _days,
    "moment": _moments,
}

LABELS: dict[str, Callable[[Column], str]] = {
    "id": lambda _: "an id: 2 to 32 of A-Z, 0-9, - and _",
    "text": lambda column: f"a text of at most {column.longest} characters",
    "code": lambda column: f"one of {', '.join(column.allowed)}" if column.allowed else "a code",
    "list": lambda column: f"a list of {', '.join(column.allowed) or 'items'}, with ; between them",
    "marking": lambda _: "ALL, or partner codes",
    "boolean": lambda _: "TRUE or FALSE",
    "integer": lambda _: "a whole number",
    "number": lambda _: "a number",
    "percent": lambda _: "a percentage from 0 to 100",
    "date": lambda _: "one day, such as 2025-03-31",
    "moment": lambda _: "a moment, such as 2025-03-31T14:05:00Z",
}
