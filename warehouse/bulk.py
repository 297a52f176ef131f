"""Write many rows inside a transaction, as fast as each driver can."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
from sqlalchemy import BigInteger, Boolean, Connection, Date, DateTime, Float, Integer, Table, exists, select
from sqlalchemy.exc import OperationalError

ROWS_AT_ONCE = 50_000
MANY_ROWS = 20_000
"""From so many rows on, what helps with many costs less than it saves."""


def bulk_insert(connection: Connection, table: Table, frame: pd.DataFrame, **constants: Any) -> None:
    """Insert a frame into a table, on the transaction of *connection*.

    Args:
        frame: columns named as the table's; text, `datetime64`, numbers, `boolean`; missing is NaN or NaT.
        constants: columns that hold the same text or number in every row.
    """
    if frame.empty:
        return
    body = _BODIES.get(connection.dialect.name, _generic)
    for start in range(0, len(frame), ROWS_AT_ONCE):
        body(connection, table, frame.iloc[start : start + ROWS_AT_ONCE], constants)


@contextmanager
def indices_after(connection: Connection, table: Table, rows_to_come: int) -> Iterator[None]:
    """Leave the indices aside while more rows come than the table holds, and make them at the end.

    On SQLite alone, where it saves two fifths: nobody else sees it before the transaction commits. On PostgreSQL
    readers would have to wait for the lock that dropping an index takes.
    """
    is_worth_it = connection.dialect.name == "sqlite" and rows_to_come >= MANY_ROWS
    if not (is_worth_it and _holds_fewer(connection, table, rows_to_come)):
        yield
        return
    for index in table.indexes:
        index.drop(connection, checkfirst=True)
    yield
    for index in table.indexes:
        index.create(connection)


def _holds_fewer(connection: Connection, table: Table, rows: int) -> bool:
    return connection.scalar(select(~exists(select(table.c.row_id).offset(rows - 1).limit(1))))


def _sqlite(connection: Connection, table: Table, frame: pd.DataFrame, constants: Mapping[str, Any]) -> None:
    names = [*frame.columns, *constants]
    columns = [_sqlite_values(table.c[name].type, frame[name]) for name in frame.columns]
    columns += [repeat(value, len(frame)) for value in constants.values()]
    quote = connection.dialect.identifier_preparer.quote
    statement = (
        f"INSERT INTO {quote(table.name)} ({', '.join(quote(name) for name in names)}) "
        f"VALUES ({', '.join('?' * len(names))})"
    )
    # Straight to the driver, which takes one row at a time and forgets it: a list of all rows costs a fifth more.
    with closing(connection.connection.cursor()) as cursor:
        cursor.executemany(statement, zip(*columns, strict=True))


def _postgresql(connection: Connection, table: Table, frame: pd.DataFrame, constants: Mapping[str, Any]) -> None:
    arrays = {name: _arrow_values(table.c[name].type, frame[name]) for name in frame.columns}
    arrays |= {name: pa.repeat(pa.scalar(value), len(frame)) for name, value in constants.items()}
    lines = io.BytesIO()
    pa_csv.write_csv(pa.table(arrays), lines, pa_csv.WriteOptions(include_header=False))
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in arrays)
    # Texts are always quoted and missing values never: so an empty text stays a text.
    statement = f"COPY {quote(table.name)} ({names}) FROM STDIN (FORMAT csv, NULL '')"
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(lines.getbuffer())
    except connection.dialect.loaded_dbapi.OperationalError as error:  # said as SQLAlchemy says it of its own statements
        raise OperationalError(statement, None, error) from error


def _generic(connection: Connection, table: Table, frame: pd.DataFrame, constants: Mapping[str, Any]) -> None:
    columns = {name: _python_values(table.c[name].type, frame[name]) for name in frame.columns}
    columns |= {name: repeat(value, len(frame)) for name, value in constants.items()}
    records = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    connection.execute(table.insert(), records)


_BODIES: Mapping[str, Callable[..., None]] = {"sqlite": _sqlite, "postgresql": _postgresql}


def _sqlite_values(kind: Any, values: pd.Series) -> list[Any]:
    # SQLite keeps days and moments as the texts that SQLAlchemy writes: the two must sort together.
    if isinstance(kind, Date):
        return _by_distinct(values, _spelled_days)
    if isinstance(kind, DateTime):
        return _by_distinct(values, _spelled_moments)
    return _python_values(kind, values)


def _python_values(kind: Any, values: pd.Series) -> list[Any]:
    if isinstance(kind, DateTime):
        return _by_distinct(values, lambda at: at.astype("datetime64[us]").astype(object))
    if isinstance(kind, Date):
        return _by_distinct(values, lambda days: days.astype("datetime64[D]").astype(object))
    if isinstance(kind, Boolean):
        return _boxed(values, bool)
    if isinstance(kind, (Integer, BigInteger)):
        return _boxed(values, np.int64)
    if isinstance(kind, Float):
        return _boxed(values, np.float64)
    return values.array.to_numpy(dtype=object, na_value=None).tolist() if values.hasnans else values.tolist()


def _boxed(values: pd.Series, kind: Any) -> list[Any]:
    missing = values.isna().to_numpy()
    boxed = values.to_numpy(dtype=object)
    boxed = np.where(missing, 0, boxed).astype(kind).astype(object)
    boxed[missing] = None
    return boxed.tolist()


def _by_distinct(values: pd.Series, spell: Callable[[np.ndarray], Any]) -> list[Any]:
    """Spell each distinct day once: a file holds few of them."""
    codes, distinct = pd.factorize(values.to_numpy(dtype="datetime64[ns]"))
    spelled = np.empty(len(distinct) + 1, dtype=object)
    spelled[:-1] = spell(np.asarray(distinct, dtype="datetime64[ns]"))
    spelled[-1] = None  # the code of a missing value is -1, the last place
    return spelled[codes].tolist()


def _spelled_days(days: np.ndarray) -> np.ndarray:
    return np.datetime_as_string(days.astype("datetime64[D]"))


def _spelled_moments(moments: np.ndarray) -> list[str]:
    return [text.replace("T", " ") for text in np.datetime_as_string(moments.astype("datetime64[us]"))]


def _arrow_values(kind: Any, values: pd.Series) -> pa.Array:
    array = pa.array(values, from_pandas=True)
    if isinstance(kind, DateTime):
        return array.cast(pa.timestamp("us"))
    if isinstance(kind, Date):
        return array.cast(pa.timestamp("s")).cast(pa.date32())
    if isinstance(kind, (Integer, BigInteger)):
        return array.cast(pa.int64())
    if pa.types.is_null(array.type):
        return array.cast(pa.string())
    return array
