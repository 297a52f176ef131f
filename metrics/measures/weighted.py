"""A composite of several shares, never shown without them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from metrics.cells import MAY_TELL_APART, Cells
from metrics.measures.composite import Component
from metrics.measures.narrowed import narrowed
from metrics.measures.tally import Asked, Measure, Tally

POINTS = 100
LEAST_PARTS = 4
LEAST_WEIGHT = 0.6
SWAY = 0.5
"""Each weight is tried between half less and half more, for the range that the choice of weights leaves open."""


@dataclass(frozen=True)
class Part:
    """One part of a composite.

    Args:
        key: what the kinds of its facts begin with; the code of the indicator where it is one.
        name: what a reader knows it by.
        measure: how its facts are read; its value is 0 to 1.
        weight: its weight, any positive number.
    """

    key: str
    name: str
    measure: Measure
    weight: float = 1.0

    def owns(self, cells: Cells) -> np.ndarray:
        """Which cells of the composite are of this part."""
        return cells.kind.are(*(name for name in cells.kind.names if name.startswith(f"{self.key} ")))


@dataclass(frozen=True)
class _Alone:
    """The measure of one part, asked of the composite's own cells."""

    part: Part

    @property
    def least_n(self) -> int:
        return self.part.measure.least_n

    @property
    def is_share(self) -> bool:
        return self.part.measure.is_share

    @property
    def is_stock(self) -> bool:
        return self.part.measure.is_stock

    @property
    def quarters_pooled(self) -> int:
        return self.part.measure.quarters_pooled

    @property
    def tells_apart(self) -> tuple[str, ...]:
        return self.part.measure.tells_apart

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        return self.part.measure.tallies(_asked_of(self.part, asked))


@dataclass(frozen=True)
class Weighted:
    """The weighted mean of the parts that have a figure, in points of 100.

    Without four parts, or three fifths of the weight, there is no figure. The note says every part and the range that
    the figure would have if each weight were half less or half more. Each part is computed from its own counts of the
    partners asked for: figures of partners are never averaged.
    """

    parts: tuple[Part, ...]
    least_n: int = 0
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)

    @property
    def tells_apart(self) -> tuple[str, ...]:
        """What any of its parts tells apart."""
        return tuple(name for name in MAY_TELL_APART if any(name in part.measure.tells_apart for part in self.parts))

    @property
    def components(self) -> tuple[Component, ...]:
        """See `metrics.measures.composite.Composite`."""
        return tuple(Component(part.key, part.name, _Alone(part), part.owns) for part in self.parts)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        found = [part.measure.tallies(_asked_of(part, asked)) for part in self.parts]
        return [self._tally([tallies[at] for tallies in found]) for at in range(len(asked.windows))]

    def _tally(self, found: list[Tally]) -> Tally:
        if not any(each.n or each.left_out for each in found):
            return Tally(is_reported=False)
        values = np.array([_value(each) for each in found])
        weights = np.array([part.weight for part in self.parts])
        there = np.isfinite(values)
        is_enough = there.sum() >= LEAST_PARTS and weights[there].sum() >= LEAST_WEIGHT * weights.sum()
        said = "; ".join(self._said(values, found))
        return Tally(
            is_reported=True,
            numerator=int(there.sum()),
            n=int(there.sum()),
            left_out=int((~there).sum()),
            immature=sum(each.immature for each in found),
            value=float(POINTS * np.average(values[there], weights=weights[there])) if is_enough else None,
            note=f"{_spread(values[there], weights[there])}; {said}" if is_enough else f"insufficient data: {said}",
            parts=self._counts(found),
        )

    def _said(self, values: np.ndarray, found: list[Tally]) -> Iterable[str]:
        for part, value, each in zip(self.parts, values, found, strict=True):
            yield f"{part.name} {value:.2f} (n = {each.n})" if np.isfinite(value) else f"{part.name} without figure"

    def _counts(self, found: list[Tally]) -> dict[str, int]:
        counts = {}
        for part, each in zip(self.parts, found, strict=True):
            counts[part.name] = each.numerator
            counts[f"{part.name}, of"] = each.n
        return counts


def _value(tally: Tally) -> float:
    if tally.value is not None:
        return tally.value
    return tally.numerator / tally.n if tally.n else np.nan


def _spread(values: np.ndarray, weights: np.ndarray) -> str:
    low, high = (round(POINTS * end) for end in weight_range(values, weights))
    return f"{low} to {high} if each weight were half less or half more"


def weight_range(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """The least and the greatest weighted mean when every weight may be half less or half more.

    The greatest gives the most weight to the greatest values, from some value on: each such place is tried.
    """
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    places = np.arange(len(values) + 1)[:, None] > np.arange(len(values))
    light_first = weights * np.where(places, 1 - SWAY, 1 + SWAY)
    heavy_first = weights * np.where(places, 1 + SWAY, 1 - SWAY)
    means = [(tried @ values) / tried.sum(axis=1) for tried in (heavy_first, light_first)]
    return float(means[0].min()), float(means[1].max())


def _asked_of(part: Part, asked: Asked) -> Asked:
    """The question for one part: its cells, their kinds as its own measure knows them."""
    own = narrowed(asked, part.owns(asked.cells))
    names = tuple(name.removeprefix(f"{part.key} ") for name in own.cells.kind.names)
    kinds = replace(own.cells.kind, names=names)
    return replace(own, cells=replace(own.cells, kind=kinds))
