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
    for standard in _in_force(rows, day):
        for partner in members(rows, asked, day):
            adoption = latest.get((standard, partner))
            if adoption is None:
                result.add(False)
            elif adoption["status"] != "NOT_APPLICABLE":
                result.add(adoption["status"] == "IMPLEMENTED" and _is_current(rows, adoption, day))
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Pairs ratified, with a reservation, implemented in a superseded edition, and without a word."""
    day, found = min(asked.last, asked.as_of), [0, 0, 0, 0]
    if asked.first > asked.as_of:
        return found
    for standard in _in_force(rows, day):
        for partner in members(rows, asked, day):
            said = [
                each for each in rows("standards_adoption")
                if (each["standard"], each["partner"]) == (standard, partner) and each["status_on"] <= day
            ]  # fmt: skip
            last = max(said, key=lambda each: each["status_on"]) if said else None
            found[0] += last is not None and last["status"] == "RATIFIED"
            found[1] += last is not None and last["status"] == "RATIFIED_WITH_RESERVATION"
            found[2] += last is not None and last["status"] == "IMPLEMENTED" and not _is_current(rows, last, day)
            found[3] += last is None
    return found


def _in_force(rows: Rows, day: dt.date) -> set[str]:
    """The standards with an edition that was promulgated and is not superseded."""
    return {
        edition["standard"]
        for edition in rows("standard")
        if edition["promulgated_on"] <= day and (edition["superseded_on"] is None or edition["superseded_on"] > day)
    }


def _is_current(rows: Rows, adoption: Record, day: dt.date) -> bool:
    editions = {(standard["standard"], standard["edition"]): standard["superseded_on"] for standard in rows("standard")}
    superseded = editions.get((adoption["standard"], adoption["edition"]))
    return superseded is None or superseded > day
