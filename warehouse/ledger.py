"""The ledger: what was received, what became of it, and why."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, insert, or_, select, true, update

from expectations.finding import Finding
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse import lease
from warehouse.bulk import bulk_insert
from warehouse.edition import PartAccount, Submission, SubmissionState
from warehouse.publication import FINDING_ROW_COLUMNS, REFUSED_COLUMNS
from warehouse.schema import finding, finding_row, refused_row, submission

SILENT_FOR = dt.timedelta(minutes=15)
"""A worker that has said nothing for so long is taken for dead, where its process cannot be asked for."""

_WAITING = (SubmissionState.QUEUED, SubmissionState.CHECKING)
CLAIMS = ("profile", "partner", "programme", "period", "releasability")
"""What a sender may say of a file, and what a file of ours says of itself where the sender said nothing."""
_SAID_BY_SENDER = tuple(field.name for field in fields(Submission) if field.name not in ("id", "parts", "state"))


def receive(connection: Connection, given: Submission) -> Submission:
    """Put a submission into the queue, or say which earlier one it repeats; nothing changes then.

    Who names no profile leaves it to the file, which was read the same way before: then the content alone decides.
    Said to be another sender's, or for another programme or period, it is another submission: a file without rows,
    which says that there is nothing to report, is the same file every period. A full extract says more than the same
    rows sent as changes, and says it anew where others alike were published since.
    """
    lease.enter(connection, "receive")
    same = submission.c.sha256 == given.sha256
    if given.profile:
        same &= submission.c.profile == given.profile
    for claim in ("partner", "programme", "period"):
        if getattr(given, claim):
            same &= submission.c[claim] == getattr(given, claim)
    earlier = connection.execute(
        select(submission)
        .where(same, submission.c.state.in_([*_WAITING, SubmissionState.PUBLISHED]))
        .order_by(submission.c.number.desc())
        .limit(1)
    ).first()
    if earlier is not None and not _says_more(connection, given, earlier):
        return _repeated(as_value(earlier), given.file_name)
    return add(connection, given)


def _says_more(connection: Connection, given: Submission, earlier: Row) -> bool:
    """True for a full extract whose rows came as changes only, or that others of the same claims followed."""
    if given.extract != "FULL" or earlier.state in _WAITING:
        return False
    alike = and_(
        *(submission.c[name] == getattr(earlier, name) for name in ("profile", "partner", "programme", "period"))
    )
    followed = exists().where(
        alike, submission.c.edition > earlier.edition, submission.c.state == SubmissionState.PUBLISHED
    )
    return earlier.extract != "FULL" or connection.scalar(select(followed))


def add(connection: Connection, given: Submission) -> Submission:
    """Put a submission into the queue.

    Its number follows the last one. PostgreSQL's own counter does not: one that was killed here would leave a gap, and
    a number that nobody can explain looks like a submission that was lost.
    """
    lease.enter(connection, "receive")
    number = connection.scalar(select(func.coalesce(func.max(submission.c.number), 0) + 1))
    values = {name: getattr(given, name) for name in _SAID_BY_SENDER} | {"number": number}
    values |= {"state": SubmissionState.QUEUED, "loaded_at": None, "edition": None, "parts": [], "worker": ""}
    connection.execute(insert(submission).values(**values))
    return by_id(connection, spelled(number))


def take_next(connection: Connection, worker: str, now: dt.datetime) -> Submission | None:
    """Give the oldest waiting submission to a worker; one whose worker died counts as waiting."""
    lease.enter(connection, "receive")
    checking = select(submission.c.number, submission.c.worker, submission.c.heartbeat_at).where(
        submission.c.state == SubmissionState.CHECKING
    )
    silent = now - SILENT_FOR
    left = [
        row.number
        for row in connection.execute(checking)
        if row.worker == worker or lease.is_dead(row.worker) or row.heartbeat_at < lease.in_utc(silent)
    ]
    queued = or_(submission.c.state == SubmissionState.QUEUED, submission.c.number.in_(left))
    number = connection.scalar(select(submission.c.number).where(queued).order_by(submission.c.number).limit(1))
    if number is None:
        return None
    taken = {"state": SubmissionState.CHECKING, "worker": worker, "heartbeat_at": now}
    connection.execute(update(submission).where(submission.c.number == number).values(**taken))
    return by_id(connection, spelled(number))


def beat(connection: Connection, id_: str, worker: str, now: dt.datetime) -> None:
    """Say that the worker still works on the submission."""
    mine = and_(submission.c.number == numbered(id_), submission.c.worker == worker)
    connection.execute(update(submission).where(mine).values(heartbeat_at=now))


def settle(connection: Connection, id_: str, **values: Any) -> None:
    """Write what became of a submission."""
    if "parts" in values:
        values["parts"] = [asdict(part) for part in values["parts"]]
    connection.execute(update(submission).where(submission.c.number == numbered(id_)).values(worker="", **values))


def completed(said: Submission, read: Submission) -> Submission:
    """The submission with the claims under which it was read: its sender may have left them to the file."""
    return replace(said, **{name: getattr(read, name) for name in CLAIMS})


def claims_of(said: Submission) -> dict[str, str]:
    """The claims, to be settled with what became of the submission."""
    return {name: getattr(said, name) for name in CLAIMS}


def refuse_settled(said: Submission) -> None:
    """Raise Refused where the submission waits for nothing any more."""
    if said.state not in _WAITING:
        edition = f" in edition {said.edition}" if said.edition else ""
        raise Refused(said.id, f"it is already {said.state}{edition}", "Nothing was changed; send the file again")


def by_id(connection: Connection, id_: str) -> Submission:
    """The submission of that id; raises Refused where there is none."""
    row = connection.execute(select(submission).where(submission.c.number == numbered(id_))).first()
    if row is None:
        raise Refused(id_, "there is no submission of that number", "Look it up in the list of submissions")
    return as_value(row)


def listed(connection: Connection, scope: Scope, limit: int, state: SubmissionState | None) -> list[Submission]:
    """Submissions that the reader may see, newest first: a partner sees those it sent itself."""
    wanted = select(submission).where(_may_see(scope)).order_by(submission.c.number.desc()).limit(limit)
    if state is not None:
        wanted = wanted.where(submission.c.state == state)
    return [as_value(row) for row in connection.execute(wanted)]


def received(connection: Connection, scope: Scope, since: dt.datetime) -> dict[str, dt.datetime]:
    """When each submission was received, of those that the reader may see and that came since a moment."""
    wanted = select(submission.c.number, submission.c.received_at)
    found = connection.execute(wanted.where(_may_see(scope), submission.c.received_at >= since))
    return {spelled(number): moment for number, moment in found}


def last_received(connection: Connection, scope: Scope) -> dt.datetime | None:
    """When the last submission that the reader may see was received; None where there is none."""
    return connection.scalar(select(func.max(submission.c.received_at)).where(_may_see(scope)))


def _may_see(scope: Scope) -> ColumnElement[bool]:
    return true() if scope.partner is None else submission.c.partner == scope.partner


def write_findings(connection: Connection, id_: str, findings: Sequence[Finding]) -> None:
    """Keep what every rule said; replaces what an earlier attempt left."""
    connection.execute(finding.delete().where(finding.c.submission == id_))
    records = [
        {
            "submission": id_,
            "rule": each.rule,
            "dataset": each.dataset,
            "effect": each.effect,
            "outcome": each.outcome,
            "reason": each.reason,
            "hint": each.hint,
            "shows": json.dumps(each.shows),
            "broken_count": len(each.positions),
            "detail": each.detail,
            "seconds": each.seconds,
        }
        for each in findings
    ]
    if records:
        connection.execute(insert(finding), records)


def write_finding_rows(connection: Connection, id_: str, frame: pd.DataFrame) -> None:
    """Keep the cells that findings point at."""
    connection.execute(finding_row.delete().where(finding_row.c.submission == id_))
    bulk_insert(connection, finding_row, frame[list(FINDING_ROW_COLUMNS)], submission=id_)


def write_refused(connection: Connection, id_: str, frame: pd.DataFrame) -> None:
    """Keep the rows held back, verbatim."""
    connection.execute(refused_row.delete().where(refused_row.c.submission == id_))
    bulk_insert(connection, refused_row, frame[list(REFUSED_COLUMNS)], submission=id_)


def findings(connection: Connection, id_: str) -> pd.DataFrame:
    """What every rule said, in the order it was asked."""
    names = [column.name for column in finding.columns if column.name not in ("id", "submission")]
    frame = _frame(connection, select(*(finding.c[n] for n in names)).where(finding.c.submission == id_), finding.c.id)
    return frame.assign(shows=[tuple(json.loads(text)) for text in frame["shows"]])


def finding_rows(connection: Connection, id_: str, rule: str, limit: int | None) -> pd.DataFrame:
    """The cells that findings point at, of one rule or of all."""
    wanted = select(*(finding_row.c[name] for name in FINDING_ROW_COLUMNS)).where(finding_row.c.submission == id_)
    if rule:
        wanted = wanted.where(finding_row.c.rule == rule)
    return _frame(connection, wanted.limit(limit), finding_row.c.id)


def refused_rows(connection: Connection, id_: str) -> pd.DataFrame:
    """The rows held back."""
    wanted = select(*(refused_row.c[name] for name in REFUSED_COLUMNS)).where(refused_row.c.submission == id_)
    return _frame(connection, wanted, refused_row.c.id)


def spelled(number: int) -> str:
    """`S000123`."""
    return f"S{number:06d}"


def numbered(id_: str) -> int:
    """123; raises Refused for what is no submission's id."""
    if not (id_.startswith("S") and id_[1:].isdecimal()):
        raise Refused(id_ or "the submission", "this is no submission's number", "Write it as S000123")
    return int(id_[1:])


def _repeated(earlier: Submission, file_name: str) -> Submission:
    if earlier.state in _WAITING:
        return replace(earlier, message=f"{file_name} already waits as {earlier.id}.")
    return replace(
        earlier,
        state=SubmissionState.ALREADY_LOADED,
        message=f"{file_name} is already loaded as {earlier.id}: edition {earlier.edition}, "
        f"{earlier.loaded_at:%d %b %Y}. Nothing was changed.",
    )


def as_value(row: Row) -> Submission:
    """A row of the ledger as a value."""
    values = {name: getattr(row, name) for name in _SAID_BY_SENDER}
    parts = tuple(PartAccount(**part) for part in row.parts)
    return Submission(id=spelled(row.number), state=SubmissionState(row.state), parts=parts, **values)


def _frame(connection: Connection, wanted: Select, order: Any) -> pd.DataFrame:
    result = connection.execute(wanted.order_by(order))
    return pd.DataFrame(result.all(), columns=list(result.keys()))
