"""What is due: each report that is owed for the present and the last periods, and where it stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.desk import Desk
from dashboard.stewardship.states import Due
from expectations.catalogue import datasets

PERIODS_SHOWN = 4
_KEY = ["programme", "partner", "dataset", "period"]
OFFICE = "Programme office"


@dataclass(frozen=True)
class Report:
    """One expected report.

    Args:
        due_on: None where it is not owed.
        received_on: day of the first accepted submission, or of the latest refused one.
        submission: what brought it; "" where nothing did.
    """

    state: Due
    due_on: dt.date | None = None
    received_on: dt.date | None = None
    submission: str = ""

    @property
    def days_late(self) -> int:
        """Days from the due day to the day it was received."""
        return (self.received_on - self.due_on).days if self.received_on and self.due_on else 0


@dataclass(frozen=True)
class Expected:
    """Reports by sender, and by dataset and period.

    Args:
        columns: (dataset's title, period's code), newest period last.
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
    owed = owed[owed["start_on"].dt.date <= desk.today]
    if owed.empty:
        return Expected((), {})
    columns = _columns(owed)
    owed = owed.merge(pd.DataFrame(columns, columns=["dataset", "period"]), on=["dataset", "period"])
    return _arranged(desk, owed, columns)


def _columns(owed: pd.DataFrame) -> list[tuple[str, str]]:
    """The last periods of each dataset, oldest first; fewer of each where there are many datasets."""
    ends = owed[["dataset", "period", "end_on"]].drop_duplicates().sort_values(["dataset", "end_on"])
    shown = max(2, PERIODS_SHOWN // ends["dataset"].nunique())
    last = ends.groupby("dataset").tail(shown)
    return list(last[["dataset", "period"]].itertuples(index=False, name=None))


def _arranged(desk: Desk, owed: pd.DataFrame, columns: list[tuple[str, str]]) -> Expected:
    edition = desk.edition().number
    sent = desk.warehouse.rows("submission_manifest", desk.scope, edition, "period", list(owed["period"].unique()))
    arrived = _arrivals(sent)
    members = _memberships(desk.warehouse.rows("membership", desk.scope, edition))
    names, declared = desk.names(edition), datasets()
    found: dict[str, dict[tuple[str, str], Report]] = {}
    for line in owed.itertuples():
        partner = _text(line.partner)
        key = (_text(line.programme), partner, line.dataset, line.period)
        is_owed = not partner or any(_covers(each, line.end_on) for each in members.get(key[:2], ()))
        row = found.setdefault(names.partner(partner) if partner else OFFICE, {})
        row[line.dataset, line.period] = _report(line, arrived.get(key), is_owed, desk.today)
    rows = {name: tuple(found[name].get(column, Report(Due.NOT_OWED)) for column in columns) for name in sorted(found)}
    said = tuple((declared[dataset].title if dataset in declared else dataset, period) for dataset, period in columns)
    return Expected(said, rows)


def _report(line: object, arrival: tuple[bool, dt.date, str] | None, is_owed: bool, today: dt.date) -> Report:
    due_on = None if pd.isna(line.due_on) else line.due_on.date()
    if due_on is None or not is_owed:
        return Report(Due.NOT_OWED)
    if not pd.isna(line.is_in_force) and not line.is_in_force:
        return Report(Due.WAIVED, due_on)
    if arrival is not None:
        is_accepted, day, id_ = arrival
        state = Due.SENT_BACK if not is_accepted else Due.ON_TIME if day <= due_on else Due.LATE
        return Report(state, due_on, day, id_)
    return Report(Due.NOT_RECEIVED if today > due_on else Due.NOT_DUE, due_on)


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
