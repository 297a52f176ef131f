"""What a reader asked for as URL fields, and back. Pure; a link that cannot be read never raises."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import quote_plus

from vocabulary.period import Month
from vocabulary.selection import MONTHS_SHOWN, Selection

Fields = Mapping[str, Any]
"""As a browser sends them: mostly text by name, but nothing is sure."""

T = TypeVar("T")

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_EARLIEST = Month(1900, 1)
_FIRST_MONTH = _EARLIEST + MONTHS_SHOWN  # so that the usual months exist before it
_MOST_MONTHS = 120
_MOST_DIGITS = 10
_MOST_PARTNERS = 200
_LARGEST_EDITION = 2**31 - 2
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Asked:
    """What a reader asked a screen for.

    Args:
        selection: programme, months, partners, edition.
        focus: the one thing brought forward (an indicator's key, a submission's id), "" for the screen's own choice.
        known_on: the day whose newest edition is meant, where no edition is named; `Desk.settled` finds it.
        notices: one sentence for each part of the address that could not be used, for the screen to show.
    """

    selection: Selection
    focus: str = ""
    notices: tuple[str, ...] = field(default=(), compare=False)
    known_on: dt.date | None = None

    def choosing(self, selection: Selection) -> "Asked":
        """The same, for another selection."""
        return replace(self, selection=selection)

    def focused(self, focus: str) -> "Asked":
        """The same, with another thing brought forward."""
        return replace(self, focus=focus)

    def noting(self, sentence: str) -> "Asked":
        """The same, with one more sentence for the reader."""
        return replace(self, notices=(*self.notices, sentence))


def encode(asked: Asked) -> dict[str, str]:
    """The fields that spell *asked*: programme, until, and whatever differs from the usual."""
    chosen = asked.selection
    fields = {"programme": chosen.programme, "until": str(chosen.until)}
    if len(chosen.months) != MONTHS_SHOWN:
        fields["months"] = str(len(chosen.months))
    if chosen.partners:
        fields["partners"] = ",".join(chosen.partners)
    if chosen.edition is not None:
        fields["edition"] = str(chosen.edition)
    elif asked.known_on is not None:
        fields["known_on"] = asked.known_on.isoformat()
    if asked.focus:
        fields["focus"] = asked.focus
    return fields


def decode(fields: Fields, default: Selection) -> Asked:
    """Read fields. What is missing is the usual; what cannot be read is the usual, and a notice says so.

    For every `asked` and every `default`: `decode(encode(asked), default) == asked`.
    """
    reader = _Reader(fields)
    until = reader.read("until", _month, default.until)
    months = reader.read("months", lambda text: _whole(text, 1, _most_months(until)), MONTHS_SHOWN)
    selection = Selection(
        programme=reader.read("programme", _code, default.programme),
        since=until + (1 - months),
        until=until,
        partners=reader.read("partners", _codes, ()),
        edition=reader.read("edition", _edition, None),
    )
    focus = reader.read("focus", _word, "")
    day = reader.read("known_on", _day, None)
    return Asked(selection, focus, tuple(reader.notices), None if selection.edition is not None else day)


def link(path: str, asked: Asked) -> str:
    """The address of the screen at *path* that shows *asked*."""
    return f"{path}?{query(encode(asked))}"


def query(fields: Mapping[str, str]) -> str:
    """Fields as the query of an address. The same hundred texts stand in the thousands of addresses of a screen."""
    return "&".join([f"{_quoted(name)}={_quoted(text)}" for name, text in fields.items()])


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return quote_plus(text, safe=",")


class _Reader:
    """Reads one field after another and remembers which could not be read."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.notices: list[str] = []

    def read(self, name: str, parse: Callable[[str], T], usual: T) -> T:
        text = self._fields.get(name)
        if text is None or text == "":
            return usual
        try:
            if not isinstance(text, str):
                raise ValueError("no text")
            return parse(text)
        except ValueError:
            self.notices.append(f"The link says {name} = “{_shown(text)}”, which cannot be read; the usual is shown.")
            return usual


def _shown(text: object) -> str:
    printable = "".join(letter for letter in str(text) if letter.isprintable())
    return printable if len(printable) <= _LONGEST_SHOWN else printable[:_LONGEST_SHOWN] + "…"


def _month(text: str) -> Month:
    month = Month.parse(text)
    if month < _FIRST_MONTH:
        raise ValueError(f"{text} is too long ago")
    return month


def _day(text: str) -> dt.date:
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no day; write it as 2026-05-01")
    return dt.date.fromisoformat(text)


def _most_months(until: Month) -> int:
    return min(_MOST_MONTHS, (until.year - _EARLIEST.year) * 12 + until.month)


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(f"{text!r} is no code")
    return text


def _codes(text: str) -> tuple[str, ...]:
    codes = text.split(",")
    if len(codes) > _MOST_PARTNERS:
        raise ValueError("too many partners")
    return tuple(sorted({_code(code) for code in codes}))


def _edition(text: str) -> int:
    return _whole(text, 1, _LARGEST_EDITION)


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and least <= int(text) <= most):
        raise ValueError(f"{text!r} is no number from {least} to {most}")
    return int(text)


def _word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise ValueError(f"{text!r} is no word")
    return text
