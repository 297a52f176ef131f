"""The table of rows that a dataset's declaration makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Float, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from expectations.dataset import Dataset, Kind
from vocabulary.kept import Kept
from warehouse.edition import OPEN_END
from warehouse.schema import FOLD, LEDGER
from warehouse.sql import ROW_NUMBER

OWN_COLUMNS = ("row_id", "row_key", "row_hash", "marking", "submission", "sheet", "source_row")
VERSION_COLUMNS = ("claimed_in", "edition_from", "edition_to")

_TYPES: Mapping[Kind, type[TypeEngine] | TypeEngine] = {
    "id": Text,
    "text": Text,
    "code": Text,
    "list": Text,
    "marking": Text,
    "date": Date,
    "moment": DateTime,
    "integer": BigInteger,
    "number": Float(53),
    "percent": Float(53),
    "boolean": Boolean,
}
_CATALOGUES = Kept(most=5)


@dataclass(frozen=True)
class Catalogue:
    """What is declared: datasets, and the tables of their rows."""

    datasets: Mapping[str, Dataset]
    tables: Mapping[str, Table]

    @classmethod
    def of(cls, datasets: Mapping[str, Dataset]) -> "Catalogue":
        """The same tables for the same declarations: what is kept of a statement is kept by its tables, so a second
        warehouse of the process finds it, and leaves nothing of its own behind."""
        declared = tuple((key, id(dataset)) for key, dataset in datasets.items())
        return _CATALOGUES.get(declared, lambda: cls._made(datasets))

    @classmethod
    def _made(cls, datasets: Mapping[str, Dataset]) -> "Catalogue":
        metadata = MetaData()
        return cls(datasets, {key: row_table(dataset, datasets, metadata) for key, dataset in datasets.items()})


def row_table(dataset: Dataset, datasets: Mapping[str, Dataset], metadata: MetaData) -> Table:
    """The table of a dataset's row versions.

    Declared columns may all be empty: whether a cell must be filled is a rule's business, and a profile may
    say that its source does not carry the column.

    Raises:
        ValueError: the dataset's key or a column's name is one that the warehouse needs for itself.
    """
    _refuse_own_names(dataset)
    key = dataset.key
    table = Table(
        key,
        metadata,
        Column("row_id", ROW_NUMBER, primary_key=True),
        Column("row_key", Text, nullable=False),
        Column("row_hash", BigInteger, nullable=False),
        Column("submission", Text, nullable=False),
        Column("sheet", Text, nullable=False),
        Column("source_row", BigInteger),
        Column("claimed_in", Integer, nullable=False),  # the edition that published the submission
        Column("edition_from", Integer, nullable=False),
        Column("edition_to", Integer, nullable=False),
        *(Column(column.name, _TYPES[column.kind]) for column in dataset.columns),
        Column("marking", Text, nullable=False),
    )
    current = table.c.edition_to == OPEN_END
    closed = table.c.edition_to < OPEN_END
    # Unique: two current rows of one key cannot be committed, whatever goes wrong above.
    Index(f"{key}_current", table.c.row_key, unique=True, sqlite_where=current, postgresql_where=current)
    Index(f"{key}_closed", table.c.edition_to, sqlite_where=closed, postgresql_where=closed)
    Index(f"{key}_opened", table.c.edition_from)
    Index(f"{key}_by_key", *(table.c[name] for name in dataset.key_columns))
    for name in joined_columns(dataset, datasets):
        Index(f"{key}_by_{name}", table.c[name])
    return table


def joined_columns(dataset: Dataset, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """The columns that facts join on and that are worth an index beside that of its own key: the keys it names of
    datasets that grow (a dataset with a date). Lists of partners or courses are short; looking those up is free
    anyway."""
    grown = [datasets[key] for key in dataset.references if key in datasets and datasets[key].dated_by]
    wanted = {*(other.key_columns[0] for other in grown), *(other.key for other in grown)} - {dataset.key_columns[0]}
    return tuple(column.name for column in dataset.columns if column.name in wanted)


def _refuse_own_names(dataset: Dataset) -> None:
    own_tables = {*LEDGER.tables, *FOLD.tables}
    if dataset.key in own_tables:
        raise ValueError(f"the dataset {dataset.key!r} needs another key: the warehouse has a table of that name")
    taken = sorted({*OWN_COLUMNS, *VERSION_COLUMNS}.intersection(dataset.column_names))
    if taken:
        raise ValueError(f"{dataset.key}: the warehouse needs these column names for itself: {', '.join(taken)}")
