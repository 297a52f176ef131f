import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for meeting in rows("engagement"):
        if meeting["kind"] != "MEETING":
            continue
        if not asked.covers(meeting["programme"], meeting["host_partner"], meeting["planned_on"]):
            continue
        was_held = meeting["status"] == "HELD"
        ended = (meeting["end_on"] or meeting["start_on"]) if was_held else meeting["planned_on"]
        if ended + dt.timedelta(days=14) > asked.as_of:
            result.left_out += 1
            continue
        minutes = meeting["minutes_issued_on"]
        result.add(was_held and minutes is not None and minutes <= tenth_working_day(ended))
    return result


def tenth_working_day(after: dt.date) -> dt.date:
    """The tenth of the Mondays to Fridays that follow a day."""
    following = (after + dt.timedelta(days=at) for at in range(1, 20))
    return [day for day in following if day.weekday() < 5][9]
