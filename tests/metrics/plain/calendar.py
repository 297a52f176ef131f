import datetime as dt

from tests.metrics.plain.asked import Rows


def tenth_working_day(rows: Rows, after: dt.date) -> dt.date:
    """The tenth of the Mondays to Fridays that follow a day and are no holiday of the programme office."""
    closed = {each["holiday_on"] for each in rows("holiday") if not each["partner"]}
    left, day = 10, after
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5 and day not in closed
    return day
