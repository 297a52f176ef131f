"""The right to publish: one process at a time.

The lock is the database's own, held by the transaction that publishes: the write lock of SQLite, a locked row in
PostgreSQL. A process that dies loses it with its connection, so nobody has to guess from a heartbeat whether a holder
still lives, and the right is never taken from somebody who still writes. The row `holder` is the sign on the door: it
says, to whoever has waited in vain, who is inside.
"""

import datetime as dt
import os
import socket

from sqlalchemy import Connection, select, update

from vocabulary.errors import Busy
from warehouse.connection import Engines
from warehouse.schema import lease


def this_process() -> str:
    """The name that this process signs with: `host:4711`."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_dead(holder: str) -> bool:
    """True where the name is that of a process of this machine that no longer runs."""
    host, _, process = holder.rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def enter(connection: Connection, name: str) -> None:
    """Hold the lock of that name ("publish", "receive") to the end of the transaction; wait for it if need be."""
    # SQLite leaves out FOR UPDATE: its writing transaction is the lock.
    connection.execute(select(lease.c.name).where(lease.c.name == name).with_for_update()).all()


def sign(engines: Engines, now: dt.datetime) -> None:
    """Write on the door who is about to publish, once nobody else is."""
    with engines.writing() as connection:
        enter(connection, "publish")
        signed = {"holder": this_process(), "taken_at": now}
        connection.execute(update(lease).where(lease.c.name == "holder").values(**signed))


def busy(engines: Engines) -> Busy:
    """What somebody is told who has waited in vain."""
    with engines.reading() as connection:
        holder = connection.execute(select(lease).where(lease.c.name == "holder")).one()
    since = f", since {holder.taken_at:%H:%M} UTC," if holder.taken_at else ""
    return Busy(f"{holder.holder or 'another process'}{since} is publishing; the same command works in a moment")


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The moment with its zone; one without a zone is in UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment
