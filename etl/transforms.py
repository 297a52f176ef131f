"""What may be done to the text of a cell: each step a function of one text, done once for each distinct text."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable

import pandas as pd

LONGEST_ID = 32
_HASH = 12  # 48 bits: among a million long texts two share an id once in 600 files
_PSEUDONYM = 24
_IS_PSEUDONYM = re.compile(rf"P[0-9A-F]{{{_PSEUDONYM}}}")
_NOT_ID = re.compile(r"[^A-Z0-9_]+")
_NUMBER_NOISE = re.compile(r"[\s\u00a0$\u20ac\u00a3]")
# Letters that have no ASCII letter inside them for NFKD to leave over.
_LETTERS = str.maketrans(
    {
        "\u00df": "ss", "\u00c6": "AE", "\u00e6": "ae", "\u00d8": "O", "\u00f8": "o", "\u0141": "L", "\u0142": "l",
        "\u0110": "D", "\u0111": "d", "\u0131": "i", "\u0152": "OE", "\u0153": "oe", "\u00de": "TH", "\u00fe": "th",
        "\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-",
    }
)  # fmt: skip


def each(texts: pd.Series, change: Callable[[str], str | None]) -> pd.Series:
    """The series with *change* done to every text that is there, once for each distinct one."""
    codes, distinct = pd.factorize(texts)
    changed = pd.array([change(text) for text in distinct], dtype=texts.dtype)
    return pd.Series(changed.take(codes, allow_fill=True), index=texts.index, dtype=texts.dtype)


def code_of(text: str, prefix: str = "", distinct: bool = False) -> str:
    """An id made of *text*: the same for the same text, in every file and year.

    ASCII capitals, digits and `_`; anything else becomes one `-`. What is longer than 32 characters, or loses
    most of its letters (another script), ends in a hash of the whole text; with *distinct* every one does, so
    that no two texts that differ by more than case and blanks become one id.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    body = _NOT_ID.sub("-", plain.upper()).strip("-_")
    lost = sum(c.isalnum() for c in plain) < sum(c.isalnum() for c in unicodedata.normalize("NFC", text)) * 0.5
    code = prefix + body
    if len(code) < 2 or len(code) > LONGEST_ID or lost or distinct or not code[0].isalnum():
        digest = hashlib.sha256(" ".join(text.split()).casefold().encode()).hexdigest()[:_HASH].upper()
        head = (prefix + body)[: LONGEST_ID - _HASH - 1].strip("-_")
        return f"{head}-{digest}" if head else f"ID-{digest}"
    return code


def pseudonym_of(text: str, salt: str) -> str:
    """A key that names the same person in every file of this installation and nobody outside it."""
    return (
        "P" + hmac.new(salt.encode(), text.strip().casefold().encode(), hashlib.sha256).hexdigest()[:_PSEUDONYM].upper()
    )


def is_pseudonym(text: str) -> bool:
    """True for what `pseudonym_of` gave: our workbook of refused rows shows it in place of the person's own key."""
    return _IS_PSEUDONYM.fullmatch(text) is not None


def number_of(text: str, decimal: str, thousands: str) -> str:
    """The number without currency signs, blanks and thousands, with a decimal point; unchanged where it is none."""
    plain = _NUMBER_NOISE.sub("", text)
    if thousands:
        plain = plain.replace(thousands, "")
    if decimal != ".":
        plain = plain.replace(decimal, ".")
    return plain if re.fullmatch(r"[-+]?\d+(\.\d+)?", plain) else text
