"""Make cells anew after a definition changed, or everything anew from the kept files."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from warehouse import editions, making, opening
from warehouse.causes import Cause
from warehouse.cells import close_others, write_cells
from warehouse.edition import Edition
from warehouse.facts import CellStatement
from warehouse.tables import Catalogue


def rebuild_cells(
    connection: Connection, catalogue: Catalogue, statements: Sequence[CellStatement], now: dt.datetime
) -> Edition:
    """Make an edition with the same rows and all cells computed from them; only cells that differ are written."""
    made = editions.begin(connection, "rebuild", None, now)
    anew = making.of_all_anew(connection, catalogue.tables, made.number)
    close_others(anew, statements)
    write_cells(anew, statements, Cause.DEFINITION)
    return editions.finish(connection, made, "figures computed anew from the rows that stand")


def begin_rebuild(connection: Connection, catalogue: Catalogue) -> None:
    """Empty rows and cells, and let every edition wait to be made again; goes on with a rebuild that was cut short.

    One transaction: a reader sees the old editions until it commits, then those made so far. The list of editions is
    the list of what is still to do, so nothing else has to be remembered.
    """
    opening.be_alone(connection)
    opening.migrate(connection)
    if editions.waiting(connection) and opening.is_as_declared(connection, catalogue):
        return
    opening.make_anew(connection, catalogue)
    editions.unmake_all(connection)
