"""The review of a quarter as `Warehouse` answers and takes it: commentary, decisions, sign-offs."""

import datetime as dt

from warehouse import lease, minutes
from warehouse.connection import Engines
from warehouse.minutes import Comment, Decision, DecisionState, SignOff


class Reviews:
    """What people write down at a review."""

    _engines: Engines

    def comments(self, programme: str, quarter: str) -> list[Comment]:
        """The commentary that stands on a quarter ("2026Q3"), by indicator."""
        with self._engines.reading() as connection:
            return minutes.comments(connection, programme, quarter)

    def every_comment(self, programme: str, quarter: str) -> list[Comment]:
        """All commentary ever written on a quarter, oldest first."""
        with self._engines.reading() as connection:
            return minutes.every_comment(connection, programme, quarter)

    def decisions(self, programme: str) -> list[Decision]:
        """Every decision of a programme with what became of it, oldest first."""
        with self._engines.reading() as connection:
            return minutes.decisions(connection, programme)

    def sign_offs(self) -> list[SignOff]:
        """Every sign-off of every programme, oldest first."""
        with self._engines.reading() as connection:
            return minutes.sign_offs(connection)

    def newest_sign_off(self, programme: str, quarter: str) -> SignOff | None:
        """The sign-off that stands for a quarter ("2026Q3"); None while it is not signed."""
        with self._engines.reading() as connection:
            return minutes.newest_sign_off(connection, programme, quarter)

    def written(self) -> int:
        """A number that grows with each commentary, decision, outcome and sign-off: what is kept of them is keyed by it."""
        with self._engines.reading() as connection:
            return minutes.written(connection)

    def comment(self, written: Comment) -> None:
        """Write commentary; raises Refused where nothing, or too much, is said."""
        with self._engines.writing() as connection:
            minutes.write_comment(connection, written)

    def decide(self, written: Decision) -> int:
        """Write a decision and say its number; raises Refused where what or who is missing."""
        with self._engines.writing() as connection:
            return minutes.write_decision(connection, written)

    def settle(self, number: int, state: DecisionState, said: str, role: str, at: dt.datetime) -> None:
        """Write what became of a decision; raises Refused where there is no such decision."""
        with self._engines.writing() as connection:
            minutes.write_outcome(connection, number, state, {"said": said, "role": role, "written_at": at})

    def sign(self, written: SignOff) -> SignOff:
        """Add a sign-off to the chain; its id, hash and predecessor are filled in."""
        with self._engines.writing() as connection:
            lease.enter(connection, "receive")  # one at a time: each names the one before it
            return minutes.write_sign_off(connection, written)
