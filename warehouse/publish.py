"""Publish a checked submission: one transaction, rows, cells and ledger together or not at all."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from vocabulary.errors import BrokenPromise
from warehouse import definitions, editions, ledger, making
from warehouse.absence import close_left_out
from warehouse.cells import write_cells
from warehouse.edition import Edition, PartAccount, Submission, SubmissionState
from warehouse.facts import CellStatement
from warehouse.manifest_rows import KEY, manifest_rows, refused_since
from warehouse.publication import Publication
from warehouse.tables import Catalogue
from warehouse.versions import Claim, KeyedRows, write_markings, write_versions


@dataclass(frozen=True)
class Prepared:
    """A publication whose rows have their keys and hashes."""

    publication: Publication
    parts: list[KeyedRows]

    @classmethod
    def of(cls, publication: Publication, catalogue: Catalogue) -> "Prepared":
        """Everything that can be done before the transaction begins."""
        for rows in publication.tables:
            if rows.dataset not in catalogue.datasets:
                raise BrokenPromise(f"there is no dataset {rows.dataset!r}")
        parts = [KeyedRows.of(rows, catalogue.datasets[rows.dataset]) for rows in publication.tables]
        return cls(publication, parts)

    def of_submission(self, submission: Submission) -> "Prepared":
        """The same rows, of a submission that has an id by now."""
        return replace(self, publication=replace(self.publication, submission=submission))


def publish(
    connection: Connection,
    catalogue: Catalogue,
    prepared: Prepared,
    statements: Iterable[CellStatement],
    now: dt.datetime,
) -> Edition:
    """Make the edition of one submission.

    Raises:
        Refused: the submission is already published, withdrawn or refused.
        BrokenPromise: an account does not add up, a key stands twice, a statement breaks its contract.
    """
    read = prepared.publication.submission
    said = ledger.completed(ledger.by_id(connection, read.id), read)
    if not editions.waiting(connection):
        ledger.refuse_settled(said)
    made = editions.begin(connection, "load", said.id, now)
    claim = Claim(said.id, made.number)
    write_markings(connection, [part.frame for part in prepared.parts])
    accounts = [write_versions(connection, catalogue.tables[p.dataset], p, claim) for p in prepared.parts]
    closed = close_left_out(connection, catalogue, prepared.publication.replaces, said, made)
    accounts = _with_closed(accounts, closed)
    for account in accounts:
        account.check()
    _write_manifest(connection, catalogue, replace(said, parts=tuple(accounts)), made)
    _write_reasons(connection, said.id, prepared.publication)
    statements = list(statements)
    write_cells(making.of_rows(connection, catalogue.tables, made.number), statements)
    definitions.note_first(connection, catalogue, statements, made)
    summary = _summary(said, accounts)
    values = {"state": SubmissionState.PUBLISHED, "edition": made.number, "loaded_at": made.published_at}
    values |= ledger.claims_of(said)
    message = f"{prepared.publication.message} {_closed(accounts)}".strip() if prepared.publication.message else summary
    ledger.settle(connection, said.id, **values, parts=accounts, message=message)
    return editions.finish(connection, made, summary)


def _write_manifest(connection: Connection, catalogue: Catalogue, said: Submission, made: Edition) -> None:
    if KEY not in catalogue.datasets:
        return
    dataset, table = catalogue.datasets[KEY], catalogue.tables[KEY]
    left = [(each, "REFUSED", None) for each in refused_since(connection, table, made)]
    for each, outcome, accepted_at in (*left, (said, "ACCEPTED", made.published_at)):
        keyed = KeyedRows.of(manifest_rows(dataset, each, outcome, accepted_at), dataset)
        write_markings(connection, [keyed.frame])
        write_versions(connection, table, keyed, Claim(each.id, made.number))


def _write_reasons(connection: Connection, id_: str, publication: Publication) -> None:
    ledger.write_findings(connection, id_, publication.findings)
    ledger.write_finding_rows(connection, id_, publication.finding_rows)
    ledger.write_refused(connection, id_, publication.refused)


def _summary(said: Submission, accounts: Iterable[PartAccount]) -> str:
    accounts = list(accounts)
    loaded, unchanged, refused = (
        sum(getattr(account, name) for account in accounts) for name in ("loaded", "unchanged", "refused")
    )
    what = f"{loaded:,} {'row' if loaded == 1 else 'rows'} loaded" if loaded else "no row changed"
    end = f". {_closed(accounts)}" if _closed(accounts) else ""
    return f"{said.file_name}: {what}, {unchanged:,} unchanged, {refused:,} held back{end}"


def _with_closed(accounts: list[PartAccount], closed: Mapping[str, int]) -> list[PartAccount]:
    """The accounts with what was closed, on the last part of each dataset."""
    last = {account.dataset: at for at, account in enumerate(accounts)}
    return [
        replace(account, closed=closed.get(account.dataset, 0)) if last[account.dataset] == at else account
        for at, account in enumerate(accounts)
    ]


def _closed(accounts: Iterable[PartAccount]) -> str:
    count = sum(account.closed for account in accounts)
    rows = "1 row that stood is" if count == 1 else f"{count:,} rows that stood are"
    return f"{rows} closed, because the full extract leaves {'it' if count == 1 else 'them'} out." if count else ""
