import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Record, Rows

YEAR = dt.timedelta(days=365)


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for action in rows("corrective_action"):
        shown = action["first_validated_on"] or action["validated_on"]
        day = shown or action["reopened_on"]
        if not asked.covers(action["programme"], action["responsible_partner"], day):
            continue
        if shown is None or day + YEAR > asked.as_of:
            result.left_out += 1
        else:
            result.add(_came_back(rows, action, shown))
    return result


def _came_back(rows: Rows, action: Record, shown: dt.date) -> bool:
    if action["reopened_on"] and shown <= action["reopened_on"] <= shown + YEAR:
        return True
    names = {action["action"], action["source"] if action["source_kind"] == "OBSERVATION" else None} - {None}
    return any(
        seen["recurs_from"] in names
        and seen["state"] not in ("SUBMITTED", "REJECTED")
        and shown <= seen["submitted_on"] <= shown + YEAR
        for seen in rows("observation")
    )


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Actions taken up again within the year."""
    found = 0
    for action in rows("corrective_action"):
        shown, again = action["first_validated_on"] or action["validated_on"], action["reopened_on"]
        if asked.covers(action["programme"], action["responsible_partner"], shown) and shown + YEAR <= asked.as_of:
            found += bool(again and shown <= again <= shown + YEAR)
    return [found]
