"""What a screen works with: figures, names, editions, and whose eyes are looking."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dashboard.address import Asked
from metrics.indicator import Indicator
from vocabulary.errors import Unavailable
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.edition import Edition

if TYPE_CHECKING:  # their import is heavy, and a screen needs none of their names
    from warehouse.archive import Archive
    from warehouse.warehouse import Warehouse

    from metrics.cube import Cubes

DEMONSTRATION = "DEMO"
"""Programmes whose code starts so are fictional, and every page of theirs says it."""


@dataclass(frozen=True)
class Names:
    """What codes are called in one edition.

    Args:
        programmes, partners: code to name, in code order.
    """

    programmes: Mapping[str, str]
    partners: Mapping[str, str]

    def programme(self, code: str) -> str:
        return self.programmes.get(code, code)

    def partner(self, code: str) -> str:
        return self.partners.get(code, code)


@dataclass(frozen=True)
class Desk:
    """What a screen may use. One for the whole process; it keeps nothing that belongs to a reader."""

    warehouse: "Warehouse"
    cubes: "Cubes"
    archive: "Archive"
    scope: Scope
    today: dt.date
    indicators: Mapping[str, Indicator]
    _names: dict[int, Names] = field(default_factory=dict, repr=False, compare=False)

    def indicator(self, code: str) -> Indicator:
        """The indicator with that code ("PEN-04"); raises KeyError, naming the codes there are."""
        for indicator in self.indicators.values():
            if indicator.code == code:
                return indicator
        raise KeyError(f"no indicator {code!r}; there are {', '.join(i.code for i in self.indicators.values())}")

    def edition(self, number: int | None = None) -> Edition:
        """The edition of that number, or the newest; raises Unavailable where there is none."""
        if self.warehouse.is_empty():
            raise Unavailable("Nothing has been published yet: load a file, and this screen fills.")
        return self.warehouse.edition(number)

    def names(self, edition: int) -> Names:
        """What programmes and partners are called in that edition."""
        if edition not in self._names:
            self._names[edition] = Names(self._named("programme", edition), self._named("partner", edition))
        return self._names[edition]

    def default(self) -> Selection:
        """The first programme, up to the last quarter that was over when the newest edition was published."""
        newest = self.edition()
        programmes = self.names(newest.number).programmes
        if not programmes:
            raise Unavailable("No programme is known yet: load the reference lists, and this screen fills.")
        last_quarter = Quarter.of(Month.of(newest.as_of)) + -1
        return Selection.ending(next(iter(programmes)), last_quarter.last)

    def settled(self, asked: Asked) -> Asked:
        """*asked* with its edition's number filled in, and with what does not exist replaced and named."""
        newest = self.edition().number
        chosen = asked.selection
        number = newest if chosen.edition is None else chosen.edition
        if number > newest:
            asked = asked.noting(f"There is no edition {number} yet; the newest, {newest}, is shown.")
            number = newest
        names = self.names(number)
        if chosen.programme not in names.programmes:
            usual = next(iter(names.programmes), chosen.programme)
            asked = asked.noting(f"No programme {chosen.programme} is known in edition {number}; {usual} is shown.")
            chosen = replace(chosen, programme=usual)
        strangers = [code for code in chosen.partners if code not in names.partners]
        if strangers:
            asked = asked.noting(f"No partner {', '.join(strangers)} is known in edition {number}; left out.")
            chosen = chosen.narrowed(*(code for code in chosen.partners if code not in strangers))
        return asked.choosing(chosen.as_known_in(number))

    def _named(self, dataset: str, edition: int) -> dict[str, str]:
        rows = self.warehouse.rows(dataset, self.scope, edition)
        return dict(sorted(zip(rows[dataset], rows["name"], strict=True)))
