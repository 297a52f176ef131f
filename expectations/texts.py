"""What free text must be, and must not be: more than a placeholder, about roles and not about persons."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from expectations.dataset import Effect, Fact, Rule
from expectations.known import Known
from expectations.rules import avoids
from expectations.screening import screened

PLACEHOLDER = re.compile(
    r"[\W_]*(?:n\s*/?\s*a|none|nil|null|unknown|tb[acd]|to be (?:added|advised|confirmed|decided|defined|determined)"
    r"|to ?do|pending|see above|x+|test)?[\W_]*",
    re.IGNORECASE,
)
"""Nothing but signs, or one of the words that stand for "later". For Python's `re`: pandas' own engine takes every
letter that is not English for a sign, so that a sentence in Greek would be a placeholder."""
NAMED_PERSON = (
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Capt|Captain|Cdr|Commander|Col|Colonel|Gen|General|Insp|Inspector|Lt|Lieutenant|Maj"
    r"|Major|Sgt|Sergeant|Supt)\.?\s+(?:[A-Z]\.\s*)*[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'-]{2,}"
)
"""A form of address or a rank, and a name after it. It finds those who are introduced, not every name there is."""


def says_something(texts: pd.Series) -> pd.Series:
    """True where the text is there and is more than a placeholder."""
    said = [text for text in texts.dropna().unique() if not PLACEHOLDER.fullmatch(text)]
    return texts.isin(said).astype("boolean")


def is_stated(column: str) -> Fact:
    """`{column}.is_stated`: whether *column* holds more than a placeholder; false where it is empty."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        return says_something(frame[column])

    return Fact(f"{column}.is_stated", compute, f"{column} is filled with more than a placeholder")


def screened_texts(rule_id: str, columns: Iterable[str]) -> Iterator[Rule]:
    """The rules that screen each of *columns* for what free text must not hold."""
    for column in columns:
        yield from screened(rule_id, column)


def names_nobody(rule_id: str, columns: Iterable[str]) -> Iterator[Rule]:
    """One rule for each of *columns*: it introduces no person by rank or title and name."""
    for column in columns:
        yield avoids(
            f"{rule_id}:{column}", Effect.REFUSE_ROW, column, NAMED_PERSON,
            reason="Free text names no person.", hint="Name the role, not the person.",
        )  # fmt: skip
