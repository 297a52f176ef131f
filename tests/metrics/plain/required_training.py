import datetime as dt

from tests.metrics.plain.active_partners import members
from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    result, day = Counted(), min(asked.last, asked.as_of)
    if asked.first > asked.as_of:
        return result
    for required in rows("training_requirement"):
        if required["programme"] != asked.programme or not asked.has(required["partner"]):
            continue
        if required["partner"] not in members(rows, asked, day):
            continue
        if required["required_from"] <= day and (required["required_to"] or day) >= day:
            result.add(_is_current(rows, required, day))
    return result


def _is_current(rows: Rows, required: Record, day: dt.date) -> bool:
    runs = by_key(rows("course_run"), "run")
    certificates = [
        place
        for place in rows("training_roster")
        if place["participant_key"] == required["participant_key"]
        and runs.get(place["run"], {}).get("course") == required["course"]
        and place["outcome"] in ("COMPLETED_PASS", "COMPLETED_UNGRADED")
        and place["completed_on"]
        and place["completed_on"] <= day
    ]
    if not certificates:
        return False
    latest = max(certificates, key=lambda place: (place["completed_on"], place["run"], place["attempt_no"]))
    return (latest["cert_expires_on"] or day) >= day
