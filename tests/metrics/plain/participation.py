from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    engagements, result = by_key(rows("engagement"), "engagement"), Counted()
    for invited in rows("invitation"):
        engagement = engagements.get(invited["engagement"])
        if engagement is None or engagement["status"] != "HELD" or invited["is_withdrawn_by_host"]:
            continue
        if not asked.covers(engagement["programme"], invited["partner"], engagement["start_on"]):
            continue
        if invited["attendance"] == "UNKNOWN":
            result.left_out += 1
            continue
        result.add(invited["attendance"] == "PRESENT" and invited["is_level_met"] is not False)
    return result
