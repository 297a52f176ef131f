from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    engagements, result = by_key(rows("engagement"), "engagement"), Counted()
    for invited in rows("invitation"):
        engagement = engagements.get(invited["engagement"])
        if engagement is None or invited["is_withdrawn_by_host"]:
            continue
        due, came = invited["rsvp_due_on"], invited["responded_on"]
        if not asked.covers(engagement["programme"], invited["partner"], due or engagement["start_on"]):
            continue
        is_undated = invited["response"] not in (None, "NONE") and came is None
        if due is None or is_undated or due > asked.as_of:
            result.left_out += 1
            continue
        result.add(invited["response"] != "NONE" and came is not None and came <= due)
    return result
