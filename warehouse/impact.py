"""What an edition changed in the figures."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import BigInteger, Connection, Select, and_, cast, func, select

from warehouse.edition import PartAccount
from warehouse.rows_at import visible_in
from warehouse.schema import cell

_PLACE = ("indicator", "kind", "month", "programme")
_COUNTS = ("numerator", "denominator")


@dataclass(frozen=True)
class Rehearsed:
    """What publishing would do, of which nothing was kept.

    Args:
        figures: what it would move, as `difference` gives it.
        accounts: where every row would go.
        left_out: keys of rows that a full extract would close, by dataset; the first few of each.
    """

    figures: pd.DataFrame
    accounts: tuple[PartAccount, ...]
    left_out: dict[str, list[str]]


def difference(connection: Connection, edition: int) -> pd.DataFrame:
    """Indicator, kind, month, programme, and both counts `_before` and `_after`; only where one of them differs."""
    moved = (cell.c.edition_from == edition) | (cell.c.edition_to == edition)
    places = select(*(cell.c[name] for name in _PLACE)).where(moved).distinct().subquery()
    before = _counted(connection, places, edition - 1).add_suffix("_before")
    after = _counted(connection, places, edition).add_suffix("_after")
    both = before.join(after, how="outer").fillna(0).astype("int64")
    differs = (both["numerator_before"] != both["numerator_after"]) | (
        both["denominator_before"] != both["denominator_after"]
    )
    return both[differs].reset_index()


def _counted(connection: Connection, places: Select, edition: int) -> pd.DataFrame:
    same = and_(*(cell.c[name] == places.c[name] for name in _PLACE))
    sums = [cast(func.sum(cell.c[name]), BigInteger).label(name) for name in _COUNTS]
    columns = [cell.c[name] for name in _PLACE]
    counted = select(*columns, *sums).join_from(cell, places, same).where(visible_in(cell, edition)).group_by(*columns)
    frame = pd.DataFrame(connection.execute(counted).all(), columns=[*_PLACE, *_COUNTS])
    return frame.set_index(list(_PLACE))
