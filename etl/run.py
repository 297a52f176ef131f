"""One submission from kept file to edition: read, map, type, check, publish."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from etl import profile as profiles
from etl.checking import Checked, check_submission
from etl.fits import fits_better
from etl.full import FULL
from etl.full import RULE as FULL_RULE
from etl.known import held
from etl.lines import leave_lines
from etl.loader import Loader
from etl.mapping import Mapped, map_parts
from etl.profile_parts import Profile
from etl.reading import Note, RawSheet, Reading, read
from etl.refused import ABOUT_SHEET, REASON_HEADERS, WHY, claims_in, refused_workbook
from etl.versions import ask_version
from expectations.file_rules import file_rule
from expectations.finding import Finding
from vocabulary.errors import Refused
from vocabulary.scope import EVERYBODY
from warehouse.archive import workbook_name
from warehouse.edition import Submission, SubmissionState
from warehouse.publication import FINDING_ROW_COLUMNS, REFUSED_COLUMNS, Publication, TableRows

PUBLISHED, SOME_HELD, NOTHING_LOADED = 0, 2, 3
"""Exit codes."""
FINDINGS_COLUMNS = (
    "rule",
    "dataset",
    "effect",
    "outcome",
    "reason",
    "hint",
    "shows",
    "broken_count",
    "detail",
    "seconds",
)
USUAL = {"releasability": EVERYBODY}
"""What a submission says where its sender said nothing."""


@dataclass(frozen=True)
class Outcome:
    """What became of a submission.

    Args:
        submission: as the ledger knows it now (or would, after a dry run).
        findings: what every rule said.
        finding_rows, refused: as `warehouse.publication` describes them.
        impact: after a dry run, the figures that would move; None otherwise.
        refused_workbook: where the workbook of refused rows is, if there are any.
        left_out: keys of rows that it closed, or would, by dataset; the first few of each.
    """

    submission: Submission
    findings: list[Finding] = field(default_factory=list)
    finding_rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FINDING_ROW_COLUMNS)))
    refused: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(REFUSED_COLUMNS)))
    impact: pd.DataFrame | None = None
    refused_workbook: Path | None = None
    left_out: Mapping[str, list[str]] = field(default_factory=dict)

    def findings_table(self) -> pd.DataFrame:
        """The findings as `Warehouse.findings` gives them."""
        rows = [
            (
                f.rule,
                f.dataset,
                str(f.effect),
                str(f.outcome),
                f.reason,
                f.hint,
                f.shows,
                len(f.positions),
                f.detail,
                f.seconds,
            )
            for f in self.findings
        ]
        return pd.DataFrame(rows, columns=list(FINDINGS_COLUMNS))

    @property
    def exit_code(self) -> int:
        if self.submission.state == SubmissionState.REFUSED:
            return NOTHING_LOADED
        held = sum(part.refused + part.unreadable for part in self.submission.parts)
        return SOME_HELD if held else PUBLISHED


def run(loader: Loader, submission: Submission, now: Callable[[], dt.datetime], dry_run: bool = False) -> Outcome:
    """Take one submission from its kept file to an edition.

    Args:
        submission: as the ledger gave it; what it does not claim is taken from the file where the file says it.
        now: the clock.
        dry_run: check, say what would change, publish nothing.
    """
    try:
        submission = resolved(loader, submission)
        chosen, parts = _read(loader, submission, _profile(loader, submission))
    except Refused as refusal:
        return _refuse(loader, submission, Checked.of_refusal(submission, refusal), now, dry_run)
    checked = check_submission(loader, submission, chosen, parts)
    if checked.stops:
        return _refuse(loader, submission, checked, now, dry_run)
    if not dry_run:
        leave_lines(loader.archive, submission.id, chosen, parts)
    return _publish(loader, submission, checked, now, dry_run)


def resolved(loader: Loader, submission: Submission) -> Submission:
    """The submission with its profile, and with what a mended workbook of ours says of itself.

    Raises:
        Refused: the file cannot be opened, its template is not supported, or its headers fit no profile or several.
    """
    if submission.profile and not _is_workbook(submission.file_name):
        return submission
    first_rows = loader.first_rows(submission)
    about = next((rows for name, rows in first_rows if name == ABOUT_SHEET), [])
    ask_version(submission.file_name, about)
    claims = claims_in((row[0], row[1]) for row in about if len(row) > 1)
    told = {key: value for key, value in claims.items() if getattr(submission, key) in ("", USUAL.get(key))}
    submission = dataclasses.replace(submission, **told)
    if submission.profile:
        return submission
    key = profiles.recognise(submission.file_name, first_rows, loader.profiles, loader.datasets)
    return dataclasses.replace(submission, profile=key)


def _is_workbook(file_name: str) -> bool:
    """As `etl.reading.kind` tells it: some systems write endings in capitals."""
    return Path(file_name).suffix.lower() == ".xlsx"


def _profile(loader: Loader, submission: Submission) -> Profile:
    """How to read it; our own workbook of refused rows has one plain header row, whatever the original had."""
    chosen = loader.profile(submission.profile)
    if not _is_workbook(submission.file_name):
        return chosen
    names = [name for name, _ in loader.first_rows(submission)]
    if ABOUT_SHEET not in names:
        return chosen
    sheets = tuple(name for name in names if name != ABOUT_SHEET)
    return dataclasses.replace(chosen, reading=Reading(sheets=sheets, file_name=chosen.reading.file_name))


def _read(loader: Loader, submission: Submission, chosen: Profile) -> tuple[Profile, list[Mapped]]:
    """The parts of the file; where its header stands lower than the profile says, the rows above it are titles."""
    place = loader.archive.path(submission.sha256), submission.file_name
    try:
        return chosen, _mapped(loader, submission, chosen, read(*place, chosen.reading, loader.limits))
    except Refused:
        row = profiles.header_row(chosen, loader.first_rows(submission), loader.datasets)
        if row == chosen.reading.header_row:
            raise
    lower = dataclasses.replace(chosen, reading=dataclasses.replace(chosen.reading, header_row=row))
    said = Note("MF-02c", f"the header stands in row {row}; the rows above it are titles")
    sheets = [
        dataclasses.replace(sheet, notes=(*sheet.notes, said)) for sheet in read(*place, lower.reading, loader.limits)
    ]
    return lower, _mapped(loader, submission, lower, sheets)


def _mapped(loader: Loader, submission: Submission, chosen: Profile, sheets: list[RawSheet]) -> list[Mapped]:
    told = {
        "partner": submission.partner,
        "programme": submission.programme,
        "period": submission.period,
        "received_on": submission.received_at.date().isoformat(),
        "salt": loader.salt,
        "known": partial(held, loader.warehouse, loader.datasets),
    }
    if submission.extract == FULL and any(WHY in sheet.headers for sheet in sheets):
        why = f"a workbook of refused rows is part of an extract, never all of it ({FULL_RULE})"
        raise Refused(submission.file_name, why, "Load it as changes, without saying that it is full.")
    sheets = [_without_reasons(sheet) for sheet in sheets]
    parts = map_parts(sheets, chosen, told)
    if ours := [part.dataset for part in parts if loader.datasets[part.dataset].is_ours]:
        rule = file_rule("MF-19")
        raise Refused(
            submission.file_name, f"it holds {ours[0]}, which only the warehouse writes ({rule.id})", rule.hint
        )
    return sorted(parts, key=lambda part: loader.order.index(part.dataset))


def _without_reasons(sheet: RawSheet) -> RawSheet:
    """The sheet without the reason columns that our workbook of refused rows adds."""
    kept = [at for at, header in enumerate(sheet.headers) if header not in REASON_HEADERS]
    if len(kept) == len(sheet.headers):
        return sheet
    cells = sheet.cells.select(kept).rename_columns([f"c{at}" for at in range(len(kept))])
    return dataclasses.replace(sheet, headers=tuple(sheet.headers[at] for at in kept), cells=cells)


def _publish(loader: Loader, submission: Submission, checked: Checked, now: Callable, dry_run: bool) -> Outcome:
    publication = _publication(submission, checked)
    outcome = Outcome(submission, checked.findings, checked.finding_rows, checked.refused)
    if dry_run:
        would = loader.warehouse.rehearse(publication, loader.statements)
        said = dataclasses.replace(submission, parts=would.accounts, message="Dry run: nothing was published.")
        return dataclasses.replace(outcome, submission=said, impact=would.figures, left_out=would.left_out)
    workbook = _keep_workbook(loader, submission, checked)
    loader.warehouse.publish(publication, loader.statements, now())
    published = loader.warehouse.submission(submission.id)
    left_out = loader.warehouse.left_out(submission.id)
    return dataclasses.replace(outcome, submission=published, refused_workbook=workbook, left_out=left_out)


def _publication(submission: Submission, checked: Checked) -> Publication:
    tables = [
        TableRows(
            part.mapped.dataset, part.accepted_frame(), part.accepted_source_rows(), part.mapped.sheet, part.account()
        )
        for part in checked.parts
    ]
    reasons = checked.findings, checked.finding_rows, checked.refused
    return Publication(submission, tables, *reasons, checked.message(), checked.replaces)


def _refuse(loader: Loader, submission: Submission, checked: Checked, now: Callable, dry_run: bool) -> Outcome:
    outcome = Outcome(submission, checked.findings, checked.finding_rows, checked.refused)
    parts = tuple(part.refused_account() for part in checked.parts)
    message = f"{checked.refusal()} {fits_better(loader, submission)}".strip()
    if dry_run:
        would = dataclasses.replace(
            submission, state=SubmissionState.REFUSED, parts=parts, message=f"Dry run. {message}"
        )
        return dataclasses.replace(outcome, submission=would)
    workbook = _keep_workbook(loader, submission, checked)
    loader.warehouse.refuse(submission, checked.findings, checked.refused, parts, message, now(), checked.finding_rows)
    return dataclasses.replace(
        outcome, submission=loader.warehouse.submission(submission.id), refused_workbook=workbook
    )


def _keep_workbook(loader: Loader, submission: Submission, checked: Checked) -> Path | None:
    if checked.refused.empty:
        return None
    workbook = refused_workbook(submission, checked.refused, checked.headers())
    return loader.archive.keep_derived(submission.id, workbook_name(submission.id), workbook)
