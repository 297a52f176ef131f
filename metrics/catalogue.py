"""The indicators there are: one file each, the field's in `metrics/indicators`, one's own in `metrics/own`."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from metrics.indicator import Indicator
from vocabulary.catalogue import declared
from warehouse.facts import CellStatement


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator, by key, in key order.

    Raises:
        ValueError: one of one's own has the key or the code of another.
    """
    of_the_field, own = field_indicators(), own_indicators()
    codes = [each.code for each in (*of_the_field.values(), *own.values())]
    twice = sorted({*of_the_field}.intersection(own) | {code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"two indicators are called {', '.join(twice)}; give the one in metrics/own another name")
    return MappingProxyType(dict(sorted({**of_the_field, **own}.items())))


@cache
def field_indicators() -> Mapping[str, Indicator]:
    """The indicators in `metrics/indicators`, by key, in key order."""
    return declared("metrics.indicators", Indicator)


@cache
def own_indicators() -> Mapping[str, Indicator]:
    """The indicators in `metrics/own`, by key, in key order."""
    return declared("metrics.own", Indicator)


def indicator(key: str) -> Indicator:
    """The indicator of that key; raises KeyError, naming the keys there are."""
    known = indicators()
    if key not in known:
        raise KeyError(f"there is no indicator {key!r}; there are {', '.join(known)}")
    return known[key]


def named(code_or_key: str) -> Indicator:
    """The indicator of that code ("FBK-05") or key; raises ValueError where there is none."""
    for each in indicators().values():
        if code_or_key in (each.code, each.key):
            return each
    raise ValueError(f"there is no indicator {code_or_key!r}; “python -m metrics list” lists them")


def statements() -> tuple[CellStatement, ...]:
    """What the warehouse needs to make the cells of every indicator."""
    return tuple(each.statement() for each in indicators().values())
