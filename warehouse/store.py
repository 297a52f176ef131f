"""The warehouse as every other floor sees it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pandas as pd
from sqlalchemy import Connection

from expectations.dataset import Dataset
from expectations.finding import Finding
from vocabulary.errors import Busy
from warehouse import definitions, editions, lease, ledger, opening
from warehouse.absence import named_left_out
from warehouse.connection import Engines
from warehouse.edition import Edition, PartAccount, Submission
from warehouse.facts import CellStatement
from warehouse.impact import Rehearsed, difference
from warehouse.publication import Publication
from warehouse.publish import Prepared, publish
from warehouse.reader import Reader
from warehouse.rebuild import begin_rebuild, rebuild_cells
from warehouse.refusal import Refusal, refuse
from warehouse.reviews import Reviews
from warehouse.tables import Catalogue
from warehouse.withdraw import withdraw


class Warehouse(Reader, Reviews):
    """One warehouse: ledger, rows and cells. Moments are in UTC; one given without a zone is taken as UTC."""

    @classmethod
    def open(cls, url: str, datasets: Mapping[str, Dataset], read_only: bool = False) -> "Warehouse":
        """Open the warehouse at a SQLAlchemy URL; makes or migrates what is missing, unless it is only read.

        Raises:
            Refused: the database cannot be used, or a declaration changed so that rows must be made anew
                (`python -m etl rebuild`).
            Unavailable: opened for reading only, and not at the revision that this program reads.
            Busy: another process writes.
        """
        warehouse = cls(Engines.of(url, read_only), Catalogue.of(datasets))
        warehouse._engines.reach()
        if read_only:
            with warehouse._engines.reading() as connection:
                opening.refuse_unprepared(connection)
        else:
            opening.ensure_prepared(warehouse._engines, warehouse._catalogue)
        return warehouse

    @classmethod
    def open_for_rebuild(cls, url: str, datasets: Mapping[str, Dataset]) -> "Warehouse":
        """Open the warehouse with its rows and cells emptied, to be filled again from the kept files.

        Ledger, findings and the list of editions stay. `editions_to_rebuild` says what to do again, in order: publish,
        withdraw or rebuild_cells with the edition's own moment makes the same edition again, under its number. Until
        the last is made, readers see the editions made so far and nothing else can be published. After a kill, the
        same call goes on where the rebuild stood.
        """
        warehouse = cls(Engines.of(url), Catalogue.of(datasets))
        warehouse._engines.reach()
        with warehouse._engines.writing() as connection:
            begin_rebuild(connection, warehouse._catalogue)
        return warehouse

    def editions_to_rebuild(self) -> list[Edition]:
        """Editions that a rebuild has still to make, oldest first; empty when none is under way."""
        with self._engines.reading() as connection:
            return editions.waiting(connection)

    # Ledger

    def receive(self, submission: Submission) -> Submission:
        """Put a submission into the queue and give it an id.

        The same content with the same profile is never loaded twice: then the answer is ALREADY_LOADED, or the one
        that waits already, with its id, and nothing changes. What was refused or withdrawn may be received again.
        """
        with self._engines.writing() as connection:
            return ledger.receive(connection, submission)

    def take_next(self, worker: str, now: dt.datetime) -> Submission | None:
        """Give a worker the oldest submission that waits; None where none does.

        One whose worker died waits again: its process is gone from this machine, or it has said nothing for
        `ledger.SILENT_FOR`, or the same worker asks again. Name a worker by `lease.this_process()`.
        """
        with self._engines.writing() as connection:
            return ledger.take_next(connection, worker, now)

    def beat(self, submission_id: str, worker: str, now: dt.datetime) -> None:
        """Say that the worker still works on the submission."""
        with self._engines.writing() as connection:
            ledger.beat(connection, submission_id, worker, now)

    def refuse(
        self, submission: Submission, findings: Sequence[Finding], refused: pd.DataFrame, parts: Sequence[PartAccount],
        message: str, now: dt.datetime, finding_rows: pd.DataFrame | None = None,
    ) -> Submission:  # fmt: skip
        """Load nothing of a submission and keep the reasons. The next edition carries its row in the manifest."""
        shown = {} if finding_rows is None else {"finding_rows": finding_rows}
        refusal = Refusal(submission, findings, refused, parts, message, **shown)
        with self._engines.writing() as connection:
            return refuse(connection, refusal, now)

    # Publishing

    def publish(self, publication: Publication, statements: Iterable[CellStatement], now: dt.datetime) -> Edition:
        """Publish a checked submission in one transaction: rows, cells and ledger together, or not at all.

        Raises:
            Busy: another process publishes.
            Refused: the submission is already published, refused or withdrawn.
            BrokenPromise: an account does not add up, a key stands twice, a statement breaks its contract.
        """
        prepared = Prepared.of(publication, self._catalogue)
        with self._publishing(now) as connection:
            return publish(connection, self._catalogue, prepared, statements, now)

    def withdraw(self, submission_id: str, statements: Iterable[CellStatement], now: dt.datetime, why: str) -> Edition:
        """Publish an edition that holds what the other submissions, in their order, would have made.

        Raises:
            Busy: another process publishes.
            Refused: the submission is not published.
        """
        with self._publishing(now) as connection:
            return withdraw(connection, self._catalogue, submission_id, statements, (why, now))

    def impact(self, publication: Publication, statements: Iterable[CellStatement]) -> pd.DataFrame:
        """What publishing would change: one row for each indicator, kind, month and programme that differs.

        Columns: indicator, kind, month, programme, numerator_before, denominator_before, numerator_after,
        denominator_after. Nothing is kept; the submission need not have been received.
        """
        return self.rehearse(publication, statements).figures

    def rehearse(self, publication: Publication, statements: Iterable[CellStatement]) -> Rehearsed:
        """What publishing would change, with the account and what a full extract would close; nothing is kept."""
        prepared = Prepared.of(publication, self._catalogue)
        with self._engines.rehearsing() as connection:
            lease.enter(connection, "publish")
            if not publication.submission.id:
                prepared = prepared.of_submission(ledger.add(connection, publication.submission))
            made = publish(connection, self._catalogue, prepared, statements, publication.submission.received_at)
            said = ledger.by_id(connection, made.submission)
            return Rehearsed(
                difference(connection, made.number), said.parts, named_left_out(connection, self._catalogue, said)
            )

    def follow_definitions(self, statements: Iterable[CellStatement], now: dt.datetime) -> Edition | None:
        """Note which definitions are in force; where one changed, publish an edition whose cells are made by it.

        Raises:
            Busy: another process publishes.
        """
        declared = list(statements)
        with self._engines.reading() as connection:
            if definitions.is_followed(connection, self._catalogue, declared):
                return None
        with self._publishing(now) as connection:
            return definitions.follow(connection, self._catalogue, declared, now)

    def rebuild_cells(self, statements: Iterable[CellStatement], now: dt.datetime) -> Edition:
        """Publish an edition whose cells are computed anew from the newest rows: after a definition changed."""
        with self._publishing(now) as connection:
            return rebuild_cells(connection, self._catalogue, list(statements), now)

    @contextmanager
    def _publishing(self, now: dt.datetime) -> Iterator[Connection]:
        try:
            lease.sign(self._engines, now)
        except Busy as waited:
            raise lease.busy(self._engines) from waited
        with self._engines.writing() as connection:
            lease.enter(connection, "publish")
            yield connection
