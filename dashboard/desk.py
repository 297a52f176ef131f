"""What a screen works with: figures, names, editions, and whose eyes are looking."""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dashboard.address import Asked, Fields, decode
from dashboard.intake import Intake
from dashboard.names import Names
from metrics import read
from metrics.changes.contribution import Explained
from metrics.cube import Cubes
from metrics.evidence.evidence import Evidence, evidence
from metrics.evidence.sought import Sought
from metrics.funnel import Funnel
from metrics.indicator import Indicator
from metrics.reference import Named
from metrics.series import Point, Series
from vocabulary.errors import Unavailable
from vocabulary.kept import Kept
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.archive import Archive
from warehouse.edition import Edition
from warehouse.store import Warehouse

T = TypeVar("T")

RESULTS_KEPT = 4000
"""Series, points and drawn panels of some two hundred selections: about 30 MB."""

EVIDENCE_KEPT = 4
"""What a few figures are made of, while somebody turns the pages of it: some 30 MB each where 100,000 rows make one."""

DEMONSTRATION = "DEMO"
"""Programmes whose code starts so are fictional, and every page of theirs says it."""


@dataclass(frozen=True)
class Desk:
    """What a screen may use.

    Args:
        clock: asked for the day, once in each request.
        indicators: by key.
        explorers: address of the screen that shows an indicator at length, by the indicator's key.
        intake: what taking files in needs; None where the screens are only read.
    """

    warehouse: Warehouse
    cubes: Cubes
    archive: Archive
    scope: Scope
    clock: Callable[[], dt.date]
    indicators: Mapping[str, Indicator]
    explorers: Mapping[str, str] = field(default_factory=dict)
    intake: Intake | None = None
    _found: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    _kept: Kept = field(default_factory=lambda: Kept(RESULTS_KEPT), repr=False, compare=False)
    _evidence: Kept = field(default_factory=lambda: Kept(EVIDENCE_KEPT), repr=False, compare=False)

    def programme_said(self, selection: Selection) -> str:
        """The programme's name, with a word where it is fictional."""
        name = self.names(selection.edition).programme(selection.programme)
        is_said = "demonstration" in name.lower()
        is_fictional = selection.programme.startswith(DEMONSTRATION)
        return f"{name} · demonstration data" if is_fictional and not is_said else name

    @property
    def today(self) -> dt.date:
        """The day on which the screens are read."""
        return self.clock()

    def at_request(self) -> "Desk":
        """The same desk, cleared: what `once` finds on it and its day live as long as one request, and no longer."""
        day = self.clock()
        return replace(self, _found={}, clock=lambda: day)

    def once(self, find: Callable[..., T], *arguments: Hashable) -> T:
        """What `find(self, *arguments)` returns; found once, however many panels of the request ask for it."""
        key = (find, *arguments)
        if key not in self._found:
            self._found[key] = find(self, *arguments)
        return self._found[key]

    def kept(self, find: Callable[..., T], *arguments: Hashable) -> T:
        """What `find(self, *arguments)` returns; kept for later requests of the same scope.

        Only for what never changes: *arguments* pin an edition. The scope is part of the key.
        """
        return self._kept.get((find, self.scope, *arguments), lambda: find(self, *arguments))

    def evidence(self, sought: Sought) -> Evidence:
        """What a figure is made of; the selection names its edition. Kept until something new is published."""
        asked = (sought.indicator.key, _pinned(sought.selection), sought.month, sought.topic, sought.is_run, sought.part)
        key = (*asked, self.scope, self.edition().number)
        return self._evidence.get(key, lambda: evidence(self.warehouse, self.cubes, sought, self.scope))

    def series(self, indicator: Indicator, selection: Selection) -> Series:
        """One indicator over the months of a selection; the selection names its edition."""
        return self.kept(_series, indicator.key, _pinned(selection))

    def scorecard(self, selection: Selection) -> tuple[tuple[Indicator, Series], ...]:
        """Every headline indicator and its series, the most pressing first."""
        return self.kept(_scorecard, _pinned(selection))

    def small_multiples(self, indicator: Indicator, selection: Selection) -> tuple[Series, ...]:
        """One series for each partner, the most pressing first."""
        return self.kept(_small_multiples, indicator.key, _pinned(selection))

    def by_partner(self, indicator: Indicator, selection: Selection, months: tuple[Month, ...] = ()) -> tuple[Point, ...]:
        """One figure for each partner, by name: of the quarter under review, or of a run of months."""
        return self.kept(_by_partner, indicator.key, _pinned(selection), months)

    def funnel(self, indicator: Indicator, selection: Selection, months: tuple[Month, ...] = ()) -> Funnel:
        """The partners around the programme's share, of the quarter under review or of a run of months."""
        return self.kept(_funnel, indicator.key, _pinned(selection), months)

    def contributions(self, indicator: Indicator, selection: Selection) -> Explained:
        """What moved the share from the quarter before to the quarter under review."""
        return self.kept(_contributions, indicator.key, _pinned(selection))

    def indicator(self, code: str) -> Indicator:
        """The indicator with that code ("PEN-04"); raises KeyError, naming the codes there are."""
        for indicator in self.indicators.values():
            if indicator.code == code:
                return indicator
        raise KeyError(f"no indicator {code!r}; there are {', '.join(i.code for i in self.indicators.values())}")

    def edition(self, number: int | None = None) -> Edition:
        """The edition of that number, or the newest; raises Unavailable where there is none."""
        return self.once(_edition, number)

    def names(self, edition: int) -> Names:
        """What programmes and partners are called in that edition."""
        return self.once(_names, edition)

    def fiscal_start(self, selection: Selection) -> int:
        """The month in which the programme's year begins."""
        return self.cubes.references(self.edition(selection.edition), self.scope).fiscal_start(selection.programme)

    def quarter_name(self, selection: Selection) -> str:
        """The quarter under review, with that of the programme's own year where it begins in another month than January."""
        return selection.quarter.named(self.fiscal_start(selection))

    def members(self, selection: Selection) -> tuple[Named, ...]:
        """Code and name of the partners that belonged to the programme in the months selected."""
        return read.partners(self.cubes, selection, self.scope)

    def default(self) -> Selection:
        """The first programme, up to the last quarter that was over when the newest edition was published."""
        newest = self.edition()
        programmes = self.names(newest.number).programmes
        if not programmes:
            raise Unavailable("No programme is known yet: load the reference lists, and this screen fills.")
        return Selection.ending(next(iter(programmes)), _last_over(newest))

    def asked(self, fields: Fields) -> Asked:
        """What an address asks, settled. One that names an edition and no quarter means the last that was over then."""
        asked = self.settled(decode(fields, self.default()))
        chosen = asked.selection
        if fields.get("until") or chosen.edition == self.edition().number:
            return asked
        return self.settled(decode(fields, Selection.ending(chosen.programme, _last_over(self.edition(chosen.edition)))))

    def settled(self, asked: Asked) -> Asked:
        """*asked* with its edition's number filled in, and with what does not exist replaced and named."""
        newest = self.edition().number
        asked = _dated(self, asked)
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


