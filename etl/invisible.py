"""Characters that nobody sees: marks of writing direction, joiners, controls."""

import re

# Marks that order the text on the screen and are no part of it; spreadsheets in Arabic, Hebrew or Persian add them.
_DIRECTION = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
_MARKS = re.compile(f"[{_DIRECTION}]")
_ANY = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_DIRECTION}\ufffe\uffff]")


def without_marks(text: str) -> str:
    """The text without marks of writing direction and characters of no width."""
    return text if text.isascii() else _MARKS.sub("", text)


def named(text: str) -> str:
    """The first invisible character, by number and place ("U+202E at place 5"); "" where there is none."""
    sign = _ANY.search(text)
    return f"U+{ord(sign[0]):04X} at place {sign.start() + 1}" if sign else ""
