"""Evidence in lines of text, for the command line."""

from collections.abc import Iterator

import pandas as pd

from metrics.evidence.evidence import Evidence
from metrics.evidence.row import RowEvidence, Said
from metrics.words import with_counts
from vocabulary.scope import Scope
from warehouse.trail import RowVersion, Trail

MOST_LISTED = 40
_MOST_NAMED = 6
_INDENT = "  "


def evidence_lines(found: Evidence, store: Trail, scope: Scope) -> Iterator[str]:
    """Figure, cells, rows: the counts of each, and the rows themselves."""
    indicator, figure, edition = found.sought.indicator, found.figure, found.edition
    value = with_counts(figure, indicator.unit) if figure.state.is_number else str(figure.state)
    yield f"{indicator.code} {indicator.title}"
    yield f"{found.sought.selection.programme}, {figure.label}, edition {edition.number} of {edition.as_of}: {value}"
    if figure.note:
        yield f"{_INDENT}{figure.note}"
    yield f"{_INDENT}numerator {figure.numerator:,}, n {figure.n:,}, left out {figure.left_out:,}"
    yield f"{len(found.cells):,} cells, {len(found.rows):,} {_what(found)}"
    parts = (
        ("In the numerator", found.in_numerator, "numerator"),
        ("In the denominator only", found.in_denominator_only, "n"),
        ("Left out", found.left_out, "left_out"),
    )
    for title, rows, count in parts:
        if len(rows):
            yield f"{title}: {len(rows):,} {_what(found)}, counting {int(rows[count].sum()):,}"
            yield from _listed(rows, store, scope)
    if found.withheld_why:
        held = ", ".join(f"{name} {count:,}" for name, count in found.withheld.items())
        yield f"Not listed: {held}. {found.withheld_why}"
    for why, count in found.passed_over["why"].value_counts().items():
        yield f"Not counted: {count:,} rows of these months ({why})"
    yield from _refused(found)


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
    by = {"": "rows", "partner": "partners", "unit": "units", "topic": "topics", "whole": "figure as a whole"}
    return by[found.listed.counted_by]


def _listed(rows: pd.DataFrame, store: Trail, scope: Scope) -> Iterator[str]:
    shown = rows.head(MOST_LISTED)
    keys = {
        (dataset, row_id): version.row_key
        for dataset, part in shown[shown["row_id"] != 0].groupby("dataset")
        for row_id, version in store.rows_named(dataset, part["row_id"].tolist(), scope).items()
    }
    for row in shown.itertuples():
        place = " ".join(text for text in (str(row.month), row.partner, row.unit, row.topic) if text)
        why = f" ({row.why})" if row.why else ""
        named = row.others.split()
        also = " ".join(named[:_MOST_NAMED]) + (
            f" and {len(named) - _MOST_NAMED:,} more" if len(named) > _MOST_NAMED else ""
        )
        start = (
            f"{row.dataset}/{row.row_id} {keys.get((row.dataset, row.row_id), '')}" if row.row_id else "several rows"
        )
        counts = row.left_out if row.why else row.n
        yield f"{_INDENT}{start}: {counts} in {place}{why}" + (f"; with {also}" if also else "")
    if len(rows) > MOST_LISTED:
        yield f"{_INDENT}and {len(rows) - MOST_LISTED:,} more"


def _refused(found: Evidence) -> Iterator[str]:
    if found.refused:
        yield "Held back, in no cell (some may have been mended and sent again since):"
    for each in found.refused:
        yield f"{_INDENT}{each.rows:,} of {each.dataset} in {each.submission} ({each.file_name}, {each.period or 'no period'})"


def _rules(found: RowEvidence) -> Iterator[str]:
    passed = [each.rule for each in found.rules if each.said is Said.PASSED]
    for each in found.rules:
        if each.said is not Said.PASSED:
            cell = f" [{each.column}: {each.found!r}]" if each.column else ""
            yield f"Rule {each.rule}, {each.said}: {each.reason}{cell} {each.detail}".rstrip()
    if passed:
        yield f"Rules passed ({len(passed)}): {', '.join(dict.fromkeys(passed))}"
