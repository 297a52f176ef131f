"""A frozen dataclass from a TOML table: an unknown key or a wrong kind of value is an error that names the place."""

import dataclasses
import difflib
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from vocabulary.errors import Refused

T = TypeVar("T")


def built(kind: type[T], table: Any, file: str, place: str) -> T:
    """Return *kind* filled from *table*; lists become tuples, tables of a dataclass become that dataclass.

    Raises:
        Refused: a key is unknown or missing, or a value is not of the declared kind; names *file* and *place*.
    """
    _demand(isinstance(table, Mapping), file, place, "it must be a table")
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for key in table:
        if key not in fields:
            near = difflib.get_close_matches(key, fields, 1)
            advice = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(fields)}"
            raise Refused(file, f"the key {key!r} is not known", advice[0].upper() + advice[1:], place)
    for name, field in fields.items():
        wanted = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        _demand(not wanted or name in table, file, place, f"the key {name!r} is missing")
    hints = typing.get_type_hints(kind)
    return kind(**{key: _value(hints[key], value, file, f"{place}.{key}") for key, value in table.items()})


def _value(hint: Any, value: Any, file: str, place: str) -> Any:
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint):
        return built(hint, value, file, place)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(hint), value, file, place)
    if origin is tuple or (origin is not None and origin is not typing.Literal):
        return _collection(origin, typing.get_args(hint)[-2:], value, file, place)
    return _plain(hint, value, file, place)


def _collection(origin: Any, inner: tuple, value: Any, file: str, place: str) -> Any:
    if origin is tuple:
        _demand(isinstance(value, list | tuple), file, place, "it must be a list")
        return tuple(_value(inner[0], item, file, f"{place}[{n}]") for n, item in enumerate(value))
    _demand(isinstance(value, Mapping), file, place, "it must be a table")
    return {key: _value(inner[1], item, file, f"{place}.{key}") for key, item in value.items()}


def _plain(hint: Any, value: Any, file: str, place: str) -> Any:
    if hint is Any:
        return value
    if typing.get_origin(hint) is typing.Literal:
        allowed = typing.get_args(hint)
        _demand(value in allowed, file, place, f"{value!r} is not one of {', '.join(map(str, allowed))}")
        return value
    fits = isinstance(value, hint) and (hint is bool or not isinstance(value, bool))
    _demand(fits or (hint is float and type(value) is int), file, place, f"{value!r} is not a {hint.__name__}")
    return value


def _one_of(kinds: tuple, value: Any, file: str, place: str) -> Any:
    kinds = tuple(kind for kind in kinds if kind is not type(None))
    fits = [kind for kind in kinds if isinstance(value, list if typing.get_origin(kind) is tuple else kind)]
    return _value((fits or kinds)[0], value, file, place)


def _demand(holds: bool, file: str, place: str, why: str) -> None:
    if not holds:
        raise Refused(file, why, "Mend the profile; etl/profiles/README.md lists the keys", place)
