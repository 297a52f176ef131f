"""Ask for the absence of rows as such.

A fact that counts only where some row is not there says so with an outer join and the condition that nothing was joined:
so it is a plain join, and what changed can be told. PostgreSQL sees what is meant. SQLite goes through all rows that are
joined before it drops them, where the first would do: of each place of a run, through all places of the run.
"""

from collections.abc import Iterator

from sqlalchemy import ColumnClause, ColumnElement, FromClause, Join, Null, Select, Subquery, exists, select
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Grouping


def by_absence(facts: Select) -> Select:
    """The same facts; what is joined last, only to say that it is not there, is asked for by NOT EXISTS.

    Args:
        facts: a plain join (see `warehouse.plain_join`).
    """
    source, conditions = facts.get_final_froms()[0], list(_all_of(facts.whereclause))
    absent: list[ColumnElement[bool]] = []
    columns = list(facts.selected_columns)
    while isinstance(source, Join) and source.isouter and isinstance(source.right, Subquery):
        rows, keys = source.right, _equal_in(source.onclause, source.right)
        left = [each for each in conditions if not _says_missing(each, keys)]
        if len(left) == len(conditions) or _speak_of(rows, (*columns, *left, *absent)):
            break
        absent.append(~exists().select_from(rows).where(source.onclause))
        source, conditions = source.left, left
    return select(*columns).select_from(source).where(*conditions, *absent) if absent else facts


def _all_of(condition: ColumnElement | None) -> Iterator[ColumnElement]:
    """The conditions that must all hold."""
    if isinstance(condition, Grouping):
        yield from _all_of(condition.element)
    elif isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for each in condition.clauses:
            yield from _all_of(each)
    elif condition is not None:
        yield condition


def _equal_in(onclause: ColumnElement, rows: FromClause) -> list[ColumnElement]:
    """The columns of the rows that equal something wherever they are joined, so that they are never empty there."""
    equal = [each for each in _all_of(onclause) if isinstance(each, BinaryExpression) and each.operator is operators.eq]
    return [side for each in equal for side in (each.left, each.right) if getattr(side, "table", None) is rows]


def _says_missing(condition: ColumnElement, keys: list[ColumnElement]) -> bool:
    is_null = isinstance(condition, BinaryExpression) and condition.operator is operators.is_
    return is_null and isinstance(condition.right, Null) and any(condition.left is key for key in keys)


def _speak_of(rows: FromClause, parts: tuple[ColumnElement, ...]) -> bool:
    return any(
        isinstance(each, ColumnClause) and each.table is rows for part in parts for each in visitors.iterate(part)
    )
