"""The few expressions that engines spell differently, as one portable construct each."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, DateTime, Integer, Text, and_, case, func, literal
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from vocabulary.scope import EVERYBODY, NOBODY

ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Numbers that count rows: SQLite numbers rows by itself only in a column that is called INTEGER."""


class Moment(TypeDecorator[Any]):
    """A moment in UTC. Kept without zone; a moment with a zone is brought to UTC first."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:  # noqa: ARG002
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Any) -> Any:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=dt.UTC)


class month_number(FunctionElement[int]):  # noqa: N801 (spelled as SQL functions are)
    """The month of a date or moment, as 202503."""

    type = Integer()
    inherit_cache = True


class day_number(FunctionElement[int]):  # noqa: N801
    """Days since 1970-01-01 of a date or moment."""

    type = Integer()
    inherit_cache = True


class one_of(FunctionElement[bool]):  # noqa: N801
    """True where the text is one of many, given as one JSON list: engines limit how many values a statement takes."""

    inherit_cache = True


@compiles(month_number)
def _month(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"CAST(EXTRACT(YEAR FROM {day}) * 100 + EXTRACT(MONTH FROM {day}) AS INTEGER)"


@compiles(month_number, "sqlite")
def _month_of_text(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    # SQLite keeps days as 2025-03-31; cutting the text is four times faster than strftime.
    day = compiler.process(element.clauses, **options)
    return f"CAST(substr({day}, 1, 4) || substr({day}, 6, 2) AS INTEGER)"


@compiles(day_number)
def _day(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"(CAST({day} AS DATE) - DATE '1970-01-01')"


@compiles(day_number, "sqlite")
def _day_of_text(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"CAST(julianday(substr({day}, 1, 10)) - 2440587.5 AS INTEGER)"


@compiles(one_of)
def _one_of(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    text, values = (compiler.process(part, **options) for part in element.clauses)
    return f"({text} IN (SELECT json_array_elements_text(CAST({values} AS json))))"


@compiles(one_of, "sqlite")
def _one_of_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    text, values = (compiler.process(part, **options) for part in element.clauses)
    return f"({text} IN (SELECT value FROM json_each({values})))"


def is_one_of(column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """True where the column is one of *values*, however many they are.

    A column of texts is left as it is: a database finds no row by the index of a column that it has to cast.
    """
    text = column if isinstance(column.type, Text) else sql_cast(column, Text)
    return one_of(text, literal(json.dumps(list(values)), Text))


def narrowest(*markings: ColumnElement[Any]) -> ColumnElement[Any]:
    """The marking of a fact made of several rows; a row that is missing (joined outer) marks nothing."""
    told = narrowest_of_any(*markings)
    same = [marking == markings[0] for marking in markings[1:]]
    # Most rows say the same: looked at first, a statement over many rows costs a quarter less.
    return case((and_(*same), markings[0]), else_=told) if same else told


def narrowest_of_any(*markings: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same, spelled by its meaning alone."""
    first = func.coalesce(*(func.nullif(marking, EVERYBODY) for marking in markings), EVERYBODY)
    alike = [func.coalesce(func.nullif(marking, EVERYBODY), first) == first for marking in markings]
    all_alike = alike[0]
    for each in alike[1:]:
        all_alike = all_alike & each
    return case((all_alike, first), else_=NOBODY)
