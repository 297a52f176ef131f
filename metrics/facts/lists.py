"""Look into a list kept as text (`AAA;BBB`) in a statement."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal


def holds(listed: ColumnElement, item: Any) -> ColumnElement:
    """True where one of the list's items is *item*, a text or a column; false for an empty list or item.

    Said by replacing, not by a pattern: in a pattern an underscore stands for any letter, and codes have underscores.
    """
    whole = literal(";").concat(func.coalesce(listed, "")).concat(";")
    sought = literal(";").concat(func.coalesce(item, "")).concat(";")
    return (func.coalesce(item, "") != "") & (func.replace(whole, sought, "") != whole)
