"""Make or migrate what a warehouse needs before it is used."""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, Text, func, inspect, select
from sqlalchemy.schema import CreateColumn

from expectations.dataset import Dataset
from vocabulary.errors import Refused, Unavailable
from warehouse import extracts  # noqa: F401 (its tables are among those of FOLD)
from warehouse.connection import Engines
from warehouse.schema import FOLD, declaration
from warehouse.tables import Catalogue

_MIGRATIONS = Path(__file__).with_name("migrations")
_VERSION = Table("ledger_version", MetaData(), Column("version_num", Text))
"""Alembic's table: read here without it, for every start reads it and hardly any migrates."""
_OPENING = 7_041_776  # any number that nobody else locks


def ensure_prepared(engines: Engines, catalogue: Catalogue) -> None:
    """Prepare the warehouse, unless there is nothing to do: then nobody has to wait for somebody who publishes."""
    if engines.is_there:
        with engines.reading() as connection:
            if _is_prepared(connection, catalogue):
                return
    with engines.writing() as connection:
        prepare(connection, catalogue)


def prepare(connection: Connection, catalogue: Catalogue) -> None:
    """Migrate the ledger, make the tables of rows and cells that are missing, add columns that are new.

    Raises:
        Refused: a declaration changed so that the rows must be made anew, or a newer program migrated the ledger.
    """
    be_alone(connection)
    migrate(connection)
    FOLD.create_all(connection)
    for key, dataset in catalogue.datasets.items():
        catalogue.tables[key].create(connection, checkfirst=True)
        _follow(connection, dataset, catalogue.tables[key])


def refuse_unprepared(connection: Connection) -> None:
    """Raise Unavailable where the ledger is not as this program knows it: a reader does not migrate."""
    found, known = _revision(connection), _newest_revision()
    if found != known:
        raise Unavailable(f"the warehouse is at revision {found or 'none'}, this program reads revision {known}")


def make_anew(connection: Connection, catalogue: Catalogue) -> None:
    """Drop rows and cells and make their tables again, empty."""
    for table in catalogue.tables.values():
        table.drop(connection, checkfirst=True)
    FOLD.drop_all(connection)
    prepare(connection, catalogue)


def is_as_declared(connection: Connection, catalogue: Catalogue) -> bool:
    """True where every table is there and made from the present declarations."""
    if not {*FOLD.tables, *catalogue.tables} <= set(inspect(connection).get_table_names()):
        return False
    known = {row.dataset: (row.kinds, row.key_columns) for row in connection.execute(select(declaration))}
    return all(known.get(key) == _declared(dataset) for key, dataset in catalogue.datasets.items())


def be_alone(connection: Connection) -> None:
    """Wait for another process that opens the warehouse at the same moment; on SQLite the transaction does."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_OPENING)))


def migrate(connection: Connection) -> None:
    """Bring the ledger to the newest revision; raises Refused where a newer program already went further."""
    found = _revision(connection)
    if found == _newest_revision():
        return
    if found is not None and found not in _revisions():
        raise Refused(
            "the warehouse", f"a newer program brought it to revision {found}", "Start the newer program, or restore"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _is_prepared(connection: Connection, catalogue: Catalogue) -> bool:
    return _revision(connection) == _newest_revision() and is_as_declared(connection, catalogue)


def _newest_revision() -> str:
    return _revisions()[-1]


def _revisions() -> list[str]:
    """What the migrations are called, oldest first: each file's name begins with its revision."""
    return sorted(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _revision(connection: Connection) -> str | None:
    return connection.scalar(select(_VERSION.c.version_num)) if inspect(connection).has_table(_VERSION.name) else None


def _follow(connection: Connection, dataset: Dataset, table: Table) -> None:
    """Bring the table to the declaration, where that needs no row to be made anew."""
    declared, keys = _declared(dataset)
    known = connection.execute(select(declaration).where(declaration.c.dataset == dataset.key)).first()
    if known is None:
        connection.execute(declaration.insert().values(dataset=dataset.key, kinds=declared, key_columns=keys))
        return
    if known.kinds == declared and known.key_columns == keys:
        return
    gained = [column for column in dataset.columns if column.name not in known.kinds]
    kept = {name: kind for name, kind in declared.items() if name in known.kinds}
    if kept != known.kinds or known.key_columns != keys or any(column.required for column in gained):
        raise Refused(
            dataset.key, "its columns or its key changed", "Run `python -m etl rebuild` to make its rows anew"
        )
    for column in gained:
        _add_column(connection, table, column.name)
    change = declaration.update().where(declaration.c.dataset == dataset.key).values(kinds=declared)
    connection.execute(change)


def _declared(dataset: Dataset) -> tuple[dict[str, str], list[str]]:
    return {column.name: column.kind for column in dataset.columns}, list(dataset.key_columns)


def _add_column(connection: Connection, table: Table, name: str) -> None:
    if name in {column["name"] for column in inspect(connection).get_columns(table.name)}:
        return
    column = CreateColumn(table.c[name]).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {connection.dialect.identifier_preparer.format_table(table)} ADD {column}")
    for index in table.indexes:
        if index.columns.keys() == [name]:
            index.create(connection)
