"""The list of editions: which there are, which comes next."""

import datetime as dt

from sqlalchemy import Connection, Row, func, insert, select, update

from vocabulary.errors import Busy, Unavailable
from warehouse.edition import Edition
from warehouse.schema import edition


def newest_number(connection: Connection) -> int:
    """Number of the newest edition that is made; 0 where there is none."""
    return connection.scalar(select(func.max(edition.c.number)).where(edition.c.is_made)) or 0


def by_number(connection: Connection, number: int | None) -> Edition:
    """The edition of that number, the newest for None; raises Unavailable where there is none."""
    wanted = select(edition).where(edition.c.is_made).order_by(edition.c.number.desc()).limit(1)
    if number is not None:
        wanted = wanted.where(edition.c.number == number)
    row = connection.execute(wanted).first()
    if row is None:
        raise Unavailable("nothing is published yet" if number is None else f"there is no edition {number}")
    return _as_value(row)


def known_on(connection: Connection, day: dt.date) -> Edition:
    """The newest edition published by the end of *day* (UTC); raises Unavailable where there was none."""
    next_day = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
    wanted = select(edition).where(edition.c.is_made, edition.c.published_at < next_day)
    row = connection.execute(wanted.order_by(edition.c.number.desc()).limit(1)).first()
    if row is None:
        raise Unavailable(f"nothing was published by {day:%d %b %Y}")
    return _as_value(row)


def first_after(connection: Connection, day: dt.date) -> Edition | None:
    """The first edition published after *day* (UTC) was over; None where there is none."""
    next_day = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
    wanted = select(edition).where(edition.c.is_made, edition.c.published_at >= next_day)
    row = connection.execute(wanted.order_by(edition.c.number).limit(1)).first()
    return None if row is None else _as_value(row)


def listed(connection: Connection, limit: int | None) -> list[Edition]:
    """Editions, newest first."""
    wanted = select(edition).where(edition.c.is_made).order_by(edition.c.number.desc()).limit(limit)
    return [_as_value(row) for row in connection.execute(wanted)]


def waiting(connection: Connection) -> list[Edition]:
    """Editions that a rebuild has not made yet, oldest first."""
    wanted = select(edition).where(~edition.c.is_made).order_by(edition.c.number)
    return [_as_value(row) for row in connection.execute(wanted)]


def begin(connection: Connection, kind: str, submission: str | None, now: dt.datetime) -> Edition:
    """Begin the next edition: a new one, or the one that a rebuild makes again, at its own moment.

    Raises:
        Busy: a rebuild is under way and this is not what comes next.
    """
    due = waiting(connection)
    if due and (due[0].kind, due[0].submission) != (kind, submission):
        raise Busy("the warehouse is being rebuilt; run `python -m etl rebuild` to finish it")
    if due:
        connection.execute(update(edition).where(edition.c.number == due[0].number).values(is_made=True))
        return due[0]
    made = Edition(newest_number(connection) + 1, now, submission, kind, "")
    connection.execute(
        insert(edition).values(
            number=made.number, published_at=now, submission=submission, kind=kind, summary="", is_made=True
        )
    )
    return by_number(connection, made.number)


def finish(connection: Connection, made: Edition, summary: str) -> Edition:
    """Write what the edition changed."""
    connection.execute(update(edition).where(edition.c.number == made.number).values(summary=summary))
    return by_number(connection, made.number)


def unmake_all(connection: Connection) -> None:
    """Begin a rebuild: every edition waits to be made again."""
    connection.execute(update(edition).values(is_made=False))


def _as_value(row: Row) -> Edition:
    return Edition(row.number, row.published_at, row.submission, row.kind, row.summary)
