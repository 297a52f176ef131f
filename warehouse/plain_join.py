"""Tell whether the select of an indicator's facts is a plain join, and of which rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnClause, FromClause, Join, Select, Subquery, join
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import Over
from sqlalchemy.sql.selectable import FromGrouping


@dataclass(frozen=True)
class PlainJoin:
    """A select whose every fact is one combination of rows.

    Args:
        source: the join itself, without the select's conditions.
        anchor: the rows that it starts from; never joined outer.
        others: the rows joined to them, with their dataset.
        datasets: all datasets that it joins; a change of any other cannot change its facts.
        anchor_of: the dataset of the anchor.
        needed: the datasets without whose rows there is no fact: joined, and not joined outer.
    """

    source: FromClause
    anchor: Subquery
    others: tuple[tuple[str, Subquery], ...]
    datasets: frozenset[str]
    anchor_of: str
    needed: frozenset[str]

    def way_to(self, rows: Subquery) -> FromClause:
        """Of the join no more than it takes to come from the anchor to these rows: what else is joined is left aside.

        It leads to every anchor to which the whole join leads, and perhaps to more.
        """
        needed = {self.anchor, rows}
        while more := _asked_for(self.source, needed) - needed:
            needed |= more
        return _pruned(self.source, needed, rows)


def plain_join(facts: Select, given: list[tuple[str, Subquery]]) -> PlainJoin | None:
    """How *facts* joins the rows it was given; None where it groups, ranks or nests them.

    Args:
        given: dataset and rows, for all rows given to the statement that *facts* belongs to.
    """
    froms = facts.get_final_froms()
    joined = list(sources(froms))
    parts = list(visitors.iterate(facts))  # once: going through a select costs more than all that is asked of it here
    # Sources without a join are held together by conditions alone, and these are left aside when anchors are sought.
    if len(froms) != 1 or _folds(facts, parts) or any(isinstance(part, Join) and part.full for part in parts):
        return None
    direct = [(dataset, rows) for dataset, rows in given if any(rows is source for source in joined)]
    met = {id(part) for part in parts}
    nested = [rows for _, rows in given if id(rows) in met and not any(rows is source for source in joined)]
    if nested or len(direct) != len(joined):
        return None
    anchor = joined[0]
    others = tuple((dataset, rows) for dataset, rows in direct if rows is not anchor)
    anchor_of = next(dataset for dataset, rows in direct if rows is anchor)
    kept = list(_never_missing(froms[0]))
    needed = frozenset(dataset for dataset, rows in direct if any(rows is source for source in kept))
    return PlainJoin(froms[0], anchor, others, frozenset(dataset for dataset, _ in direct), anchor_of, needed)


def joined_rows(facts: Select, given: list[tuple[str, Subquery]]) -> list[tuple[str, Subquery]]:
    """The rows that every fact names one of, leftmost first, with their dataset.

    Rows that a nested select folds are left out: which of them made a fact cannot be told. None at all where the facts
    themselves are folds.
    """
    if _folds(facts, visitors.iterate(facts)):
        return []
    return [(dataset, rows) for source in sources(facts.get_final_froms()) for dataset, rows in given if rows is source]


def sources(froms: Sequence[FromClause]) -> Iterator[FromClause]:
    """What the select reads, leftmost first: the left side of an outer join is the one that is kept."""
    waiting = list(froms)
    while waiting:
        source = waiting.pop(0)
        if isinstance(source, FromGrouping):
            waiting.insert(0, _unbracketed(source))
        elif isinstance(source, Join):
            waiting[:0] = [source.left, source.right]
        else:
            yield source


def _never_missing(source: FromClause) -> Iterator[FromClause]:
    """What is joined, and not joined outer."""
    source = _unbracketed(source)
    if isinstance(source, Join):
        yield from _never_missing(source.left)
        yield from () if source.isouter else _never_missing(source.right)
    else:
        yield source


def _asked_for(source: FromClause, needed: set[FromClause]) -> set[FromClause]:
    """The rows that the conditions speak of under which the needed rows are joined."""
    source = _unbracketed(source)
    if not isinstance(source, Join):
        return set()
    found = _asked_for(source.left, needed) | _asked_for(source.right, needed)
    if needed.intersection(sources([source.right])):
        found |= {part.table for part in visitors.iterate(source.onclause) if isinstance(part, ColumnClause)}
    return found


def _pruned(source: FromClause, needed: set[FromClause], to: FromClause) -> FromClause | None:
    source = _unbracketed(source)
    if not isinstance(source, Join):
        return source if source in needed else None
    left, right = (_pruned(side, needed, to) for side in (source.left, source.right))
    if left is None or right is None:
        return left if right is None else right
    is_outer = source.isouter and to not in sources([source.right])
    return join(left, right, source.onclause, isouter=is_outer)


def _unbracketed(source: FromClause) -> FromClause:
    """Without the brackets around a join that is itself joined."""
    return source.element if isinstance(source, FromGrouping) else source


def _folds(facts: Select, parts: Iterable[object]) -> bool:
    # SQLAlchemy offers no public way to ask a select whether it groups; these three names are the same in 2.0 and 2.1.
    grouped = facts._group_by_clauses or facts._having_criteria or facts._distinct  # noqa: SLF001
    limited = facts._limit_clause is not None or facts._offset_clause is not None  # noqa: SLF001
    return bool(grouped) or limited or any(isinstance(part, Over) for part in parts)
