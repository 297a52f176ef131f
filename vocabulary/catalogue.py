"""Find the one thing that each module of a package declares."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

K = TypeVar("K")


def declared(package: str, kind: type[K]) -> Mapping[str, K]:
    """Return the one *kind* that each module of *package* declares, by key, in key order.

    The declaration's ``key`` is the module's name, so that a thing is found by its file.

    Raises:
        ValueError: a module declares none or two, or its key is not its file's name.
    """
    found: dict[str, K] = {}
    for module_info in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if module_info.ispkg or module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{module_info.name}")
        found[module_info.name] = _only(module, kind)
    return MappingProxyType(dict(sorted(found.items())))


def _only(module: Any, kind: type[K]) -> K:
    name = module.__name__.rpartition(".")[2]
    things = [thing for word, thing in vars(module).items() if word.isupper() and isinstance(thing, kind)]
    if len(things) != 1:
        raise ValueError(f"{module.__name__} must declare one {kind.__name__}; it declares {len(things)}")
    if things[0].key != name:
        raise ValueError(f"{module.__name__} declares the key {things[0].key!r}; it must be {name!r}")
    return things[0]
