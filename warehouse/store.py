"""The warehouse as every other floor sees it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pandas as pd
from sqlalchemy import Connection

from expectations.dataset import Dataset
from expectations.finding import Finding
from vocabulary.errors import Busy
from vocabulary.scope import Scope
from warehouse import editions, lease, ledger, opening, reading
from warehouse.connection import Engines
from warehouse.edition import Edition, PartAccount, Submission, SubmissionState
from warehouse.facts import CellStatement
from warehouse.impact import difference
from warehouse.ledger_page import LedgerPage, Sought, found
from warehouse.publication import Publication
from warehouse.publish import Prepared, publish
from warehouse.rebuild import begin_rebuild, rebuild_cells
from warehouse.refusal import Refusal, refuse
from warehouse.tables import Catalogue
from warehouse.withdraw import withdraw


class Warehouse:
    """One warehouse: ledger, rows and cells. Moments are in UTC; one given without a zone is taken as UTC."""

    def __init__(self, engines: Engines, catalogue: Catalogue) -> None:
        self._engines, self._catalogue = engines, catalogue

    @classmethod
    def open(cls, url: str, datasets: Mapping[str, Dataset], read_only: bool = False) -> "Warehouse":
        """Open the warehouse at a SQLAlchemy URL; makes or migrates what is missing, unless it is only read.

        Raises:
            Refused: a declaration changed so that rows must be made anew (`python -m etl rebuild`).
            Unavailable: opened for reading only, and not at the revision that this program reads.
            Busy: another process writes.
        """
        warehouse = cls(Engines.of(url, read_only), Catalogue.of(datasets))
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
        with warehouse._engines.writing() as connection:
            begin_rebuild(connection, warehouse._catalogue)
        return warehouse

    def editions_to_rebuild(self) -> list[Edition]:
        """Editions that a rebuild has still to make, oldest first; empty when none is under way."""
        with self._engines.reading() as connection:
            return editions.waiting(connection)

    def close(self) -> None:
        """Give every connection back."""
        self._engines.close()

    # Editions

    def is_empty(self) -> bool:
        """True while nothing is published."""
        with self._engines.reading() as connection:
            return editions.newest_number(connection) == 0

    def edition(self, number: int | None = None) -> Edition:
        """The edition of that number, or the newest; raises Unavailable where there is none."""
        with self._engines.reading() as connection:
            return editions.by_number(connection, number)

    def editions(self, limit: int | None = None) -> list[Edition]:
        """Editions, newest first."""
        with self._engines.reading() as connection:
            return editions.listed(connection, limit)

    def edition_known_on(self, day: dt.date) -> Edition:
        """The newest edition published by the end of *day*; raises Unavailable where there was none."""
        with self._engines.reading() as connection:
            return editions.known_on(connection, day)

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

    def submission(self, submission_id: str) -> Submission:
        """Raises Refused where there is no submission of that id."""
        with self._engines.reading() as connection:
            return ledger.by_id(connection, submission_id)

    def submissions(self, scope: Scope, limit: int = 200, state: SubmissionState | None = None) -> list[Submission]:
        """Submissions, newest first; a partner sees those it sent."""
        with self._engines.reading() as connection:
            return ledger.listed(connection, scope, limit, state)

    def ledger_page(self, scope: Scope, sought: Sought) -> LedgerPage:
        """Submissions of a state or a sender, newest first, one page of them; how many there are of each."""
        with self._engines.reading() as connection:
            return found(connection, scope, sought)

    def findings(self, submission_id: str) -> pd.DataFrame:
        """What every rule said: rule, dataset, effect, outcome, reason, hint, shows, broken_count, detail, seconds."""
        with self._engines.reading() as connection:
            return ledger.findings(connection, submission_id)

    def finding_rows(self, submission_id: str, rule: str = "", limit: int | None = None) -> pd.DataFrame:
        """The cells that findings point at; columns `publication.FINDING_ROW_COLUMNS`."""
        with self._engines.reading() as connection:
            return ledger.finding_rows(connection, submission_id, rule, limit)

    def refused_rows(self, submission_id: str) -> pd.DataFrame:
        """The rows held back; columns `publication.REFUSED_COLUMNS`."""
        with self._engines.reading() as connection:
            return ledger.refused_rows(connection, submission_id)

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
        prepared = Prepared.of(publication, self._catalogue)
        with self._engines.rehearsing() as connection:
            lease.enter(connection, "publish")
            if not publication.submission.id:
                prepared = prepared.of_submission(ledger.add(connection, publication.submission))
            made = publish(connection, self._catalogue, prepared, statements, publication.submission.received_at)
            return difference(connection, made.number)

    def moved(self, edition: int) -> pd.DataFrame:
        """What an edition changed in the figures; columns as `impact` has them."""
        with self._engines.reading() as connection:
            return difference(connection, edition)

    def rebuild_cells(self, statements: Iterable[CellStatement], now: dt.datetime) -> Edition:
        """Publish an edition whose cells are computed anew from the newest rows: after a definition changed."""
        with self._publishing(now) as connection:
            return rebuild_cells(connection, self._catalogue, list(statements), now)

    # Reading

    def rows(
        self,
        dataset: str,
        scope: Scope,
        edition: int | None = None,
        column: str = "",
        values: Iterable[str] = (),
        limit: int | None = None,
    ) -> pd.DataFrame:
        """Rows of a dataset that the reader may see, in an edition (None: the newest).

        Returns:
            The declared columns typed as `expectations.known.Known` says, and row_id, row_key, marking, submission,
            sheet, source_row, edition_from, edition_to. With *column*, only rows whose column holds one of *values*.
        """
        with self._engines.reading() as connection:
            seen = reading.Seen(scope, self._number(connection, edition))
            asked = reading.Asked(column, values, limit)
            return reading.rows(
                connection, self._catalogue.tables[dataset], self._catalogue.datasets[dataset], seen, asked
            )

    def cells(self, indicator: str, scope: Scope, edition: int | None = None) -> pd.DataFrame:
        """The cells of an indicator: `FACT_COLUMNS` without the marking, summed over what the reader may see."""
        with self._engines.reading() as connection:
            return reading.cells(connection, indicator, reading.Seen(scope, self._number(connection, edition)))

    def _number(self, connection: Connection, edition: int | None) -> int:
        return editions.newest_number(connection) if edition is None else editions.by_number(connection, edition).number

    @contextmanager
    def _publishing(self, now: dt.datetime) -> Iterator[Connection]:
        try:
            lease.sign(self._engines, now)
        except Busy as waited:
            raise lease.busy(self._engines) from waited
        with self._engines.writing() as connection:
            lease.enter(connection, "publish")
            yield connection
