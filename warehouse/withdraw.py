"""Take a submission back: a new edition that holds what the remaining submissions, in order, would have made."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection

from vocabulary.errors import Refused
from warehouse import editions, ledger, making
from warehouse.absence import was_full
from warehouse.causes import Cause
from warehouse.cells import write_cells
from warehouse.edition import Edition, SubmissionState
from warehouse.facts import CellStatement
from warehouse.standing import claimed_keys, editions_alike, let_stand
from warehouse.tables import Catalogue


def withdraw(
    connection: Connection,
    catalogue: Catalogue,
    id_: str,
    statements: Iterable[CellStatement],
    why: tuple[str, dt.datetime],
) -> Edition:
    """Make the edition without the submission.

    Args:
        why: the reason in words, and the moment.

    Raises:
        Refused: the submission is not published.
    """
    said = ledger.by_id(connection, id_)
    if not editions.waiting(connection) and said.state is not SubmissionState.PUBLISHED:
        raise Refused(id_, f"it is {said.state}, not published", "Only what is published can be withdrawn")
    made = editions.begin(connection, "withdrawal", id_, why[1])
    for dataset, table in catalogue.tables.items():
        is_full = was_full(connection, dataset, said.edition)
        concerned = editions_alike(said.edition) if is_full else (said.edition,)
        let_stand(connection, dataset, table, claimed_keys(dataset, table, concerned), made.number)
    write_cells(making.of_rows(connection, catalogue.tables, made.number), statements, Cause.WITHDRAWN)
    summary = f"{said.file_name} ({id_}) withdrawn: {why[0]}"
    ledger.settle(connection, id_, state=SubmissionState.WITHDRAWN, message=summary)
    return editions.finish(connection, made, summary)
