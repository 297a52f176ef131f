"""Answers with the item they answer: shared by the indicators that are made of survey answers."""

from sqlalchemy import ColumnElement, FromClause, Integer, and_, case, cast, func, join

LOWEST, HIGHEST, FAVOURABLE = 1, 5, 4
UNVERSIONED = "1"
_SHEET = ("survey", "wave", "response")


def with_item(given: FromClause, item: FromClause) -> FromClause:
    """Answers joined to the item of the codebook, of the version of the form that was answered."""
    version = func.coalesce(given.c.form_version, UNVERSIONED)
    is_same = (item.c.survey == given.c.survey) & (item.c.item_code == given.c.item_code)
    return join(given, item, is_same & (item.c.form_version == version))


def asks_for(item: FromClause, what: str, scale: str = "LIKERT5") -> ColumnElement:
    """True for items of that scale that are asked for that reason."""
    return (item.c.measures == what) & (item.c.scale == scale)


def is_real(given: FromClause) -> ColumnElement:
    """True for answers that are no try-out."""
    return given.c.status == "REAL"


def is_sent(given: FromClause) -> ColumnElement:
    """True for answers that are no try-out and whose day is known."""
    return is_real(given) & given.c.submitted_at.is_not(None)


def is_valid(given: FromClause) -> ColumnElement:
    """True for answers on the scale of 1 to 5; not applicable, declined and blank are no answers."""
    return func.coalesce(given.c.value_num.in_(range(LOWEST, HIGHEST + 1)), False)


def answer(given: FromClause, item: FromClause) -> ColumnElement:
    """A valid answer as a number of which more is better."""
    as_given = cast(given.c.value_num, Integer)
    return case((func.coalesce(item.c.is_reversed, False), LOWEST + HIGHEST - as_given), else_=as_given)


def is_same_sheet(one: FromClause, other: FromClause) -> ColumnElement:
    """True where two answers were given by one respondent in one wave."""
    return and_(*(one.c[name] == other.c[name] for name in _SHEET))


def is_before(earlier: FromClause, given: FromClause) -> ColumnElement:
    """True where an answer stands on the same sheet, before another."""
    return is_same_sheet(earlier, given) & (earlier.c.item_code < given.c.item_code)
