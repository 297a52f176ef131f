"""Bring the rows of one dataset from one edition to the next: new, changed, unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Text, exists, insert, literal, select, update

from expectations.dataset import Dataset
from vocabulary.errors import BrokenPromise
from warehouse import schema
from warehouse.bulk import MANY_ROWS, bulk_insert, indices_after
from warehouse.edition import OPEN_END, PartAccount
from warehouse.identity import refuse_twins, row_hashes, row_keys
from warehouse.publication import TableRows
from warehouse.sql import ROW_NUMBER
from warehouse.staging import measure, stage, staged

_ROWS = stage(
    "stage_row",
    Column("position", Integer, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("row_hash", BigInteger, nullable=False),
    Column("source_row", BigInteger),
)
_MET = stage(
    "stage_met",
    Column("row_id", ROW_NUMBER, primary_key=True, autoincrement=False),
    Column("position", Integer),
    Column("is_same", Integer),
    Column("edition_from", Integer),
)


@dataclass(frozen=True)
class KeyedRows:
    """Rows with their keys and hashes, computed before the transaction begins: it should be short.

    Args:
        frame: declared columns, marking, `row_key`, `row_hash`, `sheet`, `source_row`; RangeIndex.
        account: as the etl floor filled it.
    """

    dataset: str
    frame: pd.DataFrame
    account: PartAccount

    @classmethod
    def of(cls, rows: TableRows, dataset: Dataset) -> "KeyedRows":
        """Raises BrokenPromise where columns are missing or one key stands on two rows."""
        wanted = [*dataset.column_names, "marking"]
        if set(rows.frame.columns) != set(wanted):
            raise BrokenPromise(
                f"{dataset.key}: the columns are {sorted(rows.frame.columns)} and should be {sorted(wanted)}"
            )
        frame = rows.frame[wanted].reset_index(drop=True)
        keys = row_keys(dataset, frame)
        refuse_twins(dataset.key, keys)
        frame = frame.assign(
            row_key=keys,
            row_hash=row_hashes(dataset, frame),
            sheet=rows.sheet,
            source_row=np.asarray(rows.source_rows, dtype=np.int64),
        )
        return cls(dataset.key, _by_key(frame) if len(frame) >= MANY_ROWS else frame, rows.account)


def _by_key(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of their keys: what has a part of its key in common then lies together.

    Facts look up, for each row, others of the same key or a part of it. In the order of a large file these lie all over the
    table, and the same statements cost twice as much.
    """
    order = pc.sort_indices(pa.array(frame["row_key"])).to_numpy()
    return frame.take(order).reset_index(drop=True)


@dataclass(frozen=True)
class Claim:
    """Who publishes: the submission, and the edition being made."""

    submission: str
    edition: int


def write_versions(connection: Connection, table: Table, rows: KeyedRows, claim: Claim) -> PartAccount:
    """Write new and changed rows, note the unchanged ones as seen again; returns the account with both counted.

    Raises:
        BrokenPromise: another part of the same submission already published one of the keys.
    """
    frame = rows.frame
    if len(frame) and _has_current(connection, table):
        unchanged = _close_and_sight(connection, table, rows, claim)
        frame = frame.drop(index=unchanged)
    with indices_after(connection, table, len(frame)):
        bulk_insert(
            connection,
            table,
            frame,
            submission=claim.submission,
            claimed_in=claim.edition,
            edition_from=claim.edition,
            edition_to=OPEN_END,
        )
    if len(frame) > MANY_ROWS:
        measure(connection, table)
    return replace(rows.account, loaded=len(frame), unchanged=len(rows.frame) - len(frame))


def write_markings(connection: Connection, frames: Sequence[pd.DataFrame]) -> None:
    """Keep the list of markings that rows have; a marking that is not on it is seen by nobody but the steward."""
    given = {marking for frame in frames for marking in frame["marking"].unique()}
    known = set(connection.scalars(select(schema.marking.c.marking)))
    for marking in sorted(given - known):
        connection.execute(insert(schema.marking).values(marking=marking))


def _has_current(connection: Connection, table: Table) -> bool:
    return connection.scalar(select(exists().where(table.c.edition_to == OPEN_END)))


def _close_and_sight(connection: Connection, table: Table, rows: KeyedRows, claim: Claim) -> np.ndarray:
    """Close the versions that changed, note sightings; returns the positions of the unchanged rows."""
    with staged(connection, _ROWS, _MET):
        keys = rows.frame[["row_key", "row_hash", "source_row"]]
        bulk_insert(connection, _ROWS, keys.assign(position=np.arange(len(keys))))
        if len(keys) > MANY_ROWS:
            measure(connection, _ROWS)
        _meet(connection, table)
        _refuse_second_claim(connection, rows.dataset, claim)
        changed = select(_MET.c.row_id).where(_MET.c.is_same == 0)
        connection.execute(update(table).where(table.c.row_id.in_(changed)).values(edition_to=claim.edition))
        sightings = (
            select(
                literal(rows.dataset),
                _MET.c.row_id,
                literal(claim.submission),
                literal(rows.account.sheet),
                _ROWS.c.source_row,
                literal(claim.edition),
            )
            .join_from(_MET, _ROWS, _MET.c.position == _ROWS.c.position)
            .where(_MET.c.is_same == 1)
        )
        names = ["dataset", "row_id", "submission", "sheet", "source_row", "claimed_in"]
        connection.execute(insert(schema.sighting).from_select(names, sightings))
        return np.array(connection.scalars(select(_MET.c.position).where(_MET.c.is_same == 1)).all(), dtype=np.int64)


def _meet(connection: Connection, table: Table) -> None:
    is_same = (table.c.row_hash == _ROWS.c.row_hash).cast(Integer)
    pairs = select(table.c.row_id, _ROWS.c.position, is_same, table.c.edition_from).join_from(
        _ROWS, table, (table.c.row_key == _ROWS.c.row_key) & (table.c.edition_to == OPEN_END)
    )
    connection.execute(insert(_MET).from_select(["row_id", "position", "is_same", "edition_from"], pairs))


def _refuse_second_claim(connection: Connection, dataset: str, claim: Claim) -> None:
    twice = connection.scalar(select(_MET.c.position).where(_MET.c.edition_from == claim.edition).limit(1))
    if twice is not None:
        raise BrokenPromise(f"{dataset}: two parts of {claim.submission} hold the same key")
