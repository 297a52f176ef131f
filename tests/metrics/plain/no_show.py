from tests.metrics.plain.asked import Asked, Counted, Rows, by_key
from tests.metrics.plain.course_completion import last_attempts, sender


def counted(rows: Rows, asked: Asked) -> Counted:
    runs, units, result = by_key(rows("course_run"), "run"), by_key(rows("unit"), "unit"), Counted()
    for place in last_attempts(rows):
        run = runs.get(place["run"])
        if run is None or run["status"] == "CANCELLED" or not place["confirmed_on"]:
            continue
        if not asked.covers(run["programme"], sender(place, units), run["start_on"]):
            continue
        withdrawn = place["withdrawn_on"]
        if withdrawn and (run["start_on"] - withdrawn).days >= 10:
            continue
        if run["status"] == "PLANNED" or (place["attendance"] == "UNKNOWN" and not withdrawn):
            result.left_out += int(place["headcount"])
            continue
        result.add(place["attendance"] == "NO_SHOW", int(place["headcount"]))
    return result
