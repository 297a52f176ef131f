import datetime as dt
from collections.abc import Callable, Iterator

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    return owed(rows, asked, lambda expected: expected["due_on"])


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Of the reports due: accepted late; with a first version in time, accepted or refused."""
    due = [each for each in _owed(rows, asked) if each["due_on"] <= asked.as_of]
    accepted = [_days_late(rows, each, ("ACCEPTED",)) for each in due]
    first = [_days_late(rows, each, ("ACCEPTED", "REFUSED")) for each in due]
    return [sum(days is not None and days > 0 for days in accepted), sum(days is not None and days <= 0 for days in first)]


def _days_late(rows: Rows, expected: Record, outcomes: tuple[str, ...]) -> int | None:
    received = _first_version(rows, expected, outcomes)
    return None if received is None else (received - expected["due_on"]).days


def owed(rows: Rows, asked: Asked, last_day: Callable[[Record], dt.date]) -> Counted:
    result = Counted()
    for expected in _owed(rows, asked):
        if last_day(expected) > asked.as_of:
            result.left_out += 1
            continue
        received = _first_version(rows, expected, ("ACCEPTED",))
        result.add(received is not None and received <= last_day(expected))
    return result


def _owed(rows: Rows, asked: Asked) -> Iterator[Record]:
    periods = by_key(rows("period"), "period")
    for expected in rows("expected_submission"):
        period = periods.get(expected["period"])
        if period is None or expected["is_in_force"] is False:
            continue
        if not asked.covers(expected["programme"], expected["partner"], period["end_on"]):
            continue
        if expected["partner"] and not _was_member(rows, expected, period["end_on"]):
            continue
        yield expected


def _was_member(rows: Rows, expected: Record, day: dt.date) -> bool:
    return any(
        (member["programme"], member["partner"]) == (expected["programme"], expected["partner"])
        and member["valid_from"] <= day
        and (member["valid_to"] is None or day <= member["valid_to"])
        for member in rows("membership")
    )


def _first_version(rows: Rows, expected: Record, outcomes: tuple[str, ...]) -> dt.date | None:
    names = ("programme", "partner", "dataset", "period")
    days = [
        sent["received_on"]
        for sent in rows("submission_manifest")
        if sent["outcome"] in outcomes and all((sent[name] or "") == (expected[name] or "") for name in names)
    ]
    return min(days, default=None)
