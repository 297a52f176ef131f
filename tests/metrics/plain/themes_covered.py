import datetime as dt
from collections import Counter

from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    result, raised, periods = Counted(), Counter(), by_key(rows("period"), "period")
    if asked.first > asked.as_of:
        return result
    for summary in rows("theme_summary"):
        ended = periods[summary["period"]]["end_on"]
        if summary["programme"] == asked.programme and asked.has(summary["reporting_partner"]) and _is_lately(ended, asked):
            raised[summary["theme"]] += int(summary["summary_count"] or 0)
    taught = _taught(rows, asked)
    for theme, count in raised.items():
        more = sum(other > count for other in raised.values())
        if count >= 5 or (count > 1 and more < 10):
            result.add(theme in taught)
    return result


def _is_lately(day: dt.date, asked: Asked) -> bool:
    last = (asked.last.year, asked.last.month)
    return (last[0] - 1, last[1]) < (day.year, day.month) <= last


def _taught(rows: Rows, asked: Asked) -> set[str]:
    versions = {(course["course"], course["course_version"]): course["valid_to"] for course in rows("course")}
    found, day = set(), min(asked.last, asked.as_of)
    for run in rows("course_run"):
        is_asked = run["programme"] == asked.programme and asked.has(run["host_partner"]) and run["status"] == "HELD"
        if not is_asked or not _is_lately(run["end_on"], asked):
            continue
        current_until = versions[run["course"], run["course_version"]]
        if current_until is not None and current_until < day:
            continue
        found |= {
            each["theme"]
            for each in rows("course_theme_map")
            if each["course"] == run["course"] and each["basis"] == "CONTENT"
            and (each["valid_from"] or run["end_on"]) <= run["end_on"] <= (each["valid_to"] or run["end_on"])
        }  # fmt: skip
    return found
