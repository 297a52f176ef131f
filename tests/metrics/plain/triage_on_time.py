import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for seen in rows("observation"):
        if seen["is_offline_form"]:
            continue
        if not asked.covers(seen["programme"], seen["originator_partner"], seen["submitted_on"]):
            continue
        due = _tenth_working_day(seen["submitted_on"])
        if due > asked.as_of:
            result.left_out += 1
        else:
            result.add(bool(seen["triage_on"]) and seen["triage_on"] <= due)
    return result


def _tenth_working_day(day: dt.date) -> dt.date:
    left = 10
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5
    return day
