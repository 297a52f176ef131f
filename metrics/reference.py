"""What reference lists say to the one who reads indicators: names, members, targets."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from metrics.indicator import Indicator
from metrics.measures.tally import Window
from vocabulary.period import Month, Period
from vocabulary.selection import Selection

NOT_STATED = "not stated"
PERCENT = 100
IN_PERCENT = "PERCENT"
JANUARY = 1


class Named(NamedTuple):
    """A code and the name a reader knows it by."""

    code: str
    name: str


@dataclass(frozen=True)
class Member:
    """A partner's time in a programme; `left_on` is its last day, None while it goes on."""

    programme: str
    partner: str
    joined_on: dt.date
    left_on: dt.date | None


@dataclass(frozen=True)
class Target:
    """What an indicator is to reach in a programme, and in which period; `value` in the indicator's unit.

    `partner` is the one whose own target it is; "" for that of the whole programme.
    """

    indicator: str
    programme: str
    period: Period
    value: float
    set_on: dt.date
    set_by_role: str
    partner: str = ""

    @property
    def rank(self) -> tuple[bool, int, dt.date]:
        """Which of several holds: a partner's own, of those the one for the shortest period, then the one set last."""
        return bool(self.partner), -(self.period.end - self.period.start).days, self.set_on


@dataclass(frozen=True)
class References:
    """The reference lists of one edition, as one reader may see them.

    Args:
        reports_due: by programme and month the day on which all reports that speak of the month are due.
        fiscal_starts: by programme the month in which its year begins.
    """

    partner_names: Mapping[str, str]
    programmes: tuple[Named, ...]
    memberships: tuple[Member, ...]
    targets: tuple[Target, ...]
    reports_due: Mapping[tuple[str, Month], dt.date]
    fiscal_starts: Mapping[str, int]

    @classmethod
    def of(cls, rows: Callable[[str], pd.DataFrame]) -> "References":
        """Read the lists; *rows* gives all rows of a dataset."""
        partners, programmes = _records(rows("partner")), _records(rows("programme"))
        return cls(
            partner_names={row["partner"]: row["name"] or row["partner"] for row in partners},
            programmes=tuple(Named(row["programme"], row["name"] or row["programme"]) for row in programmes),
            memberships=tuple(_member(row) for row in _records(rows("membership"))),
            targets=tuple(_target(row) for row in _records(rows("target"))),
            reports_due=dict(_reports_due(programmes, _records(rows("period")))),
            fiscal_starts={row["programme"]: int(row["fiscal_start_month"] or JANUARY) for row in programmes},
        )

    def name(self, code: str) -> str:
        """A partner's name; its code where it has none."""
        return self.partner_names.get(code, code) or NOT_STATED

    def members(self, programme: str, window: Window) -> tuple[str, ...]:
        """Codes of the partners that belonged to a programme on some day of a window, sorted."""
        return tuple(
            sorted(
                {
                    member.partner
                    for member in self.memberships
                    if member.programme == programme
                    and member.joined_on <= window.last_day
                    and (member.left_on is None or member.left_on >= window.first.first_day)
                }
            )
        )

    def fiscal_start(self, programme: str) -> int:
        """The month in which a programme's year begins; January where it does not say."""
        return self.fiscal_starts.get(programme, JANUARY)

    def reports_due_on(self, programme: str, month: Month) -> dt.date | None:
        """The day on which all reports that speak of a month are due; None where nobody has said."""
        return self.reports_due.get((programme, month))

    def target(self, indicator: Indicator, selection: Selection) -> tuple[float | None, str]:
        """The target that holds in the last month of the quarter under review, and who set it.

        A row of the dataset `target` for the whole programme stands above the indicator's own target. Where one
        partner alone is selected, its own row stands above that.
        """
        whose = ("", *selection.partners) if len(selection.partners) == 1 else ("",)
        last = selection.quarter.last.last_day
        held = [
            target
            for target in self._targets.get((indicator.code, selection.programme), ())
            if target.partner in whose and target.period.start <= last <= target.period.end
        ]
        if not held:
            return indicator.target, indicator.target_source
        chosen = max(held, key=lambda target: target.rank)
        return chosen.value, f"set by {chosen.set_by_role} on {chosen.set_on} for {chosen.period.code}"

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], list[Target]]:
        """The targets of each indicator in each programme."""
        found: dict[tuple[str, str], list[Target]] = {}
        for target in self.targets:
            found.setdefault((target.indicator, target.programme), []).append(target)
        return found


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _day(moment: pd.Timestamp | None) -> dt.date | None:
    return None if moment is None else moment.date()


def _reports_due(
    programmes: list[dict[str, Any]], periods: list[dict[str, Any]]
) -> Iterator[tuple[tuple[str, Month], dt.date]]:
    """A programme that reports by the quarter has the reports for each month when those for the quarter are due."""
    for programme in programmes:
        for period in periods:
            if period["calendar"] == programme["period_type"] and period["due_on"] is not None:
                for month in Month.of(period["start_on"]).until(Month.of(period["end_on"])):
                    yield (programme["programme"], month), period["due_on"].date()


def _member(row: dict[str, Any]) -> Member:
    return Member(row["programme"], row["partner"], row["valid_from"].date(), _day(row["valid_to"]))


def _target(row: dict[str, Any]) -> Target:
    value = row["target_value"] / PERCENT if row["measured_in"] == IN_PERCENT else row["target_value"]
    period = Period.parse(row["period"])
    set_on, partner = row["set_on"].date(), row["partner"] or ""
    return Target(row["indicator"], row["programme"], period, value, set_on, row["set_by_role"], partner)
