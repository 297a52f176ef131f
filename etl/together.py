"""The parts of one submission, checked as one: a part may name rows of another, before or after it in the file."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from etl.known import KnownNow
from etl.mapping import Mapped
from etl.profile_parts import Profile
from etl.reconcile import reconcile
from etl.sift import Sifted, sift, without_echoes
from etl.typed import typed
from expectations.dataset import Dataset, Effect
from expectations.file_rules import file_rule
from expectations.finding import Finding, Outcome
from expectations.suite import check
from vocabulary.errors import BrokenPromise
from warehouse.edition import PartAccount

FEWEST_HELD = 5
"""MF-16 speaks from so many refused rows on, or where none is left: in a file of nine rows, one bad row must not block
the other eight."""


REFUSING = (Effect.REFUSE_ROW, Effect.REFUSE_SUBMISSION)
MOST_ROUNDS = 100
"""A row that was refused takes those that name it with it, part by part: no chain of records is so long."""


@dataclass(frozen=True)
class CheckedPart:
    """One part with what was decided of its rows.

    Args:
        frame: every row, typed, with its marking.
        reconciliation: control rows against detail rows, as `PartAccount` says.
    """

    mapped: Mapped
    frame: pd.DataFrame
    sifted: Sifted
    reconciliation: dict = field(default_factory=dict)

    def accepted_frame(self) -> pd.DataFrame:
        return self.frame[self.sifted.accepted].reset_index(drop=True)

    def accepted_source_rows(self) -> pd.Series:
        return pd.Series(self.mapped.source_rows[self.sifted.accepted])

    def account(self) -> PartAccount:
        """The account before publishing: the warehouse knows what is new and what is unchanged."""
        counts = {name: self.mapped.counts[name] for name in PART_COUNTS}
        refused = int((~self.sifted.accepted).sum())
        return PartAccount(
            self.mapped.dataset, **counts, refused=refused, sheet=self.mapped.sheet, reconciliation=self.reconciliation
        )

    def refused_account(self) -> PartAccount:
        """The account where the whole submission is refused: every record is."""
        return dataclasses.replace(self.account(), refused=self.mapped.counts["records"])


PART_COUNTS = ("file_rows", "label", "control", "elsewhere", "folded", "unreadable", "read", "made", "records")


@dataclass
class _Part:
    """A part while it is checked: what its rules asked for, and how often its accepted rows changed."""

    mapped: Mapped
    frame: pd.DataFrame
    cell_findings: list[Finding]
    offered: pd.DataFrame
    sifted: Sifted | None = None
    changes: int = 0
    asked: set[str] = field(default_factory=set)
    met: tuple[int, ...] = ()


class Together:
    """The parts of one submission: every one is typed before any is checked, so that each sees the rows of all."""

    def __init__(self, datasets: Mapping[str, Dataset], profile: Profile, known: KnownNow) -> None:
        self.datasets, self.profile, self.known = datasets, profile, known
        self.parts: list[_Part] = []

    def take_in(self, mapped: Mapped, marking: str) -> None:
        """Type the part and offer all of its rows to the others."""
        dataset = self.datasets[mapped.dataset]
        partners = self.known.rows("partner")["partner"]
        frame, cell_findings = typed(dataset, mapped.frame, mapped.part, marking, partners)
        frame = _kept(frame, mapped, self.known)
        self.parts.append(_Part(mapped, frame, cell_findings, frame))
        self._offer(mapped.dataset)

    def checked(self) -> list[CheckedPart]:
        """Every part, checked against what is left of the others; one whose neighbours lost rows is checked again.

        Raises:
            BrokenPromise: the parts refuse and accept each other's rows without end.
        """
        for _ in range(MOST_ROUNDS):
            stale = [part for part in self.parts if self._is_stale(part)]
            for part in stale:
                self._check(part)
            if not stale:
                break
        else:
            raise BrokenPromise(f"after {MOST_ROUNDS} rounds {', '.join(p.mapped.dataset for p in stale)} still changes")
        return [
            CheckedPart(
                part.mapped, part.frame, part.sifted, reconcile(self.profile, part.mapped.control, part.mapped.detail)
            )
            for part in self.parts
        ]

    def _is_stale(self, part: _Part) -> bool:
        return part.sifted is None or any(
            other is not part and other.changes != met and other.mapped.dataset in part.asked
            for other, met in zip(self.parts, part.met, strict=True)
        )

    def _check(self, part: _Part) -> None:
        dataset, mapped = self.datasets[part.mapped.dataset], part.mapped
        part.met = tuple(other.changes for other in self.parts)
        part.asked, part.offered = set(), part.frame
        self._offer(dataset.key)
        here = dataclasses.replace(self.known, declared_missing=frozenset(mapped.declared_missing), asked=part.asked)
        findings = [*mapped.findings, *part.cell_findings, *check(dataset, part.frame, here)]
        findings = self._without_itself(part, findings, here)
        findings += _too_many_refused(dataset, mapped, findings)
        before, part.sifted = part.sifted, sift(mapped, findings)
        were = np.ones(len(part.frame), dtype=bool) if before is None else before.accepted
        part.changes += not np.array_equal(were, part.sifted.accepted)
        part.offered = part.frame[part.sifted.accepted]
        self._offer(dataset.key)

    def _without_itself(self, part: _Part, findings: list[Finding], here: KnownNow) -> list[Finding]:
        """The findings, and those on rows that name refused rows of this very part: what is refused stays refused."""
        dataset = self.datasets[part.mapped.dataset]
        accepted = ~_refused(findings, len(part.frame))
        while dataset.key in part.asked and len(part.offered) != accepted.sum():
            part.offered = part.frame[accepted]
            self._offer(dataset.key)
            again = [f for f in check(dataset, part.frame, here) if f.is_broken and f.effect in REFUSING]
            more = [replace(f, positions=f.positions[accepted[f.positions]]) for f in again]
            findings = _with_more(findings, [finding for finding in more if len(finding.positions)])
            accepted = ~_refused(findings, len(part.frame))
        return findings

    def _offer(self, dataset: str) -> None:
        frames = [part.offered for part in self.parts if part.mapped.dataset == dataset]
        self.known.candidates[dataset] = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _kept(frame: pd.DataFrame, mapped: Mapped, known: KnownNow) -> pd.DataFrame:
    """Columns that this source is silent about keep their last known value."""
    if not mapped.keep:
        return frame
    keys = list(known.datasets[mapped.dataset].key_columns)
    earlier = known.before(mapped.dataset, keys[0], frame[keys[0]].dropna().unique())
    last = frame[keys].merge(earlier[[*keys, *mapped.keep]], how="left", on=keys)
    return frame.assign(**{name: frame[name].fillna(last[name]) for name in mapped.keep})


def _with_more(findings: list[Finding], more: list[Finding]) -> list[Finding]:
    """The findings with further rows of the same rules."""
    told = {(finding.rule, finding.reason): finding for finding in more}
    joined = []
    for finding in findings:
        added = told.pop((finding.rule, finding.reason), None)
        if added is not None:
            finding = replace(added, positions=np.union1d(finding.positions, added.positions))  # noqa: PLW2901
        joined.append(finding)
    return [*joined, *told.values()]


def _refused(findings: list[Finding], rows: int) -> np.ndarray:
    """One boolean a row: whether a finding refuses it."""
    refused = np.zeros(rows, dtype=bool)
    for finding in findings:
        if finding.is_broken and finding.effect == Effect.REFUSE_ROW:
            refused[finding.positions] = True
    return refused


def _too_many_refused(dataset: Dataset, mapped: Mapped, findings: list[Finding]) -> list[Finding]:
    """MF-16: a whole column gone wrong is a file gone wrong."""
    most = mapped.part.most_refused_share if mapped.part.most_refused_share is not None else dataset.most_refused_share
    rows = len(mapped.frame) + len(mapped.unreadable)
    held = int(_refused(findings, len(mapped.frame)).sum()) + len(mapped.unreadable)
    few = held < FEWEST_HELD and held < rows
    if held == 0 or few or held / rows <= most:
        return []
    return [
        Finding(
            "MF-16",
            dataset.key,
            Effect.REFUSE_SUBMISSION,
            Outcome.BROKEN,
            f"At most {most:.0%} of the rows are refused.",
            file_rule("MF-16").hint,
            detail=f"{held:,} of {rows:,} rows of {dataset.key} would be.{_foremost(findings)}",
        )
    ]


def _foremost(findings: list[Finding]) -> str:
    """The reason for which most rows would be refused, and how to mend them, as sentences."""
    refusing = [f for f in without_echoes(findings) if f.is_broken and f.effect == Effect.REFUSE_ROW and len(f.positions)]
    if not refusing:
        return ""
    most = max(refusing, key=lambda finding: len(finding.positions))
    return f" Most often: {most.reason.removesuffix('.')} ({most.rule}, {len(most.positions):,} rows). {most.hint}".rstrip()
