"""The ledger a page at a time: for somebody who looks through what arrived."""

from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, select, true

from vocabulary.scope import Scope
from warehouse.edition import Submission, SubmissionState
from warehouse.ledger import as_value
from warehouse.schema import submission


@dataclass(frozen=True)
class Sought:
    """Which submissions are sought.

    Args:
        state: None for all.
        partner: code of the sender; "" for those that name none (the programme office); None for all.
        skip, take: from the newest.
    """

    state: SubmissionState | None = None
    partner: str | None = None
    skip: int = 0
    take: int = 25


@dataclass(frozen=True)
class LedgerPage:
    """One page of the ledger.

    Args:
        submissions: newest first.
        total: how many are sought, on all pages.
        states, partners: what there is to choose from, and how many of each; of everything the reader may see.
    """

    submissions: tuple[Submission, ...]
    total: int
    states: dict[SubmissionState, int]
    partners: dict[str, int]


def found(connection: Connection, scope: Scope, sought: Sought) -> LedgerPage:
    """The page sought; a partner sees what it sent itself."""
    own = true() if scope.partner is None else submission.c.partner == scope.partner
    wanted = and_(own, *_wanted(sought))
    page = select(submission).where(wanted).order_by(submission.c.number.desc()).offset(sought.skip).limit(sought.take)
    total = connection.scalar(select(func.count()).select_from(submission).where(wanted))
    counted = {
        column.name: {row[0]: row[1] for row in connection.execute(_counts(column).where(own))}
        for column in (submission.c.state, submission.c.partner)
    }
    states = {state: counted["state"][state] for state in SubmissionState if state in counted["state"]}
    submissions = tuple(as_value(row) for row in connection.execute(page))
    return LedgerPage(submissions, total, states, dict(sorted(counted["partner"].items())))


def _counts(column: Column) -> Select:
    return select(column, func.count()).group_by(column)


def _wanted(sought: Sought) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if sought.state is not None:
        wanted.append(submission.c.state == sought.state)
    if sought.partner is not None:
        wanted.append(submission.c.partner == sought.partner)
    return wanted
