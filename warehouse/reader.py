"""What is read of the warehouse: ledger, rows and cells of any edition. Nothing here writes."""

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd
from sqlalchemy import Connection

from vocabulary.scope import Scope
from warehouse import between, checks, definitions, editions, judged, ledger, reading
from warehouse.absence import named_left_out
from warehouse.between import Moved
from warehouse.connection import Engines
from warehouse.definitions import Definition
from warehouse.edition import Edition, Submission, SubmissionState
from warehouse.impact import difference
from warehouse.judged import JudgedSought
from warehouse.ledger_page import LedgerPage, Sought, found
from warehouse.tables import Catalogue
from warehouse.trail import Trail


class Reader(Trail):
    """One warehouse, read. Moments are in UTC."""

    def __init__(self, engines: Engines, catalogue: Catalogue) -> None:
        self._engines, self._catalogue = engines, catalogue

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

    def edition_after(self, day: dt.date) -> Edition | None:
        """The first edition published after *day* was over; None where there is none yet."""
        with self._engines.reading() as connection:
            return editions.first_after(connection, day)

    # Ledger

    def claimed_periods(self) -> list[str]:
        """Every period that a submission ever claimed, as it was written; "" among them."""
        with self._engines.reading() as connection:
            return judged.claimed_periods(connection)

    def judged(self, scope: Scope, sought: JudgedSought) -> list[Submission]:
        """Submissions judged by some moment, of one programme and some periods, newest first."""
        with self._engines.reading() as connection:
            return judged.judged(connection, scope, sought)

    def left_out(self, submission_id: str) -> dict[str, list[str]]:
        """Keys of the rows that a full extract closed, by dataset; the first few of each."""
        with self._engines.reading() as connection:
            return named_left_out(connection, self._catalogue, ledger.by_id(connection, submission_id))

    def submission(self, submission_id: str) -> Submission:
        """Raises Refused where there is no submission of that id."""
        with self._engines.reading() as connection:
            return ledger.by_id(connection, submission_id)

    def submissions(self, scope: Scope, limit: int = 200, state: SubmissionState | None = None) -> list[Submission]:
        """Submissions, newest first; a partner sees those it sent."""
        with self._engines.reading() as connection:
            return ledger.listed(connection, scope, limit, state)

    def received(self, scope: Scope, since: dt.datetime) -> dict[str, dt.datetime]:
        """When each submission was received, by id, of those that came since a moment; a partner sees those it sent."""
        with self._engines.reading() as connection:
            return ledger.received(connection, scope, since)

    def last_received(self, scope: Scope) -> dt.datetime | None:
        """When the last submission was received; None where there is none."""
        with self._engines.reading() as connection:
            return ledger.last_received(connection, scope)

    def ledger_page(self, scope: Scope, sought: Sought) -> LedgerPage:
        """Submissions of a state or a sender, newest first, one page of them; how many there are of each."""
        with self._engines.reading() as connection:
            return found(connection, scope, sought)

    def findings(self, submission_id: str) -> pd.DataFrame:
        """What every rule said: rule, dataset, effect, outcome, reason, hint, shows, broken_count, detail, seconds."""
        with self._engines.reading() as connection:
            return ledger.findings(connection, submission_id)

    def checks(self, submissions: Sequence[str]) -> pd.DataFrame:
        """Which rules were asked of the datasets of these submissions, and which held; columns `checks.COLUMNS`."""
        with self._engines.reading() as connection:
            return checks.checks(connection, submissions)

    def broken(self, submissions: Sequence[str]) -> pd.DataFrame:
        """Which rules these submissions broke, and by how many rows; columns `checks.BROKEN_COLUMNS`."""
        with self._engines.reading() as connection:
            return checks.broken(connection, submissions)

    def finding_rows(self, submission_id: str, rule: str = "", limit: int | None = None) -> pd.DataFrame:
        """The cells that findings point at; columns `publication.FINDING_ROW_COLUMNS`."""
        with self._engines.reading() as connection:
            return ledger.finding_rows(connection, submission_id, rule, limit)

    def refused_rows(self, submission_id: str) -> pd.DataFrame:
        """The rows held back; columns `publication.REFUSED_COLUMNS`."""
        with self._engines.reading() as connection:
            return ledger.refused_rows(connection, submission_id)

    # Rows and cells

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

    def cells(
        self, indicator: str, scope: Scope, edition: int | None = None, months: tuple[int, int] | None = None
    ) -> pd.DataFrame:
        """The cells of an indicator: `FACT_COLUMNS` without the marking, summed over what the reader may see.

        With *months*, (202607, 202609), only those of these months.
        """
        with self._engines.reading() as connection:
            return reading.cells(connection, indicator, reading.Seen(scope, self._number(connection, edition)), months)

    def marked_cells(self, indicator: str, scope: Scope, edition: int | None = None) -> pd.DataFrame:
        """The same, told apart by marking: who may see which part of a figure. Columns `FACT_COLUMNS`."""
        with self._engines.reading() as connection:
            seen = reading.Seen(scope, self._number(connection, edition))
            return reading.cells(connection, indicator, seen, by_marking=True)

    def moved(self, edition: int) -> pd.DataFrame:
        """What an edition changed in the figures; columns as `impact` has them."""
        with self._engines.reading() as connection:
            return difference(connection, edition)

    # Knowledge time

    def moved_by_cause(
        self, indicator: str, programme: str, scope: Scope, since: int, until: int | None = None
    ) -> tuple[Moved, ...]:
        """What each cause added to the cells of a programme between two editions; see `between.moved_by_cause`.

        Raises:
            ValueError: *since* is later than *until*.
            Unavailable: the causes of an edition in between were not kept.
        """
        with self._engines.reading() as connection:
            seen = reading.Seen(scope, self._number(connection, until))
            return between.moved_by_cause(connection, indicator, since, seen, programme)

    def editions_that_moved(self, indicator: str, programme: str, scope: Scope) -> list[Edition]:
        """The editions that changed a cell of a programme that the reader may see, oldest first."""
        with self._engines.reading() as connection:
            seen = reading.Seen(scope, self._number(connection, None))
            numbers = between.editions_that_moved(connection, indicator, programme, seen)
            return [editions.by_number(connection, number) for number in numbers]

    def cells_opened(self, indicator: str, scope: Scope, edition: int) -> pd.DataFrame:
        """How many cells that the reader may see each edition opened, less those it closed: programme, month, edition, opened.

        An edition that opened as many as it closed is there with 0: it changed something.
        """
        with self._engines.reading() as connection:
            seen = reading.Seen(scope, self._number(connection, edition))
            return between.cells_opened(connection, indicator, seen)

    def definitions(self, edition: int | None = None) -> dict[str, Definition]:
        """The definitions by which the cells of an edition were made, by indicator."""
        with self._engines.reading() as connection:
            return definitions.in_force(connection, self._number(connection, edition))

    def _number(self, connection: Connection, edition: int | None) -> int:
        return editions.newest_number(connection) if edition is None else editions.by_number(connection, edition).number
