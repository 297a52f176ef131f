"""Leave the lines of a file beside it as they were written, so that evidence can show them without parsing the file."""

import string
from collections.abc import Iterable, Mapping

from etl.headers import folded
from etl.mapping import Mapped
from etl.profile_parts import Maker, Profile
from etl.reading.sheet import RawSheet
from warehouse.archive import Archive
from warehouse.lines import keep_lines


def leave_lines(archive: Archive, submission: str, profile: Profile, parts: Iterable[Mapped]) -> None:
    """Keep every line of every sheet that became rows, without the cells that name persons.

    Personal columns are left out as they are from the warehouse, and so are columns that pseudonyms are made of: a line
    that showed the number beside its pseudonym would undo it.
    """
    written: dict[str, tuple[RawSheet, set[str]]] = {}
    for part in parts:
        sheet, withheld = part.written()
        if sheet is not None:
            _, hidden = written.setdefault(sheet.name, (sheet, set()))
            hidden |= withheld | _behind_pseudonyms(profile, part)
    for sheet, hidden in written.values():
        shown = [at for at, header in enumerate(sheet.headers) if folded(header) not in hidden]
        about = {
            "headers": [sheet.headers[at] for at in shown],
            "withheld": [header for header in sheet.headers if folded(header) in hidden],
            "source_rows": sheet.source_rows,
        }
        keep_lines(archive, submission, sheet.name, sheet.cells.select(shown), about)


def _behind_pseudonyms(profile: Profile, part: Mapped) -> set[str]:
    """Folded headers that pseudonyms are made of, through the columns that the profile makes on the way."""
    makers = {folded(name): maker for name, maker in profile.make.items()}
    every = [*makers.values(), *part.part.columns.values()]
    found: set[str] = set()
    waiting = [name for maker in every if maker.pseudonym for name in _sources(maker)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _sources(makers[name]) if name in makers else []
    return found


def _sources(maker: Maker) -> set[str]:
    """Folded names of the columns that a column is made of."""
    headers = (maker.header,) if isinstance(maker.header, str) else maker.header
    placed = [name for _, name, _, _ in string.Formatter().parse(maker.template) if name]
    dated = [name for table in (maker.date_of, maker.days_after) for name in table.values() if isinstance(name, str)]
    cases = [name for case in maker.cases for name in (case.get("header"), *_conditions(case)) if name]
    return {folded(name) for name in (*headers, *placed, *dated, *maker.difference, *cases) if name}


def _conditions(case: Mapping) -> Iterable[str]:
    return case.get("where", {})
