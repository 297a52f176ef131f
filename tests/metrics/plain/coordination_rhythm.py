from tests.metrics.plain.asked import Asked, Counted, Rows
from tests.metrics.plain.calendar import tenth_working_day


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for meeting in rows("engagement"):
        if meeting["kind"] != "MEETING":
            continue
        if not asked.covers(meeting["programme"], meeting["host_partner"], meeting["planned_on"]):
            continue
        was_held = meeting["status"] == "HELD"
        ended = (meeting["end_on"] or meeting["start_on"]) if was_held else meeting["planned_on"]
        due = tenth_working_day(rows, ended)
        if due > asked.as_of:
            result.left_out += 1
            continue
        minutes = meeting["minutes_issued_on"]
        result.add(was_held and minutes is not None and minutes <= due)
    return result

