from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    runs, units, result = by_key(rows("course_run"), "run"), by_key(rows("unit"), "unit"), Counted()
    for place in last_attempts(rows):
        run = runs.get(place["run"])
        if run is None or run["status"] == "CANCELLED":
            continue
        if not asked.covers(run["programme"], sender(place, units), run["end_on"]):
            continue
        if place["withdrawn_on"] and place["withdrawn_on"] < run["start_on"]:
            continue
        if run["status"] == "PLANNED" or place["outcome"] == "NOT_RECORDED":
            result.left_out += int(place["headcount"])
            continue
        result.add(place["outcome"] in ("COMPLETED_PASS", "COMPLETED_UNGRADED"), int(place["headcount"]))
    return result


def last_attempts(rows: Rows) -> list[Record]:
    """One place for each person and run, as the last attempt left it."""
    latest: dict[tuple[str, str], Record] = {}
    for place in rows("training_roster"):
        key = (place["run"], place["participant_key"])
        if key not in latest or place["attempt_no"] > latest[key]["attempt_no"]:
            latest[key] = place
    return list(latest.values())


def sender(place: Record, units: dict[str, Record]) -> str | None:
    """The partner on the roster, or else the partner of the unit."""
    if place["partner"] or not place["unit"]:
        return place["partner"]
    return units[place["unit"]]["partner"]
