"""When what is due: a first year in one piece, then quarters, and months in 2026 for the partners that send most."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from etl.demo.cast import LATE_PARTNERS, LATE_SINCE, SILENT_PARTNER, SILENT_SINCE, TODAY, Partner
from etl.demo.chance import days, moment, stream
from vocabulary.period import Period


def _periods(*codes: str) -> tuple[Period, ...]:
    return tuple(Period.parse(code) for code in codes)


FIRST_YEAR = _periods("2023Oct")
QUARTERS = _periods("2024Q4", *(f"2025Q{number}" for number in (1, 2, 3, 4)))
QUARTERS_OF_2026 = _periods(*(f"2026Q{number}" for number in (1, 2, 3, 4)))
MONTHS_OF_2026 = _periods(*(f"2026{number:02d}" for number in range(1, 13)))
MONTHLY = ("ALD", "DRO", "KEL", "LOR", "OSM", "VEL")
"""Partners that report by the month in 2026; the others stay with quarters."""
OFFICE_PERIODS = (*FIRST_YEAR, *QUARTERS, *QUARTERS_OF_2026[:3], MONTHS_OF_2026[9])
RUN_PERIODS = (*FIRST_YEAR, *QUARTERS, *MONTHS_OF_2026[:10])
DUE_DAYS = 20
CUT_OFF_DAYS = 45
LOCK_DAYS = 120
"""Days after the end of a period: reports are due, stop counting as received, and are no longer taken."""
RUNS_DAY, ROSTER_DAY, OFFICE_DAY, ACTIONS_DAY, SURVEY_DAY, REGISTERS_DAY = 4, 6, 16, 17, 18, 19
"""Days after the end of a period: the run list is sent, the first rosters come, the office sends its registers, and what
refers to them."""
USUALLY_LATE = 0.05


@dataclass(frozen=True)
class Turn:
    """One period of one sender, and when its file was received."""

    period: Period
    received_at: dt.datetime


def owed(partner: Partner) -> list[Period]:
    """The periods that a partner owes a report for: those in which it is a member on some day."""
    of_2026 = MONTHS_OF_2026 if partner.code in MONTHLY else QUARTERS_OF_2026
    periods = (*FIRST_YEAR, *QUARTERS, *of_2026)
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


def office_turns(seed: int, day_number: int, what: str, periods: tuple[Period, ...] = OFFICE_PERIODS) -> list[Turn]:
    """The programme office is always on time: one file a period, so many days after its end."""
    rows = [Turn(period, moment(period.end + days(day_number), stream(seed, what, period.code))) for period in periods]
    return [turn for turn in rows if turn.received_at.date() <= TODAY]
