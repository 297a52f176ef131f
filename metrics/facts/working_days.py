"""Working days in a statement: Monday to Friday, less the holidays of the programme office."""

from sqlalchemy import ColumnElement, FromClause, case, func, select

from metrics.facts.fact import is_filled
from warehouse.facts import Rows

WORKING_DAYS = 10
WEEK, WORK_WEEK = 7, 5
FRIDAY = 4
THURSDAY = 3
"""Day 0, 1970-01-01, was a Thursday; Monday is 0."""
LOOKED_AHEAD = 90
"""Days within which ten working days lie, whatever holidays there are."""


def tenth_working_day(rows: Rows, record: FromClause, day: ColumnElement) -> ColumnElement:
    """The tenth working day after a day number of *record*.

    Holidays are those of the programme office: rows of the list that name no partner. A holiday moves the day on where
    fewer than ten working days have passed before it; what falls on a weekend moves nothing.
    """
    holiday, earlier = rows.of("holiday"), rows.of("holiday")
    on, before = rows.day_number(holiday.c.holiday_on), rows.day_number(earlier.c.holiday_on)
    passed_over = select(func.count()).select_from(earlier).where(_closes(earlier, before), before > day, before <= on)
    passed_over = passed_over.correlate(record, holiday).scalar_subquery()
    is_reached = _weekdays(on) - _weekdays(day) - passed_over < WORKING_DAYS
    moved = select(func.count()).select_from(holiday).where(
        _closes(holiday, on), on > day, on <= day + LOOKED_AHEAD, is_reached
    )  # fmt: skip
    return _weekday_after(day, WORKING_DAYS + moved.correlate(record).scalar_subquery())


def _closes(holiday: FromClause, day: ColumnElement) -> ColumnElement:
    """True for a holiday of the office on a day on which it would work."""
    return ~is_filled(holiday.c.partner) & (_in_week(day) <= FRIDAY)


def _in_week(day: ColumnElement) -> ColumnElement:
    return (day + THURSDAY) % WEEK


def _weekdays(day: ColumnElement) -> ColumnElement:
    """A number that grows by one with every Monday to Friday."""
    in_week = _in_week(day)
    return (day + THURSDAY - in_week) / WEEK * WORK_WEEK + case((in_week > FRIDAY, FRIDAY), else_=in_week)


def _weekday_after(day: ColumnElement, count: ColumnElement) -> ColumnElement:
    """The Monday to Friday that comes so many of them after a day."""
    number = _weekdays(day) + count
    in_week = number % WORK_WEEK
    return (number - in_week) / WORK_WEEK * WEEK + in_week - THURSDAY
