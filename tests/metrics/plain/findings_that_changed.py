import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Record, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for finding in rows("finding"):
        action = _first_action(rows, finding)
        if finding["recommended_change"] not in ("PROTOCOL", "TRAINING") or action is None:
            continue
        endorsed = action["endorsed_on"]
        if not asked.covers(action["programme"], action["responsible_partner"], endorsed):
            continue
        if endorsed + dt.timedelta(days=180) > asked.as_of:
            result.left_out += 1
            continue
        published = _first_published(rows, {finding["finding"], action["action"]})
        result.add(published is not None and (published - endorsed).days <= 180)
    return result


def _first_action(rows: Rows, finding: Record) -> Record | None:
    taken_up = [
        action
        for action in rows("corrective_action")
        if action["source_kind"] == "FINDING" and action["source"] == finding["finding"] and action["endorsed_on"]
    ]
    return min(taken_up, key=lambda action: (action["endorsed_on"], action["action"]), default=None)


def _first_published(rows: Rows, causes: set[str]) -> dt.date | None:
    days = [
        change["published_on"]
        for change in rows("change_log")
        if change["published_on"] and causes & set((change["caused_by"] or "").split(";"))
    ]
    return min(days, default=None)
