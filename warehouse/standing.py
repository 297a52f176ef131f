"""Which row of a key stands: the fold of every claim that remains.

Every submission *claims* the keys of its rows: by the version it wrote, or by having been seen to repeat one (a
sighting). The newest claim that remains says what the values are; of the claims that say the same without a break, the
oldest says where they came from. A full extract ends the claims of its sender that it leaves out (`full_extract`).
"""

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
    or_,
    select,
    update,
)

from warehouse.edition import OPEN_END
from warehouse.extracts import full_extract, spared
from warehouse.rows_at import OPEN
from warehouse.schema import edition as edition_table
from warehouse.schema import sighting
from warehouse.schema import submission as submissions
from warehouse.sql import ROW_NUMBER
from warehouse.staging import measure, stage, staged

WITHDRAWN = select(edition_table.c.submission).where(edition_table.c.kind == "withdrawal", edition_table.c.is_made)
_CLAIM = ("row_key", "row_hash", "submission", "sheet", "source_row", "claimed_in", "row_id")
_STANDING = ("row_key", "submission", "sheet", "source_row", "claimed_in", "row_id")
_OWN_CLAIMS = ("partner", "programme", "period")


def _columns(names: tuple[str, ...]) -> list[Column]:
    kinds = {
        "row_key": Text, "submission": Text, "sheet": Text, "claimed_in": Integer, "full_in": Integer,
        "row_id": ROW_NUMBER,
    }  # fmt: skip
    indexed = ("row_key", "full_in")
    return [Column(name, kinds.get(name, BigInteger), index=name in indexed) for name in names]


_KEYS = stage("stage_key", Column("row_key", Text, primary_key=True))
_VERSIONS = stage("stage_version", *_columns(_CLAIM))
_CLAIMS = stage("stage_claim", *_columns(_CLAIM))
_STANDS = stage("stage_standing", *_columns(_STANDING))
_ENDED = stage("stage_ended", *_columns(("claimed_in", "full_in")))


def claimed_keys(dataset: str, table: Table, editions: Select | tuple[int, ...]) -> Select:
    """The keys that the submissions of those editions claim."""
    written = select(table.c.row_key).where(table.c.edition_from.in_(editions))
    seen = (
        select(table.c.row_key)
        .join_from(sighting, table, sighting.c.row_id == table.c.row_id)
        .where(sighting.c.dataset == dataset, sighting.c.claimed_in.in_(editions))
    )
    both = written.union(seen).subquery()
    return select(both.c.row_key)


def editions_alike(edition: int) -> Select:
    """The editions of submissions of the same sender, for the same programme and period, the edition's own among them."""
    mine = submissions.alias("mine")
    same = and_(*(submissions.c[name] == mine.c[name] for name in _OWN_CLAIMS))
    return select(submissions.c.edition).join_from(submissions, mine, same).where(mine.c.edition == edition)


def let_stand(connection: Connection, dataset: str, table: Table, wanted: Select, edition: int) -> int:
    """Let exactly those rows of the wanted keys stand that the remaining claims say; how many rows were closed."""
    with staged(connection, _KEYS, _VERSIONS, _CLAIMS, _STANDS, _ENDED):
        found = connection.execute(insert(_KEYS).from_select(["row_key"], wanted))
        if found.rowcount == 0:
            return 0
        measure(connection, _KEYS)
        every = select(*(table.c[name] for name in _CLAIM)).where(table.c.row_key.in_(select(_KEYS.c.row_key)))
        connection.execute(insert(_VERSIONS).from_select(list(_CLAIM), every))
        measure(connection, _VERSIONS)
        for remaining in _remaining_claims(dataset):
            connection.execute(insert(_CLAIMS).from_select(list(_CLAIM), remaining))
        connection.execute(insert(_ENDED).from_select(["claimed_in", "full_in"], _ended(dataset)))
        measure(connection, _CLAIMS, _ENDED)
        connection.execute(insert(_STANDS).from_select(list(_STANDING), _newest(dataset)))
        measure(connection, _STANDS)
        closed = _close(connection, table, edition)
        _reopen(connection, table, edition)
        return closed


def _remaining_claims(dataset: str) -> tuple[Select, Select]:
    """Versions written and versions seen again, by submissions that are not withdrawn."""
    written = select(*(_VERSIONS.c[name] for name in _CLAIM)).where(_VERSIONS.c.submission.not_in(WITHDRAWN))
    by_sighting = {"submission", "sheet", "source_row", "claimed_in"}
    seen = (
        select(*((sighting if name in by_sighting else _VERSIONS).c[name] for name in _CLAIM))
        .join_from(_VERSIONS, sighting, sighting.c.row_id == _VERSIONS.c.row_id)
        .where(sighting.c.dataset == dataset, sighting.c.submission.not_in(WITHDRAWN))
    )
    return written, seen


def _ended(dataset: str) -> Select:
    """Editions whose claims a later full extract of the same sender, programme and period ends, and that extract's."""
    earlier, later = submissions.alias("earlier"), submissions.alias("later")
    same = and_(*(earlier.c[name] == later.c[name] for name in _OWN_CLAIMS), earlier.c.edition < later.c.edition)
    return (
        select(earlier.c.edition, full_extract.c.claimed_in)
        .join_from(full_extract, later, later.c.edition == full_extract.c.claimed_in)
        .join(earlier, same)
        .where(full_extract.c.dataset == dataset, full_extract.c.submission.not_in(WITHDRAWN))
    )


def _newest(dataset: str) -> Select:
    """For each key the first of the newest claims that agree. Copies of one claim are alike; the oldest serves.

    A claim that a full extract ended, before anybody made it anew, is a break like one that says something else.
    """
    of_key = {"partition_by": _CLAIMS.c.row_key}
    last = func.first_value(_CLAIMS.c.row_hash).over(**of_key, order_by=_CLAIMS.c.claimed_in.desc())
    following = func.lead(_CLAIMS.c.claimed_in).over(**of_key, order_by=_CLAIMS.c.claimed_in)
    told = select(_CLAIMS, last.label("last_hash"), following.label("next_in")).subquery()
    named = and_(spared.c.row_key == told.c.row_key, spared.c.claimed_in == _ENDED.c.full_in)
    was_spared = exists().where(spared.c.dataset == dataset, named).correlate(told, _ENDED)  # by itself one level only
    is_ended = exists().where(
        _ENDED.c.claimed_in == told.c.claimed_in,
        or_(told.c.next_in.is_(None), _ENDED.c.full_in < told.c.next_in),
        not_(was_spared),
    )
    breaks = case((or_(told.c.row_hash != told.c.last_hash, is_ended), told.c.claimed_in), else_=0)
    broken = select(told, func.max(breaks).over(partition_by=told.c.row_key).label("broken_in")).subquery()
    place = func.row_number().over(partition_by=broken.c.row_key, order_by=(broken.c.claimed_in, broken.c.row_id))
    agreeing = select(broken, place.label("place")).where(broken.c.claimed_in > broken.c.broken_in).subquery()
    return select(*(agreeing.c[name] for name in _STANDING)).where(agreeing.c.place == 1)


def _close(connection: Connection, table: Table, edition: int) -> int:
    stands = exists().where(
        _STANDS.c.row_key == table.c.row_key,
        _STANDS.c.submission == table.c.submission,
        _STANDS.c.claimed_in == table.c.claimed_in,
    )
    gone = and_(table.c.row_key.in_(select(_KEYS.c.row_key)), table.c.edition_to == OPEN, not_(stands))
    return connection.execute(update(table).where(gone).values(edition_to=edition)).rowcount


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
