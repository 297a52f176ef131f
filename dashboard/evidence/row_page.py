"""The page of one row: the line it was read from, its versions, and what the rules said."""

import re
from typing import Any

from flask import request
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.evidence.address import PATH, row_link
from dashboard.evidence.figure_page import not_there
from dashboard.markup import joined, scrolling, tag
from dashboard.pages import fields_of
from dashboard.screen import Page
from dashboard.stewardship.guard import PATH as STEWARDSHIP
from expectations.catalogue import datasets
from metrics.evidence.row import RowEvidence, RuleSaid, Said, row_evidence
from vocabulary.errors import Unavailable
from warehouse.trail import RowVersion

_NUMBER = re.compile(r"^[0-9]{1,18}$")
NO_SUCH = "There is no such row, or it is not for your eyes."
NOT_KEPT = "personal, left out by the profile or unknown to it: not kept here"


def page(desk: Desk, dataset: str, row_id: str) -> Page:
    """The page of a row, as the edition in the address knows it."""
    edition = fields_of(request.query_string.decode("utf-8", "replace")).get("edition", "")
    if not _NUMBER.match(row_id) or (edition and not _NUMBER.match(edition)):
        return not_there(NO_SUCH)
    row = dataset, int(row_id)
    try:
        found = row_evidence(desk.warehouse, desk.archive, row, desk.scope, int(edition) if edition else None)
    except Unavailable as unavailable:
        return not_there(str(unavailable))
    panels = [_line(desk, found), _values(found), _rules(found), _versions(desk, found)]
    inner = joined((_heading(desk, found), tag("div", panels, class_="panels evidence")))
    return Page(f"{found.shown.row_key}, evidence", inner)


def _heading(desk: Desk, found: RowEvidence) -> Markup:
    shown, read = found.shown, found.edition
    title = datasets()[shown.dataset].title
    facts = [("Edition", f"{read.number}, {words.day(read.as_of)}"), ("Releasable to", _marking(shown.marking))]
    if found.submission is not None:
        facts.insert(1, ("Submission", _submission(desk, found)))
    listed = [tag("div", tag("dt", term), tag("dd", said)) for term, said in facts]
    left = tag("div", tag("p", tag("a", "Evidence", href=PATH), f" · {title}", class_="eyebrow"),
               tag("h1", shown.row_key.replace("|", " · "), class_="row-name"))  # fmt: skip
    other = None
    if not found.stands:
        other = tag("p", tag("b", f"This version does not stand in edition {read.number}."), " ",
                    f"It stood {_span(shown)}.", class_="notice")  # fmt: skip
    return joined((tag("div", left, tag("dl", listed, class_="prov"), class_="title"), other))


def _submission(desk: Desk, found: RowEvidence) -> Markup | str:
    if desk.scope.partner is not None:
        return found.submission.id
    return tag("a", found.submission.id, href=f"{STEWARDSHIP}/{found.submission.id}")


def _line(desk: Desk, found: RowEvidence) -> Markup:
    """The line, exactly as written."""
    if found.line is None:
        return _panel("wide", "line", "The line it was read from", "", tag("p", found.line_why, class_="why-not"))
    line, sent = found.line, found.submission
    lines = [
        tag("tr", tag("th", header or "(no header)", scope="row"),
            tag("td", tag("code", text) if text else tag("span", "empty", class_="muted")))
        for header, text in line.cells
    ]  # fmt: skip
    lines += [
        tag("tr", tag("th", header, scope="row"), tag("td", NOT_KEPT, class_="muted"))
        for header in line.withheld
    ]
    place = f"Row {line.source_row:,}" + (f" of the sheet {line.sheet}" if line.sheet else "")
    file = (
        tag("a", sent.file_name, href=f"{STEWARDSHIP}/{sent.id}/source")
        if desk.scope.partner is None
        else sent.file_name
    )
    note = joined((place, " in ", file, f", received {words.short_day(sent.received_at.date())}. Every cell exactly as written.",
                   f" {found.folded:,} lines of this sheet are part of other records." if found.folded else None))  # fmt: skip
    print_ = tag("p", "sha256 ", tag("code", sent.sha256), class_="panel-note fingerprint")
    table = scrolling(tag("table", tag("tbody", lines), class_="as-written"), "The line, cell by cell")
    return _panel("wide", "line", "The line it was read from", note, (table, print_))


