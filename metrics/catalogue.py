"""The indicators there are: one file each in `metrics/indicators`."""

from collections.abc import Mapping
from functools import cache

from metrics.indicator import Indicator
from vocabulary.catalogue import declared
from warehouse.facts import CellStatement


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator, by key, in key order."""
    return declared("metrics.indicators", Indicator)


def indicator(key: str) -> Indicator:
    """The indicator of that key; raises KeyError, naming the keys there are."""
    known = indicators()
    if key not in known:
        raise KeyError(f"there is no indicator {key!r}; there are {', '.join(known)}")
    return known[key]


def statements() -> tuple[CellStatement, ...]:
    """What the warehouse needs to make the cells of every indicator."""
    return tuple(each.statement() for each in indicators().values())
