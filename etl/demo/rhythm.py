"""When what is due: half-years in 2024, quarters in 2025, months in 2026."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from etl.demo.cast import LATE_PARTNERS, LATE_SINCE, SILENT_PARTNER, SILENT_SINCE, TODAY, Partner
from etl.demo.chance import days, moment, stream
from vocabulary.period import Period

PARTNER_PERIODS = tuple(
    Period.parse(code)
    for code in (
        "2023Q4",
        "2024S1",
        "2024S2",
        *(f"2025Q{n}" for n in (1, 2, 3, 4)),
        *(f"2026{n:02d}" for n in range(1, 11)),
    )
)
"""What partners report by: the programme asked for more, shorter reports as it grew."""
SURVEY_PERIODS = tuple(
    Period.parse(code)
    for code in ("2023Q4", "2024S1", "2024S2", *(f"{year}Q{n}" for year in (2025, 2026) for n in (1, 2, 3, 4)))
)
DUE_DAYS = 20
CUT_OFF_DAYS = 45
LOCK_DAYS = 120
"""Days after the end of a period: reports are due, stop counting as received, and are no longer taken."""
RUNS_DAY, ROSTER_DAY, OFFICE_DAY, ACTIONS_DAY, SURVEY_DAY = 4, 6, 16, 17, 18
"""Days after the end of a period: the run list is sent, the first rosters come, the office sends its registers."""
USUALLY_LATE = 0.05


@dataclass(frozen=True)
class Turn:
    """One period of one sender, and when its file was received."""

    period: Period
    received_at: dt.datetime


def owed(partner: Partner) -> list[Period]:
    """The periods that a partner owes a report for: those in which it is a member on some day."""
    periods = (*PARTNER_PERIODS, *(Period.parse(code) for code in ("202611", "202612")))
    return [p for p in periods if partner.joined <= p.end and (partner.left is None or p.start <= partner.left)]


def due_on(period: Period) -> dt.date:
    return period.end + days(DUE_DAYS)


def cut_off_on(period: Period) -> dt.date:
    return period.end + days(CUT_OFF_DAYS)


def locked_on(period: Period) -> dt.date:
    return period.end + days(LOCK_DAYS)


def is_late(partner: str, period: Period) -> bool:
    """Whether the partner is one of the two whose reports have been late since the form changed."""
    return partner in LATE_PARTNERS and period.end >= LATE_SINCE.last_day


def turns(seed: int, partner: Partner) -> list[Turn]:
    """Every file that a partner sends of its own accord, up to the last day. Who leaves reports the day before."""
    rows = []
    for period in owed(partner):
        if partner.code == SILENT_PARTNER and period.end >= SILENT_SINCE.last_day:
            continue
        rng = stream(seed, "post", partner.code, period.code)
        ended = partner.left is not None and partner.left <= period.end
        day = partner.left - days(1) if ended else period.end + days(_days_taken(rng, partner.code, period))
        received = moment(day, rng)
        if received.date() <= TODAY:
            rows.append(Turn(period, received))
    return rows


def _days_taken(rng: np.random.Generator, partner: str, period: Period) -> int:
    if is_late(partner, period):
        return int(rng.integers(DUE_DAYS + 3, CUT_OFF_DAYS - 6))
    if rng.random() < USUALLY_LATE:
        return int(rng.integers(DUE_DAYS + 2, CUT_OFF_DAYS - 8))
    return int(rng.integers(ROSTER_DAY, DUE_DAYS - 1))


def office_turns(seed: int, day_number: int, what: str, periods: tuple[Period, ...] = PARTNER_PERIODS) -> list[Turn]:
    """The programme office is always on time: one file a period, so many days after its end."""
    rows = [Turn(period, moment(period.end + days(day_number), stream(seed, what, period.code))) for period in periods]
    return [turn for turn in rows if turn.received_at.date() <= TODAY]
