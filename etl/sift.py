"""Rows we accept, rows we hold back, and the reasons: what findings mean for a set of rows."""

import json
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from etl.mapping import Mapped
from expectations.dataset import Effect
from expectations.finding import Finding, Outcome
from warehouse.publication import FINDING_ROW_COLUMNS, REFUSED_COLUMNS

MOST_ROWS_LISTED = 10_000
"""Rows listed for one warning or note. Rows that are refused are always listed, every one."""

CELL_RULES = ("CELL", "CA-21")
"""Findings of typing: the cell could not be read as what its column holds."""


@dataclass(frozen=True)
class Sifted:
    """What became of the rows of one part.

    Args:
        accepted: one boolean a row.
        findings: every finding on the part, cells first.
        finding_rows: one line a rule and row (FINDING_ROW_COLUMNS).
        refused: one line a refused row (REFUSED_COLUMNS), with the source row verbatim.
    """

    accepted: np.ndarray
    findings: list[Finding]
    finding_rows: pd.DataFrame
    refused: pd.DataFrame


def nothing_listed() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Empty finding rows, empty refused rows."""
    return pd.DataFrame(columns=list(FINDING_ROW_COLUMNS)), pd.DataFrame(columns=list(REFUSED_COLUMNS))


def sift(mapped: Mapped, findings: list[Finding]) -> Sifted:
    """Decide from its findings which rows of a part are accepted."""
    findings = without_echoes(findings)
    refusing = [f for f in findings if f.is_broken and f.effect == Effect.REFUSE_ROW]
    accepted = np.ones(len(mapped.frame), dtype=bool)
    for finding in refusing:
        accepted[finding.positions] = False
    return Sifted(
        accepted=accepted,
        findings=findings,
        finding_rows=_finding_rows(mapped, [f for f in findings if f.is_broken]),
        refused=_refused(mapped, accepted, refusing),
    )


def without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out what other rules say of a cell that could not be read: it is empty only because of that."""
    unread: dict[str, np.ndarray] = {}
    for finding in findings:
        if finding.rule in CELL_RULES and finding.is_broken and finding.shows:
            column = finding.shows[0]
            unread[column] = np.union1d(unread.get(column, np.empty(0, np.int64)), finding.positions)
    return [_without(finding, unread) for finding in findings] if unread else findings


def _without(finding: Finding, unread: dict[str, np.ndarray]) -> Finding:
    columns = [column for column in finding.shows if column in unread]
    if finding.rule in CELL_RULES or not columns or not finding.is_broken or not len(finding.positions):
        return finding
    echoes = np.unique(np.concatenate([unread[column] for column in columns]))
    left = np.setdiff1d(finding.positions, echoes)
    return replace(finding, positions=left, outcome=finding.outcome if len(left) else Outcome.HELD)


def _finding_rows(mapped: Mapped, broken: list[Finding]) -> pd.DataFrame:
    tables = [_rows_of(mapped, finding) for finding in broken if len(finding.positions)]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(FINDING_ROW_COLUMNS))


def _rows_of(mapped: Mapped, finding: Finding) -> pd.DataFrame:
    positions = finding.positions
    if finding.effect in (Effect.WARN, Effect.NOTE):
        positions = positions[:MOST_ROWS_LISTED]
    column = next((name for name in finding.shows if name in mapped.frame.columns), "")
    found = mapped.frame[column].take(positions).fillna("").to_numpy(dtype=object) if column else ""
    return pd.DataFrame(
        {
            "dataset": mapped.dataset,
            "rule": finding.rule,
            "sheet": mapped.sheet,
            "source_row": mapped.source_rows[positions],
            "column": column,
            "found": found,
            "expected": finding.reason,
            "hint": finding.hint,
        }
    )


def _refused(mapped: Mapped, accepted: np.ndarray, refusing: list[Finding]) -> pd.DataFrame:
    reasons: dict[int, list[dict[str, object]]] = {int(position): [] for position in np.flatnonzero(~accepted)}
    for finding in refusing:
        reason = {
            "rule": finding.rule,
            "columns": finding.shows,
            "headers": mapped.headers_of(finding.shows),
            "reason": finding.reason,
            "hint": finding.hint,
        }
        for position in finding.positions:
            reasons[int(position)].append(reason)
    rows = [
        (mapped.dataset, mapped.sheet, int(mapped.source_rows[at]), _json(cells), _json(why))
        for (at, why), cells in zip(reasons.items(), mapped.verbatim(np.flatnonzero(~accepted)), strict=True)
    ]
    rows += [
        ("", mapped.sheet, int(row), _json({"line": text}), _json([_unreadable(why)]))
        for row, text, why in mapped.unreadable
    ]
    return pd.DataFrame(rows, columns=list(REFUSED_COLUMNS))


def _unreadable(why: str) -> dict[str, object]:
    return {
        "rule": "MF-LINE",
        "columns": [],
        "headers": [],
        "reason": why,
        "hint": "Mend the line in your file and send it again.",
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