def _last_over(edition: Edition) -> Month:
    """The last month of the last quarter that was over on an edition's day."""
    return (Quarter.of(Month.of(edition.as_of)) + -1).last


def _dated(desk: Desk, asked: Asked) -> Asked:
    """*asked* with the edition that was the newest on the day it names; the newest, and a notice, where there was none."""
    if asked.known_on is None:
        return asked
    day, asked = asked.known_on, replace(asked, known_on=None)
    try:
        return asked.choosing(asked.selection.as_known_in(desk.cubes.known_on(day).number))
    except Unavailable:
        return asked.noting(f"Nothing was published by {day.isoformat()}; the newest edition is shown.")


def _edition(desk: Desk, number: int | None) -> Edition:
    if number is None and desk.warehouse.is_empty():
        raise Unavailable("Nothing has been published yet. Load a file, and this screen fills.")
    return desk.cubes.edition(number)


def _names(desk: Desk, edition: int) -> Names:
    programmes = {named.code: named.name for named in read.programmes(desk.cubes, desk.scope, edition)}
    references = desk.cubes.references(desk.edition(edition), desk.scope)
    return Names(dict(sorted(programmes.items())), references.partner_names)


def _pinned(selection: Selection) -> Selection:
    if selection.edition is None:
        raise ValueError("this is kept, so the selection must name its edition: see Desk.settled")
    return selection


def _series(desk: Desk, key: str, selection: Selection) -> Series:
    return read.series(desk.cubes, desk.indicators[key], selection, desk.scope)


def _scorecard(desk: Desk, selection: Selection) -> tuple[tuple[Indicator, Series], ...]:
    return read.scorecard(desk.cubes, selection, desk.scope)


def _small_multiples(desk: Desk, key: str, selection: Selection) -> tuple[Series, ...]:
    return read.small_multiples(desk.cubes, desk.indicators[key], selection, desk.scope)


def _by_partner(desk: Desk, key: str, selection: Selection, months: tuple[Month, ...]) -> tuple[Point, ...]:
    return read.by_partner(desk.cubes, desk.indicators[key], selection, desk.scope, months)


def _funnel(desk: Desk, key: str, selection: Selection, months: tuple[Month, ...]) -> Funnel:
    return read.funnel(desk.cubes, desk.indicators[key], selection, desk.scope, months)


def _contributions(desk: Desk, key: str, selection: Selection) -> Explained:
    return read.contributions(desk.cubes, desk.indicators[key], selection, desk.scope)
