"""Evidence in lines of text, for the command line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from shlex import quote

import pandas as pd

from metrics.evidence import lists
from metrics.evidence.composite import BY_PART, PartFigure
from metrics.evidence.evidence import Evidence
from metrics.evidence.lists import Stretch
from metrics.evidence.names import NameStore, rows_to_name
from metrics.evidence.row import RowEvidence, Said
from metrics.series import Point
from metrics.words import with_counts
from vocabulary.scope import Scope
from warehouse.trail import RowVersion

MOST_LISTED = 40
LISTS = (*lists.PARTS, lists.NOT_COUNTED, lists.CELLS, lists.HELD_BACK)
_MOST_NAMED = 6
_AT_ONCE = 500
"""So many rows are asked for their names together: a list of 100,000 is told as it is read."""
_INDENT = "  "


@dataclass(frozen=True)
class Wanted:
    """Which of the lists, and which lines of them.

    Args:
        part: one of `LISTS`; "" for what is told of a figure in short.
        line: for the rows behind a line that stands for several: its name.
        first, last: of which lines, from 1; None for all there are.
    """

    part: str = ""
    line: str = ""
    first: int = 1
    last: int | None = MOST_LISTED

    def of(self, total: int) -> Stretch:
        """The lines of a list of so many."""
        return Stretch.within(total, self.first, self.last)


def evidence_lines(found: Evidence, store: NameStore, scope: Scope, wanted: Wanted) -> Iterator[str]:
    """Figure, parts, cells, rows: the counts of each, and the rows themselves."""
    indicator, figure, edition = found.sought.indicator, found.figure, found.edition
    yield f"{indicator.code} {indicator.title}"
    yield f"{found.sought.selection.programme}, {figure.label}, edition {edition.number} of {edition.as_of}: " + _value(
        found, figure
    )
    if figure.note:
        yield f"{_INDENT}{figure.note}"
    yield f"{_INDENT}numerator {figure.numerator:,}, n {figure.n:,}, left out {figure.left_out:,}"
    yield f"{len(found.cells):,} cells, {len(found.rows):,} {_what(found)}"
    listing = _Listing(found, store, scope, wanted)
    yield from listing.behind_line() if wanted.line else listing.part(wanted.part) if wanted.part else listing.in_short()


@dataclass(frozen=True)
class _Listing:
    """The lists of one figure, for one reader."""

    found: Evidence
    store: NameStore
    scope: Scope
    wanted: Wanted

    def in_short(self) -> Iterator[str]:
        """The parts, the rows that count and are left out, and what is told beside them."""
        found = self.found
        yield from _parts(found)
        if found.listed.counted_by != BY_PART:
            for part in lists.PARTS:
                yield from self._rows(part)
        if found.withheld_why:
            held = ", ".join(f"{name} {count:,}" for name, count in found.withheld.items())
            yield f"Not listed: {held}. {found.withheld_why}"
        for why, count in found.passed_over["why"].value_counts().items():
            yield f"Not counted: {count:,} rows of these months ({why}); --part {lists.NOT_COUNTED} lists them"
        yield from self._held_back()

    def part(self, name: str) -> Iterator[str]:
        """One list by itself."""
        others = {lists.NOT_COUNTED: self._passed_over, lists.CELLS: self._cells, lists.HELD_BACK: self._held_back}
        yield from others[name]() if name in others else self._rows(name)

    def behind_line(self) -> Iterator[str]:
        """The rows that one line stands for."""
        rows = lists.behind_line(self.found, self.wanted.line)
        yield f"Behind {self.wanted.line}: {len(rows):,} rows"
        yield from self._told(rows, lambda row, name: f"{row.dataset}/{row.row_id} {name}")

    def _rows(self, part: str) -> Iterator[str]:
        rows, count = lists.rows_by_part(self.found)[part], lists.COUNT[part]
        if len(rows):
            yield f"{lists.TITLES[part]}: {len(rows):,} {_what(self.found)}, counting {int(rows[count].sum()):,}"
            yield from self._told(lists.in_order(rows), lambda row, name: _row(row, name, count))

    def _passed_over(self) -> Iterator[str]:
        rows = self.found.passed_over
        yield f"Not counted: {len(rows):,} rows of these months"
        yield from self._told(
            lists.in_order(rows, lists.NOT_COUNTED),
            lambda row, name: f"{row.dataset}/{row.row_id} {name}: {row.month} {row.partner} ({row.why})",
        )

    def _cells(self) -> Iterator[str]:
        cells = self.found.cells
        yield f"Cells: {len(cells):,}"
        yield from self._told(lists.in_order(cells, lists.CELLS).assign(dataset="", row_id=0), lambda row, _: _cell(row))

    def _held_back(self) -> Iterator[str]:
        held = self.found.refused
        if held:
            yield "Held back, in no cell (some may have been mended and sent again since):"
        table = pd.DataFrame([vars(each) for each in held], columns=list(vars(held[0]))) if held else pd.DataFrame()
        yield from self._told(table.assign(row_id=0), lambda row, _: _held(row))

    def _told(self, rows: pd.DataFrame, say: Callable) -> Iterator[str]:
        """The lines wanted of a list, and how to come by the rest."""
        stretch = self.wanted.of(len(rows))
        shown = stretch.of(rows)
        for start in range(0, len(shown), _AT_ONCE):
            some = shown.iloc[start : start + _AT_ONCE]
            names = rows_to_name(self.store, some, self.scope)
            for row in some.itertuples():
                version = names.get((row.dataset, row.row_id))
                yield _INDENT + say(row, version.row_key if version else "")
        if stretch.total and not stretch.is_all:
            yield _INDENT + _rest(stretch, len(shown))


def _rest(stretch: Stretch, shown: int) -> str:
    if not shown:
        return f"none from {stretch.first:,} on: there are {stretch.total:,}"
    size = stretch.last - stretch.first + 1
    more = f"; --rows {stretch.last + 1}:{stretch.last + size} lists the next" if stretch.last < stretch.total else ""
    return f"{stretch.said}{more}, --all lists all"


def _value(found: Evidence, figure: Point) -> str:
    return with_counts(figure, found.unit) if figure.state.is_number else str(figure.state)


def _parts(found: Evidence) -> Iterator[str]:
    if found.parts:
        yield f"Made of {len(found.parts)} parts, each with rows of its own:"
    yield from (f"{_INDENT}{_part(each)}" for each in found.parts)


def _part(each: PartFigure) -> str:
    figure = each.figure
    is_own = f" ({each.code} {each.title})" if each.code else ""
    said = with_counts(figure, each.unit) if figure.state.is_number else str(figure.state)
    if each.is_hidden:
        return f"{each.name}{is_own}: {said}, {figure.note}"
    option = f"--count {quote(each.sought.part)}" if each.sought.part else f"--topic {quote(each.sought.topic)}"
    counts = f"numerator {figure.numerator:,}, n {figure.n:,}, left out {figure.left_out:,}"
    return f"{each.name}{is_own}: {said}; {counts}; {option}"


def row_lines(found: RowEvidence) -> Iterator[str]:
    """A row: its values, its versions, its line, its rules."""
    shown = found.shown
    stands = "stands" if found.stands else "does not stand"
    yield f"{spelled(shown)} {shown.row_key}: {stands} in edition {found.edition.number}"
    yield from (f"{_INDENT}{name}: {value}" for name, value in shown.values.items() if value is not None)
    for each in found.versions:
        until = f"to {each.edition_to}" if each.edition_to else "until now"
        brought = f", brought by {each.submission}" if each.submission else ""
        yield f"Version {spelled(each)}: from edition {each.edition_from} {until}{brought}"
    if found.submission is not None:
        sent = found.submission
        yield f"Submission {sent.id}: {sent.file_name} from {sent.partner or 'the programme office'}, sha256 {sent.sha256}"
    if found.line is None:
        yield found.line_why
    else:
        place = f"sheet {found.line.sheet!r}, row {found.line.source_row}"
        yield f"Line, exactly as written ({place}):"
        yield from (f"{_INDENT}{header!r}: {text!r}" for header, text in found.line.cells)
        why = "personal, left out by the profile or unknown to it: not kept here"
        yield from (f"{_INDENT}{header!r}: {why}" for header in found.line.withheld)
    yield from _rules(found)
    for each in found.sightings.itertuples():
        yield f"Repeated unchanged by {each.submission}, row {each.source_row}"


def spelled(row: RowVersion) -> str:
    """As `--row` takes it."""
    return f"{row.dataset}/{row.row_id}"


def _what(found: Evidence) -> str:
    by = {"": "rows", "partner": "partners", "unit": "units", "topic": "topics", BY_PART: "parts", "whole": "figure as a whole"}
    return by[found.listed.counted_by]


def _row(row: tuple, name: str, count: str) -> str:
    place = " ".join(text for text in (str(row.month), row.partner, row.unit, row.topic) if text)
    why = f" ({row.why})" if row.why else ""
    start = f"{row.dataset}/{row.row_id} {name}" if row.row_id else "several rows"
    return f"{start}: {getattr(row, count)} in {place}{why}{_also(row)}"


def _also(row: tuple) -> str:
    """The rows that a row is read with; of a line that stands for several, the first of them."""
    named = row.others.split()
    if not named:
        return ""
    more = len(named) - _MOST_NAMED
    rest = f" and {more:,} more, --of {quote(lists.name_of(row._asdict()))}" if more > 0 and not row.row_id else ""
    return "; with " + " ".join(named if row.row_id else named[:_MOST_NAMED]) + rest


def _cell(row: tuple) -> str:
    place = " ".join(text for text in (str(row.month), row.partner, row.unit, row.topic, row.kind) if text)
    amounts = f"numerator {row.numerator:,}, denominator {row.denominator:,}, left out {row.left_out:,}"
    adds = f"adds {row.adds_numerator:,} / {row.adds_n:,}" + (f", {row.adds_left_out:,} left out" if row.adds_left_out else "")
    return f"{place}, bucket {row.bucket}: {amounts}; {adds}"


def _held(row: tuple) -> str:
    return f"{row.rows:,} of {row.dataset} in {row.submission} ({row.file_name}, {row.period or 'no period'})"


def _rules(found: RowEvidence) -> Iterator[str]:
    passed = [each.rule for each in found.rules if each.said is Said.PASSED]
    for each in found.rules:
        if each.said is not Said.PASSED:
            cell = f" [{each.column}: {each.found!r}]" if each.column else ""
            yield f"Rule {each.rule}, {each.said}: {each.reason}{cell} {each.detail}".rstrip()
    if passed:
        yield f"Rules passed ({len(passed)}): {', '.join(dict.fromkeys(passed))}"
