"""Submissions that were judged by some moment, of one programme and some periods: what a figure may have lacked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from vocabulary.scope import Scope
from warehouse import lease, ledger
from warehouse.edition import Submission
from warehouse.schema import submission


@dataclass(frozen=True)
class JudgedSought:
    """Which submissions.

    Args:
        programme, partners: those that claim it, or claim none; no partners named means all.
        periods: as claimed, "" for none.
        until: judged by then.
    """

    programme: str
    partners: tuple[str, ...]
    periods: Sequence[str]
    until: dt.datetime


def claimed_periods(connection: Connection) -> list[str]:
    """Every period that a submission ever claimed, as it was written."""
    return list(connection.scalars(select(submission.c.period).distinct().order_by(submission.c.period)))


def judged(connection: Connection, scope: Scope, sought: JudgedSought) -> list[Submission]:
    """The submissions sought that the reader may see, newest first: a partner sees those it sent itself."""
    wanted = select(submission).where(
        submission.c.programme.in_(["", sought.programme]),
        submission.c.period.in_(sought.periods),
        submission.c.loaded_at <= lease.in_utc(sought.until),
    )
    if sought.partners:
        wanted = wanted.where(submission.c.partner.in_(["", *sought.partners]))
    if scope.partner is not None:
        wanted = wanted.where(submission.c.partner == scope.partner)
    return [ledger.as_value(row) for row in connection.execute(wanted.order_by(submission.c.number.desc()))]
