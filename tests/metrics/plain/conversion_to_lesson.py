import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for seen in rows("observation"):
        if not asked.covers(seen["programme"], seen["originator_partner"], seen["submitted_on"]):
            continue
        if seen["submitted_on"] + dt.timedelta(days=90) > asked.as_of:
            result.left_out += 1
        else:
            result.add(seen["state"] in ("LESSON_IDENTIFIED", "BEST_PRACTICE"))
    return result
