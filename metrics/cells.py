"""The cells of one indicator as arrays: what a measure adds up."""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from vocabulary.period import Month


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
        is_wanted = np.array([name in wanted for name in self.names], dtype=bool)
        return is_wanted[self.codes] if len(is_wanted) else np.zeros(0, dtype=bool)

    def where(self, keep: np.ndarray | slice) -> "Labels":
        return Labels(self.names, self.codes[keep])

    @property
    def present(self) -> tuple[str, ...]:
        """The names that some cell has, sorted."""
        return tuple(self.names[code] for code in np.unique(self.codes))


@dataclass(frozen=True)
class Cells:
    """Cells as arrays of equal length. `month` counts months since year 0; the counts are 64-bit integers."""

    kind: Labels
    bucket: np.ndarray
    month: np.ndarray
    programme: Labels
    partner: Labels
    unit: Labels
    topic: Labels
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
        return Cells(*(column.where(keep) if isinstance(column, Labels) else column[keep] for column in columns))

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


def month_count(month: Month) -> int:
    """The month as `Cells.month` counts it."""
    return month.year * 12 + month.month - 1


def month_of(count: int) -> Month:
    """The month that `Cells.month` counts so."""
    year, month = divmod(count, 12)
    return Month(year, month + 1)
