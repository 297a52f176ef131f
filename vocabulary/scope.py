"""Who is asking, and which markings they may see.

A marking is set by the originator of a row: `ALL`, or the codes of the partners that may see it. It is
written in one canonical form (codes sorted, one space between). A marking that is not understood is
`NONE`: nobody but the steward of this warehouse sees the row.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

EVERYBODY = "ALL"
NOBODY = "NONE"
_CODE = re.compile(r"^[A-Z0-9][A-Z0-9_-]{1,31}$")


def canonical_marking(text: str | None, known_partners: Iterable[str] | None = None) -> str:
    """Return the canonical form of a marking; `NONE` for anything not understood.

    Args:
        text: `ALL`, or partner codes separated by blanks, commas or semicolons.
        known_partners: when given, a code outside it makes the marking `NONE` (fail closed).
    """
    words = re.split(r"[\s,;]+", (text or "").strip().upper())
    codes = sorted({word for word in words if word})
    if codes == [EVERYBODY]:
        return EVERYBODY
    known = None if known_partners is None else set(known_partners)
    if not codes or EVERYBODY in codes or NOBODY in codes:
        return NOBODY
    if not all(_CODE.match(code) and (known is None or code in known) for code in codes):
        return NOBODY
    return " ".join(codes)


@dataclass(frozen=True)
class Scope:
    """Who is asking. Every read of rows and cells takes one.

    Args:
        reader: the name written under a screen ("steward", "partner VEL").
        partner: the partner whose eyes these are; None sees every marking, also `NONE`.
    """

    reader: str
    partner: str | None

    @classmethod
    def steward(cls) -> "Scope":
        """The scope of the person who answers for this warehouse."""
        return cls("steward", None)

    @classmethod
    def of_partner(cls, code: str) -> "Scope":
        """The scope of one partner's own user."""
        return cls(f"partner {code}", code)

    def sees(self, marking: str) -> bool:
        """True when this reader may see a row with that canonical marking."""
        if self.partner is None or marking == EVERYBODY:
            return True
        return marking != NOBODY and self.partner in marking.split(" ")
