"""How many rules the rows of a dataset were checked by, added up over submissions."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import BigInteger, Connection, case, func, select

from expectations.finding import Outcome
from warehouse import sql
from warehouse.schema import finding

COLUMNS = ("submission", "dataset", "effect", "rule", "is_held")
BROKEN_COLUMNS = ("submission", "dataset", "effect", "rule", "reason", "broken_count")


def checks(connection: Connection, submissions: Sequence[str]) -> pd.DataFrame:
    """One row for each rule that was asked of a dataset in a submission; columns `COLUMNS`.

    Rules that could not run or that do not apply checked nothing, and are not there. A rule that is asked of several
    sheets held where it held in all.
    """
    is_held = func.min(case((finding.c.outcome == Outcome.HELD, 1), else_=0))
    said = [finding.c[name] for name in COLUMNS[:-1]]
    wanted = (
        select(*said, is_held)
        .where(sql.is_one_of(finding.c.submission, submissions))
        .where(finding.c.outcome.in_((Outcome.HELD, Outcome.BROKEN)))
        .group_by(*said)
    )
    frame = pd.DataFrame(connection.execute(wanted).fetchall(), columns=list(COLUMNS))
    return frame.astype({"is_held": bool})


def broken(connection: Connection, submissions: Sequence[str]) -> pd.DataFrame:
    """One row for each rule that a dataset of a submission broke, with how many rows did; columns `BROKEN_COLUMNS`.

    A rule about a file as a whole is broken by no row: its count is 0.
    """
    said = [finding.c[name] for name in BROKEN_COLUMNS[:-1]]
    wanted = (
        select(*said, func.sum(finding.c.broken_count).cast(BigInteger))
        .where(sql.is_one_of(finding.c.submission, submissions), finding.c.outcome == Outcome.BROKEN)
        .group_by(*said)
    )
    frame = pd.DataFrame(connection.execute(wanted).fetchall(), columns=list(BROKEN_COLUMNS))
    return frame.astype({"broken_count": "int64"})
