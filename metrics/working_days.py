"""Working days in a statement: Monday to Friday."""

from sqlalchemy import ColumnElement, case

TWO_WEEKS = 14
SATURDAY, SUNDAY = 5, 6
THURSDAY = 3
"""Day 0, 1970-01-01, was a Thursday; Monday is 0."""


def tenth_working_day(day: ColumnElement) -> ColumnElement:
    """The tenth working day after a day number: the week begins on Monday for what falls on a weekend."""
    weekday = (day + THURSDAY) % 7
    return day + TWO_WEEKS - case((weekday == SATURDAY, 1), (weekday == SUNDAY, 2), else_=0)
