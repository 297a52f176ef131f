"""Take a submission back: a new edition that holds what the remaining submissions, in order, would have made.

Every submission *claims* the keys of its rows: by the version it wrote, or by having been seen to repeat one (a
sighting). For each key that the withdrawn submission claimed, the newest claim that remains says what the values are;
of the claims that say the same without a break, the oldest says where they came from.
"""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
    update,
)

from vocabulary.errors import Refused
from warehouse import editions, ledger, making
from warehouse.causes import Cause
from warehouse.cells import write_cells
from warehouse.edition import OPEN_END, Edition, SubmissionState
from warehouse.facts import CellStatement
from warehouse.rows_at import OPEN
from warehouse.schema import edition as edition_table
from warehouse.schema import sighting
from warehouse.sql import ROW_NUMBER
from warehouse.staging import measure, stage, staged
from warehouse.tables import Catalogue
from warehouse.versions import Claim

_WITHDRAWN = select(edition_table.c.submission).where(edition_table.c.kind == "withdrawal", edition_table.c.is_made)
_CLAIM = ("row_key", "row_hash", "submission", "sheet", "source_row", "claimed_in", "row_id")
_STANDING = ("row_key", "submission", "sheet", "source_row", "claimed_in", "row_id")


def _columns(names: tuple[str, ...]) -> list[Column]:
    kinds = {"row_key": Text, "submission": Text, "sheet": Text, "claimed_in": Integer, "row_id": ROW_NUMBER}
    return [Column(name, kinds.get(name, BigInteger), index=name == "row_key") for name in names]


_KEYS = stage("stage_key", Column("row_key", Text, primary_key=True))
_VERSIONS = stage("stage_version", *_columns(_CLAIM))
_CLAIMS = stage("stage_claim", *_columns(_CLAIM))
_STANDS = stage("stage_standing", *_columns(_STANDING))


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
    claim = Claim(id_, said.edition)
    for dataset, table in catalogue.tables.items():
        _release(connection, dataset, table, claim, made.number)
    write_cells(making.of_rows(connection, catalogue.tables, made.number), statements, Cause.WITHDRAWN)
    summary = f"{said.file_name} ({id_}) withdrawn: {why[0]}"
    ledger.settle(connection, id_, state=SubmissionState.WITHDRAWN, message=summary)
    return editions.finish(connection, made, summary)


def _release(connection: Connection, dataset: str, table: Table, claim: Claim, edition: int) -> None:
    with staged(connection, _KEYS, _VERSIONS, _CLAIMS, _STANDS):
        found = connection.execute(insert(_KEYS).from_select(["row_key"], _claimed_keys(dataset, table, claim)))
        if found.rowcount == 0:
            return
        measure(connection, _KEYS)
        every = select(*(table.c[name] for name in _CLAIM)).where(table.c.row_key.in_(select(_KEYS.c.row_key)))
        connection.execute(insert(_VERSIONS).from_select(list(_CLAIM), every))
        measure(connection, _VERSIONS)
        for remaining in _remaining_claims(dataset):
            connection.execute(insert(_CLAIMS).from_select(list(_CLAIM), remaining))
        connection.execute(insert(_STANDS).from_select(list(_STANDING), _newest()))
        measure(connection, _STANDS)
        _close(connection, table, edition)
        _reopen(connection, table, edition)


def _claimed_keys(dataset: str, table: Table, claim: Claim) -> Select:
    written = select(table.c.row_key).where(
        table.c.edition_from == claim.edition, table.c.submission == claim.submission
    )
    seen = (
        select(table.c.row_key)
        .join_from(sighting, table, sighting.c.row_id == table.c.row_id)
        .where(
            sighting.c.dataset == dataset,
            sighting.c.claimed_in == claim.edition,
            sighting.c.submission == claim.submission,
        )
    )
    return written.union(seen)


def _remaining_claims(dataset: str) -> tuple[Select, Select]:
    """Versions written and versions seen again, by submissions that are not withdrawn."""
    written = select(*(_VERSIONS.c[name] for name in _CLAIM)).where(_VERSIONS.c.submission.not_in(_WITHDRAWN))
    by_sighting = {"submission", "sheet", "source_row", "claimed_in"}
    seen = (
        select(*((sighting if name in by_sighting else _VERSIONS).c[name] for name in _CLAIM))
        .join_from(_VERSIONS, sighting, sighting.c.row_id == _VERSIONS.c.row_id)
        .where(sighting.c.dataset == dataset, sighting.c.submission.not_in(_WITHDRAWN))
    )
    return written, seen


def _newest() -> Select:
    """For each key the first of the newest claims that agree. Copies of one claim are alike; the oldest serves."""
    of_key = {"partition_by": _CLAIMS.c.row_key}
    last = func.first_value(_CLAIMS.c.row_hash).over(**of_key, order_by=_CLAIMS.c.claimed_in.desc())
    told = select(_CLAIMS, last.label("last_hash")).subquery()
    differs = case((told.c.row_hash != told.c.last_hash, told.c.claimed_in), else_=0)
    broken = select(told, func.max(differs).over(partition_by=told.c.row_key).label("broken_in")).subquery()
    place = func.row_number().over(partition_by=broken.c.row_key, order_by=(broken.c.claimed_in, broken.c.row_id))
    agreeing = select(broken, place.label("place")).where(broken.c.claimed_in > broken.c.broken_in).subquery()
    return select(*(agreeing.c[name] for name in _STANDING)).where(agreeing.c.place == 1)


def _close(connection: Connection, table: Table, edition: int) -> None:
    stands = exists().where(
        _STANDS.c.row_key == table.c.row_key,
        _STANDS.c.submission == table.c.submission,
        _STANDS.c.claimed_in == table.c.claimed_in,
    )
    gone = and_(table.c.row_key.in_(select(_KEYS.c.row_key)), table.c.edition_to == OPEN, not_(stands))
    connection.execute(update(table).where(gone).values(edition_to=edition))


def _reopen(connection: Connection, table: Table, edition: int) -> None:
    """Copy the versions that stand again; those that never closed are left alone."""
    current = table.alias("current_rows")
    is_open = exists().where(current.c.row_key == _STANDS.c.row_key, current.c.edition_to == OPEN)
    told = {name: _STANDS.c[name] for name in ("submission", "sheet", "source_row", "claimed_in")}
    told |= {"edition_from": literal(edition), "edition_to": literal(OPEN_END)}
    names = [column.name for column in table.columns if column.name != "row_id"]
    copies = (
        select(*(told.get(name, table.c[name]) for name in names))
        .join_from(_STANDS, table, _STANDS.c.row_id == table.c.row_id)
        .where(not_(is_open))
    )
    connection.execute(insert(table).from_select(names, copies))
