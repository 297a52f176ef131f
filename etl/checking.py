"""Check the parts of one submission, in the order in which they name each other, then the submission as a whole."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.known import KnownNow
from etl.loader import Loader
from etl.mapping import Mapped
from etl.profile_parts import Profile
from etl.reconcile import reconcile
from etl.sift import Sifted, nothing_listed, sift
from etl.typed import typed
from etl.whole import whole_findings
from expectations.dataset import Dataset, Effect
from expectations.finding import Finding, Outcome
from expectations.suite import check
from vocabulary.errors import Refused
from warehouse.edition import PartAccount, Submission

FEWEST_HELD = 5
"""MF-16 speaks from so many refused rows on, or where none is left: in a file of nine rows, one bad row must not block
the other eight."""


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


@dataclass(frozen=True)
class Checked:
    """A submission with every finding on it.

    Args:
        whole: findings that speak of the submission and not of one part.
    """

    parts: list[CheckedPart] = field(default_factory=list)
    whole: list[Finding] = field(default_factory=list)

    @classmethod
    def of_refusal(cls, submission: Submission, refusal: Refused) -> "Checked":
        """A submission that could not even be read, as a finding like any other."""
        rule = next((word.strip("()") for word in refusal.why.split() if word.startswith("(MF-")), "MF-01")
        finding = Finding(
            rule,
            "",
            Effect.REFUSE_SUBMISSION,
            Outcome.BROKEN,
            f"{submission.file_name}: {refusal.why}.",
            refusal.mend,
            detail=refusal.where,
        )
        return cls(whole=[finding])

    @property
    def findings(self) -> list[Finding]:
        return [*self.whole, *(finding for part in self.parts for finding in part.sifted.findings)]

    @property
    def stops(self) -> list[Finding]:
        """Findings that refuse the whole submission."""
        return [
            f
            for f in self.findings
            if f.is_broken and (f.effect == Effect.REFUSE_SUBMISSION or f.outcome == Outcome.COULD_NOT_RUN)
        ]

    @property
    def finding_rows(self) -> pd.DataFrame:
        return _joined([part.sifted.finding_rows for part in self.parts], nothing_listed()[0])

    @property
    def refused(self) -> pd.DataFrame:
        """Refused rows of every part; a line that could not be read stands once, though several parts lack it."""
        rows = _joined([part.sifted.refused for part in self.parts], nothing_listed()[1])
        is_line = rows["dataset"] == ""
        return pd.concat([rows[~is_line], rows[is_line].drop_duplicates()], ignore_index=True)

    def headers(self) -> dict[str, list[str]]:
        """The headers of each sheet, as they came."""
        return {part.mapped.sheet: part.mapped.headers() for part in self.parts}

    def message(self) -> str:
        """One sentence for the steward, "" where the warehouse's own sentence says everything."""
        held = sum(int((~part.sifted.accepted).sum()) + len(part.mapped.unreadable) for part in self.parts)
        return (
            f"{held:,} rows held back; mend them in the workbook of refused rows and load it as it is." if held else ""
        )

    def refusal(self) -> str:
        """Why nothing was loaded, in one sentence."""
        worst = self.stops[0]
        more = f" And {len(self.stops) - 1} more." if len(self.stops) > 1 else ""
        could_not = "This rule could not be asked" if worst.outcome == Outcome.COULD_NOT_RUN else "Expected"
        says = worst.reason if worst.rule == "MF-01" else f"{could_not}: {worst.reason}"
        return (
            f"Nothing was loaded ({worst.rule}). {says} {worst.detail} {worst.hint}".replace("  ", " ").strip() + more
        )


def _joined(frames: Iterable[pd.DataFrame], empty: pd.DataFrame) -> pd.DataFrame:
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else empty


def check_submission(loader: Loader, submission: Submission, profile: Profile, parts: list[Mapped]) -> Checked:
    """Type and check every part, then ask the rules of the submission as a whole.

    Args:
        profile: the one that the parts were mapped with.
        parts: what is named before what names it.
    """
    known = KnownNow(
        loader.warehouse,
        loader.datasets,
        submission.received_at.date(),
        submission.partner,
        submission.programme,
        submission.period,
        submission.extract,
    )
    checked = [
        _checked(loader.datasets[mapped.dataset], profile, known, mapped, submission.releasability) for mapped in parts
    ]
    return Checked(checked, whole_findings(loader, submission, known, [part.account() for part in checked]))


def _checked(dataset: Dataset, profile: Profile, known: KnownNow, mapped: Mapped, marking: str) -> CheckedPart:
    frame, cell_findings = typed(dataset, mapped.frame, mapped.part, marking, known.rows("partner")["partner"])
    frame = _kept(frame, mapped, known)
    before = known.candidates.get(dataset.key)
    known.candidates[dataset.key] = frame if before is None else pd.concat([before, frame], ignore_index=True)
    here = dataclasses.replace(known, declared_missing=frozenset(mapped.declared_missing))
    findings = [*mapped.findings, *cell_findings, *check(dataset, frame, here)]
    findings += _too_many_refused(dataset, mapped, findings)
    sifted = sift(mapped, findings)
    accepted = frame[sifted.accepted]
    known.candidates[dataset.key] = accepted if before is None else pd.concat([before, accepted], ignore_index=True)
    return CheckedPart(mapped, frame, sifted, reconcile(profile, mapped.control, mapped.detail))


def _kept(frame: pd.DataFrame, mapped: Mapped, known: KnownNow) -> pd.DataFrame:
    """Columns that this source is silent about keep their last known value."""
    if not mapped.keep:
        return frame
    keys = list(known.datasets[mapped.dataset].key_columns)
    earlier = known.before(mapped.dataset, keys[0], frame[keys[0]].dropna().unique())
    last = frame[keys].merge(earlier[[*keys, *mapped.keep]], how="left", on=keys)
    return frame.assign(**{name: frame[name].fillna(last[name]) for name in mapped.keep})


def _too_many_refused(dataset: Dataset, mapped: Mapped, findings: list[Finding]) -> list[Finding]:
    """MF-16: a whole column gone wrong is a file gone wrong."""
    refused = np.unique(
        np.concatenate(
            [np.empty(0, np.int64), *(f.positions for f in findings if f.is_broken and f.effect == Effect.REFUSE_ROW)]
        )
    )
    most = mapped.part.most_refused_share if mapped.part.most_refused_share is not None else dataset.most_refused_share
    rows = len(mapped.frame) + len(mapped.unreadable)
    held = len(refused) + len(mapped.unreadable)
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
            "Mend the refused rows; a whole column gone wrong is the usual cause.",
            detail=f"{held:,} of {rows:,} rows of {dataset.key} would be.",
        )
    ]
