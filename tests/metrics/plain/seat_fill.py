from tests.metrics.plain.asked import Asked, Counted, Record, Rows

FINISHED = ("COMPLETED_PASS", "COMPLETED_UNGRADED", "COMPLETED_FAIL")


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for run in rows("course_run"):
        if run["status"] != "HELD" or not run["seats_offered"]:
            continue
        if not asked.covers(run["programme"], run["host_partner"], run["start_on"]):
            continue
        places = [place for place in rows("training_roster") if place["run"] == run["run"]]
        if not places or any(_is_taken(place) is None for place in places):
            result.left_out += int(run["seats_offered"])
            continue
        first = {row["participant_key"]: row for row in sorted(places, key=lambda row: -row["attempt_no"])}
        result.n += int(run["seats_offered"])
        result.numerator += sum(int(row["headcount"]) for row in first.values() if _is_taken(row))
    return result


def _is_taken(place: Record) -> bool | None:
    """None where nobody can say."""
    if place["attendance"] in ("PRESENT", "PARTIAL"):
        return True
    if place["attendance"] == "UNKNOWN":
        return True if place["outcome"] in FINISHED else False if place["outcome"] == "WITHDRAWN" else None
    return False
