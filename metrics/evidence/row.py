"""The last step of evidence: one row through the editions, its line in the kept file, and what the rules said of it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import pandas as pd

from expectations.dataset import Effect
from expectations.finding import Outcome
from metrics.evidence.behind import TrailStore
from metrics.evidence.evidence import ROWS_OF_PERSONS, rows_of_persons
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.edition import Edition, Submission
from warehouse.lines import Line, line
from warehouse.manifest_rows import KEY as MANIFEST
from warehouse.trail import RowVersion


class Said(StrEnum):
    """What a rule said of one line."""

    PASSED = "passed"
    WARNED = "warned"
    NOTED = "noted"
    OF_THE_FILE = "broken by the file as a whole"
    MAY_BE = "broken by so many lines that not all were listed: this one may be among them"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class RuleSaid:
    """One rule and one line.

    Args:
        found, column: the cell that was pointed at, "" where none was.
        detail: why the rule was not asked, or what was found in the whole file.
    """

    rule: str
    said: Said
    reason: str
    column: str = ""
    found: str = ""
    detail: str = ""


@dataclass(frozen=True)
class RowEvidence:
    """Where one row comes from.

    Args:
        shown: the version asked for.
        versions: every version that the reader may see, oldest first; without what tells of a submission that is not
            for this reader's eyes.
        edition: the edition that is read.
        submission: what brought this version; None where that is not for this reader's eyes.
        line: the line it was read from; None where `line_why` says why there is none to show.
        rules: what the rules asked of this line, or of its file, said.
        sightings: submissions that repeated the row unchanged: submission, sheet, source_row, claimed_in.
        folded: lines of the same sheet that are part of other records, this one's perhaps among them.
    """

    shown: RowVersion
    versions: tuple[RowVersion, ...]
    edition: Edition
    submission: Submission | None
    line: Line | None
    line_why: str
    rules: tuple[RuleSaid, ...]
    sightings: pd.DataFrame
    folded: int

    @property
    def stands(self) -> bool:
        """Whether the version shown stands in the edition that is read."""
        return self.shown.stands_in(self.edition.number)


class RowStore(TrailStore, Protocol):
    """What this module asks of the warehouse."""

    def edition(self, number: int | None = None) -> Edition: ...

    def row_versions(self, dataset: str, row_id: int, scope: Scope) -> tuple[RowVersion, ...]: ...

    def sightings(self, dataset: str, row_id: int) -> pd.DataFrame: ...

    def submission(self, submission_id: str) -> Submission: ...

    def findings(self, submission_id: str) -> pd.DataFrame: ...

    def line_findings(self, submission: str, dataset: str, sheet: str, source_row: int) -> pd.DataFrame: ...

    def listed_findings(self, submission: str) -> pd.DataFrame: ...


NOT_YOURS = (
    "The file was sent by somebody else: its line may say more than this row, and is for its sender and the steward."
)
MADE = "The profile made this record where its file is silent: it stands on no line."
BY_THE_LEDGER = "The ledger itself made this record when the submission came: it stands on no line."


def row_evidence(
    store: RowStore, archive: Archive, row: tuple[str, int], scope: Scope, edition: int | None = None
) -> RowEvidence:
    """Where a row, (dataset, row id), comes from.

    Raises:
        Unavailable: there is no such row or edition, or they are not for this reader.
    """
    dataset, row_id = row
    versions = store.row_versions(dataset, row_id, scope)
    shown = next(each for each in versions if each.row_id == row_id)
    read = store.edition(edition)
    submission = store.submission(shown.submission)
    is_open = scope.partner is None or submission.partner == scope.partner
    if not is_open and dataset in rows_of_persons(store):
        raise Unavailable(ROWS_OF_PERSONS)
    found, why = _line(archive, shown) if is_open else (None, NOT_YOURS)
    return RowEvidence(
        shown=shown if is_open else _unsourced(shown),
        versions=versions if scope.partner is None else _sourced(store, versions, scope),
        edition=read,
        submission=submission if is_open else None,
        line=found,
        line_why=why,
        rules=_rules(store, shown) if is_open else (),
        sightings=store.sightings(dataset, row_id) if scope.partner is None else pd.DataFrame(),
        folded=sum(p.folded for p in submission.parts if is_open and (p.dataset, p.sheet) == (dataset, shown.sheet)),
    )


def _sourced(store: RowStore, versions: tuple[RowVersion, ...], scope: Scope) -> tuple[RowVersion, ...]:
    """The versions, each with where it was read from only where the reader sent that submission."""
    own = {each.submission for each in versions if store.submission(each.submission).partner == scope.partner}
    return tuple(each if each.submission in own else _unsourced(each) for each in versions)


def _unsourced(version: RowVersion) -> RowVersion:
    """Without what tells of somebody else's file: its number among all, and how far down in it the row stands."""
    return replace(version, submission="", sheet="", source_row=None)


def _line(archive: Archive, shown: RowVersion) -> tuple[Line | None, str]:
    if shown.dataset == MANIFEST:
        return None, BY_THE_LEDGER
    if not shown.source_row:
        return None, MADE
    try:
        return line(archive, shown.submission, shown.sheet, shown.source_row), ""
    except Unavailable as unavailable:
        return None, str(unavailable)


def _rules(store: RowStore, shown: RowVersion) -> tuple[RuleSaid, ...]:
    """What every rule asked of the dataset, or of the file, said; what speaks of the line first."""
    asked = store.findings(shown.submission)
    asked = asked[asked["dataset"].isin(["", shown.dataset])]
    here = store.line_findings(shown.submission, shown.dataset, shown.sheet, shown.source_row or 0)
    listed = store.listed_findings(shown.submission)
    lines = {(row.dataset, row.rule, row.expected): row.lines for row in listed.itertuples()}
    said = [_said(each, here, lines) for each in asked.to_dict("records")]
    order = list(Said)
    return tuple(sorted(said, key=lambda each: (each.said is Said.PASSED, order.index(each.said))))


def _said(asked: dict, here: pd.DataFrame, lines: dict[tuple[str, str, str], int]) -> RuleSaid:
    rule, reason, outcome = asked["rule"], asked["reason"], asked["outcome"]
    if outcome == Outcome.HELD:
        return RuleSaid(rule, Said.PASSED, reason)
    if outcome in (Outcome.NOT_APPLICABLE, Outcome.COULD_NOT_RUN):
        return RuleSaid(rule, Said.NOT_ASKED, reason, detail=asked["detail"])
    if not asked["broken_count"]:
        return RuleSaid(rule, Said.OF_THE_FILE, reason, detail=asked["detail"])
    pointed = here[(here["rule"] == rule) & (here["expected"] == reason)]
    if len(pointed):
        first, of_note = pointed.iloc[0], asked["effect"] == Effect.NOTE
        return RuleSaid(
            rule, Said.NOTED if of_note else Said.WARNED, reason, first["column"] or "", first["found"] or ""
        )
    are_all_listed = lines.get((asked["dataset"], rule, reason), 0) >= asked["broken_count"]
    return RuleSaid(rule, Said.PASSED if are_all_listed else Said.MAY_BE, reason)