def _values(found: RowEvidence) -> Markup:
    """The row as the warehouse holds it."""
    filled = [(name, value) for name, value in found.shown.values.items() if value is not None]
    empty = [name for name, value in found.shown.values.items() if value is None]
    listed = [tag("div", tag("dt", _said(name)), tag("dd", _value(value))) for name, value in filled]
    rest = tag("p", f"Empty: {', '.join(map(_said, empty))}.", class_="panel-note") if empty else None
    return _panel("side", "values", "What was understood", "", (tag("dl", listed, class_="understood"), rest))


def _rules(found: RowEvidence) -> Markup | None:
    if not found.rules:
        return None
    passed = [each for each in found.rules if each.said is Said.PASSED]
    pointed = [each for each in found.rules if each.said in (Said.WARNED, Said.NOTED)]
    others = [each for each in found.rules if each.said not in (Said.PASSED, Said.WARNED, Said.NOTED)]
    title = f"{len(passed)} rules passed" + (
        f", {words.counted(len(pointed), 'remark')} on this line" if pointed else ""
    )
    inside = (
        tag("ul", [_rule(each) for each in pointed], class_="rules") if pointed else None,
        _folded("Which passed", passed),
        _folded(f"{words.counted(len(others), 'rule')} not asked of this line, or of the file as a whole", others),
    )
    return _panel("full", "rules", title, "", inside)


def _folded(summary: str, rules: list[RuleSaid]) -> Markup | None:
    if not rules:
        return None
    return tag(
        "details",
        tag("summary", words.sentence(summary)[:-1]),
        tag("ul", [_rule(each) for each in rules], class_="rules"),
        class_="twin",
    )


def _rule(each: RuleSaid) -> Markup:
    cell = tag("code", f"{each.column}: {each.found or 'empty'}") if each.column else None
    said = None if each.said is Said.PASSED else tag("b", words.sentence(each.said)[:-1], ". ")
    detail = f" {words.sentence(each.detail)}" if each.detail else None
    return tag("li", tag("span", each.rule, class_="rule"), tag("span", said, each.reason, detail, " ", cell))


def _versions(desk: Desk, found: RowEvidence) -> Markup:
    """Every version, the newest first, with what it changed."""
    pairs = list(zip(found.versions, (None, *found.versions), strict=False))
    items = [_version(desk, found, one, before) for one, before in reversed(pairs)]
    items += [
        tag("li", tag("span", f"edition {each.claimed_in}", class_="when"),
            tag("span", f"Repeated unchanged by {each.submission}, row {each.source_row}."))
        for each in found.sightings.itertuples()
    ]  # fmt: skip
    title = words.sentence(words.counted(len(found.versions), "version"))[:-1]
    return _panel("full", "versions", title, "Newest first.", tag("ol", items, class_="versions"))


def _version(desk: Desk, found: RowEvidence, one: RowVersion, before: RowVersion | None) -> Markup:
    day = words.short_day(desk.edition(one.edition_from).as_of)
    name = f"Edition {one.edition_from}, {day}"
    is_here = one.row_id == found.shown.row_id
    there = tag("b", name) if is_here else tag("a", name, href=row_link(one.dataset, one.row_id, one.edition_from))
    changed = [] if before is None else [key for key in one.values if one.values[key] != before.values[key]]
    said = "First known." if before is None else "Changed: " if changed else "Sent again."
    moves = [
        tag("span", tag("b", _said(key)), f" {_value(before.values[key])} → {_value(one.values[key])}", class_="move")
        for key in changed
    ]
    ended = f" Ended by edition {one.edition_to}." if one.edition_to else ""
    brought = f" Brought by {one.submission}." if desk.scope.partner is None else ""
    return tag("li", tag("span", there, class_="when"), tag("span", said, moves, brought, ended))


def _panel(width: str, key: str, title: str, note: Any, inside: Any) -> Markup:
    said = tag("p", note, class_="panel-note") if note else None
    head = tag("div", tag("div", tag("h2", title, class_="panel-title"), said), class_="panel-head")
    return tag("section", head, inside, class_=f"panel {width}", id=f"panel-{key}")


def _span(version: RowVersion) -> str:
    if version.edition_to is None:
        return f"from edition {version.edition_from} on"
    return f"from edition {version.edition_from} until edition {version.edition_to} changed it"


def _said(column: str) -> str:
    return column.replace("_", " ")


def _value(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _marking(marking: str) -> str:
    return {"ALL": "all members", "NONE": "nobody but the steward"}.get(marking, marking)
