"""Rules that speak of a submission as a whole: sender, period, declared and usual number of rows, other senders."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from etl.known import KnownNow
from etl.loader import Loader
from expectations.corrective_action_facts import absent_from_full
from expectations.dataset import Dataset, Effect
from expectations.datasets.corrective_action import CHECKED_WHILE_READING
from expectations.file_rules import file_rule
from expectations.finding import Finding, Outcome
from expectations.suite import check
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, Submission

MANIFEST, ACTIONS = "submission_manifest", "corrective_action"
MOST_NAMED = 10


def whole_findings(loader: Loader, submission: Submission, known: KnownNow, parts: list[PartAccount]) -> list[Finding]:
    """What the manifest's rules and the declared number of rows say of a submission."""
    findings = [_declared(submission, parts)] if submission.declared_rows is not None else []
    if parts:
        frame = _manifest_frame(loader.datasets, submission, parts)
        findings += [
            dataclasses.replace(f, positions=np.empty(0, np.int64))
            for f in check(loader.datasets[MANIFEST], frame, known, loader.datasets[MANIFEST].rules)
        ]
    if ACTIONS in known.candidates:
        findings += _absent_actions(loader.datasets[ACTIONS], known)
    if submission.partner:
        findings += [finding for part in parts for finding in _other_senders(loader, submission, known, part)]
    return findings


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


def _absent_actions(actions: Dataset, known: KnownNow) -> list[Finding]:
    """CA-16: open actions that a full extract leaves out. Absence deletes nothing."""
    rule = next(rule for rule in CHECKED_WHILE_READING if rule.id == "CA-16")
    absent = absent_from_full(actions, known.candidates[ACTIONS], known)["action"]
    if absent.empty:
        return []
    more = " ..." if len(absent) > MOST_NAMED else ""
    detail = f"{len(absent):,} are not in it: {', '.join(absent.head(MOST_NAMED))}{more}."
    return [Finding(rule.id, ACTIONS, rule.effect, Outcome.BROKEN, rule.reason, rule.hint, detail=detail)]


def _manifest_frame(datasets: Mapping[str, Dataset], submission: Submission, parts: list[PartAccount]) -> pd.DataFrame:
    """The rows that this submission would leave in the manifest, as far as its rules ask.

    A reference list (a dataset without markings) belongs to no programme and period, and may come before the lists
    that name them.
    """
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
    nowhere = {"partner": None, "programme": None, "period": None}
    rows = [
        {
            **{name: value or None for name, value in said.items()},
            **({} if datasets[part.dataset].markings_from else nowhere),
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
            detail=f"{count:,} rows are current from {', '.join(others)}.",
        )
    ]
