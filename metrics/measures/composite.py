"""What a measure says of itself whose figure is made of the figures of parts, each with counts of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from metrics.cells import Cells
from metrics.measures.tally import Measure


@dataclass(frozen=True)
class Component:
    """One part of a composite.

    Args:
        key: code of the indicator that it is, where it is one.
        name: what a reader knows it by.
        measure: asked of the composite's own cells, it answers of this part alone.
        owns: which of the composite's cells are of this part.
    """

    key: str
    name: str
    measure: Measure
    owns: Callable[[Cells], np.ndarray]


@runtime_checkable
class Composite(Protocol):
    """A measure that counts its parts: each that has a figure is in numerator and n, each that has none is left out."""

    @property
    def components(self) -> tuple[Component, ...]: ...
