"""A law of the close as a quarter keeps it, and what may be signed though one that must hold does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vocabulary.errors import Refused, Unavailable


class NothingBefore(Unavailable):
    """A law compares with what came before, and nothing did: of the first quarter it asks nothing."""


@dataclass(frozen=True)
class Law:
    """One law, as a quarter keeps it.

    Args:
        rule: its number in the field's list.
        says: what must hold.
        must_hold: a quarter is not signed before it holds, or without a reason; else it is worth knowing.
        broken: what breaks it, a line each; nothing where it holds.
        cannot: why it could not be asked, "" where it was.
    """

    rule: str
    says: str
    must_hold: bool
    broken: tuple[str, ...] = ()
    cannot: str = ""

    @property
    def is_held(self) -> bool:
        return not (self.broken or self.cannot)

    @property
    def stops(self) -> bool:
        """True where the quarter is not to be signed: what nobody could ask is not known to hold."""
        return self.must_hold and not self.is_held

    @property
    def line(self) -> str:
        """How the quarter keeps it, in one line."""
        if self.is_held:
            return f"{self.rule} holds: {self.says}"
        weight = "MUST HOLD" if self.must_hold else "to know"
        if self.cannot:
            return f"{self.rule} cannot be asked, {self.cannot} ({weight}): {self.says}"
        times = "once" if len(self.broken) == 1 else f"{len(self.broken)} times"
        return f"{self.rule} broken {times} ({weight}): {self.says}"


def told_to_sign(quarter: str, asked: Sequence[Law], despite: str) -> dict[str, Any]:
    """What a sign-off says of the laws: those broken, those that could not be asked, and the reason to sign all the same.

    Raises:
        Refused: a law that must hold is broken or could not be asked and no reason is given, or a reason and nothing needs one.
    """
    reason = " ".join(despite.split())
    stops = [each for each in asked if each.stops]
    if stops and not reason:
        said = ", ".join(f"{each.rule} {'cannot be asked' if each.cannot else 'is broken'}" for each in stops)
        mend = 'Mend it (`python -m metrics close` names every row), or sign with --despite "reason": it is signed and shown'
        raise Refused(quarter, f"what must hold before it is signed does not: {said}", mend)
    if reason and not stops:
        raise Refused(quarter, "every law that must hold holds, so there is no reason to give", "Sign it without --despite")
    return {
        "laws_broken": [each.line for each in asked if each.broken],
        "laws_not_asked": [each.line for each in asked if each.cannot],
        "despite": {"reason": reason, "laws": [each.line for each in stops]},
    }
