"""What a full extract leaves out: rows that its sender sent before, for the same programme and period, stand no longer.

A row belongs to whoever sent it last. Only rows of the same claims are closed, never another sender's; a row that the
extract names, though in a line that was held back, stays. Nothing is lost: closed rows are versions like others, and
where the extract is withdrawn they stand again.
"""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection, Select, Table, func, insert, select, union_all

from vocabulary.errors import BrokenPromise
from warehouse import ledger
from warehouse.bulk import bulk_insert
from warehouse.edition import Edition, Submission
from warehouse.extracts import full_extract, spared
from warehouse.identity import row_keys
from warehouse.rows_at import OPEN
from warehouse.standing import WITHDRAWN, claimed_keys, editions_alike, let_stand
from warehouse.tables import Catalogue

MOST_NAMED = 10


def close_left_out(
    connection: Connection,
    catalogue: Catalogue,
    held: Mapping[str, pd.DataFrame],
    said: Submission,
    made: Edition,
) -> dict[str, int]:
    """Close what a full extract leaves out of its datasets; how many rows of each were closed.

    Args:
        held: for each dataset that the extract replaces, the key columns of its rows that were held back.

    Raises:
        BrokenPromise: the submission does not say that it is a full extract.
    """
    if held and said.extract != "FULL":
        raise BrokenPromise(f"{said.id} is no full extract and replaces {', '.join(held)}")
    if held:  # the ledger must know already which edition is whose
        ledger.settle(connection, said.id, edition=made.number, **ledger.claims_of(said))
    return {dataset: _close(connection, catalogue, (dataset, rows), said, made) for dataset, rows in held.items()}


def was_full(connection: Connection, dataset: str, edition: int) -> bool:
    """True where the submission of that edition was a full extract of the dataset."""
    wanted = select(full_extract.c.claimed_in).where(
        full_extract.c.dataset == dataset, full_extract.c.claimed_in == edition
    )
    return connection.scalar(wanted) is not None


def named_left_out(connection: Connection, catalogue: Catalogue, said: Submission) -> dict[str, list[str]]:
    """Keys of the rows that a full extract closed, by dataset: the first `MOST_NAMED` of each."""
    concerned = [part.dataset for part in said.parts if part.closed and part.dataset in catalogue.tables]
    return {dataset: _left_out(connection, catalogue.tables[dataset], said.edition) for dataset in concerned}


def _left_out(connection: Connection, table: Table, edition: int) -> list[str]:
    """Keys of rows that an edition closed and did not replace, in order."""
    came = select(table.c.row_key).where(table.c.edition_from == edition)
    gone = (table.c.edition_to == edition) & (table.c.edition_to < OPEN) & table.c.row_key.not_in(came)
    return list(connection.scalars(select(table.c.row_key).where(gone).order_by(table.c.row_key).limit(MOST_NAMED)))


def _close(
    connection: Connection,
    catalogue: Catalogue,
    part: tuple[str, pd.DataFrame],
    said: Submission,
    made: Edition,
) -> int:
    dataset, rows = part
    table = catalogue.tables[dataset]
    since = _last_full(connection, dataset, made.number)
    connection.execute(insert(full_extract).values(dataset=dataset, submission=said.id, claimed_in=made.number))
    keys = row_keys(catalogue.datasets[dataset], rows).drop_duplicates()
    bulk_insert(connection, spared, pd.DataFrame({"row_key": keys}), dataset=dataset, claimed_in=made.number)
    return let_stand(connection, dataset, table, _in_question(dataset, table, since, made.number), made.number)


def _last_full(connection: Connection, dataset: str, edition: int) -> int:
    """The edition of the last full extract alike, 0 where there was none: what it left out does not stand any more."""
    earlier = select(func.max(full_extract.c.claimed_in)).where(
        full_extract.c.dataset == dataset,
        full_extract.c.submission.not_in(WITHDRAWN),
        full_extract.c.claimed_in.in_(editions_alike(edition)),
    )
    return connection.scalar(earlier) or 0


def _in_question(dataset: str, table: Table, since: int, edition: int) -> Select:
    """Keys that may belong to the sender and are not in the extract: claimed, or spared, since the last one."""
    every = editions_alike(edition).subquery()
    alike = select(every.c.edition).where(every.c.edition >= since, every.c.edition < edition)
    claimed = claimed_keys(dataset, table, alike)
    before = union_all(claimed, _spared_in(dataset, since)).subquery()
    here = union_all(claimed_keys(dataset, table, (edition,)), _spared_in(dataset, edition)).subquery()
    return select(before.c.row_key).where(before.c.row_key.not_in(select(here.c.row_key))).distinct()


def _spared_in(dataset: str, edition: int) -> Select:
    return select(spared.c.row_key).where(spared.c.dataset == dataset, spared.c.claimed_in == edition)
