from tests.metrics.plain.asked import Asked, Counted, Rows
from tests.metrics.plain.calendar import tenth_working_day


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for seen in rows("observation"):
        if seen["is_offline_form"]:
            continue
        if not asked.covers(seen["programme"], seen["originator_partner"], seen["submitted_on"]):
            continue
        due = tenth_working_day(rows, seen["submitted_on"])
        if due > asked.as_of:
            result.left_out += 1
        else:
            result.add(bool(seen["triage_on"]) and seen["triage_on"] <= due)
    return result

