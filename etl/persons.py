"""Columns that pseudonyms are made of: their cells stay in the kept file, and only the pseudonym is shown."""

import string
from collections.abc import Iterable, Mapping

from etl.headers import folded
from etl.profile_parts import Maker, Part, Profile


def behind_pseudonyms(profile: Profile, part: Part) -> set[str]:
    """Folded headers that pseudonyms are made of, through the columns that the profile makes on the way."""
    makers = {folded(name): maker for name, maker in profile.make.items()}
    every = [*makers.values(), *part.columns.values()]
    found: set[str] = set()
    waiting = [name for maker in every if maker.pseudonym for name in _sources(maker)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _sources(makers[name]) if name in makers else []
    return found


def only_behind_pseudonyms(profile: Profile, part: Part) -> set[str]:
    """Of those, the ones that no column of the part shows openly besides."""
    openly = {name for maker in part.columns.values() if not maker.pseudonym for name in _sources(maker)}
    return behind_pseudonyms(profile, part) - openly


def pseudonym_columns(profile: Profile, part: Part) -> dict[str, str]:
    """Folded header to the column of the part that holds its pseudonym, where one header alone makes it.

    There the pseudonym can stand for the cell in a workbook that is sent back: a pseudonym is not made anew.
    """
    made = {folded(name): maker for name, maker in profile.make.items()}
    found = {}
    for name, maker in part.columns.items():
        if not isinstance(maker.header, str):
            continue
        own = maker if maker.pseudonym else made.get(folded(maker.header))
        if own is not None and own.pseudonym and isinstance(own.header, str):
            found[folded(own.header)] = name
    return found


def _sources(maker: Maker) -> set[str]:
    """Folded names of the columns that a column is made of."""
    headers = (maker.header,) if isinstance(maker.header, str) else maker.header
    placed = [name.removesuffix("?") for _, name, _, _ in string.Formatter().parse(maker.template) if name]
    dated = [name for table in (maker.date_of, maker.days_after) for name in table.values() if isinstance(name, str)]
    cases = [name for case in maker.cases for name in (case.get("header"), *_conditions(case)) if name]
    by = maker.known.get("by", "")
    return {folded(name) for name in (*headers, *placed, *dated, *maker.difference, *cases, by) if name}


def _conditions(case: Mapping) -> Iterable[str]:
    return case.get("where", {})
