"""What free text must not hold: coordinates, ways to reach a person, and terms that have no place in this warehouse.

The patterns are read by RE2 on large columns: no looking ahead or behind, no groups that capture.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from expectations.dataset import Effect, Rule
from expectations.rules import avoids

# Pairs of degrees begin at 1, because shares are written as "0.115, 0.105".
COORDINATES = (
    r"(?i)(?:"
    r"[-+]?[1-9]\d?\.\d{3,}\s*°?\s*[NS]?\s*[,;/]\s*[-+]?\d{1,3}\.\d{3,}"  # 50.8503, 4.3517
    r"|\d{1,3}\s*°\s*\d{1,2}\s*['’′]"  # 50° 51'
    r"|\d{1,3}(?:\.\d+)?\s*°\s*[NSEW]\b"  # 50.85° N
    r"|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"  # 31U DQ 48249 11944
    r"|\b\d{4,6}[NS]\s?\d{5,7}[EW]\b"  # 5051N 00421E
    r")"
)
E_MAIL = r"(?i)[a-z0-9._%+-]+\s?(?:@|\[at\]|\(at\))\s?[a-z0-9-]+(?:\.|\[dot\]|\(dot\))[a-z0-9.-]*[a-z]{2,}"
PHONE = r"(?:\+|\b00)[1-9]\d{0,2}(?:[\s./-]?\(?\d{1,4}\)?){2,6}\d|\(0\d{1,4}\)[\s./-]?\d{2,4}[\s./-]?\d{2,5}"
TERMS_FILE = Path(__file__).with_name("forbidden_terms.txt")
"""Kept by the steward: a new term is one line there, reviewed like any other change to what is refused."""

EQUIPMENT = (
    r"\b(?:AN/[A-Z]{2,4}-\d+|(?:Mk|Mark|Mod)\.?\s?\d+[A-Z]?"  # AN/XYZ-12, Mk 19
    r"|[A-Z]{1,3}-\d{1,4}[A-Z]?\d?|[A-Z]{1,3}\d{1,4}[A-Z]\d?)\b"  # T-72, M4A1
)
"""Designations of equipment: a few capital letters and a number. ISO 9001 and Q3 are none."""
OUT_OF_SCOPE = re.compile(
    r"\b(?:lat|lon|lng|coords?|coordinates?|eastings?|northings?|gps|mgrs|grid ref(?:erence)?|address|street|village|town"
    r"|city|municipality|district|waypoint|route|movements?|weapons?|ammunition|device types?|components?"
    r"|serial (?:no|numbers?)|calib(?:er|re)|suspects?|persons? of interest|targets? names?|informants?)\b"
)
"""Words of a column's header, in small letters: places below country, movements, devices, persons of interest."""
POSITION = re.compile(r"latitude|longitude|geo[\W_]?point")
"""Parts of a column's header, in small letters, that tell a position: platforms write LocationLatitude in one word."""

CONTENT = re.compile(
    r"\b(?:subjects?|summar(?:y|ies)|synopsis|abstracts?|contents?|body|texts?|messages?|attachments?|enclosures?"
    r"|transcripts?|excerpts?|quotes?|descriptions?|details?|titles?)\b"
)
"""Words of a column's header, in small letters: what was said in an exchange."""


def names_content(header: str) -> bool:
    """Whether a column so headed holds what was exchanged, and not only that it was (EN-16)."""
    return CONTENT.search(_in_words(header)) is not None


def out_of_scope(header: str) -> bool:
    """Whether a column so headed holds what has no place in this warehouse (SG-01)."""
    return OUT_OF_SCOPE.search(_in_words(header)) is not None or names_position(header)


def names_position(header: str) -> bool:
    """Whether a column so headed holds where somebody was."""
    return POSITION.search(header.casefold()) is not None


def _in_words(header: str) -> str:
    """`Unit_Movement` as `unit movement`."""
    return re.sub(r"[\W_]+", " ", header).casefold()


def terms_in(text: str) -> tuple[str, ...]:
    """The terms of the steward's list, one a line; raises ValueError for a list without any, which would forbid all."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    terms = tuple(dict.fromkeys(line.casefold() for line in lines if line and not line.startswith("#")))
    if not terms:
        raise ValueError(f"{TERMS_FILE.name} holds no term; write one a line")
    return terms


FORBIDDEN_TERMS = terms_in(TERMS_FILE.read_text(encoding="utf-8"))


def forbidden_terms(terms: Sequence[str] = FORBIDDEN_TERMS) -> str:
    """The pattern of the *terms*: whole words, any case, plural or not, any blanks between."""
    return r"(?i)\b(?:" + "|".join(re.escape(term).replace(r"\ ", r"[\s-]+") for term in terms) + r")s?\b"


def screened(rule_id: str, column: str, effect: Effect = Effect.REFUSE_ROW) -> tuple[Rule, Rule, Rule, Rule]:
    """The four rules of one free-text *column*; a letter and the column are added to the id (`SG-02a:title`)."""
    asked = (
        ("a", COORDINATES, "Free text holds no coordinates.", "Name the country or region, or leave the place out."),
        ("b", E_MAIL, "Free text holds no e-mail address.", "Name the role, not the person."),
        ("c", PHONE, "Free text holds no telephone number.", "Name the role, not the person."),
        ("d", forbidden_terms(), "Free text holds no term of the steward's list.", "Say it without the term."),
    )
    return tuple(
        avoids(f"{rule_id}{part}:{column}", effect, column, pattern, reason=reason, hint=hint)
        for part, pattern, reason, hint in asked
    )
