"""Check the parts of one submission, in the order in which they name each other, then the submission as a whole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from etl.full import replaced
from etl.known import KnownNow
from etl.loader import Loader
from etl.mapping import Mapped
from etl.profile_parts import Profile
from etl.sift import nothing_listed
from etl.together import CheckedPart, Together
from etl.whole import NOTHING_TO_REPORT, whole_findings
from expectations.dataset import Effect
from expectations.finding import Finding, Outcome
from vocabulary.errors import Refused
from warehouse.edition import Submission

UNREAD = ""
"""The dataset of a finding on a file of which no dataset could be made."""


@dataclass(frozen=True)
class Checked:
    """A submission with every finding on it.

    Args:
        whole: findings that speak of the submission and not of one part.
        replaces: of a full extract, as `warehouse.publication.Publication` says.
    """

    parts: list[CheckedPart] = field(default_factory=list)
    whole: list[Finding] = field(default_factory=list)
    replaces: dict[str, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def of_refusal(cls, submission: Submission, refusal: Refused) -> "Checked":
        """A submission that could not even be read, as a finding like any other."""
        named = re.search(r" \(([A-Z]{2}-\d{2}[a-z]?)\)", refusal.why)
        rule, why = (named[1], refusal.why.replace(named[0], "")) if named else ("MF-01", refusal.why)
        file = submission.file_name
        place = refusal.what if refusal.what.startswith(file) else f"{file}, {refusal.what}"
        reason = f"{', '.join(filter(None, (place, refusal.where)))}: {why}."
        finding = Finding(rule, UNREAD, Effect.REFUSE_SUBMISSION, Outcome.BROKEN, reason, refusal.mend)
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
        if nothing := next((finding for finding in self.whole if finding.rule == NOTHING_TO_REPORT), None):
            return f"Nothing to report. {nothing.detail}"
        held = sum(int((~part.sifted.accepted).sum()) + len(part.mapped.unreadable) for part in self.parts)
        rows, them = ("row", "it") if held == 1 else ("rows", "them")
        return (
            f"{held:,} {rows} held back; mend {them} in the workbook of refused rows and load it as it is."
            if held
            else ""
        )

    def refusal(self) -> str:
        """Why nothing was loaded, in one sentence."""
        worst = self.stops[0]
        others = len(self.stops) - 1
        more = f" {others} more {'rule stops' if others == 1 else 'rules stop'} it too." if others else ""
        could_not = "This rule could not be asked" if worst.outcome == Outcome.COULD_NOT_RUN else "Expected"
        says = worst.reason if worst.dataset == UNREAD else f"{could_not}: {worst.reason}"
        told = [sentence.strip().removesuffix(".") + "." for sentence in (says, worst.detail, worst.hint) if sentence]
        return f"Nothing was loaded ({worst.rule}). {' '.join(told)}{more}"


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
    together = Together(loader.datasets, profile, known)
    for mapped in parts:
        together.take_in(mapped, submission.releasability)
    checked = together.checked()
    replaces, kept = replaced(loader.datasets, submission, checked)
    whole = whole_findings(loader, submission, known, [part.account() for part in checked])
    return Checked(checked, [*whole, *kept], replaces)
