"""What single rows are called, to whoever may be told."""

from collections.abc import Iterable
from typing import Protocol

import pandas as pd

from metrics.evidence.behind import TrailStore
from metrics.evidence.evidence import rows_of_persons
from vocabulary.scope import Scope
from warehouse.edition import Submission
from warehouse.trail import RowVersion


class NameStore(TrailStore, Protocol):
    """What this module asks of the warehouse."""

    def rows_named(self, dataset: str, row_ids: Iterable[int], scope: Scope) -> dict[int, RowVersion]: ...

    def submission(self, submission_id: str) -> Submission: ...


def rows_to_name(store: NameStore, rows: pd.DataFrame, scope: Scope) -> dict[tuple[str, int], RowVersion]:
    """The rows that may be named, of a page of them; to a partner's user, rows of persons are those that the partner sent.

    Args:
        rows: columns dataset and row_id; an id of 0 is of no single row.
    """
    named = rows[rows["row_id"] != 0]
    found = {
        (dataset, row_id): version
        for dataset, part in named.groupby("dataset")
        for row_id, version in store.rows_named(dataset, part["row_id"].tolist(), scope).items()
    }
    if scope.partner is None:
        return found
    of_persons = rows_of_persons(store)
    senders = {each.submission for each in found.values() if each.dataset in of_persons}
    own = {sender for sender in senders if store.submission(sender).partner == scope.partner}
    return {row: each for row, each in found.items() if each.dataset not in of_persons or each.submission in own}
