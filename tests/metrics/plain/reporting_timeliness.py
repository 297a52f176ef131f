import datetime as dt
from collections.abc import Callable

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    return owed(rows, asked, lambda expected: expected["due_on"])


def owed(rows: Rows, asked: Asked, last_day: Callable[[Record], dt.date]) -> Counted:
    periods, result = by_key(rows("period"), "period"), Counted()
    for expected in rows("expected_submission"):
        period = periods.get(expected["period"])
        if period is None or expected["is_in_force"] is False:
            continue
        if not asked.covers(expected["programme"], expected["partner"], period["end_on"]):
            continue
        if expected["partner"] and not _was_member(rows, expected, period["end_on"]):
            continue
        if last_day(expected) > asked.as_of:
            result.left_out += 1
            continue
        received = _first_accepted(rows, expected)
        result.add(received is not None and received <= last_day(expected))
    return result


def _was_member(rows: Rows, expected: Record, day: dt.date) -> bool:
    return any(
        (member["programme"], member["partner"]) == (expected["programme"], expected["partner"])
        and member["valid_from"] <= day
        and (member["valid_to"] is None or day <= member["valid_to"])
        for member in rows("membership")
    )


def _first_accepted(rows: Rows, expected: Record) -> dt.date | None:
    names = ("programme", "partner", "dataset", "period")
    days = [
        sent["received_on"]
        for sent in rows("submission_manifest")
        if sent["outcome"] == "ACCEPTED" and all((sent[name] or "") == (expected[name] or "") for name in names)
    ]
    return min(days, default=None)
