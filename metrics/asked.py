"""The words of a command line: understood, or refused with what to write instead, as the screens refuse them."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Protocol

from metrics.cube import Cubes
from vocabulary.errors import Refused
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.edition import Edition

HERE = "on the command line"
_MOST_NAMED = 12
_LINES = re.compile(r"^([0-9]{1,9}):([0-9]{1,9})?$")


class EditionStore(Protocol):
    """What this module asks of the warehouse."""

    def edition_known_on(self, day: dt.date) -> Edition: ...


def edition_asked(store: EditionStore, edition: int | None, known_on: str) -> int | None:
    """The edition by its number or by a day; None, the newest, where neither is named."""
    if not known_on:
        return edition
    if edition is not None:
        what = f"--edition {edition} --known-on {known_on}"
        raise Refused(what, "each names an edition, and they may be two", "Give one of them", HERE)
    return store.edition_known_on(day("--known-on", known_on)).number


def day(option: str, text: str) -> dt.date:
    """A day as it is written 2026-10-12."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{option} {text}", "there is no such day", "Write it as 2026-10-12", HERE) from error


def selected(programme: str, quarter: str, month: str) -> tuple[Selection, Month | None]:
    """The usual selection up to a quarter or a month, and the month where it is of one."""
    if bool(quarter) == bool(month):
        why = "a figure is of one quarter or of one month"
        raise Refused("--quarter, --month", why, "Give --quarter 2026Q3 or --month 2026-07", HERE)
    try:
        last = Month.parse(month) if month else Quarter.parse(quarter).last
        return Selection.ending(programme, last), last if month else None
    except ValueError as error:
        what, kind, mend = (f"--month {month}", "month", "2026-07") if month else (f"--quarter {quarter}", "quarter", "2026Q3")
        raise Refused(what, f"there is no such {kind}", f"Write it as {mend}", HERE) from error


def refuse_topic_of_month(topic: str | None, month: str) -> None:
    """Topics are told apart in a quarter alone: the figure of the quarter would be shown, as if it were the month's."""
    if topic is not None and month:
        what = f"--topic {topic} --month {month}"
        raise Refused(what, "the figure of a topic is of a quarter", "Give --quarter 2026Q3 with it", HERE)


def partner_codes(text: str) -> tuple[str, ...]:
    """Codes between commas; none where nothing is written."""
    return tuple(code.strip() for code in text.split(",")) if text else ()


def row_named(text: str) -> tuple[str, int]:
    """Dataset and row id, as a list of rows spells them."""
    dataset, _, row_id = text.partition("/")
    if not (dataset and row_id.isdecimal()):
        raise Refused(f"--row {text}", "it names no row", "Write it as the list of rows has it: training_roster/17", HERE)
    return dataset, int(row_id)


def lines_asked(rows: str, is_all: bool) -> tuple[int, int | None] | None:
    """First and last line of a list, `101:200` or `101:`; None where nothing is said."""
    if is_all and rows:
        raise Refused(f"--all --rows {rows}", "each says which lines, and they are two", "Give one of them", HERE)
    if is_all or not rows:
        return (1, None) if is_all else None
    found = _LINES.match(rows)
    first, last = (int(found[1]), int(found[2]) if found[2] else None) if found else (0, None)
    if not first or (last is not None and last < first):
        raise Refused(f"--rows {rows}", "it names no lines", "Write it as 101:200, or as 101: for all from there on", HERE)
    return first, last


def list_asked(part: str, known: Sequence[str]) -> str:
    """The name of a list of evidence; "" where none is named."""
    if part and part not in known:
        raise Refused(f"--part {part}", "there is no such list", f"Write one of {', '.join(known)}", HERE)
    return part


def refuse_strangers(
    cubes: Cubes, scope: Scope, programme: str, partners: Sequence[str] = (), edition: int | None = None
) -> None:
    """Refuse a programme and partners that an edition does not know: nothing of theirs is no figure of none.

    Raises:
        Refused: there are none of these codes, or they are not for this reader; which of the two is not said.
    """
    read = cubes.edition(edition)
    known = cubes.references(read, scope)
    _refuse_stranger("--programme", "programme", programme, [each.code for each in known.programmes], read)
    for code in partners:
        _refuse_stranger("--partner", "partner", code, list(known.partner_names), read)


def _refuse_stranger(option: str, kind: str, code: str, known: list[str], read: Edition) -> None:
    if code in known:
        return
    named = ", ".join(sorted(known)[:_MOST_NAMED])
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    mend = f"Check its code: there are {named}{more}" if known else "Load the reference lists first"
    raise Refused(f"{option} {code}", f"edition {read.number} knows no such {kind}", mend, HERE)
