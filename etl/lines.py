"""Leave the lines of a file beside it as they were written, so that evidence can show them without parsing the file."""

from collections.abc import Iterable

from etl.headers import folded
from etl.mapping import Mapped
from etl.persons import behind_pseudonyms
from etl.profile_parts import Profile
from etl.reading.sheet import RawSheet
from warehouse.archive import Archive
from warehouse.lines import keep_lines


def leave_lines(archive: Archive, submission: str, profile: Profile, parts: Iterable[Mapped]) -> None:
    """Keep every line of every sheet that became rows, without the cells that name persons.

    Personal columns are left out as they are from the warehouse, and so are columns that pseudonyms are made of: a line
    that showed the number beside its pseudonym would undo it. Columns that the profile leaves out (an address, who
    called) are not brought in by this door either, nor are those that it does not know: nobody has judged what is in
    them.
    """
    left_out = {folded(header) for header in profile.ignored}
    written: dict[str, tuple[RawSheet, set[str]]] = {}
    for part in parts:
        sheet, withheld = part.written()
        if sheet is not None:
            _, hidden = written.setdefault(sheet.name, (sheet, set()))
            hidden |= withheld | behind_pseudonyms(profile, part.part) | left_out
    for sheet, hidden in written.values():
        shown = [at for at, header in enumerate(sheet.headers) if folded(header) not in hidden]
        about = {
            "headers": [sheet.headers[at] for at in shown],
            "withheld": [header for header in sheet.headers if folded(header) in hidden],
            "source_rows": sheet.source_rows,
        }
        keep_lines(archive, submission, sheet.name, sheet.cells.select(shown), about)
