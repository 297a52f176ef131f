"""The cells of one indicator as arrays: what a measure adds up."""

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from vocabulary.errors import BrokenPromise
from vocabulary.period import Month

MAY_TELL_APART = ("unit", "topic")
"""Where a case was and what it was about: most measures ask for neither."""


@dataclass(frozen=True)
class Labels:
    """A text for each cell, kept as codes into a short list of names."""

    names: tuple[str, ...]
    codes: np.ndarray

    @classmethod
    def of(cls, texts: pd.Series) -> "Labels":
        codes, names = pd.factorize(texts, sort=True)
        return cls(tuple(str(name) for name in names), codes.astype(np.int64))

    def are(self, *wanted: str) -> np.ndarray:
        """True for the cells whose text is one of *wanted*."""
        codes = [code for code, name in enumerate(self.names) if name in wanted]
        if len(codes) == 1:
            return self.codes == codes[0]
        is_wanted = np.zeros(len(self.names), dtype=bool)
        is_wanted[codes] = True
        return is_wanted[self.codes]

    def where(self, keep: np.ndarray | slice) -> "Labels":
        return Labels(self.names, self.codes[keep])

    @property
    def present(self) -> tuple[str, ...]:
        """The names that some cell has, sorted."""
        return tuple(self.names[code] for code in np.unique(self.codes))


class AddedUp:
    """Stands where labels were that have been added over: whoever asks for them is told, not answered."""

    def where(self, _keep: np.ndarray | slice) -> "AddedUp":
        return self

    def __getattr__(self, name: str) -> np.ndarray:
        if name.startswith("__"):
            raise AttributeError(name)
        raise BrokenPromise(f"These cells were added up over the {name} asked for; the measure must say it `tells_apart`.")


@dataclass(frozen=True)
class Cells:
    """Cells as arrays of equal length. `month` counts months since year 0; the counts are 64-bit integers."""

    kind: Labels
    bucket: np.ndarray
    month: np.ndarray
    programme: Labels
    partner: Labels
    unit: Labels | AddedUp
    topic: Labels | AddedUp
    numerator: np.ndarray
    denominator: np.ndarray
    left_out: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Cells":
        """Cells from a frame with `warehouse.facts.FACT_COLUMNS` but for the marking."""
        texts = {name: Labels.of(frame[name]) for name in ("kind", "programme", "partner", "unit", "topic")}
        numbers = {
            name: frame[name].to_numpy(dtype=np.int64)
            for name in ("bucket", "month", "numerator", "denominator", "left_out")
        }
        numbers["month"] = numbers["month"] // 100 * 12 + numbers["month"] % 100 - 1
        return cls(**texts, **numbers)

    def where(self, keep: np.ndarray | slice) -> "Cells":
        """Some of the cells: those for which *keep* is true, those it numbers, or a slice."""
        if not isinstance(keep, slice) and keep.dtype == bool:
            keep = np.flatnonzero(keep)  # looked up once, not once a column
        columns = (getattr(self, name) for name in _COLUMNS)
        return Cells(*(column[keep] if isinstance(column, np.ndarray) else column.where(keep) for column in columns))

    def added_up(self, tells_apart: tuple[str, ...]) -> "Cells":
        """The same counts in fewer cells, by partner and month: what is not in *tells_apart* is added over.

        Cells of one programme. The order is that of their names, whatever order they were read in.
        """
        apart = [name for name in MAY_TELL_APART if name in tells_apart]
        columns = [self.partner.codes, self.month, self.kind.codes, self.bucket]
        columns += [getattr(self, name).codes for name in apart]
        order = np.lexsort(columns[::-1])
        sorted_columns = [column[order] for column in columns]
        begins = _begins(sorted_columns, len(self))
        amounts = (getattr(self, name)[order] for name in AMOUNTS)
        sums = {name: np.add.reduceat(each, begins) for name, each in zip(AMOUNTS, amounts, strict=True) if len(each)}
        dropped = {name: AddedUp() for name in MAY_TELL_APART if name not in apart}
        return replace(self.where(order[begins]), **sums, **dropped)

    def of_kind(self, *kinds: str) -> "Cells":
        """The cells of these kinds."""
        return self.where(self.kind.are(*kinds))

    def histogram(self, *kinds: str) -> tuple[np.ndarray, np.ndarray]:
        """Bucket and denominator of the cells of these kinds."""
        keep = self.kind.are(*kinds)
        return self.bucket[keep], self.denominator[keep]

    def of_partners(self, partners: tuple[str, ...]) -> "Cells":
        """The cells of these partners; all where none is named."""
        return self.where(self.partner.are(*partners)) if partners else self

    def __len__(self) -> int:
        return len(self.month)


_COLUMNS = tuple(each.name for each in fields(Cells))
AMOUNTS = ("numerator", "denominator", "left_out")


def _begins(columns: list[np.ndarray], count: int) -> np.ndarray:
    """Where runs of equal values begin in sorted columns."""
    differs = np.zeros(max(count - 1, 0), dtype=bool)
    for column in columns:
        differs |= column[1:] != column[:-1]
    return np.concatenate([np.arange(min(count, 1)), np.flatnonzero(differs) + 1])


def month_count(month: Month) -> int:
    """The month as `Cells.month` counts it."""
    return month.year * 12 + month.month - 1


def month_of(count: int) -> Month:
    """The month that `Cells.month` counts so."""
    year, month = divmod(count, 12)
    return Month(year, month + 1)
