"""What is due: each report that is owed for the present and the last periods, and where it stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.desk import Desk
from dashboard.stewardship.states import Due
from expectations.catalogue import datasets

PERIODS_SHOWN = 3
LONGEST_BACK = dt.timedelta(days=366)
BACK = ("Running", "Last ended", "One before")
"""Partners report monthly or quarterly; so a report stands under how far back its period lies for its sender."""
_KEY = ["programme", "partner", "dataset", "period"]
OFFICE = "Programme office"


@dataclass(frozen=True)
class Report:
    """One expected report.

    Args:
        period: its code; "" where nothing was expected.
        due_on: None where it is not owed.
        received_on: day of the first accepted submission, or of the latest refused one.
        submission: what brought it; "" where nothing did.
    """

    state: Due
    period: str = ""
    due_on: dt.date | None = None
    received_on: dt.date | None = None
    submission: str = ""

    @property
    def days_late(self) -> int:
        """Days from the due day to the day it was received."""
        return (self.received_on - self.due_on).days if self.received_on and self.due_on else 0


@dataclass(frozen=True)
class Expected:
    """Reports by sender, and by dataset and how far back.

    Args:
        columns: (dataset's title, one of `BACK`), newest last.
        rows: sender's name to one report a column.
    """

    columns: tuple[tuple[str, str], ...]
    rows: Mapping[str, tuple[Report, ...]]

    def counted(self, *states: Due) -> int:
        """How many reports are in one of these states."""
        return sum(report.state in states for reports in self.rows.values() for report in reports)


def expected(desk: Desk) -> Expected:
    """Read what is owed, for the last periods that have ended and the one that is running."""
    edition = desk.edition().number
    owed = desk.warehouse.rows("expected_submission", desk.scope, edition)
    periods = desk.warehouse.rows("period", desk.scope, edition)[["period", "start_on", "end_on"]]
    owed = owed.merge(periods, on="period")
    ended_after = desk.today - LONGEST_BACK
    owed = owed[(owed["start_on"].dt.date <= desk.today) & (owed["end_on"].dt.date > ended_after)]
    if owed.empty:
        return Expected((), {})
    return _arranged(desk, _lately(owed, desk.today))


def _lately(owed: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """The last reports of each sender and dataset, with `back`: 0 for a period that runs, 1 for the last ended."""
    senders = ["programme", "partner", "dataset"]
    owed = owed.sort_values(["end_on", "due_on"], ascending=False)
    runs = owed["end_on"].dt.date >= today
    owed = owed[~runs | ~owed[senders].assign(runs=runs).duplicated()].assign(runs=runs)
    ended = (~owed["runs"]).groupby([owed[name] for name in senders], dropna=False).cumsum()
    shown = max(2, PERIODS_SHOWN // owed["dataset"].nunique())
    return owed.assign(back=ended)[ended < shown]


def _arranged(desk: Desk, owed: pd.DataFrame) -> Expected:
    edition = desk.edition().number
    sent = desk.warehouse.rows("submission_manifest", desk.scope, edition, "period", list(owed["period"].unique()))
    arrived = _arrivals(sent)
    members = _memberships(desk.warehouse.rows("membership", desk.scope, edition))
    names, declared = desk.names(edition), datasets()
    found: dict[str, dict[tuple[str, int], Report]] = {}
    for line in owed.itertuples():
        partner = _text(line.partner)
        key = (_text(line.programme), partner, line.dataset, line.period)
        is_owed = not partner or any(_covers(each, line.end_on) for each in members.get(key[:2], ()))
        row = found.setdefault(names.partner(partner) if partner else OFFICE, {})
        row[line.dataset, line.back] = _report(line, arrived.get(key), is_owed, desk.today)
    columns = sorted({column for row in found.values() for column in row}, key=lambda column: (column[0], -column[1]))
    rows = {name: tuple(found[name].get(column, Report(Due.NOT_OWED)) for column in columns) for name in sorted(found)}
    rows = {name: reports for name, reports in rows.items() if any(r.state is not Due.NOT_OWED for r in reports)}
    titles = (declared[key].title if key in declared else key for key, _ in columns)
    return Expected(tuple((title, BACK[back]) for title, (_, back) in zip(titles, columns, strict=True)), rows)


def _report(line: object, arrival: tuple[bool, dt.date, str] | None, is_owed: bool, today: dt.date) -> Report:
    due_on = None if pd.isna(line.due_on) else line.due_on.date()
    if due_on is None or not is_owed:
        return Report(Due.NOT_OWED, line.period)
    if not pd.isna(line.is_in_force) and not line.is_in_force:
        return Report(Due.WAIVED, line.period, due_on)
    if arrival is not None:
        is_accepted, day, id_ = arrival
        state = Due.SENT_BACK if not is_accepted else Due.ON_TIME if day <= due_on else Due.LATE
        return Report(state, line.period, due_on, day, id_)
    return Report(Due.NOT_RECEIVED if today > due_on else Due.NOT_DUE, line.period, due_on)


def _arrivals(sent: pd.DataFrame) -> dict[tuple[str, ...], tuple[bool, dt.date, str]]:
    """The first accepted submission of each report; where there is none, the latest refused one."""
    found: dict[tuple[str, ...], tuple[bool, dt.date, str]] = {}
    for line in sent.sort_values(["received_on", "batch"]).itertuples():
        key = tuple(_text(getattr(line, name)) for name in _KEY)
        is_accepted = line.outcome == "ACCEPTED"
        if key not in found or not found[key][0]:
            found[key] = (is_accepted, line.received_on.date(), line.batch)
    return found


def _memberships(rows: pd.DataFrame) -> dict[tuple[str, str], list[tuple[pd.Timestamp, pd.Timestamp]]]:
    found: dict[tuple[str, str], list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    for line in rows.itertuples():
        found.setdefault((line.programme, line.partner), []).append((line.valid_from, line.valid_to))
    return found


def _covers(membership: tuple[pd.Timestamp, pd.Timestamp], day: pd.Timestamp) -> bool:
    """As the indicators have it: a member on the last day of the period."""
    return membership[0] <= day and (pd.isna(membership[1]) or membership[1] >= day)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def silent(found: Expected) -> Iterable[str]:
    """Senders of whom a report is not received."""
    return [name for name, reports in found.rows.items() if any(r.state is Due.NOT_RECEIVED for r in reports)]
