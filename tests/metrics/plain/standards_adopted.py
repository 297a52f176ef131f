import datetime as dt

from tests.metrics.plain.active_partners import members
from tests.metrics.plain.asked import Asked, Counted, Record, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result, day, latest = Counted(), min(asked.last, asked.as_of), {}
    if asked.first > asked.as_of:
        return result
    for adoption in sorted(rows("standards_adoption"), key=lambda adoption: adoption["status_on"]):
        if adoption["status_on"] <= day and adoption["partner"] in members(rows, asked, day):
            latest[adoption["standard"], adoption["partner"]] = adoption
    for adoption in latest.values():
        if adoption["status"] != "NOT_APPLICABLE":
            result.add(adoption["status"] == "IMPLEMENTED" and _is_current(rows, adoption, day))
    return result


def _is_current(rows: Rows, adoption: Record, day: dt.date) -> bool:
    editions = {(standard["standard"], standard["edition"]): standard["superseded_on"] for standard in rows("standard")}
    superseded = editions.get((adoption["standard"], adoption["edition"]))
    return superseded is None or superseded > day
