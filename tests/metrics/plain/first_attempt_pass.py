from collections.abc import Callable, Iterator

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key
from tests.metrics.plain.course_completion import sender


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for attempt in first_attempts(rows, asked, lambda row: row["outcome"] in ("COMPLETED_PASS", "COMPLETED_FAIL")):
        result.add(attempt["outcome"] == "COMPLETED_PASS", int(attempt["headcount"]))
    return result


def first_attempts(rows: Rows, asked: Asked, holds: Callable[[Record], bool]) -> Iterator[Record]:
    """Of each person in each run the attempt with the lowest number that holds something, where it is asked for."""
    runs, units = by_key(rows("course_run"), "run"), by_key(rows("unit"), "unit")
    first: dict[tuple[str, str], Record] = {}
    for row in rows("training_roster"):
        key = (row["run"], row["participant_key"])
        if holds(row) and (key not in first or row["attempt_no"] < first[key]["attempt_no"]):
            first[key] = row
    for row in first.values():
        run = runs.get(row["run"])
        if run is None or run["status"] == "CANCELLED":
            continue
        if asked.covers(run["programme"], sender(row, units), row["completed_on"] or run["end_on"]):
            yield row
