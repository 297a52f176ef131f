"""Load nothing of a submission, and keep why."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from sqlalchemy import Connection

from expectations.finding import Finding
from warehouse import editions, ledger
from warehouse.edition import PartAccount, Submission, SubmissionState
from warehouse.publication import FINDING_ROW_COLUMNS


@dataclass(frozen=True)
class Refusal:
    """Why nothing of a submission is loaded; frames as in `publication.Publication`."""

    submission: Submission
    findings: Sequence[Finding]
    refused: pd.DataFrame
    parts: Sequence[PartAccount]
    message: str
    finding_rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FINDING_ROW_COLUMNS)))


def refuse(connection: Connection, refusal: Refusal, now: dt.datetime) -> Submission:
    """Write the refusal into the ledger.

    While a rebuild makes the submission's edition again, that edition stays, with nothing in it: numbers have no gaps.

    Raises:
        Refused: the submission waits for nothing any more.
    """
    id_ = refusal.submission.id
    due = editions.waiting(connection)
    if due and due[0].submission == id_ and due[0].kind == "load":
        made = editions.begin(connection, "load", id_, now)
        editions.finish(connection, made, f"refused when the warehouse was rebuilt: {refusal.message}")
    else:
        ledger.refuse_settled(ledger.by_id(connection, id_))
    ledger.write_findings(connection, id_, refusal.findings)
    ledger.write_finding_rows(connection, id_, refusal.finding_rows)
    ledger.write_refused(connection, id_, refusal.refused)
    settled = {"state": SubmissionState.REFUSED, "loaded_at": now, "message": refusal.message}
    settled |= ledger.claims_of(refusal.submission)
    ledger.settle(connection, id_, **settled, parts=refusal.parts)
    return ledger.by_id(connection, id_)
