"""Tell whether the select of an indicator's facts is a plain join, and of which rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import FromClause, Join, Select, Subquery
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
    """

    source: FromClause
    anchor: Subquery
    others: tuple[tuple[str, Subquery], ...]
    datasets: frozenset[str]


def plain_join(facts: Select, given: list[tuple[str, Subquery]]) -> PlainJoin | None:
    """How *facts* joins the rows it was given; None where it groups, ranks or nests them.

    Args:
        given: dataset and rows, for all rows given to the statement that *facts* belongs to.
    """
    froms = facts.get_final_froms()
    sources = list(_sources(froms))
    # Sources without a join are held together by conditions alone, and these are left aside when anchors are sought.
    if len(froms) != 1 or _folds(facts) or _is_full_join(froms[0]):
        return None
    direct = [(dataset, rows) for dataset, rows in given if any(rows is source for source in sources)]
    met = {id(part) for part in visitors.iterate(facts)}
    nested = [rows for _, rows in given if id(rows) in met and not any(rows is source for source in sources)]
    if nested or len(direct) != len(sources):
        return None
    anchor = sources[0]
    others = tuple((dataset, rows) for dataset, rows in direct if rows is not anchor)
    return PlainJoin(froms[0], anchor, others, frozenset(dataset for dataset, _ in direct))


def joined_rows(facts: Select, given: list[tuple[str, Subquery]]) -> list[tuple[str, Subquery]]:
    """The rows that every fact names one of, leftmost first, with their dataset.

    Rows that a nested select folds are left out: which of them made a fact cannot be told. None at all where the facts
    themselves are folds.
    """
    if _folds(facts):
        return []
    return [
        (dataset, rows) for source in _sources(facts.get_final_froms()) for dataset, rows in given if rows is source
    ]


def _sources(froms: Sequence[FromClause]) -> Iterator[FromClause]:
    """What the select reads, leftmost first: the left side of an outer join is the one that is kept."""
    waiting = list(froms)
    while waiting:
        source = waiting.pop(0)
        if isinstance(source, FromGrouping):  # the brackets around a join that is itself joined
            waiting.insert(0, source.element)
        elif isinstance(source, Join):
            waiting[:0] = [source.left, source.right]
        else:
            yield source


def _folds(facts: Select) -> bool:
    # SQLAlchemy offers no public way to ask a select whether it groups; these three names are the same in 2.0 and 2.1.
    grouped = facts._group_by_clauses or facts._having_criteria or facts._distinct  # noqa: SLF001
    limited = facts._limit_clause is not None or facts._offset_clause is not None  # noqa: SLF001
    return bool(grouped) or limited or any(isinstance(part, Over) for part in visitors.iterate(facts))


def _is_full_join(source: FromClause) -> bool:
    return any(isinstance(part, Join) and part.full for part in visitors.iterate(source))
