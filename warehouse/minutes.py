"""What people write down at a review: commentary, decisions and what became of them, sign-offs. Nothing is overwritten.

Sign-offs form a chain: each holds the hash of the one before it, so that one that was changed or taken out afterwards is
found, whoever changed it.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, insert, select

from vocabulary.errors import Refused
from warehouse.schema import comment, decision, decision_outcome, sign_off

LONGEST = 2000


class DecisionState(StrEnum):
    """What became of a decision."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Comment:
    """What the owner of an indicator says of a quarter; the newest of an indicator stands.

    Args:
        indicator: its key; "" where the quarter as a whole is meant.
        role: who says it, never a name.
    """

    programme: str
    quarter: str
    indicator: str
    said: str
    role: str
    written_at: dt.datetime


@dataclass(frozen=True)
class Decision:
    """A decision of a review.

    Args:
        indicator: the key of the indicator that it answers to; "" where none.
        owner_role: who sees to it, by when.
        role: who decided.
        outcome: what was last said of what became of it; "" while nothing was.
    """

    id: int
    programme: str
    quarter: str
    indicator: str
    said: str
    owner_role: str
    due_on: dt.date
    role: str
    written_at: dt.datetime
    state: DecisionState = DecisionState.OPEN
    outcome: str = ""
    state_at: dt.datetime | None = None


@dataclass(frozen=True)
class SignOff:
    """A quarter, signed.

    Args:
        edition: the edition whose figures were signed.
        document: everything that was signed, as canonical JSON.
        sha256: of the hash before it and the document.
        previous: hash of the sign-off before it; "" for the first.
    """

    id: int
    programme: str
    quarter: str
    edition: int
    role: str
    signed_at: dt.datetime
    document: str
    sha256: str
    previous: str

    @property
    def is_untouched(self) -> bool:
        """True while the document is what its hash was made of."""
        return sealed(self.previous, self.document) == self.sha256


def sealed(previous: str, document: str) -> str:
    """The hash over a document and the sign-off before it."""
    return hashlib.sha256(f"{previous}\n{document}".encode()).hexdigest()


def written(connection: Connection) -> int:
    """How much was ever written: a number that grows with each commentary, decision, outcome and sign-off."""
    newest = (
        select(func.coalesce(func.max(t.c.id), 0)).scalar_subquery()
        for t in (comment, decision, decision_outcome, sign_off)
    )
    return connection.scalar(select(reduce(add, newest)))


def write_comment(connection: Connection, written: Comment) -> None:
    """Write commentary; raises Refused where nothing, or too much, is said."""
    values = {"said": _said("commentary", written.said), "role": _said("the role", written.role)}
    told = {name: getattr(written, name) for name in ("programme", "quarter", "indicator", "written_at")}
    connection.execute(insert(comment).values(**told, **values))


def comments(connection: Connection, programme: str, quarter: str) -> list[Comment]:
    """The commentary that stands on a quarter, by indicator."""
    newest = select(func.max(comment.c.id)).where(comment.c.programme == programme, comment.c.quarter == quarter)
    wanted = select(comment).where(comment.c.id.in_(newest.group_by(comment.c.indicator)))
    found = connection.execute(wanted.order_by(comment.c.indicator)).mappings()
    return [Comment(**{key: value for key, value in row.items() if key != "id"}) for row in found]


def every_comment(connection: Connection, programme: str, quarter: str) -> list[Comment]:
    """All commentary ever written on a quarter, oldest first."""
    wanted = select(comment).where(comment.c.programme == programme, comment.c.quarter == quarter)
    found = connection.execute(wanted.order_by(comment.c.id)).mappings()
    return [Comment(**{key: value for key, value in row.items() if key != "id"}) for row in found]


def write_decision(connection: Connection, written: Decision) -> int:
    """Write a decision and say its number; raises Refused where what, who or why is missing."""
    values = {
        "said": _said("the decision", written.said),
        "owner_role": _said("the owner's role", written.owner_role),
        "role": _said("the role", written.role),
    }
    names = ("programme", "quarter", "indicator", "due_on", "written_at")
    told = {name: getattr(written, name) for name in names}
    return connection.execute(insert(decision).values(**told, **values)).inserted_primary_key[0]


def write_outcome(connection: Connection, number: int, state: DecisionState, outcome: Mapping[str, Any]) -> None:
    """Write what became of a decision.

    Args:
        outcome: said, role, written_at.
    """
    if connection.scalar(select(decision.c.id).where(decision.c.id == number)) is None:
        raise Refused(f"decision {number}", "there is no such decision", "Look its number up on the quarterly review")
    told = {"said": _said("what became of it", outcome["said"]), "role": _said("the role", outcome["role"])}
    values = {"decision": number, "state": state.value, "written_at": outcome["written_at"]}
    connection.execute(insert(decision_outcome).values(**values, **told))


def decisions(connection: Connection, programme: str) -> list[Decision]:
    """Every decision of a programme with what became of it, oldest first."""
    last = {
        row.decision: row
        for row in connection.execute(select(decision_outcome).order_by(decision_outcome.c.id))
    }  # fmt: skip
    wanted = select(decision).where(decision.c.programme == programme).order_by(decision.c.id)
    return [_as_decision(row, last.get(row["id"])) for row in connection.execute(wanted).mappings()]


def write_sign_off(connection: Connection, written: SignOff) -> SignOff:
    """Add a sign-off to the chain; its id, hash and predecessor are filled in."""
    previous = connection.scalar(select(sign_off.c.sha256).order_by(sign_off.c.id.desc()).limit(1)) or ""
    names = ("programme", "quarter", "edition", "signed_at", "document")
    told = {name: getattr(written, name) for name in names} | {"role": _said("the role", written.role)}
    sha256 = sealed(previous, written.document)
    id_ = connection.execute(insert(sign_off).values(**told, previous=previous, sha256=sha256)).inserted_primary_key[0]
    return SignOff(**connection.execute(select(sign_off).where(sign_off.c.id == id_)).mappings().one())


def sign_offs(connection: Connection) -> list[SignOff]:
    """Every sign-off of every programme, oldest first: the whole chain."""
    found = connection.execute(select(sign_off).order_by(sign_off.c.id)).mappings()
    return [SignOff(**row) for row in found]


def newest_sign_off(connection: Connection, programme: str, quarter: str) -> SignOff | None:
    """The last sign-off of a quarter; None where there is none."""
    mine = select(sign_off).where(sign_off.c.programme == programme, sign_off.c.quarter == quarter)
    found = connection.execute(mine.order_by(sign_off.c.id.desc()).limit(1)).mappings().first()
    return None if found is None else SignOff(**found)


def _as_decision(row: RowMapping, last: Row | None) -> Decision:
    became = (
        {} if last is None else {"state": DecisionState(last.state), "outcome": last.said, "state_at": last.written_at}
    )
    return Decision(**row, **became)


def _said(what: str, text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Refused(what, "nothing is said", "Write it")
    if len(said) > LONGEST:
        raise Refused(what, f"it is longer than {LONGEST:,} letters", "Shorten it")
    return said
