"""What became of a submission, said on a terminal: the account first, then rule by rule what to mend."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from etl.deliver import received_already
from etl.run import Outcome
from expectations.gathered import gathered
from warehouse.absence import MOST_NAMED
from warehouse.edition import PartAccount, Submission

_SAMPLE = 3
MOST_LETTERS = 80
_WORST_FIRST = {"refuse submission": 0, "refuse row": 1, "warn": 2, "note": 3}


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Everything a steward needs to know of one load: account, findings, impact, the workbook to mend."""
    print_submission(console, outcome.submission)
    print_left_out(console, outcome.left_out)
    if not received_already(outcome):
        print_findings(console, outcome.findings_table(), outcome.finding_rows)
    if outcome.impact is not None:
        print_impact(console, outcome.impact)
    if outcome.refused_workbook:
        print_workbook(console, outcome.refused_workbook)


def print_workbook(console: Console, path: Path) -> None:
    """Where the refused rows are."""
    console.print(f"  Refused rows, to be mended and loaded as they are:\n  {path}", soft_wrap=True)


def print_left_out(console: Console, left_out: Mapping[str, list[str]]) -> None:
    """The rows that a full extract closed, or would close."""
    for dataset, keys in left_out.items():
        more = "" if len(keys) < MOST_NAMED else " ..."
        console.print(f"  [bold]Left out[/bold] {dataset}: {escape(', '.join(keys))}{more}", soft_wrap=True)


def print_submission(console: Console, submission: Submission) -> None:
    """One line for the submission, one for each part of its account, one for all sheets that were left blank."""
    console.print(
        f"[bold]{submission.id or '-'}[/bold] {escape(submission.file_name)}: "
        f"[bold]{submission.state}[/bold]. {escape(submission.message)}"
    )
    filled = [part for part in submission.parts if part.holds_rows] or submission.parts
    for part in filled:
        console.print("  " + escape(account_sentence(part)))
        for line in _reconciliation(part):
            console.print("    " + escape(line))
    blank = [part.dataset for part in submission.parts if part not in filled]
    if blank:
        console.print(f"  Sheets without rows: {escape(', '.join(blank))}.", soft_wrap=True)


def account_sentence(part: PartAccount) -> str:
    """`course_run: 120 rows = 118 read + 1 label + 1 control; 118 records = 110 loaded + 8 refused.`"""
    rows = _sum(
        ("read", part.read),
        ("label", part.label),
        ("control", part.control),
        ("of other datasets", part.elsewhere),
        ("folded", part.folded),
        ("unreadable", part.unreadable),
    )
    records = _sum(("loaded", part.loaded), ("unchanged", part.unchanged), ("refused", part.refused))
    made = f" ({part.made:,} of them made by the profile)" if part.made else ""
    closed = f" Closed, because a full extract leaves them out: {part.closed:,}." if part.closed else ""
    whole = f"{part.dataset}: {_counted(part.file_rows, 'row')} = {rows}"
    return f"{whole}; {_counted(part.records, 'record')}{made} = {records}.{closed}"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _sum(*terms: tuple[str, int]) -> str:
    return " + ".join(f"{count:,} {word}" for word, count in terms if count) or "0"


def _reconciliation(part: PartAccount) -> list[str]:
    found = part.reconciliation
    if not found:
        return []
    lines = [f"control rows: {found['agree']:,} of {found['groups']:,} groups agree with the rows they total."]
    lines += [f"differs: {group}" for group in found.get("differ", ())]
    return lines


def print_findings(console: Console, findings: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Every rule that was broken or could not run, worst first: what is expected, where it is not so, how to mend it."""
    broken = gathered(findings[findings["outcome"].isin(["broken", "could not run"])])
    if broken.empty:
        console.print("  Every rule held.")
        return
    order = broken["effect"].map(_WORST_FIRST)
    for finding in broken.assign(order=order).sort_values(["order", "dataset", "rule"]).itertuples():
        said_here = (rows["rule"] == finding.rule) & (rows["dataset"] == finding.dataset)
        sample = rows[said_here & (rows["expected"] == finding.reason)].head(_SAMPLE)
        _print_finding(console, finding, sample)


def _print_finding(console: Console, finding: Any, sample: pd.DataFrame) -> None:
    count = f", {_counted(int(finding.broken_count), 'row')}" if finding.broken_count else ""
    could_not = "could not be asked. " if finding.outcome == "could not run" else ""
    console.print(
        f"  [bold]{finding.rule}[/bold] {finding.dataset} ({finding.effect}{count}): {could_not}{escape(finding.reason)}"
    )
    for line in (*([finding.detail] if finding.detail else []), *_places(sample)):
        console.print("      " + escape(str(line)))
    more = int(finding.broken_count) - len(sample)
    if more > 0 and len(sample):
        console.print(f"      and {_counted(more, 'more row')}")
    if finding.hint:
        console.print("      To mend: " + escape(finding.hint))


def _places(sample: pd.DataFrame) -> Sequence[str]:
    return [
        f"{row.sheet + ', ' if row.sheet else ''}row {row.source_row}, {row.column}: {_short(row.found) or '(empty)'}"
        for row in sample.itertuples()
    ]


def _short(cell: str) -> str:
    """A cell as far as a line holds it; the workbook of refused rows has it whole."""
    return cell if len(cell) <= MOST_LETTERS else f"{cell[:MOST_LETTERS]}… ({len(cell):,} letters)"


def print_impact(console: Console, impact: pd.DataFrame) -> None:
    """Which headline counts would move if this were published."""
    if impact.empty:
        console.print("  No figure would move.")
        return
    table = Table("indicator", "month", "programme", "before", "after", show_edge=False, pad_edge=False)
    for row in impact.itertuples():
        table.add_row(
            row.indicator,
            str(row.month),
            row.programme,
            f"{row.numerator_before:,} of {row.denominator_before:,}",
            f"{row.numerator_after:,} of {row.denominator_after:,}",
        )
    console.print(table)


def print_ledger(console: Console, submissions: Sequence[Submission]) -> None:
    """The ledger, newest first."""
    table = Table(
        "submission",
        "file",
        "sender",
        "period",
        "received",
        "state",
        "edition",
        "loaded",
        "refused",
        show_edge=False,
        pad_edge=False,
    )
    for one in submissions:
        table.add_row(
            one.id,
            escape(one.file_name),
            one.partner or "programme office",
            one.period,
            f"{one.received_at:%Y-%m-%d}",
            str(one.state),
            str(one.edition or "-"),
            f"{sum(p.loaded for p in one.parts):,}",
            f"{sum(p.refused + p.unreadable for p in one.parts):,}",
        )
    console.print(table)
