"""The facts of an indicator as a part of a composite, so that an index rests on the very definitions of its parts."""

from sqlalchemy import ColumnElement, Select, Text, cast, literal


def of_part(facts: Select, key: str, kinds: tuple[str, ...] = ()) -> Select:
    """The same facts with kinds that begin with *key*; unit and topic are not kept.

    Args:
        facts: of an indicator; only those of *kinds* are taken, where any is named.
    """
    columns = {column.key: column for column in facts.selected_columns}
    kind = columns["kind"].element
    told = {"kind": _text(f"{key} ") + kind, "unit": _text(""), "topic": _text("")}
    taken = facts.where(kind.in_(kinds)) if kinds else facts
    return taken.with_only_columns(
        *(told[name].label(name) if name in told else column for name, column in columns.items())
    )


def _text(value: str) -> ColumnElement:
    return cast(literal(value, literal_execute=True), Text)
