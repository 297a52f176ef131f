"""Sentences made of clauses, each of which names the number that it says."""

from dataclasses import dataclass, field
from enum import StrEnum

from metrics.changes.change import Changed


class Said(StrEnum):
    """What a sentence is about."""

    VERDICT = "verdict"
    FIGURES = "figures"
    RESTATED = "restated"
    DEFINITION = "definition"
    EFFECTS = "effects"
    PARTS = "parts"
    WHY_NOT = "why not"


class Number(StrEnum):
    """Which number a clause says."""

    SIGNAL = "signal"
    BEFORE = "before"
    AFTER = "after"
    CHANGE = "change"
    INTERVAL = "interval"
    EFFECT = "effect"
    PART = "part"
    FIRST = "first published"
    SINCE_PUBLISHED = "since first published"
    RESTATED = "restated"
    CAUSE = "cause"


@dataclass(frozen=True)
class Ref:
    """Which number of a `Changed`.

    Args:
        by: "partner", or what a topic is, for an effect or a part.
        of: the effect's name, the partner's code, the topic, or the cause.
    """

    number: Number
    by: str = ""
    of: str = ""


@dataclass(frozen=True)
class Clause:
    """A few words of a sentence; *ref* is None for the words in between."""

    text: str
    ref: Ref | None = None


@dataclass(frozen=True)
class Sentence:
    """One sentence; its clauses, joined without a space, are its text."""

    about: Said
    clauses: tuple[Clause, ...] = field(default=())

    def __str__(self) -> str:
        return "".join(clause.text for clause in self.clauses)


def number(changed: Changed, ref: Ref) -> float | None:
    """The number that a clause says; None where it says none (a signal, an interval's two ends)."""
    plain = {
        Number.BEFORE: changed.before.value, Number.AFTER: changed.after.value, Number.CHANGE: changed.change,
        Number.SINCE_PUBLISHED: changed.since_published,
    }  # fmt: skip
    if ref.number in plain:
        return plain[ref.number]
    if ref.number in (Number.EFFECT, Number.PART):
        split = next(each for each in changed.splits if each.by == ref.by)
        if ref.number is Number.EFFECT:
            return split.effect(ref.of)
        return next(part.total for part in split.parts if part.partner == ref.of)
    if changed.restated is None:
        return None
    found = {Number.FIRST: changed.restated.first.figure.value, Number.RESTATED: changed.restated.change}
    causes = {part.cause: part.change for part in changed.restated.causes}
    return found[ref.number] if ref.number in found else causes.get(ref.of)
