"""Rules that speak of a submission as a whole: sender, period, declared and usual number of rows, other senders."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from etl.known import KnownNow
from etl.loader import Loader
from expectations.corrective_action_facts import absent_from_full
from expectations.dataset import Dataset, Effect
from expectations.file_rules import file_rule
from expectations.finding import Finding, Outcome
from expectations.suite import check
from expectations.while_reading import reading_rule
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, Submission

MANIFEST, ACTIONS = "submission_manifest", "corrective_action"
NOTHING_TO_REPORT = "MF-17"
MOST_NAMED = 10


def whole_findings(loader: Loader, submission: Submission, known: KnownNow, parts: list[PartAccount]) -> list[Finding]:
    """What the manifest's rules and the declared number of rows say of a submission."""
    findings = [_declared(submission, parts)] if submission.declared_rows is not None else []
    if parts and all(part.file_rows == part.label for part in parts):
        findings.append(_nothing_to_report(submission, parts))
    if parts:
        frame = _manifest_frame(loader.datasets, submission, parts)
        asked = check(loader.datasets[MANIFEST], frame, known, loader.datasets[MANIFEST].rules)
        findings += [_of_the_whole(finding, frame) for finding in asked]
    if ACTIONS in known.candidates:
        findings += _absent_actions(loader.datasets[ACTIONS], known)
    if submission.partner:
        findings += [finding for part in parts for finding in _other_senders(loader, submission, known, part)]
    return findings


def _of_the_whole(finding: Finding, frame: pd.DataFrame) -> Finding:
    """The finding as one on the submission: it has no rows to point at, so that it says what was claimed."""
    claims = frame[[name for name in finding.shows if name in frame]].take(finding.positions).drop_duplicates()
    claimed = "; ".join(
        ", ".join(f"{name} {value}" for name, value in line.items() if pd.notna(value))
        for line in claims.head(MOST_NAMED).to_dict("records")
    )
    detail = finding.detail or (f"Here: {claimed}." if claimed else "")
    return dataclasses.replace(finding, positions=np.empty(0, np.int64), detail=detail)


def _declared(submission: Submission, parts: list[PartAccount]) -> Finding:
    rule = file_rule("MF-08")
    found = max((part.file_rows - part.label - part.control for part in parts), default=0)
    outcome = Outcome.HELD if found == submission.declared_rows else Outcome.BROKEN
    return Finding(
        rule.id,
        "",
        rule.effect,
        outcome,
        rule.reason,
        rule.hint,
        detail=f"Declared {submission.declared_rows:,}, found {found:,}.",
    )


def _nothing_to_report(submission: Submission, parts: list[PartAccount]) -> Finding:
    """MF-17: a report that holds nothing is a report; whose it is, nobody but its sender can say."""
    rule = file_rule(NOTHING_TO_REPORT)
    datasets = ", ".join(dict.fromkeys(part.dataset for part in parts))
    about = [submission.partner or "the programme office", submission.programme, submission.period]
    counts = f"It counts as the report of {', '.join(filter(None, about))}."
    if not submission.period:
        counts = "No period was named, so that it counts as nobody's report: load it again with its sender and period."
    detail = f"The file has its header and no rows: {datasets}. {counts}"
    return Finding(rule.id, "", rule.effect, Outcome.BROKEN, rule.reason, rule.hint, detail=detail)


def _absent_actions(actions: Dataset, known: KnownNow) -> list[Finding]:
    """CA-16: open actions that a full extract leaves out. Absence deletes nothing."""
    rule = reading_rule(ACTIONS, "CA-16")
    absent = absent_from_full(actions, known.candidates[ACTIONS], known)["action"]
    if absent.empty:
        return []
    more = " ..." if len(absent) > MOST_NAMED else ""
    detail = f"{len(absent):,} are not in it: {', '.join(absent.head(MOST_NAMED))}{more}."
    return [Finding(rule.id, ACTIONS, rule.effect, Outcome.BROKEN, rule.reason, rule.hint, detail=detail)]


def _manifest_frame(datasets: Mapping[str, Dataset], submission: Submission, parts: list[PartAccount]) -> pd.DataFrame:
    """The rows that this submission would leave in the manifest, as far as its rules ask."""
    said = {
        "batch": submission.id or "S000000",
        "partner": submission.partner,
        "programme": submission.programme,
        "period": submission.period,
        "extract": submission.extract,
        "source_system": submission.profile,
        "outcome": "ACCEPTED",
        "sha256": submission.sha256,
        "releasability": submission.releasability,
        "marking": submission.releasability,
    }
    received = pd.Timestamp(submission.received_at.date())
    rows = [
        {
            **{name: value or None for name, value in said.items()},
            "dataset": part.dataset,
            "received_on": received,
            "file_rows": part.records,
            "loaded_rows": part.records - part.refused,
            "refused_rows": part.refused,
        }
        for part in parts
    ]
    given = pd.DataFrame(rows)
    return pd.DataFrame(
        {column.name: _typed(column.kind, given, column.name) for column in datasets[MANIFEST].columns}
        | {"marking": given["marking"].astype("str")}
    )


def _typed(kind: str, given: pd.DataFrame, name: str) -> pd.Series:
    values = given[name] if name in given else pd.Series([None] * len(given))
    if kind in ("date", "moment"):
        return pd.to_datetime(values).astype("datetime64[ns]")
    if kind in ("integer", "number", "percent"):
        return values.astype("float64")
    return values.astype("str").where(values.notna())


def _other_senders(loader: Loader, submission: Submission, known: KnownNow, part: PartAccount) -> list[Finding]:
    """MF-12: rows of this submission that are current from another sender."""
    dataset, rule = loader.datasets[part.dataset], file_rule("MF-12")
    keys = list(dataset.key_columns)
    ours = known.candidates[part.dataset]
    current = loader.warehouse.rows(
        part.dataset, Scope.steward(), column=keys[0], values=list(ours[keys[0]].dropna().unique())
    )
    shared = current.merge(ours[keys], on=keys)
    senders = {one: loader.warehouse.submission(one).partner for one in shared["submission"].unique()}
    others = sorted({partner for partner in senders.values() if partner and partner != submission.partner})
    if not others:
        return [Finding(rule.id, part.dataset, Effect.WARN, Outcome.HELD, rule.reason, rule.hint)]
    count = int(shared["submission"].map(senders).isin(others).sum())
    return [
        Finding(
            rule.id,
            part.dataset,
            Effect.WARN,
            Outcome.BROKEN,
            rule.reason,
            rule.hint,
            detail=f"{count:,} {'row is' if count == 1 else 'rows are'} current from {', '.join(others)}.",
        )
    ]
