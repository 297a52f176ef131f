"""Editions and submissions as the other floors see them: plain values."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vocabulary.errors import BrokenPromise

OPEN_END = 2**31 - 1
"""`edition_to` of a row or cell that is current."""


class SubmissionState(StrEnum):
    """Where a submission stands."""

    QUEUED = "queued"
    CHECKING = "checking"
    PUBLISHED = "published"
    REFUSED = "refused"  # nothing of it was loaded
    ALREADY_LOADED = "already loaded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Edition:
    """One publication of the warehouse.

    Args:
        number: from 1, without gaps.
        published_at: UTC moment, given by the caller.
        submission: what was published; None where the edition was not made by one file.
        kind: "load", "withdrawal" or "rebuild".
        summary: what changed, in a reader's words.
    """

    number: int
    published_at: dt.datetime
    submission: str | None
    kind: str
    summary: str

    @property
    def as_of(self) -> dt.date:
        """The day up to which this edition knows; windows mature and open items are counted up to it."""
        return self.published_at.date()


@dataclass(frozen=True)
class PartAccount:
    """Where every row of one dataset in one submission went. All counts are exact and checked.

    file_rows = label + control + elsewhere + folded + unreadable + read
    read * (records a row) + made = records = loaded + unchanged + refused   (for one record a row: read + made)

    Args:
        file_rows: records in the file or sheet, header included.
        label: header, tag, blank and title rows.
        control: the file's own totals, used to reconcile, never loaded.
        elsewhere: rows that are not of this dataset; another part of the same profile accounts for them.
        folded: rows that a later row of the same item replaces, or that repeat an earlier one exactly.
        unreadable: lines that could not be split into the header's columns; kept among the refused.
        read: rows that became records.
        made: records that the profile makes where the file is silent (a missing vote is an absence).
        records: what was checked.
        loaded: new or changed rows published.
        unchanged: rows already current.
        refused: rows held back with their reasons.
        closed: rows that stood and that a full extract leaves out; they are none of its records.
    """

    dataset: str
    file_rows: int = 0
    label: int = 0
    control: int = 0
    elsewhere: int = 0
    folded: int = 0
    unreadable: int = 0
    read: int = 0
    made: int = 0
    records: int = 0
    loaded: int = 0
    unchanged: int = 0
    refused: int = 0
    closed: int = 0
    sheet: str = ""
    reconciliation: dict[str, Any] = field(default_factory=dict)
    """Control rows against detail rows: {"groups": 296, "agree": 295, "differ": [..]}; what differs is
    {"group": .., "printed": .., "added": ..}."""

    @property
    def holds_rows(self) -> bool:
        """False for a sheet that holds its header and nothing else, and closes nothing by it."""
        return self.file_rows > self.label or bool(self.records or self.closed)

    def check(self) -> None:
        """Raise BrokenPromise where a row of the file, or a record, is not accounted for."""
        lines = self.label + self.control + self.elsewhere + self.folded + self.unreadable + self.read
        if lines != self.file_rows:
            raise BrokenPromise(f"{self._name}: the file has {self.file_rows} rows and {lines} are accounted for")
        records = self.loaded + self.unchanged + self.refused
        if records != self.records:
            raise BrokenPromise(f"{self._name}: there are {self.records} records and {records} are accounted for")

    @property
    def _name(self) -> str:
        return f"{self.dataset}, sheet {self.sheet}" if self.sheet else self.dataset


@dataclass(frozen=True)
class Submission:
    """One file, received once, as the ledger knows it.

    Args:
        id: "S000123".
        sha256: name of the kept file in the archive.
        file_name: as it arrived, cleaned for showing.
        profile: key of the profile it is read with, or a dataset key for our own templates.
        partner, programme, period: what the sender claims; "" where nothing was claimed.
        releasability: canonical marking of its rows unless they carry their own.
        extract: "FULL", all there is of its sender, programme and period, or "DELTA", what changed.
        received_at: UTC, as stated by the manifest or by the clock.
        loaded_at: UTC, by the clock; None while queued.
        edition: the edition that published it; None otherwise.
        message: one sentence for the steward: what became of it.
    """

    id: str
    sha256: str
    file_name: str
    profile: str
    received_at: dt.datetime
    partner: str = ""
    programme: str = ""
    period: str = ""
    releasability: str = "ALL"
    extract: str = "DELTA"
    declared_rows: int | None = None
    note: str = ""
    state: SubmissionState = SubmissionState.QUEUED
    loaded_at: dt.datetime | None = None
    edition: int | None = None
    message: str = ""
    parts: tuple[PartAccount, ...] = ()
